"""2.2: database connections are reused, counted by their identity at the database server."""

from __future__ import annotations

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.database import Database
from acceptance.support.runners import run_load
from acceptance.support.server import Server
from acceptance.support.settings import Environment

APPLICATION = "codementee-api"
# Pages that nothing else asks for, this test's own warm-up included: none of those that count is in the cache.
UNCACHED = "/api/companies?limit=48&cursor={unique}"
WARM_UP = "/api/companies?limit=49&cursor={unique}"
REQUESTS = 10_000
AT_ONCE = 16


@pytest.mark.disruptive
@pytest.mark.criterion("2.2", part="no new connection in 10000 requests")
def test_ten_thousand_requests_open_no_connection(
    environment: Environment, server: Server, database: Database, evidence: Evidence
) -> None:
    """Every request asks for another page, so every one needs the database."""
    router = f"127.0.0.1:{environment.get('router_instances')[0]['port']}"
    options = {"header": [f"Host: {environment.canonical_host}"], "timeout": 30}
    # Twice as many at once as are measured: the pools are as large as they will get.
    warm = run_load(server, f"http://{router}{WARM_UP}", router, 20, connections=2 * AT_ONCE, requests=2_000, **options)
    assert warm.failed == 0, warm.trouble()
    before, queries = database.connection_ids_of(APPLICATION), database.queries()
    result = run_load(
        server, f"http://{router}{UNCACHED}", router, 180, connections=AT_ONCE, requests=REQUESTS, **options
    )
    after, queries = database.connection_ids_of(APPLICATION), database.queries() - queries
    assert result.ok == result.sent >= REQUESTS, result.trouble()
    assert queries >= result.ok, f"{queries} queries for {result.ok} answers: something else than the database answered"
    new = {member: ids - before[member] for member, ids in after.items()}
    assert sum(map(len, new.values())) == 0, f"new connections after warm-up: {new}"
    kept = {member: len(ids) for member, ids in after.items()}
    assert sum(kept.values()) > 0, "the database has no connection of the application"
    evidence(f"{result.summary()}, {queries} queries over the same {sum(kept.values())} connections, 0 opened")
