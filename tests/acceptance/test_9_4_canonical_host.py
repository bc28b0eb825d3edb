"""9.4: one canonical host, permanent redirect, path and query kept."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.settings import Environment
from acceptance.support.web import Web

TARGETS = (
    "/",
    "/pricing",
    "/a/b%2Fc/%C3%A9?x=1&x=2&y=%26%20+",
    "/search?q=https://example.org/?a=b#c",
    "/?",
    "//double//slash",
)
LONGEST_CHAIN = 3


@pytest.mark.criterion("9.4", part="one canonical host")
def test_every_way_leads_to_one_host(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    starts = [
        f"{scheme}://{host}/"
        for scheme in ("http", "https")
        for host in (environment.canonical_host, environment.www_host)
    ]
    chains = []
    for start in starts:
        url, statuses = start, []
        while (answer := visitor.get(url)).is_redirect:
            statuses.append(answer.status_code)
            url = urljoin(url, answer.headers["location"])
            assert len(statuses) < LONGEST_CHAIN, f"{start}: redirected {len(statuses)} times, now to {url}"
        assert url == f"{environment.url}/", f"{start} ends at {url}"
        assert answer.status_code == 200, f"{start} ends with {answer.status_code}"
        assert set(statuses) <= {301, 308}, f"{start}: not permanent: {statuses}"
        chains.append(f"{start} {statuses or 'direct'}")
    evidence(f"{len(starts)} ways end at {environment.url}/ with 200: {'; '.join(chains)}")


@pytest.mark.criterion("9.4", part="path and query kept")
def test_path_and_query_survive(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    for target in TARGETS:
        sent = target.partition("#")[0]
        request = f"GET {sent} HTTP/1.1\r\nHost: {environment.www_host}\r\nConnection: close\r\n\r\n"
        answer = visitor.raw(environment.www_host, request.encode())
        assert answer.status in (301, 308), f"{target}: {answer.status}"
        assert answer.headers["location"] == f"{environment.url}{sent}", f"{target} became {answer.headers['location']}"
    post = visitor.request("POST", f"https://{environment.www_host}/api/companies?x=1", content=b"{}")
    assert post.status_code in (301, 308), f"POST: {post.status_code}"
    evidence(
        f"{len(TARGETS)} targets byte for byte, encoded characters and empty query included; POST {post.status_code}"
    )
