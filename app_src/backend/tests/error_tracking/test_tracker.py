"""From an unhandled exception to one document per cause, and never in the way of an answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from fastapi import FastAPI
from pymongo.errors import ServerSelectionTimeoutError

from codementee.core.clock import utc_now
from codementee.core.metrics import Metrics
from codementee.error_tracking.policy import Crash, client_crash
from codementee.error_tracking.repository import ErrorRepository
from codementee.error_tracking.sentry import Dsn, open_forwarder
from codementee.error_tracking.tracker import ErrorTracker
from tests.support.application import World
from tests.support.waiting import eventually

pytestmark = pytest.mark.anyio


class Setup:
    def __init__(self) -> None:
        self.registry = Metrics(service="tests", release="tests").registry
        self.tracker = ErrorTracker(source="api", release="r1", clock=utc_now, registry=self.registry)

    def results(self, result: str) -> float:
        return self.registry.get_sample_value("codementee_errors_total", {"result": result}) or 0


@pytest.fixture
def setup() -> Setup:
    return Setup()


def failure(text: str = "x") -> KeyError:
    return KeyError(text)


def _add_failing_route(app: FastAPI) -> None:
    @app.get("/api/tests/fail")
    async def fail() -> None:
        secret = "5ecret"
        raise LookupError(f"no {secret!r}")


async def errors_of(world: World) -> list[dict[str, Any]]:
    async def load() -> list[dict[str, Any]]:
        return await world.database.errors.find().to_list()

    return await eventually(load, what="a defect")


async def test_unhandled_exception_appears_with_trace_request_id_and_release(world: World) -> None:
    _add_failing_route(world.app)
    async with world.client() as client:
        response = await client.get("/api/tests/fail", headers={"X-Request-ID": "request-0001"})
    assert response.status_code == 500
    (found,) = await errors_of(world)
    assert found["type"] == "LookupError"
    assert found["place"] == "GET /api/tests/fail"
    assert found["request_ids"] == ["request-0001"]
    assert found["release"] == world.resources.settings.release
    assert "in fail" in found["trace"]
    # The line of source is there, the variable's value is not; the message's quoted part is data.
    assert found["message"] == "no '…'"


async def test_many_occurrences_are_one_document(world: World, setup: Setup) -> None:
    async with setup.tracker.running(ErrorRepository(world.database)):
        for number in range(50):
            setup.tracker.capture(failure(str(number)), "GET /x")
        (found,) = await errors_of(world)
        setup.tracker.capture(failure(), "GET /x")
    (again,) = await world.database.errors.find().to_list()
    assert found["count"] == 50
    assert again["count"] == 51
    assert again["first_seen"] == found["first_seen"]
    assert again["last_seen"] >= found["last_seen"]
    assert setup.results("stored") == 51


async def test_what_does_not_fit_is_dropped_and_counted_at_once(setup: Setup) -> None:
    for _ in range(300):
        setup.tracker.capture(failure(), "GET /x")
    assert setup.results("dropped") == 100


async def test_a_database_that_is_away_loses_them_and_nothing_else(world: World, setup: Setup) -> None:
    class Away(ErrorRepository):
        async def count_up(self, *_: object, **__: object) -> bool:
            raise ServerSelectionTimeoutError("away")

    async with setup.tracker.running(Away(world.database)):
        setup.tracker.capture(failure(), "GET /x")
    assert setup.results("lost") == 1


async def test_each_new_cause_is_passed_on_once(world: World, setup: Setup) -> None:
    passed: list[str] = []

    async def forward(crash: Crash, _request_id: str, _at: datetime) -> None:
        passed.append(crash.message)

    async with setup.tracker.running(ErrorRepository(world.database), forward):
        for message in ("TypeError: a", "RangeError: b", "TypeError: a"):
            setup.tracker.put(client_crash(message=message, stack="", place="/"))
    assert sorted(passed) == ["RangeError: b", "TypeError: a"]


@contextmanager
def collector(status: int = 200) -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    """A Sentry-compatible service: its DSN and what it got."""
    received: list[tuple[str, str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((self.path, self.headers["X-Sentry-Auth"], body))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://abcdef0123456789@127.0.0.1:{server.server_port}/sub/42", received
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def test_sentry_gets_an_envelope() -> None:
    crash = client_crash(message="TypeError: x", stack="at f", place="/p")
    with collector() as (dsn, received):
        async with open_forwarder(dsn, release="r1", environment="tests") as forwarder:
            assert forwarder is not None
            await forwarder(crash, "request-0001", utc_now())
    ((path, auth, body),) = received
    assert path == "/sub/api/42/envelope/"
    assert "sentry_key=abcdef0123456789" in auth
    header, item, event = map(json.loads, body.splitlines())
    assert item == {"type": "event"}
    assert header["event_id"] == event["event_id"]
    assert event["release"] == "r1"
    assert event["fingerprint"] == [crash.fingerprint]
    assert event["tags"]["request_id"] == "request-0001"


@pytest.mark.parametrize("status", [429, 500])
async def test_a_failing_sentry_is_not_our_failure(status: int) -> None:
    crash = client_crash(message="TypeError: x", stack="at f", place="/p")
    with collector(status) as (dsn, received):
        async with open_forwarder(dsn, release="r1", environment="tests") as forwarder:
            assert forwarder is not None
            await forwarder(crash, "", utc_now())
    assert len(received) == 1


async def test_without_a_dsn_nothing_is_passed_on() -> None:
    async with open_forwarder("", release="r1", environment="tests") as forwarder:
        assert forwarder is None


@pytest.mark.parametrize("text", ["x", "https://host/1", "https://key@host/", "ftp://key@host/1", "https://key@host/a"])
async def test_other_addresses_are_no_dsn(text: str) -> None:
    with pytest.raises(ValueError, match="expected https://KEY@HOST/PROJECT"):
        Dsn.parse(text)
