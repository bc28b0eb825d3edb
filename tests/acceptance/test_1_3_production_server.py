"""1.3: FastAPI runs under a production ASGI server."""

from __future__ import annotations

import socket

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.runners import Local, background
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web

SPOOFED = "203.0.113.99"


@pytest.mark.criterion("1.3", part="non-root")
def test_no_process_of_the_backend_is_root(stack: Stack, evidence: Evidence) -> None:
    seen: dict[str, set[str]] = {}
    for service in ("backend", "worker"):
        for container in stack.containers(service):
            processes = stack.processes(container)
            assert processes, f"{service}: container {container} has no process"
            roots = [arguments for user, arguments in processes if user == "0"]
            assert not roots, f"{service}: run by root: {roots}"
            seen.setdefault(service, set()).update(user for user, _ in processes)
    assert "backend" in seen, "no backend container runs"
    evidence("; ".join(f"{service}: uid {', '.join(sorted(users))}" for service, users in seen.items()))


@pytest.mark.criterion("1.3", part="several replicas")
def test_several_instances_answer(environment: Environment, visitor: Web, stack: Stack, evidence: Evidence) -> None:
    wanted = int(environment.get("app_backend_replicas"))
    assert wanted >= 2, f"app_backend_replicas is {wanted}: one replica is none while it restarts"
    answers = [visitor.get(f"{environment.url}/api/health") for _ in range(8 * wanted)]
    assert {answer.status_code for answer in answers} == {200}
    ids = sorted({answer.headers["x-request-id"] for answer in answers})
    assert len(ids) == len(answers), "request ids repeat"

    def instances() -> set[str] | None:
        logged = stack.log_of_requests("backend", ids)
        complete = {event["request_id"] for _, event in logged} == set(ids)
        return {container for container, _ in logged} if complete else None

    seen, _ = wait_until("every request is in the log of an instance", instances, 20)
    assert len(seen) == wanted, f"answered by {len(seen)} of {wanted} instances: {sorted(seen)}"
    evidence(f"{len(answers)} requests answered by {len(seen)} of {wanted} instances")


@pytest.mark.criterion("1.3", part="proxy headers")
@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_claimed_client_address_is_not_believed(
    environment: Environment, visitor: Web, stack: Stack, header: str, evidence: Evidence
) -> None:
    with socket.create_connection((environment.canonical_host, 443), timeout=10) as probe:
        own = probe.getsockname()[0]
    value = f"for={SPOOFED}" if header == "Forwarded" else SPOOFED
    answer = visitor.get(f"{environment.url}/api/health", headers={header: value, "X-Request-ID": "f" * 32})
    request_id = answer.headers["x-request-id"]
    assert request_id != "f" * 32, "the client chose its request id"
    logged, _ = wait_until("the request in the log", lambda: stack.log_of_requests("backend", [request_id]), 20)
    client = logged[0][1]["client"]
    assert client == own, f"{header}: the application logged client {client}, the request came from {own}"
    evidence(f"{header}: {SPOOFED} claimed, {client} (the connection's own address) logged")


@pytest.mark.disruptive
@pytest.mark.criterion("1.3", part="graceful drain")
def test_replica_told_to_stop_loses_no_request(
    environment: Environment, local: Local, edge: str, server: Server, stack: Stack, evidence: Evidence
) -> None:
    router = environment.get("router_instances")[0]
    inside = {"header": [f"Host: {environment.canonical_host}"], "connections": 8, "rate": 150}
    companies = f"http://127.0.0.1:{router['port']}/api/companies"
    before = stack.containers("backend")
    with (
        background(local, f"{environment.url}/api/companies", edge, 120, rate=7, connections=4) as outside,
        background(server, companies, f"127.0.0.1:{router['port']}", 120, **inside) as beside,
    ):
        server.run(f"docker kill --signal TERM {before[0]}")
        _, gone = wait_until("the replica exits", lambda: before[0] not in stack.containers("backend"), 45)
        _, back = wait_until("as many replicas as before", lambda: stack.healthy("backend", len(before)), 90)
        results = {"through the edge": outside.finish(), "at the router": beside.finish()}
    for place, result in results.items():
        assert result.failed == 0, f"{place}: {result.trouble()}"
        assert result.sent > 20, f"{place}: only {result.sent} requests were sent"
    figures = "; ".join(f"{place} {result.summary()}" for place, result in results.items())
    evidence(f"SIGTERM to one of {len(before)}: gone after {gone:.1f} s, replaced after {back:.1f} s more; {figures}")
