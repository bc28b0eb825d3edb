"""How releases are told: in a chat, in a mail, in a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# An invisible space before a mark keeps it from beginning or ending bold, italics, strike-through or code.
_MARKS = dict.fromkeys("*_~`", "\u200b")
_COLUMNS = ("when", "release", "kind", "outcome", "took", "by", "reason")
_LONGEST_REASON = 80


def chat_text(value: Any) -> str:
    """Text in which a chat finds no markup: no mention, no link, no formatting, one line."""
    line = " ".join(str("" if value is None else value).split())
    return "".join(_ENTITIES.get(c, _MARKS.get(c, "") + c) for c in line)


def web_address(value: Any) -> str:
    """The address if it is one of the web, as it may stand in markup; else nothing."""
    text = str(value or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return quote(text, safe=":/?#[]@!$&'()*+,;=%~-._")


def chat_link(address: Any, label: str) -> str:
    """The label as a link where the address is one of the web; else nothing."""
    found = web_address(address)
    return f"<{found.replace('&', '&amp;')}|{chat_text(label)}>" if found else ""


def duration_text(seconds: Any) -> str:
    """`52 s`, `3 min 05 s`, `1 h 02 min`; nothing where it is not known."""
    try:
        whole = round(float(seconds))
    except (TypeError, ValueError, OverflowError):
        return ""
    if whole < 60:
        return f"{max(0, whole)} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def release_history(text: str) -> list[dict[str, Any]]:
    """The entries of a history.jsonl, oldest first; a half-written line is left out."""
    found = []
    for line in text.splitlines():
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict) and entry.get("id"):
            found.append(entry)
    return found


def release_table(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """The lines of a table with a heading, in the entries' order."""
    rows = [_COLUMNS, *(_row(entry) for entry in entries)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _row(entry: Mapping[str, Any]) -> tuple[str, ...]:
    reason = _line(entry.get("reason"))
    if len(reason) > _LONGEST_REASON:
        reason = reason[: _LONGEST_REASON - 1].rstrip() + "…"
    return (
        _line(entry.get("started_at")).replace("T", " "),
        _line(entry.get("release")),
        _line(entry.get("kind")),
        _line(entry.get("outcome")),
        duration_text(entry.get("duration_seconds")),
        _line(entry.get("by")),
        reason,
    )


def _line(value: Any) -> str:
    """On one line and without what a terminal would obey."""
    text = " ".join(str("" if value is None else value).split())
    return "".join(c for c in text if c.isprintable())


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "chat_link": chat_link,
            "chat_text": chat_text,
            "duration_text": duration_text,
            "release_history": release_history,
            "release_table": release_table,
            "web_address": web_address,
        }
