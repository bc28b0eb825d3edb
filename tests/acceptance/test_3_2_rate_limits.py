"""3.2: excess requests are blocked per source, measured from clients with addresses of their own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.clients import ClientContainer, Clients
from acceptance.support.runners import LoadResult, background, run_load, start
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.waiting import wait_until

SECONDS = 40
TOLERANCE = 0.10
JAIL = "nginx-rate-limit"
JAILS = (JAIL, "nginx-auth")
BAN_SECONDS = 12
# Whatever the application answers: the edge let it pass. Login does not exist yet and answers 404.
PASSED = "200,401,404,405,422"


@dataclass(frozen=True)
class Rates:
    """What each client got, all measured in the same seconds."""

    api: LoadResult
    api_double: LoadResult
    login: LoadResult
    login_double: LoadResult
    other: LoadResult


def login_options() -> dict[str, object]:
    return {"method": "POST", "body": "{}", "header": ["Content-Type: application/json"], "accept": PASSED}


@contextmanager
def unjailed(server: Server, addresses: list[str]) -> Iterator[None]:
    """Addresses fail2ban looks away from, so that limits can be measured for longer than it would stand by."""
    try:
        for jail in JAILS:
            server.run(f"fail2ban-client set {jail} addignoreip {' '.join(addresses)}")
        yield
    finally:
        for jail in JAILS:
            for address in addresses:
                server.run(f"fail2ban-client set {jail} delignoreip {address}")


@pytest.fixture(scope="module")
def rates(environment: Environment, clients: Clients, server: Server, edge: str) -> Rates:
    """Five clients at once: the documented rates, their doubles, and one that minds its own business."""
    crowd = [clients.new() for _ in range(5)]
    with unjailed(server, [client.address for client in crowd]):
        return measure(environment, crowd, edge)


def measure(environment: Environment, crowd: list[ClientContainer], edge: str) -> Rates:
    api, login = f"{environment.url}/api/companies", f"{environment.url}/api/auth/login"
    api_rate = float(environment.get("nginx_api_rate_per_second"))
    login_rate = float(environment.get("nginx_login_rate_per_second"))
    watch = ["retry-after"]
    loads = [
        start(crowd[0], api, edge, SECONDS, rate=api_rate, connections=4, watch=watch),
        start(crowd[1], api, edge, SECONDS, rate=2 * api_rate, connections=8, watch=watch),
        start(crowd[2], login, edge, SECONDS, rate=login_rate, connections=2, watch=watch, **login_options()),
        start(crowd[3], login, edge, SECONDS, rate=2 * login_rate, connections=2, watch=watch, **login_options()),
        start(crowd[4], api, edge, SECONDS, rate=api_rate / 2, connections=2),
    ]
    return Rates(*(load.wait() for load in loads))


def steady_rate(result: LoadResult) -> float:
    """Requests per second that passed in the second half, when the burst allowance is long used up."""
    half = result.timeline[SECONDS // 2 : SECONDS]
    return sum(count for second in half for status, count in second.items() if status != 429) / len(half)


def check_sustained(result: LoadResult, rate: float) -> str:
    assert result.sent >= (1 - TOLERANCE) * rate * SECONDS, f"the client itself sent only {result.sent} in {SECONDS} s"
    assert result.failed == 0, result.trouble()
    return f"{rate:g} r/s for {SECONDS} s: {result.ok} of {result.sent} passed"


def check_excess(result: LoadResult, rate: float) -> str:
    passed, cut = result.ok, result.statuses.get(429, 0)
    assert result.sent >= (1 - TOLERANCE) * 2 * rate * SECONDS, (
        f"the client itself sent only {result.sent} in {SECONDS} s"
    )
    assert passed + cut == result.sent, result.trouble()
    steady = steady_rate(result)
    assert abs(steady - rate) <= TOLERANCE * rate, f"{steady:.2f} r/s pass of {2 * rate:g}, limit {rate:g}"
    advice = result.seen["retry-after"]
    told = sum(count for value, count in advice.items() if value.isdigit() and int(value) >= 1)
    assert told == cut, f"{cut} answers 429, {told} of them with Retry-After: {advice}"
    return f"{2 * rate:g} r/s: {steady:.2f} r/s pass, {cut} of {result.sent} cut with 429 and Retry-After"


@pytest.mark.disruptive
@pytest.mark.criterion("3.2", part="API sustained rate")
def test_api_rate_passes(environment: Environment, rates: Rates, evidence: Evidence) -> None:
    evidence(check_sustained(rates.api, float(environment.get("nginx_api_rate_per_second"))))


@pytest.mark.disruptive
@pytest.mark.criterion("3.2", part="API excess")
def test_double_api_rate_is_cut(environment: Environment, rates: Rates, evidence: Evidence) -> None:
    evidence(check_excess(rates.api_double, float(environment.get("nginx_api_rate_per_second"))))


@pytest.mark.disruptive
@pytest.mark.criterion("3.2", part="login sustained rate")
def test_login_rate_passes(environment: Environment, rates: Rates, evidence: Evidence) -> None:
    evidence(check_sustained(rates.login, float(environment.get("nginx_login_rate_per_second"))))


@pytest.mark.disruptive
@pytest.mark.criterion("3.2", part="login excess")
def test_double_login_rate_is_cut(environment: Environment, rates: Rates, evidence: Evidence) -> None:
    evidence(check_excess(rates.login_double, float(environment.get("nginx_login_rate_per_second"))))


@pytest.mark.disruptive
@pytest.mark.criterion("3.2", part="other clients unaffected")
def test_another_client_notices_nothing(rates: Rates, evidence: Evidence) -> None:
    assert rates.other.failed == 0, rates.other.trouble()
    alone, beside = rates.api.latency_ms["p95"], rates.other.latency_ms["p95"]
    assert (beside or 1e9) < 200, f"p95 {beside} ms beside an abuser"
    evidence(f"beside two abusers: {rates.other.summary()} (a client at the limit: p95 {alone} ms)")


@pytest.mark.disruptive
@pytest.mark.criterion("3.2", part="documented bursts")
@pytest.mark.parametrize("kind", ["api", "login"])
def test_burst_is_as_documented(
    environment: Environment, clients: Clients, edge: str, kind: str, evidence: Evidence
) -> None:
    burst = int(environment.get(f"nginx_{kind}_burst"))
    rate = float(environment.get(f"nginx_{kind}_rate_per_second"))
    path = "/api/companies" if kind == "api" else "/api/auth/login"
    options = {} if kind == "api" else login_options()
    volley = burst + 15
    # Everything at once on connections of its own: answers come within the second.
    result = run_load(
        clients.new(), f"{environment.url}{path}", edge, 10, connections=volley, requests=volley, fresh=True, **options
    )
    refilled = rate * result.seconds + 1
    assert burst + 1 <= result.ok <= burst + 1 + refilled, f"{result.ok} of {volley} passed, burst {burst}"
    assert result.ok + result.statuses.get(429, 0) == volley, result.trouble()
    evidence(f"{kind}: {result.ok} of {volley} at once passed, burst {burst}")


@contextmanager
def short_bans(server: Server) -> Iterator[None]:
    """Bans of seconds, not longer for repeaters, while the block runs; nothing is written to fail2ban's files."""
    before = server.run(f"fail2ban-client get {JAIL} bantime")
    server.run(f"fail2ban-client set {JAIL} bantime.increment false")
    server.run(f"fail2ban-client set {JAIL} bantime {BAN_SECONDS}")
    try:
        yield
    finally:
        server.run(f"fail2ban-client set {JAIL} bantime {before}")
        server.run(f"fail2ban-client set {JAIL} bantime.increment true")


def abuse_until_banned(client: ClientContainer, url: str, edge: str, banned: object, **options: object) -> LoadResult:
    """Send at full speed until the address is on the jail's list."""
    assert callable(banned)
    with background(client, url, edge, 60, connections=4, rate=100, timeout=3, accept="200,429", **options) as load:
        wait_until("the abuser is banned", banned, 45)
        return load.finish()


def forbidden(client: ClientContainer, url: str, edge: str, header: list[str]) -> tuple[LoadResult] | None:
    """One request, when it was refused because of a ban, not because of the rate."""
    result = run_load(client, url, edge, 3, requests=1, fresh=True, header=header)
    return (result,) if 403 in result.statuses or result.errors else None


def jailed(server: Server, address: str) -> bool:
    listed = server.run(f"fail2ban-client get {JAIL} banip").split()
    return address in listed


@pytest.fixture(scope="module")
def ban(environment: Environment, clients: Clients, server: Server, edge: str) -> dict[str, str]:
    """One abuser, from the first request to the end of the ban; what was seen on the way."""
    abuser, url = clients.new(), f"{environment.url}/api/companies"
    seen = {"address": abuser.address}
    with short_bans(server):
        before = run_load(abuser, url, edge, 2, requests=1)
        assert before.ok == 1, f"the client could not even begin: {before.trouble()}"
        spent = abuse_until_banned(abuser, url, edge, lambda: jailed(server, abuser.address))
        banned_at = time.monotonic()
        seen["abuse"] = f"banned after {spent.statuses.get(429, 0)} answers 429 within {spent.seconds:.0f} s"
        during = run_load(abuser, url, edge, 2, requests=1, timeout=2, fresh=True)
        neighbour = run_load(clients.named("neighbour"), url, edge, 2, requests=1)
        seen["during"] = json.dumps({"ok": during.ok, "statuses": during.statuses, "errors": during.errors})
        seen["neighbour"] = str(neighbour.ok)
        wait_until("the ban ends by itself", lambda: not jailed(server, abuser.address), 6 * BAN_SECONDS)
        after, _ = wait_until("the client is served again", lambda: run_load(abuser, url, edge, 2, requests=1).ok, 10)
        seen["after"] = f"{after} of 1 requests served again {time.monotonic() - banned_at:.0f} s after the ban"
    return seen


@pytest.mark.disruptive
@pytest.mark.criterion("3.2", part="abuser banned")
def test_repeated_abuse_is_banned(ban: dict[str, str], evidence: Evidence) -> None:
    during = json.loads(ban["during"])
    assert during["errors"] or list(during["statuses"]) == ["403"], f"not refused but {during}"
    assert ban["neighbour"] == "1", "the client next to the abuser was banned with it"
    refusal = during["errors"] or during["statuses"]
    evidence(f"{ban['abuse']}; then {refusal}; its neighbour is served")


@pytest.mark.disruptive
@pytest.mark.criterion("3.2", part="ban ends")
def test_ban_ends_by_itself(ban: dict[str, str], evidence: Evidence) -> None:
    evidence(f"ban time set to {BAN_SECONDS} s: {ban['after']}")


@pytest.mark.disruptive
@pytest.mark.criterion("3.2", part="behind a CDN")
def test_abuser_behind_a_cdn_is_banned_alone(
    environment: Environment, clients: Clients, server: Server, edge: str, evidence: Evidence
) -> None:
    """The CDN's address carries everybody: the visitor it names is banned, the CDN and its other visitors are not."""
    proxy_address = str(environment.get("nginx_trusted_proxies")[0]).partition("/")[0]
    proxy, url = clients.at(proxy_address), f"{environment.url}/api/companies"
    abuser, other = "203.0.113.7", "203.0.113.8"
    with short_bans(server):
        claim = [f"X-Forwarded-For: {abuser}"]
        abuse_until_banned(proxy, url, edge, lambda: jailed(server, abuser), header=claim)
        try:
            (refused, *_), _ = wait_until(
                "the edge refuses the visitor", lambda: forbidden(proxy, url, edge, claim), 15
            )
            served = run_load(proxy, url, edge, 3, requests=1, fresh=True, header=[f"X-Forwarded-For: {other}"])
        finally:
            server.run(f"fail2ban-client set {JAIL} unbanip {abuser}")
        freed, _ = wait_until(
            "the visitor is served again", lambda: run_load(proxy, url, edge, 2, requests=1, header=claim).ok, 10
        )
    assert served.ok == 1, f"another visitor of the same CDN suffers: {served.trouble()}"
    evidence(
        f"through {proxy_address}: {abuser} gets {refused.statuses or refused.errors}, {other} 200; "
        f"after the ban {freed} of 1 served"
    )
