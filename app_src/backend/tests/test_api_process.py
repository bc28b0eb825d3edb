"""``codementee-api`` as a process: how it refuses to start and how it leaves."""

import socket
import threading
from pathlib import Path

import httpx2
import pytest

from tests.conftest import Environment, StartProcess
from tests.support.databases import Mongod
from tests.support.processes import Codementee, listening, wait_until


def get_in_background(url: str) -> tuple[threading.Thread, list[httpx2.Response]]:
    answers: list[httpx2.Response] = []
    thread = threading.Thread(target=lambda: answers.append(httpx2.get(url, timeout=30)))
    thread.start()
    return thread, answers


def in_flight(api: Codementee) -> None:
    wait_until(lambda: api.metric("codementee_http_requests_in_progress") == 1, what="the request to be in flight")


@pytest.mark.usefixtures("seeded")
def test_request_in_flight_survives_sigterm(start: StartProcess, mongod: Mongod) -> None:
    api = start()
    with mongod.slow_finds(api, 1_500):
        thread, answers = get_in_background(f"{api.url}/api/companies")
        in_flight(api)
        code = api.terminate()
        thread.join()
    assert [answer.status_code for answer in answers] == [200]
    assert len(answers[0].json()["items"]) == 10
    assert code == 0
    assert [line["event"] for line in api.lines()][-1] == "stopped"


def test_draining_tells_routers_and_goes_on_serving(start: StartProcess) -> None:
    api = start(CODEMENTEE_DRAIN_SECONDS="20")
    with httpx2.Client(base_url=api.url) as client:
        assert client.get("/api/health").headers.get("Connection") != "close"
        api.process.terminate()
        wait_until(lambda: api.events("draining"), what="draining")
        # A keep-alive connection from before is answered, and asked to come back elsewhere.
        response = client.get("/api/health/ready")
        assert (response.status_code, response.json()["status"]) == (503, "draining")
        assert response.headers["Connection"] == "close"
        assert client.get("/api/health").status_code == 200
    # Asked again: no more waiting.
    assert api.terminate() == 0


def test_idle_connections_do_not_hold_the_process(start: StartProcess) -> None:
    api = start()
    with socket.create_connection(("127.0.0.1", api.http_port)) as idle:
        idle.sendall(b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        idle.settimeout(15)
        assert idle.recv(12) == b"HTTP/1.1 200"
        assert api.terminate() == 0
        # Read to the end: closed in order, not reset.
        while idle.recv(65_536):
            pass


@pytest.mark.usefixtures("seeded")
def test_drain_is_bounded(start: StartProcess, mongod: Mongod) -> None:
    api = start(CODEMENTEE_SHUTDOWN_SECONDS="1", CODEMENTEE_MONGODB_SOCKET_TIMEOUT_MS="60000")
    with mongod.slow_finds(api, 8_000), socket.create_connection(("127.0.0.1", api.http_port)) as connection:
        connection.sendall(b"GET /api/companies HTTP/1.1\r\nHost: localhost\r\n\r\n")
        in_flight(api)
        api.process.terminate()
        api.process.wait(6)


def test_metrics_port_is_freed(start: StartProcess) -> None:
    api = start()
    api.terminate()
    assert not listening(api.metrics_port)


@pytest.mark.parametrize("command", ["codementee-api", "codementee-worker"])
def test_unusable_settings_are_one_message_and_exit_78(environment: Environment, tmp_path: Path, command: str) -> None:
    spoiled = environment | {"CODEMENTEE_ENVIRONMENT": "production", "CODEMENTEE_LOG_LEVEL": "INFO"}
    with Codementee(command, spoiled, tmp_path) as process:
        assert process.process.wait(30) == 78
        message = process.log.read_text()
    assert message.count("Not started") == 1
    assert "mongodb_uri" in message
    assert "Traceback" not in message
