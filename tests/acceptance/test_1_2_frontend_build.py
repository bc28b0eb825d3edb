"""1.2: the React build is optimised."""

from __future__ import annotations

import gzip

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.build import Build, characters_per_line, is_hashed, routes, white_share
from acceptance.support.settings import Environment
from acceptance.support.web import Web, cache_control

INITIAL_SCRIPT_LIMIT_BYTES = 150_000
YEAR_SECONDS = 31_536_000


@pytest.mark.criterion("1.2", part="hashed names")
def test_assets_are_named_by_their_content(visitor: Web, build: Build, evidence: Evidence) -> None:
    plain = [url for url in build.assets if not is_hashed(url)]
    assert not plain, f"without a hash in their name: {plain}"
    stranger = build.initial_scripts[0].rpartition(".")[0] + "x.js"
    assert visitor.get(stranger).status_code == 404, "an asset of another build must be 404, not the page"
    evidence(f"{len(build.assets)} of {len(build.assets)} assets hashed, an unknown hash is 404")


@pytest.mark.criterion("1.2", part="minified")
def test_scripts_and_styles_are_minified(visitor: Web, build: Build, evidence: Evidence) -> None:
    sources = {url: visitor.get(url).text for url in [*build.initial_scripts, *build.styles]}
    loose = {url: round(white_share(text), 2) for url, text in sources.items() if white_share(text) > 0.15}
    assert not loose, f"share of blanks too high for minified code: {loose}"
    width = characters_per_line("".join(sources.values()))
    assert width > 200, f"{width:.0f} characters per line on average"
    evidence(f"{len(sources)} files, {width:.0f} characters per line, at most 15 % blanks")


@pytest.mark.criterion("1.2", part="code split")
def test_code_is_split(visitor: Web, build: Build, evidence: Evidence) -> None:
    assert build.lazy_scripts, "every script is part of the first page: nothing is loaded on demand"
    for url in build.lazy_scripts:
        answer = visitor.get(url)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        assert "javascript" in answer.headers["content-type"], f"{url}: {answer.headers['content-type']}"
    evidence(f"{len(build.initial_scripts)} scripts on the first page, {len(build.lazy_scripts)} more on demand")


@pytest.mark.criterion("1.2", part="a chunk for every route")
def test_every_route_is_a_chunk_of_its_own(visitor: Web, build: Build, evidence: Evidence) -> None:
    # The signed-in pages' part of the table is fetched when somebody goes there.
    scripts = [*build.initial_scripts, *build.lazy_scripts]
    table = {path: chunk for url in scripts for path, chunk in routes(url, visitor.get(url).text).items()}
    areas = ("/account", "/mentee", "/mentor", "/admin")
    counts = {area: sum(path == area or path.startswith(f"{area}/") for path in table) for area in areas}
    assert all(counts.values()), f"no route in an area: {counts}"
    # One page may have an address with and one without the name of a thing.
    pages = {(path.partition("/:")[0] or path, chunk) for path, chunk in table.items()}
    chunks = [chunk for _, chunk in pages]
    shared = {page: chunk for page, chunk in pages if chunks.count(chunk) > 1}
    assert not shared, f"routes that share a chunk: {shared}"
    with_first_page = {path for path, chunk in table.items() if chunk in build.initial_scripts}
    assert with_first_page == {"/"}, f"the landing page brings the code of {with_first_page - {'/'}}"
    for path, chunk in table.items():
        answer = visitor.get(chunk)
        assert answer.status_code == 200, f"{path}: {chunk} answers {answer.status_code}"
        assert "javascript" in answer.headers["content-type"], f"{path}: {answer.headers['content-type']}"
    signed_in = ", ".join(f"{area} {count}" for area, count in counts.items())
    evidence(f"{len(table)} routes, {len(set(chunks))} chunks ({signed_in}); the landing page loads its own alone")


@pytest.mark.criterion("1.2", part="pre-compressed")
@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_assets_are_served_pre_compressed(visitor: Web, build: Build, encoding: str, evidence: Evidence) -> None:
    total = plain_total = 0
    for url in [*build.initial_scripts, *build.styles]:
        plain, plain_body = visitor.encoded(url, "identity")
        answer, body = visitor.encoded(url, encoding)
        assert "content-encoding" not in plain.headers, f"{url}: compressed though not accepted"
        if len(plain_body) < 1024:
            continue  # too small to gain anything
        assert answer.headers.get("content-encoding") == encoding, f"{url}: not {encoding}"
        # A length known before sending is what a stored file has; compression on the fly is chunked.
        assert answer.headers.get("content-length") == str(len(body)), f"{url}: compressed on the fly"
        assert "accept-encoding" in answer.headers.get("vary", "").lower(), f"{url}: no Vary: Accept-Encoding"
        if encoding == "gzip":
            assert gzip.decompress(body) == plain_body, f"{url}: gzip and plain differ"
        total += len(body)
        plain_total += len(plain_body)
    assert 0 < total < 0.6 * plain_total, f"{total} bytes instead of {plain_total}"
    evidence(f"{encoding}: {total:,} bytes instead of {plain_total:,}, of known length")


@pytest.mark.criterion("1.2", part="initial script size")
def test_first_page_loads_little_script(visitor: Web, build: Build, evidence: Evidence) -> None:
    sizes = {url: len(visitor.encoded(url, "gzip")[1]) for url in build.initial_scripts}
    total = sum(sizes.values())
    assert total <= INITIAL_SCRIPT_LIMIT_BYTES, f"{total:,} bytes of gzip in {sizes}"
    evidence(f"{total / 1000:.1f} KB of script as gzip in {len(sizes)} files (limit 150)")


@pytest.mark.criterion("1.2", part="immutable assets")
def test_assets_never_expire(visitor: Web, build: Build, evidence: Evidence) -> None:
    for url in build.assets:
        told = cache_control(visitor.get(url))
        assert {"immutable", "public"} <= set(told), f"{url}: Cache-Control: {told}"
        assert int(told["max-age"]) >= YEAR_SECONDS, f"{url}: Cache-Control: {told}"
    evidence(f"{len(build.assets)} of {len(build.assets)} assets public, immutable, a year or more")


@pytest.mark.criterion("1.2", part="index not cached")
@pytest.mark.parametrize("path", ["/", "/index.html", "/some/client/route"])
def test_page_is_asked_for_again(environment: Environment, visitor: Web, path: str, evidence: Evidence) -> None:
    answer = visitor.get(f"{environment.url}{path}", headers={"Accept": "text/html"})
    control = answer.headers.get("cache-control", "")
    assert "no-cache" in control or "no-store" in control, f"{path}: {answer.status_code}, Cache-Control: {control!r}"
    evidence(f"{path}: {answer.status_code}, Cache-Control: {control}")
