"""5.5: health checks cover every critical component."""

from __future__ import annotations

from typing import Any

import dns.resolver
import pytest

from acceptance.report.plugin import Evidence
from acceptance.support import probe
from acceptance.support.clients import docker
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web

COMPONENTS = ("database", "cache")
MEMBERS = ("mongo-1", "mongo-2", "mongo-3")


def readiness(environment: Environment, visitor: Web) -> tuple[int, dict[str, Any]]:
    answer = visitor.get(f"{environment.url}/api/health/ready")
    return answer.status_code, dict(answer.json())


def failing(body: dict[str, Any]) -> list[str]:
    return sorted(name for name, component in body["components"].items() if component["status"] != "ok")


@pytest.mark.criterion("5.5", part="live")
def test_liveness(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    answer = visitor.get(f"{environment.url}/api/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok"), answer.text
    assert "no-store" in answer.headers.get("cache-control", ""), "a health answer may be cached"
    evidence(f"200, status ok, release {answer.json().get('release')}")


@pytest.mark.criterion("5.5", part="ready")
def test_readiness_names_every_component(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    status, body = readiness(environment, visitor)
    assert (status, body["status"]) == (200, "ok"), body
    assert set(COMPONENTS) <= set(body["components"]), f"components: {sorted(body['components'])}"
    latencies = ", ".join(f"{name} {component['latency_ms']} ms" for name, component in body["components"].items())
    evidence(f"200, {latencies}")


def until_failing(environment: Environment, visitor: Web, names: list[str], seconds: float) -> tuple[int, float]:
    """Wait until exactly these components are named; returns the status and the time it took."""

    def seen() -> tuple[int, ...] | None:
        status, body = readiness(environment, visitor)
        assert failing(body) == names, f"failing: {failing(body)}"
        return (status,)

    found, took = wait_until(f"failing components {names}", seen, seconds)
    return found[0], took


@pytest.mark.disruptive
@pytest.mark.criterion("5.5", part="cache failure named")
def test_cache_failure_is_named(environment: Environment, visitor: Web, stack: Stack, evidence: Evidence) -> None:
    stack.scale("cache", 0)
    try:
        status, took = until_failing(environment, visitor, ["cache"], 45)
        page = visitor.get(f"{environment.url}/api/companies").status_code
    finally:
        stack.scale("cache", 1)
    _, back = until_failing(environment, visitor, [], 60)
    assert page == 200, f"without the cache /api/companies answers {page}"
    evidence(
        f"cache stopped: ready says {status}, cache failing, after {took:.1f} s; companies still 200; "
        f"fine {back:.1f} s after its return"
    )


@pytest.mark.disruptive
@pytest.mark.criterion("5.5", part="database failure named")
def test_database_failure_is_named(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    containers = [environment.container(member) for member in MEMBERS]
    docker("pause", *containers)
    try:
        status, took = until_failing(environment, visitor, ["database"], 30)
        live = visitor.get(f"{environment.url}/api/health").status_code
    finally:
        docker("unpause", *containers)
    _, back = until_failing(environment, visitor, [], 60)
    assert status == 503, f"without the database ready answers {status}"
    assert live == 200, f"a dead database makes liveness {live}: the engine would restart healthy processes"
    evidence(
        f"database silent: ready says 503, database failing, after {took:.1f} s, live stays 200; "
        f"fine {back:.1f} s after its return"
    )


@pytest.mark.criterion("5.5", part="probe of URL")
def test_urls_from_outside(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    urls = [f"{environment.url}/", f"{environment.url}/api/health/ready", f"https://{environment.api_host}/api/health"]
    times = [probe.probe_url(visitor, url).milliseconds for url in urls]
    evidence(f"{len(urls)} URLs answer 2xx in at most {max(times):.0f} ms")


@pytest.mark.criterion("5.5", part="probe of TLS expiry")
def test_certificate_expiry_from_outside(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    lefts = [probe.probe_tls_expiry(visitor, host, minimum_share=1 / 3) for host in environment.names]
    days, life = min(lefts)
    evidence(f"{len(lefts)} names: {days:.1f} of {life:.0f} days left, more than a third")


@pytest.mark.criterion("5.5", part="probe of DNS")
def test_names_from_outside(environment: Environment, resolver: dns.resolver.Resolver, evidence: Evidence) -> None:
    edges = {str(environment.hosts[name]["ansible_host"]) for name in environment.groups["edge"]}
    for host in environment.names:
        probe.probe_dns(resolver, host, edges)
    evidence(f"{', '.join(environment.names)} resolve to {', '.join(sorted(edges))}")
