"""1.5 HTTPS everywhere, and 3.1 which adds HSTS: nothing answers in clear, nothing else answers at all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.clients import Clients, docker
from acceptance.support.runners import scan
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web

PUBLIC_PORTS = [22, 80, 443]
DECOY_PORT = 8099
DECOY = "codementee-acceptance-decoy"
TWO_YEARS_SECONDS = 63_072_000
REBOOT_LIMIT_SECONDS = 60
TARGETS = [
    "/",
    "/api/health",
    "/deep/path?next=%2Fa%20b&x=1&x=2",
    "/.well-known/acme-challenge/unknown",
    "/" + "long/" * 300,
]
METHODS = ["GET", "HEAD", "POST", "DELETE", "OPTIONS"]


def plain(visitor: Web, address: str, host: str, target: str, method: str = "GET") -> tuple[int, str]:
    """Status and Location of one request in clear."""
    request = f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    answer = visitor.raw(address, request.encode(), port=80, tls=False)
    return answer.status, answer.headers.get("location", "")


@pytest.mark.criterion("1.5", part="redirect")
@pytest.mark.criterion("3.1", part="redirect")
def test_every_plain_request_is_redirected(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    address = environment.edge_address
    foreign = ["unknown.example.org", address]
    cases = [(host, target, "GET") for host in [*environment.names, *foreign] for target in TARGETS]
    cases += [(environment.canonical_host, "/api/companies?page=2", method) for method in METHODS]
    for host, target, method in cases:
        status, location = plain(visitor, address, host, target, method)
        assert status in (301, 308), f"{method} http://{host}{target[:60]} answered {status}"
        found = urlsplit(location)
        assert found.scheme == "https", f"{method} http://{host}{target[:60]} leads to {location[:80]}"
        expected = {environment.canonical_host} if host in foreign else {host, environment.canonical_host}
        assert found.netloc in expected, f"http://{host} leads to {found.netloc}"
        assert location.endswith(target), f"path or query lost: {target[:60]} became {location[:80]}"
    evidence(
        f"{len(cases)} requests in clear (5 hosts, {len(TARGETS)} paths, {len(METHODS)} methods): "
        "all 301 or 308 to https"
    )


@pytest.mark.criterion("1.5", part="nothing in clear")
def test_tls_port_serves_nothing_in_clear(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    request = f"GET /api/health HTTP/1.1\r\nHost: {environment.canonical_host}\r\nConnection: close\r\n\r\n".encode()
    answer = visitor.raw(environment.edge_address, request, port=443, tls=False)
    assert answer.status in (301, 308, 400), f"plain HTTP on port 443 answered {answer.status}"
    assert b'"status"' not in answer.body, "plain HTTP on port 443 was served content"
    broken = visitor.raw(environment.edge_address, b"not http at all\r\n\r\n", port=80, tls=False)
    assert broken.status in (301, 308, 400), f"a malformed request in clear answered {broken.status}"
    evidence(f"plain HTTP on 443: {answer.status}; a malformed request on 80: {broken.status}; no content")


@pytest.mark.criterion("3.1", part="HSTS")
def test_https_is_remembered(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    paths = {environment.canonical_host: "/", environment.www_host: "/x", environment.api_host: "/api/health"}
    for host, path in [*paths.items(), (environment.canonical_host, "/api/none")]:
        answer = visitor.get(f"https://{host}{path}")
        value = answer.headers.get_list("strict-transport-security")
        assert len(value) == 1, f"https://{host}{path}: {len(value)} HSTS headers"
        directives = {
            name.strip().lower(): setting for name, _, setting in (d.partition("=") for d in value[0].split(";"))
        }
        assert int(directives["max-age"]) >= TWO_YEARS_SECONDS, f"{host}: {value[0]}"
        assert {"includesubdomains", "preload"} <= set(directives), f"{host}: {value[0]}"
    evidence(f"max-age {directives['max-age']}, includeSubDomains, preload on {len(paths) + 1} kinds of answer")


def open_ports(environment: Environment, clients: Clients) -> str:
    """Scan all ports from a stranger's address; returns the evidence, fails on any port too many or too few.

    Another stranger every time: whoever keeps opening SSH connections without logging in is banned from port 22.
    """
    found = scan(clients.new(), environment.edge_address)
    assert found["open"] == PUBLIC_PORTS, f"open from outside: {found['open']}"
    return f"65,535 ports in {found['seconds']} s: open {', '.join(map(str, PUBLIC_PORTS))} only"


@pytest.fixture(scope="module")
def decoy(server: Server, stack: Stack) -> Iterator[str]:
    """A container somebody publishes on all addresses, which survives restarts: Docker would open it to the world."""
    image = server.run(f"docker inspect --format '{{{{.Image}}}}' {stack.containers('backend')[0]}")
    server.run(f"docker rm --force {DECOY}", check=False)
    server.run(
        f"docker run --detach --name {DECOY} --restart always --publish {DECOY_PORT}:{DECOY_PORT} --entrypoint python3 "
        f"{image} -m http.server {DECOY_PORT}"
    )
    yield f"http://127.0.0.1:{DECOY_PORT}/"
    server.run(f"docker rm --force {DECOY}")


def decoy_answers(server: Server, url: str) -> None:
    """The decoy really listens: from the server itself it is reached."""
    probe = f"import urllib.request; print(urllib.request.urlopen('{url}', timeout=3).status)"
    wait_until(
        "the decoy answers on the server itself", lambda: server.run(f'python3 -c "{probe}"', check=False) == "200", 45
    )


@pytest.mark.disruptive
@pytest.mark.criterion("1.5", part="open ports")
def test_only_public_ports_are_open(environment: Environment, clients: Clients, evidence: Evidence) -> None:
    evidence(open_ports(environment, clients))


@pytest.mark.disruptive
@pytest.mark.criterion("1.5", part="after publishing a container")
def test_published_container_stays_closed(
    environment: Environment, clients: Clients, server: Server, decoy: str, evidence: Evidence
) -> None:
    decoy_answers(server, decoy)
    evidence(f"port {DECOY_PORT} published: {open_ports(environment, clients)}")


@pytest.mark.disruptive(stage=2)
@pytest.mark.criterion("1.5", part="after firewall reload")
def test_ports_stay_closed_after_a_firewall_reload(
    environment: Environment, clients: Clients, server: Server, decoy: str, evidence: Evidence
) -> None:
    server.run("ufw reload")
    decoy_answers(server, decoy)
    evidence(open_ports(environment, clients))


@pytest.mark.disruptive(stage=2)
@pytest.mark.criterion("1.5", part="after engine restart")
def test_ports_stay_closed_after_an_engine_restart(
    environment: Environment, visitor: Web, clients: Clients, server: Server, decoy: str, evidence: Evidence
) -> None:
    server.run("systemctl restart docker")
    _, seconds = wait_until("serving again", lambda: serving(environment, visitor), 120)
    decoy_answers(server, decoy)
    evidence(f"serving again after {seconds:.0f} s; {open_ports(environment, clients)}")


@pytest.mark.disruptive(stage=3)
@pytest.mark.criterion("1.5", part="after reboot")
def test_server_comes_back_closed_and_serving(
    environment: Environment, visitor: Web, clients: Clients, server: Server, decoy: str, evidence: Evidence
) -> None:
    server.forget_connection()
    began = time.monotonic()
    docker("restart", "--time", "30", environment.container(environment.edge), timeout=120)
    wait_until("serving again", lambda: serving(environment, visitor), 150)
    seconds = time.monotonic() - began
    found = open_ports(environment, clients)
    decoy_answers(server, decoy)
    assert seconds <= REBOOT_LIMIT_SECONDS, f"serving {seconds:.0f} s after the order to reboot"
    evidence(f"serving without help {seconds:.0f} s after the order to reboot, shutdown included; {found}")


def serving(environment: Environment, visitor: Web) -> bool:
    """Page and ready API through the public address."""
    try:
        page = visitor.get(f"{environment.url}/")
        ready = visitor.get(f"{environment.url}/api/health/ready")
    except httpx2.TransportError:
        return False
    return page.status_code == 200 and ready.status_code == 200
