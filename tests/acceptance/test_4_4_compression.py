"""4.4: compressed, optimised assets."""

from __future__ import annotations

import gzip
import re
import struct
import zlib
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.build import Build
from acceptance.support.settings import Environment
from acceptance.support.web import Web

TEXTS = ("/", "/pricing", "/companies", "/sitemap.xml", "/robots.txt", "/favicon.svg", "/manifest.webmanifest")
APIS = ("/api/companies?limit=100", "/api/pricing-plans")
# What a client says it takes, and what is best for it. Zero means "not acceptable" (RFC 9110, 12.4.2).
NEGOTIATION = {
    "gzip, deflate, br, zstd": "br",
    "gzip, deflate": "gzip",
    "br;q=0, gzip": "gzip",
    "identity": None,
    "": None,
}
GZIP_MAGIC = b"\x1f\x8b"
MODERN = {"image/svg+xml", "image/avif", "image/webp"}


@pytest.mark.criterion("4.4", part="negotiated compression")
def test_text_is_compressed_as_the_client_wishes(
    environment: Environment, visitor: Web, build: Build, evidence: Evidence
) -> None:
    urls = [f"{environment.url}{path}" for path in (*TEXTS, *APIS)] + [*build.initial_scripts, *build.styles]
    saved = {"br": 0, "gzip": 0}
    plain_total = 0
    checked = 0
    for url in urls:
        plain, plain_body = visitor.encoded(url, "identity")
        assert plain.status_code == 200, f"{url}: {plain.status_code}"
        if len(plain_body) < 512:
            continue  # a packet either way
        plain_total += len(plain_body)
        for accepted, best in NEGOTIATION.items():
            answer, body = visitor.encoded(url, accepted)
            given = answer.headers.get("content-encoding")
            assert given == best, f"{url}: Accept-Encoding: {accepted!r} got {given}"
            assert "accept-encoding" in answer.headers.get("vary", "").lower(), f"{url}: no Vary: Accept-Encoding"
            assert best is None or len(body) < 0.9 * len(plain_body), f"{url}: {best} saves nothing"
        saved["br"] += len(visitor.encoded(url, "br")[1])
        zipped = visitor.encoded(url, "gzip")[1]
        assert gzip.decompress(zipped) == plain_body, f"{url}: what gzip holds is not what is served plain"
        saved["gzip"] += len(zipped)
        checked += 1
    assert saved["br"] < saved["gzip"], f"brotli takes {saved['br']} bytes, gzip {saved['gzip']}"
    evidence(
        f"{checked} addresses (pages, scripts, styles, API), {len(NEGOTIATION)} wishes each: "
        f"{plain_total:,} bytes plain, {saved['gzip']:,} as gzip, {saved['br']:,} as brotli"
    )


class Pictures(HTMLParser):
    """Every picture a page shows, and those it names for others."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.previews: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"img", "source"}:
            sources = f"{given.get('src', '')},{given.get('srcset', '')}".split(",")
            self.shown += [source.split()[0] for source in sources if source.strip()]
        elif tag == "link" and "icon" in given.get("rel", ""):
            self.shown.append(given["href"])
        elif tag == "meta" and given.get("property") == "og:image":
            self.previews.append(given["content"])


@pytest.mark.criterion("4.4", part="modern image formats")
def test_pictures_are_small_for_what_they_are(
    environment: Environment, visitor: Web, build: Build, evidence: Evidence
) -> None:
    pictures = Pictures()
    for path in ("/", "/pricing", "/companies", "/how-it-works"):
        pictures.feed(visitor.get(f"{environment.url}{path}").text)
    in_styles = [
        urljoin(url, found)
        for url in build.styles
        for found in re.findall(r"url\([\"']?([^)\"']+\.(?:png|jpe?g|gif|webp|avif|svg))", visitor.get(url).text)
    ]
    shown = {urljoin(f"{environment.url}/", picture) for picture in [*pictures.shown, *in_styles]}
    assert shown, "no page shows a picture: nothing was looked at"
    kinds = {url: visitor.get(url).headers["content-type"].partition(";")[0] for url in shown}
    old = {url: kind for url, kind in kinds.items() if kind not in MODERN}
    assert not old, f"shown in an old format: {old}"
    # Previews are fetched by other sites' robots, which take PNG and JPEG only; theirs must at least be small.
    for url in set(pictures.previews):
        body = visitor.get(url).content
        assert body.startswith(b"\x89PNG"), f"{url}: not the PNG that sharing sites ask for"
        assert len(body) <= best_png_bytes(body), f"{url}: {len(body):,} bytes, badly compressed"
    formats = ", ".join(sorted(set(kinds.values())))
    evidence(f"{len(shown)} pictures shown, all {formats}; {len(set(pictures.previews))} preview as PNG")


def best_png_bytes(png: bytes) -> int:
    """What the picture's own pixels take at the highest level of compression, with a tenth for luck."""
    data, position = b"", 8
    while position < len(png):
        (length,) = struct.unpack_from(">I", png, position)
        if png[position + 4 : position + 8] == b"IDAT":
            data += png[position + 8 : position + 8 + length]
        position += length + 12
    return int(len(zlib.compress(zlib.decompress(data), 9)) * 1.1) + 4096


@pytest.mark.criterion("4.4", part="nothing compressed twice")
def test_nothing_is_compressed_twice(environment: Environment, visitor: Web, build: Build, evidence: Evidence) -> None:
    home = visitor.get(f"{environment.url}/").text
    fonts = [urljoin(f"{environment.url}/", font) for font in re.findall(r'href="([^"]+\.woff2)"', home)]
    assert fonts, "the page preloads no font: nothing to look at"
    compact = [*fonts, f"{environment.url}/social-card.png"]
    for url in compact:
        answer, _ = visitor.encoded(url, "br, gzip")
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        assert "content-encoding" not in answer.headers, (
            f"{url}: {answer.headers['content-encoding']} on top of its own"
        )
    texts = [f"{environment.url}/", f"{environment.url}{APIS[0]}", *build.initial_scripts, *build.styles]
    for url in texts:
        answer, body = visitor.encoded(url, "gzip")
        codings = answer.headers.get("content-encoding", "").split(",")
        assert len(codings) == 1, f"{url}: {codings}"
        if codings == ["gzip"]:
            assert not gzip.decompress(body).startswith(GZIP_MAGIC), f"{url}: gzip within gzip"
    evidence(f"{len(compact)} fonts and pictures sent as they are, {len(texts)} texts with one coding each")
