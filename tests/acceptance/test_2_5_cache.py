"""2.5 and 4.5: the cache holds hot data, is never wrong, and spares the database."""

from __future__ import annotations

import json
import secrets
import shlex
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.accounts import Account, Accounts
from acceptance.support.database import Database
from acceptance.support.runners import LoadResult, background, run_load
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web

HOT = {
    "companies": "/api/companies",
    "pricing_plans": "/api/pricing-plans",
    "slots": "/api/mentee/slots?interview_type=coding",
}
# What a mentee's visits ask for, in requests of each hundred: they look around a good deal, and every visit reads what
# is theirs alone, which is never cached.
TRAFFIC = {
    "/api/companies": 20,
    "/api/pricing-plans": 10,
    "/api/interview-types": 10,
    "/api/mentors": 20,
    "/api/mentee/slots?interview_type=coding": 28,
    "/api/mentee/dashboard": 4,
    "/api/mentee/bookings": 4,
    "/api/account/profile": 4,
}
READ_METRICS = """
import urllib.request
print(urllib.request.urlopen('http://127.0.0.1:9000/metrics', timeout=5).read().decode())
"""


@pytest.fixture(scope="module")
def mentee(accounts: Accounts) -> Account:
    return accounts.mentee()


def cache_reads(server: Server, stack: Stack) -> Counter[tuple[str, str]]:
    """Cached reads by (namespace, result), over all replicas."""
    total: Counter[tuple[str, str]] = Counter()
    for container in stack.containers("backend"):
        text = server.run(f"docker exec {container} python3 -c {shlex.quote(READ_METRICS)}")
        for line in text.splitlines():
            if line.startswith("codementee_cache_requests_total{"):
                labels = dict(part.split("=") for part in line[line.index("{") + 1 : line.index("}")].split(","))
                key = labels["namespace"].strip('"'), labels["result"].strip('"')
                total[key] += int(float(line.rpartition(" ")[2]))
    return total


class Traffic:
    """Requests past the edge, whose rate limits are for one client."""

    def __init__(self, environment: Environment, server: Server, account: Account) -> None:
        self._router = f"127.0.0.1:{environment.get('router_instances')[0]['port']}"
        self._headers = [f"Host: {environment.canonical_host}", f"Authorization: {account.headers['Authorization']}"]
        self._server = server

    def send(self, path: str, requests: int, connections: int = 8) -> LoadResult:
        url = f"http://{self._router}{path}"
        options = {"connections": connections, "requests": requests, "header": self._headers, "timeout": 30}
        return run_load(self._server, url, self._router, 120, **options)

    def mixed(self, hundreds: int) -> tuple[int, int]:
        """Requests sent and failed, one after the other.

        Not at once: replicas share a load among those who ask for the same at the same moment, with the cache or
        without it, and of real people hardly any two do.
        """
        results = [self.send(path, share * hundreds, connections=1) for path, share in TRAFFIC.items()]
        return sum(result.sent for result in results), sum(result.failed for result in results)


@contextmanager
def cache_down(stack: Stack) -> Iterator[None]:
    stack.scale("cache", 0)
    try:
        wait_until("the cache is gone", lambda: not stack.containers("cache"), 60)
        yield
    finally:
        stack.scale("cache", 1)
        wait_until("the cache is back", lambda: stack.healthy("cache", 1), 90)


@pytest.mark.disruptive
@pytest.mark.criterion("2.5", part="hit ratio")
def test_hot_data_comes_from_the_cache(
    environment: Environment, server: Server, stack: Stack, mentee: Account, evidence: Evidence
) -> None:
    traffic = Traffic(environment, server, mentee)
    before = cache_reads(server, stack)
    for path in HOT.values():
        result = traffic.send(path, 1_000)
        assert result.failed == 0, f"{path}: {result.trouble()}"
    delta = cache_reads(server, stack)
    delta.subtract(before)
    ratios = {}
    for namespace in HOT:
        reads = {result: delta[namespace, result] for result in ("hit", "miss", "error", "bypass")}
        assert sum(reads.values()) >= 1_000, f"{namespace}: only {reads} cached reads for 1000 requests"
        ratios[namespace] = reads["hit"] / sum(reads.values())
    assert min(ratios.values()) >= 0.9, f"hit ratios {ratios}"
    shown = ", ".join(f"{namespace} {ratio:.1%}" for namespace, ratio in ratios.items())
    evidence(f"1000 requests each: {shown}")


@pytest.mark.disruptive
@pytest.mark.criterion("2.5", part="write invalidates")
def test_a_write_shows_at_once_everywhere(
    environment: Environment, visitor: Web, stack: Stack, accounts: Accounts, evidence: Evidence
) -> None:
    """Every answer after the write's own, from whichever replica: the old state is a failure."""
    admin, looks = accounts.admin(), 0
    replicas = len(stack.containers("backend"))
    url = f"{environment.url}/api/companies"
    slug = f"acceptance-{secrets.token_hex(4)}"
    visitor.get(url)
    track = {"code": "l1", "title": "L1", "seniority": "entry"}
    company = {"slug": slug, "name": "Acceptance", "category": "product", "tracks": [track]}
    made = accounts.post("/api/admin/companies", company, admin)
    for active in (True, False):
        if not active:
            accounts.patch(f"/api/admin/companies/{made['id']}", {"active": False, "version": made["version"]}, admin)
        for _ in range(10 * replicas):
            found = [item["slug"] for item in json.loads(visitor.get(url).content)["items"]]
            assert (slug in found) is active, f"an answer after the write shows the state before it ({active=})"
            looks += 1
    evidence(f"a company added and retired: {looks} of {looks} reads over {replicas} replicas showed it at once")


@pytest.mark.disruptive
@pytest.mark.criterion("2.5", part="cache down never fails")
def test_without_the_cache_everything_is_served(
    environment: Environment, server: Server, stack: Stack, mentee: Account, evidence: Evidence
) -> None:
    router = f"127.0.0.1:{environment.get('router_instances')[0]['port']}"
    header = [f"Host: {environment.canonical_host}", f"Authorization: {mentee.headers['Authorization']}"]
    url = f"http://{router}{HOT['slots']}"
    with background(server, url, router, 150, connections=4, rate=50, header=header, timeout=30) as load:
        with cache_down(stack):
            bodies = [server.run(f"curl -fsS -H 'Host: {environment.canonical_host}' http://{router}/api/companies")]
        bodies.append(server.run(f"curl -fsS -H 'Host: {environment.canonical_host}' http://{router}/api/companies"))
        result = load.finish()
    assert result.sent >= 200, f"only {result.sent} requests were sent"
    assert result.failed == 0, result.trouble()
    assert bodies[0] == bodies[1], "the catalogue differs with and without the cache"
    evidence(f"cache stopped and started under load: {result.summary()}; the same catalogue with and without")


@pytest.mark.disruptive
@pytest.mark.criterion("4.5", part="database commands with and without cache")
def test_the_cache_spares_the_database(
    environment: Environment, server: Server, stack: Stack, database: Database, mentee: Account, evidence: Evidence
) -> None:
    traffic = Traffic(environment, server, mentee)
    traffic.mixed(1)
    commands, counted = {}, {}
    for state in ("with", "without"):
        if state == "without":
            with cache_down(stack):
                # Long enough for the replicas to notice; what that costs is not counted.
                traffic.mixed(1)
                before = database.commands()
                counted[state] = traffic.mixed(20)
                commands[state] = database.commands() - before
        else:
            before = database.commands()
            counted[state] = traffic.mixed(20)
            commands[state] = database.commands() - before
    assert {failed for _, failed in counted.values()} == {0}, f"(sent, failed): {counted}"
    assert counted["with"][0] == counted["without"][0]
    saved = 1 - commands["with"] / commands["without"]
    assert commands["without"] >= counted["without"][0], f"{commands} commands for {counted} requests"
    assert saved >= 0.7, f"the cache spares {saved:.0%} of the database's commands: {commands}"
    evidence(
        f"{counted['with'][0]} requests, the same mix: {commands['with']} commands with the cache, "
        f"{commands['without']} without: {saved:.1%} fewer"
    )
