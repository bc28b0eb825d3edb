"""Reading a front-end build from outside: the documents and module graph a browser would follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.(?:js|css|woff2|svg|png|webp|avif)$")
STATIC_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["']([^"']+\.js)["']""")
DYNAMIC_IMPORT = re.compile(r"""\bimport\s*\(\s*["'`]([^"'`]+\.js)["'`]""")
ROUTE = re.compile(r"""\bpath:["'`](/[^"'`]*)["'`],[^{}]*?\bload:\(\)=>[^{}]*?\bimport\(\s*["'`]([^"'`]+\.js)["'`]""")
PRELOAD_MAP = re.compile(r"""["']((?:/?assets/|\./)[^"']+\.js)["']""")


class Head(HTMLParser):
    """Scripts, preloads and style sheets of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.preloads: list[str] = []
        self.styles: list[str] = []
        self.inline_scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        rel = given.get("rel", "").split()
        if tag == "script" and given.get("src"):
            self.scripts.append(given["src"])
        elif tag == "script":
            self.inline_scripts += 1
        elif tag == "link" and "modulepreload" in rel:
            self.preloads.append(given["href"])
        elif tag == "link" and "stylesheet" in rel:
            self.styles.append(given["href"])


@dataclass
class Build:
    """URLs of a build: what the first page needs, and what is fetched only when a route asks for it."""

    initial_scripts: list[str] = field(default_factory=list)
    lazy_scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    inline_scripts: int = 0

    @property
    def assets(self) -> list[str]:
        return [*self.initial_scripts, *self.lazy_scripts, *self.styles]


def explore(page_url: str, document: str, fetch: Callable[[str], str]) -> Build:
    """Follow the module graph of a page: entry, preloads and static imports first, then dynamic imports."""
    head = Head()
    head.feed(document)
    build = Build(styles=[urljoin(page_url, href) for href in head.styles], inline_scripts=head.inline_scripts)
    sources: dict[str, str] = {}
    queue = [urljoin(page_url, src) for src in [*head.scripts, *head.preloads]]
    while queue:
        url = queue.pop(0)
        if url not in sources:
            sources[url] = fetch(url)
            queue += [urljoin(url, match) for match in STATIC_IMPORT.findall(sources[url])]
    build.initial_scripts = list(sources)
    lazy = [_lazy_url(url, match) for url, text in sources.items() for match in _lazy_references(text)]
    build.lazy_scripts = [url for url in dict.fromkeys(lazy) if url not in sources]
    return build


def routes(entry_url: str, source: str) -> dict[str, str]:
    """The application's route table as its entry script holds it: the chunk's address of every path."""
    return {path: urljoin(entry_url, chunk) for path, chunk in ROUTE.findall(source)}


def _lazy_references(source: str) -> list[str]:
    """Dynamic imports, and the list Vite writes of what each of them needs."""
    mapped = PRELOAD_MAP.findall(source) if "__vite__mapDeps" in source else []
    return [*DYNAMIC_IMPORT.findall(source), *mapped]


def _lazy_url(importer: str, reference: str) -> str:
    """Vite's list is relative to the site, imports are relative to the importing file."""
    return urljoin(importer, f"/{reference}") if reference.startswith("assets/") else urljoin(importer, reference)


def is_hashed(url: str) -> bool:
    return HASHED.search(urlsplit(url).path) is not None


def characters_per_line(source: str) -> float:
    return len(source) / max(1, source.count("\n") + 1)


def white_share(source: str) -> float:
    """Share of blanks: near 0.4 in source code, below 0.15 in minified code."""
    return sum(c.isspace() for c in source) / max(1, len(source))
