"""Health: alive whatever happens outside, ready only with what is needed, and each culprit by name."""

import time
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conftest import Environment, StartProcess
from tests.support.databases import Mongod, Valkey
from tests.support.processes import Codementee, wait_until


def ready(api: Codementee) -> tuple[int, dict[str, Any]]:
    response = httpx2.get(f"{api.url}/api/health/ready", timeout=15)
    return response.status_code, response.json()


def test_alive(reader: httpx2.Client, shared_api: Codementee) -> None:
    response = reader.get("/api/health")
    assert response.json() == {"status": "ok", "service": "api", "release": shared_api.release}
    assert response.headers["Cache-Control"] == "no-store"


def test_ready(shared_api: Codementee) -> None:
    status, body = ready(shared_api)
    assert (status, body["status"]) == (200, "ok")
    assert {name: c["status"] for name, c in body["components"].items()} == {"database": "ok", "cache": "ok"}
    assert all(component["latency_ms"] > 0 for component in body["components"].values())


def test_cache_down_is_degraded_but_serving(start: StartProcess) -> None:
    status, body = ready(start(CODEMENTEE_CACHE_PORT="1"))
    assert (status, body["status"]) == (200, "degraded")
    assert body["components"]["cache"]["status"] == "failing"
    assert body["components"]["cache"]["reason"] == "unreachable"
    assert body["components"]["database"]["status"] == "ok"


def test_hung_cache_is_reported_within_the_bound(start: StartProcess, own_valkey: Valkey) -> None:
    api = start(CODEMENTEE_CACHE_PORT=str(own_valkey.port))
    with own_valkey.frozen():
        started = time.monotonic()
        _, body = ready(api)
        assert time.monotonic() - started < 2
    assert body["components"]["cache"]["reason"] == "timeout"


def test_wrong_cache_password_is_told_apart(start: StartProcess, secrets_directory: Path) -> None:
    (secrets_directory / "cache_password").write_text("not-the-password-at-all")
    _, body = ready(start())
    assert body["components"]["cache"]["reason"] == "refused"


class TestDatabase:
    @pytest.fixture
    def own_mongod(self, tmp_path: Path, secrets_directory: Path, environment: Environment) -> Mongod:
        assert environment["CODEMENTEE_SECRETS_DIR"] == str(secrets_directory)
        server = Mongod(tmp_path)
        (secrets_directory / "mongodb_uri").write_text(server.uri)
        return server

    def test_killed_and_back(self, own_mongod: Mongod, start: StartProcess, tmp_path: Path) -> None:
        with own_mongod:
            own_mongod.started()
            api = start()
            wait_until(lambda: ready(api)[0] == 200, what="readiness")
            own_mongod.kill()
            wait_until(lambda: ready(api)[0] == 503, what="the failure to show")
            _, body = ready(api)
            assert body["status"] == "failing"
            assert body["components"]["database"]["status"] == "failing"
            assert body["components"]["cache"]["status"] == "ok"
            assert httpx2.get(f"{api.url}/api/health").status_code == 200
            companies = httpx2.get(f"{api.url}/api/companies", timeout=15)
            assert (companies.status_code, companies.json()["error"]["code"]) == (503, "database_unavailable")
            with Mongod(tmp_path, port=own_mongod.port) as again:
                again.started()
                wait_until(lambda: ready(api)[0] == 200, what="recovery without a restart")

    def test_hung_is_reported_within_the_bound(self, own_mongod: Mongod, start: StartProcess) -> None:
        with own_mongod:
            own_mongod.started()
            api = start()
            wait_until(lambda: ready(api)[0] == 200, what="readiness")
            with own_mongod.frozen():
                started = time.monotonic()
                status, body = ready(api)
                assert time.monotonic() - started < 2
            assert status == 503
            assert body["components"]["database"]["reason"] == "timeout"


@pytest.mark.parametrize(
    "uri",
    [
        "mongodb://127.0.0.1:1/?directConnection=true",
        # A name nobody answers for: with +srv the very first step, the look-up, fails.
        "mongodb+srv://app:0123456789abcdef@cluster0.invalid/",
    ],
)
def test_starts_and_lives_with_everything_down(start: StartProcess, secrets_directory: Path, uri: str) -> None:
    (secrets_directory / "mongodb_uri").write_text(uri)
    api = start(CODEMENTEE_CACHE_PORT="1")
    started = time.monotonic()
    status, body = ready(api)
    assert time.monotonic() - started < 2
    assert (status, body["status"]) == (503, "failing")
    assert {c["status"] for c in body["components"].values()} == {"failing"}
    assert httpx2.get(f"{api.url}/api/health").status_code == 200
    response = httpx2.get(f"{api.url}/api/pricing-plans", timeout=60)
    assert (response.status_code, response.json()["error"]["code"]) == (503, "database_unavailable")
    assert api.process.poll() is None
    assert "0123456789abcdef" not in api.log.read_text()
