"""10.2: configuration changes without downtime."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.accounts import JSON, Account, Accounts
from acceptance.support.clients import Clients
from acceptance.support.runners import LoadResult, run_load
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack
from acceptance.support.web import Web
from releases.rehearsal import Rehearsal

pytestmark = [pytest.mark.disruptive, pytest.mark.campaign, pytest.mark.timeout(900)]
LESS = 12
COUNT = """grep --count --extended-regexp '"event": ?"request"'"""
OFF = "waitlist"
MARKED = f'name="codementee:features-off" content="{OFF}"'
SHOW_POOL = 'python3 -c "from codementee.core.settings import Settings; print(Settings.load().mongodb_max_pool_size)"'


@dataclass(frozen=True)
class Changed:
    """What was seen while the settings were others, and what the change there and back cost."""

    burst: int
    volley: LoadResult
    pool: int
    pools: set[int]
    said_before: int
    said_after: int
    # Status of a mentee's wish before, meanwhile and after, and whether the pages said so before and meanwhile.
    wishes: tuple[int, int, int]
    marked: tuple[bool, bool]
    cost: str


def lines_of_requests(server: Server, containers: list[str]) -> int:
    """How many requests the backend has logged in its containers' lives."""
    logs = "; ".join(f"docker logs {container} 2>&1" for container in containers)
    return int(server.run(f"({logs}) | {COUNT} || true"))


def wish(environment: Environment, visitor: Web, mentee: Account) -> int:
    """To be told of new times: the feature that is switched off. Twice the same is once."""
    url, body = f"{environment.url}/api/mentee/waitlist", b'{"interview_type": "coding"}'
    answer = visitor.request("POST", url, JSON | mentee.headers, body)
    if answer.status_code == 403:
        assert answer.json()["error"]["code"] == "feature_off", answer.text
    return answer.status_code


@pytest.fixture(scope="module")
def changed(
    environment: Environment,
    rehearsal: Rehearsal,
    clients: Clients,
    server: Server,
    stack: Stack,
    edge: str,
    visitor: Web,
    accounts: Accounts,
) -> Changed:
    """One run of site.yml with four other settings, and one with the present ones, under load."""
    burst = int(environment.get("nginx_api_burst")) - LESS
    pool = int(environment.get("app_mongodb_max_pool_size")) + 1
    mentee = accounts.mentee()
    wishes, marked = [wish(environment, visitor, mentee)], [MARKED in visitor.get(f"{environment.url}/").text]
    said_before = lines_of_requests(server, stack.containers("backend"))
    others = {
        "nginx_api_burst": burst,
        "app_mongodb_max_pool_size": pool,
        "app_log_level": "warning",
        "app_features_off": [OFF],
    }
    volley = burst + LESS + 15
    with rehearsal.traffic.flowing() as flow:
        there = rehearsal.operator.site("app,nginx", **others).succeeded()
        try:
            sent = run_load(
                clients.new(), f"{environment.url}/api/companies", edge, 10,
                connections=volley, requests=volley, fresh=True,
            )  # fmt: skip
            backends = stack.containers("backend")
            pools = {int(server.run(f"docker exec {container} {SHOW_POOL}")) for container in backends}
            wishes.append(wish(environment, visitor, mentee))
            marked.append(MARKED in visitor.get(f"{environment.url}/").text)
            flow.goes_on()
            said_after = lines_of_requests(server, backends)
        finally:
            back = rehearsal.operator.site("app,nginx").succeeded()
        met = flow.finish()
    wishes.append(wish(environment, visitor, mentee))
    cost = f"there in {there.seconds:.0f} s and back in {back.seconds:.0f} s; {met.unharmed()}"
    first, meanwhile, after = wishes
    return Changed(
        burst, sent, pool, pools, said_before, said_after, (first, meanwhile, after), (marked[0], marked[1]), cost
    )


@pytest.mark.criterion("10.2", part="rate limits")
def test_a_rate_limit_changes(environment: Environment, changed: Changed, evidence: Evidence) -> None:
    refilled = float(environment.get("nginx_api_rate_per_second")) * changed.volley.seconds + 1
    passed = changed.volley.ok
    assert changed.burst + 1 <= passed <= changed.burst + 1 + refilled, f"{passed} passed, burst {changed.burst}"
    evidence(
        f"burst {changed.burst + LESS} → {changed.burst}: {passed} of {changed.volley.sent} at once passed; "
        f"{changed.cost}"
    )


@pytest.mark.criterion("10.2", part="log level")
def test_the_log_level_changes(changed: Changed, evidence: Evidence) -> None:
    assert changed.said_before > 0, "not even before was a request logged"
    assert changed.said_after == 0, f"{changed.said_after} requests were logged at level warning"
    evidence(f"{changed.said_before} requests in the log before, at level warning none; {changed.cost}")


@pytest.mark.criterion("10.2", part="pool size")
def test_the_pool_changes(changed: Changed, evidence: Evidence) -> None:
    assert changed.pools == {changed.pool}, f"{changed.pools} instead of {changed.pool}"
    evidence(f"every backend's pool {changed.pool - 1} → {changed.pool}; {changed.cost}")


@pytest.mark.criterion("10.2", part="feature flags")
def test_a_feature_is_switched_off_and_on(changed: Changed, evidence: Evidence) -> None:
    assert changed.wishes == (201, 403, 201), f"the waiting list answered {changed.wishes}"
    assert changed.marked == (False, True), f"pages said so before and meanwhile: {changed.marked}"
    evidence(f"the waiting list before, switched off and after: {changed.wishes}, and pages say so; {changed.cost}")
