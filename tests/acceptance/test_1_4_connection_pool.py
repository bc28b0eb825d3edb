"""1.4: Atlas through a connection pool, counted at the database server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pymongo.errors import PyMongoError

from acceptance.report.plugin import Evidence
from acceptance.support.database import Database
from acceptance.support.runners import background, run_load
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack

# Per client process and member: one connection that streams the topology and one that measures round trips.
MONITORS_PER_PROCESS = 2
CONCURRENT_REQUESTS = 500
SMALL_POOL = 3
SCRATCH = "acceptance-pool"
APPLICATION = "codementee-api"
UNCACHED = "/api/companies?cursor={unique}"


class Watch(threading.Thread):
    """Looks at the connections of the application every quarter second until told to stop."""

    def __init__(self, database: Database, application: str) -> None:
        super().__init__(daemon=True)
        self._database = database
        self._application = application
        self._done = threading.Event()
        self.peak: dict[str, int] = {}
        self.looks = 0
        self.trouble: PyMongoError | None = None

    def run(self) -> None:
        try:
            while not self._done.wait(0.25):
                for member, count in self._database.connections_of(self._application).items():
                    self.peak[member] = max(self.peak.get(member, 0), count)
                self.looks += 1
        except PyMongoError as error:
            self.trouble = error

    def stop(self) -> int:
        """The highest count seen on any member."""
        self._done.set()
        self.join()
        assert self.trouble is None, f"the database could not be watched: {self.trouble}"
        assert self.looks >= 5, f"only {self.looks} looks at the database"
        return max(self.peak.values(), default=0)


@contextmanager
def watched(database: Database, application: str) -> Iterator[Watch]:
    watch = Watch(database, application)
    watch.start()
    try:
        yield watch
    finally:
        watch.stop()


@pytest.mark.criterion("1.4", part="srv and TLS")
def test_application_connects_by_srv_with_tls(
    stack: Stack, server: Server, database: Database, evidence: Evidence
) -> None:
    read = "print(open('/run/secrets/mongodb_uri').read().split('://')[0])"
    schemes = {server.run(f'docker exec {c} python3 -c "{read}"') for c in stack.containers("backend")}
    assert schemes == {"mongodb+srv"}, f"schemes in the replicas' secret: {schemes}"
    connected = database.connections_of(APPLICATION)
    assert sum(connected.values()) > 0, "the database has no connection of the application"
    assert database.requires_tls(), "the server takes connections without TLS"
    evidence(
        f"mongodb+srv in every replica; {sum(connected.values())} connections, {len(connected)} members require TLS"
    )


@pytest.mark.criterion("1.4", part="clear text refused")
def test_clear_text_connection_is_refused(database: Database, evidence: Evidence) -> None:
    for member in database.members:
        assert database.answers(member, tls=True), f"{member} does not answer over TLS either: nothing was measured"
        assert not database.answers(member, tls=False), f"{member} answers in clear"
    evidence(f"{len(database.members)} of {len(database.members)} members answer over TLS and refuse clear text")


@pytest.mark.disruptive
@pytest.mark.criterion("1.4", part="bounded under 500 requests")
def test_connections_stay_bounded_under_load(
    environment: Environment, server: Server, stack: Stack, database: Database, evidence: Evidence
) -> None:
    """No two requests ask for the same page, so every one needs the database; the edge's limits are passed by."""
    replicas = len(stack.containers("backend"))
    bound = replicas * (int(environment.get("app_mongodb_max_pool_size")) + MONITORS_PER_PROCESS)
    router = f"127.0.0.1:{environment.get('router_instances')[0]['port']}"
    before = database.queries()
    with watched(database, APPLICATION) as watch:
        options = {"connections": CONCURRENT_REQUESTS, "requests": 20_000, "timeout": 30}
        host = [f"Host: {environment.canonical_host}"]
        result = run_load(server, f"http://{router}{UNCACHED}", router, 12, header=host, **options)
        peak = watch.stop()
    queries = database.queries() - before
    assert result.sent >= 2 * CONCURRENT_REQUESTS, f"only {result.sent} requests were sent"
    assert result.ok >= 0.99 * result.sent, result.trouble()
    assert queries >= result.ok, f"{queries} queries for {result.ok} answers: something else than the database answered"
    assert MONITORS_PER_PROCESS * replicas < peak <= bound, f"{peak} connections on one member, bound {bound}"
    evidence(
        f"{CONCURRENT_REQUESTS} at a time, {result.summary()}, {queries} queries: "
        f"at most {peak} connections on a member, bound {bound} ({replicas} replicas)"
    )


@pytest.mark.disruptive
@pytest.mark.criterion("1.4", part="configurable bounds")
def test_pool_size_is_a_setting(server: Server, stack: Stack, database: Database, evidence: Evidence) -> None:
    """A replica of its own with a small pool, loaded from inside its network namespace.

    It has not talked to the database before: that is how a replica joins during a roll-out under load, and the
    moment in which a driver that connects lazily may open more than one pool.
    """
    changed = {
        "CODEMENTEE_MONGODB_MAX_POOL_SIZE": str(SMALL_POOL),
        "CODEMENTEE_MONGODB_MIN_POOL_SIZE": "1",
        # The driver introduces itself with it: its connections are told from the other replicas'.
        "CODEMENTEE_RELEASE": SCRATCH,
    }
    with stack.scratch_service("backend", SCRATCH, changed) as container:
        inside = server.in_network_of(stack.process_id(container))
        with (
            watched(database, f"{APPLICATION}@{SCRATCH}") as watch,
            background(
                inside, f"http://127.0.0.1:8000{UNCACHED}", "127.0.0.1:8000", 8, connections=40, timeout=30
            ) as load,
        ):
            result = load.wait()
            peak = watch.stop()
    bound = SMALL_POOL + MONITORS_PER_PROCESS
    assert result.ok > 40, result.trouble()
    assert MONITORS_PER_PROCESS < peak <= bound, (
        f"{peak} connections on one member from a cold replica with a pool of {SMALL_POOL} (bound {bound})"
    )
    evidence(
        f"cold replica with a pool of {SMALL_POOL}: 40 requests at a time, {result.ok} answered, "
        f"{peak} connections on a member, bound {bound}"
    )
