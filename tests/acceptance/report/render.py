"""The report as Markdown, JUnit and HTML, from the same verdicts."""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .ledger import Status, Verdict

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8884 }
td ul { margin: 0; padding-left: 1.1rem }
.pass { color: #11753a } .fail { color: #c01c28; font-weight: 600 } .partial { color: #a05a00 }
@media (prefers-color-scheme: dark) { .pass { color: #57d98a } .fail { color: #ff7b84 } .partial { color: #f2b661 } }
"""


@dataclass(frozen=True)
class Document:
    """What a report shows. `heading` names environment and time; `notes` what went wrong around the tests."""

    heading: str
    rows: Sequence[Verdict]
    judges: Sequence[Verdict]
    notes: Sequence[str]

    def tally(self) -> str:
        counts = Counter(row.status for row in self.rows)
        total = f"{counts[Status.PASS]} of {len(self.rows)} criteria pass"
        others = [f"{counts[s]} {s.value}" for s in Status if s is not Status.PASS and counts[s]]
        return ", ".join([total, *others])


def markdown(document: Document) -> str:
    lines = [f"# Acceptance: {document.heading}", "", document.tally(), ""]
    lines += [f"> {note}" for note in document.notes] + ([""] if document.notes else [])
    lines += ["| id | criterion | result | evidence |", "|---|---|---|---|"]
    lines += [_markdown_row(row) for row in document.rows]
    if document.judges:
        lines += ["", "## Public judges", "", "| judge | | result | evidence |", "|---|---|---|---|"]
        lines += [_markdown_row(row) for row in document.judges]
    return "\n".join(lines) + "\n"


def _markdown_row(row: Verdict) -> str:
    cells = [row.label, row.title, row.result, "<br>".join(row.details)]
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def junit(document: Document) -> str:
    """One test case per criterion. What was not measured is `skipped`, never a silent pass."""
    everything = [*document.rows, *document.judges]
    failures = sum(row.status is Status.FAIL for row in everything)
    skipped = sum(row.status not in (Status.FAIL, Status.PASS) for row in everything)
    counts = {"tests": str(len(everything)), "failures": str(failures), "skipped": str(skipped), "errors": "0"}
    root = ET.Element("testsuites", counts)
    suite = ET.SubElement(root, "testsuite", {"name": f"acceptance: {document.heading}", **counts})
    for row in everything:
        case = ET.SubElement(suite, "testcase", {"classname": "criterion", "name": f"{row.label} {row.title}".strip()})
        text = _xml_text("\n".join(row.details))
        if row.status is Status.FAIL:
            ET.SubElement(case, "failure", {"message": "fail"}).text = text
        elif row.status is not Status.PASS:
            ET.SubElement(case, "skipped", {"message": row.result}).text = text
        else:
            ET.SubElement(case, "system-out").text = text
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _xml_text(text: str) -> str:
    """Evidence may quote raw bytes; XML 1.0 has no place for control characters."""
    return "".join(c if c >= " " or c in "\n\t" else "?" for c in text)


def page(document: Document) -> str:
    title = html.escape(f"Acceptance: {document.heading}")
    body = [f"<h1>{title}</h1>", f"<p>{html.escape(document.tally())}</p>"]
    body += [f"<p class='fail'>{html.escape(note)}</p>" for note in document.notes]
    body.append(_table(("id", "criterion"), document.rows))
    if document.judges:
        body += ["<h2>Public judges</h2>", _table(("judge", ""), document.judges)]
    head = f"<meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>{title}</title>"
    return (
        f"<!doctype html><html lang='en'><head>{head}<style>{STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _table(names: tuple[str, str], rows: Sequence[Verdict]) -> str:
    head = "".join(f"<th scope='col'>{name}</th>" for name in (*names, "result", "evidence"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_html_row, rows))}</tbody></table>"


def _html_row(row: Verdict) -> str:
    items = "".join(f"<li>{html.escape(detail)}</li>" for detail in row.details)
    status = f"<td class='{row.status.value.replace(' ', '-')}'>{html.escape(row.result)}</td>"
    name = f"<th scope='row'>{html.escape(row.label)}</th><td>{html.escape(row.title)}</td>"
    return f"<tr>{name}{status}<td><ul>{items}</ul></td></tr>"


def write(document: Document, directory: Path) -> list[Path]:
    """Write the three files; returns their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    contents = {"report.md": markdown(document), "junit.xml": junit(document), "report.html": page(document)}
    for name, content in contents.items():
        (directory / name).write_text(content, encoding="utf-8")
    return [directory / name for name in contents]
