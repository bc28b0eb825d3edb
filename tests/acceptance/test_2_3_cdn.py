"""2.3: a CDN serves static assets."""

from __future__ import annotations

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.build import Build
from acceptance.support.settings import Environment
from acceptance.support.web import Web, cache_control

YEAR_SECONDS = 31_536_000
FIXED = ("/favicon.svg", "/manifest.webmanifest", "/social-card.png")
PRIVATE = ("/api/account/profile", "/api/mentee/dashboard")


@pytest.mark.criterion("2.3", part="cache headers")
def test_a_cache_is_told_what_it_may_keep(
    environment: Environment, visitor: Web, build: Build, evidence: Evidence
) -> None:
    for url in build.assets:
        answer = visitor.get(url)
        told = cache_control(answer)
        assert {"public", "immutable"} <= set(told), f"{url}: {answer.headers['cache-control']}"
        assert int(told["max-age"]) >= YEAR_SECONDS, f"{url}: {answer.headers['cache-control']}"
        assert "set-cookie" not in answer.headers, f"{url}: sets a cookie, no cache may keep it"
        # What is too small to gain from compression has one form only.
        if "content-encoding" in visitor.encoded(url, "br")[0].headers:
            assert "accept-encoding" in answer.headers.get("vary", "").lower(), f"{url}: no Vary: Accept-Encoding"
        assert_revalidates(visitor, url)
    for path in FIXED:
        told = cache_control(visitor.get(f"{environment.url}{path}"))
        assert "public" in told, f"{path}: not public"
        assert 0 < int(told["max-age"]) <= 86_400, f"{path}: a fixed name must be asked for again within a day"
        assert_revalidates(visitor, f"{environment.url}{path}")
    for path in ("/", "/pricing", "/mentee/bookings"):
        told = cache_control(visitor.get(f"{environment.url}{path}"))
        assert {"no-cache", "no-store"} & set(told), f"{path}: a page must be asked for again: {told}"
        assert_revalidates(visitor, f"{environment.url}{path}")
    for path in PRIVATE:
        told = cache_control(visitor.get(f"{environment.url}{path}"))
        assert {"no-store", "private"} & set(told), f"{path}: a shared cache might keep it: {told}"
    evidence(
        f"{len(build.assets)} assets public, immutable, for a year; {len(FIXED)} fixed names for a day; "
        f"pages revalidated; {len(PRIVATE)} private answers kept from caches; 304 to every ETag"
    )


def assert_revalidates(visitor: Web, url: str) -> None:
    """The ETag brings a 304 without a body, for each coding its own."""
    for encoding in ("identity", "gzip", "br"):
        first, _ = visitor.encoded(url, encoding)
        tag = first.headers.get("etag")
        assert tag, f"{url}: no ETag as {encoding}"
        again = visitor.get(url, headers={"If-None-Match": tag, "Accept-Encoding": encoding})
        assert again.status_code == 304, f"{url}: {again.status_code} to its own ETag as {encoding}"
        assert again.content == b"", f"{url}: 304 with a body"
