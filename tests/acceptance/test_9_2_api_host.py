"""9.2: the api subdomain is served and leads to the backend only."""

from __future__ import annotations

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.settings import Environment
from acceptance.support.web import Web


@pytest.mark.criterion("9.2", part="served")
def test_api_host_serves_the_api(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    paths = ("/api/health", "/api/companies", "/api/pricing-plans")
    for path in paths:
        answer = visitor.get(f"https://{environment.api_host}{path}")
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        assert answer.headers["content-type"].startswith("application/json"), (
            f"{path}: {answer.headers['content-type']}"
        )
    same = visitor.get(f"{environment.url}/api/pricing-plans").json()
    assert visitor.get(f"https://{environment.api_host}/api/pricing-plans").json() == same, (
        "two answers for one resource"
    )
    evidence(f"{len(paths)} paths answer 200 with JSON under {environment.api_host}, verified TLS")


@pytest.mark.criterion("9.2", part="backend only")
def test_api_host_serves_nothing_else(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    page = visitor.get(f"{environment.url}/", headers={"Accept": "text/html"})
    assert "text/html" in page.headers["content-type"], "the canonical host serves no page: nothing to compare with"
    paths = ("/", "/index.html", "/some/route", "/assets/index.js", "/favicon.ico", "/robots.txt")
    for path in paths:
        answer = visitor.get(f"https://{environment.api_host}{path}", headers={"Accept": "text/html"})
        assert answer.status_code == 404, f"{path}: {answer.status_code}"
        assert answer.headers["content-type"].startswith("application/json"), (
            f"{path}: {answer.headers['content-type']}"
        )
        assert answer.text != page.text, f"{path}: the front end's page"
    evidence(f"{len(paths)} paths of the front end answer 404 with JSON under {environment.api_host}")
