"""The container's probe."""

import time
from pathlib import Path

import pytest

from codementee import healthcheck
from tests.conftest import Environment, StartProcess
from tests.support.processes import Codementee, run_command, wait_until


def probe(process: Codementee, environment: Environment, kind: str) -> int:
    ports = {"CODEMENTEE_HTTP_PORT": str(process.http_port), "CODEMENTEE_METRICS_PORT": str(process.metrics_port)}
    return run_command("healthcheck", kind, environment=environment | ports).returncode


def test_living_api(shared_api: Codementee, environment: Environment) -> None:
    assert probe(shared_api, environment, "api") == 0


def test_hung_api(start: StartProcess, environment: Environment) -> None:
    api = start()
    with api.frozen():
        assert probe(api, environment, "api") == 1
    api.kill()
    assert probe(api, environment, "api") == 1


def test_worker_lives_while_its_database_is_away(
    start: StartProcess, environment: Environment, secrets_directory: Path
) -> None:
    (secrets_directory / "mongodb_uri").write_text("mongodb://127.0.0.1:1/?directConnection=true")
    worker = start("codementee-worker")
    wait_until(lambda: worker.events("job_failed"), what="the first failure")
    assert probe(worker, environment, "worker") == 0


def test_api_is_no_worker(shared_api: Codementee, environment: Environment) -> None:
    assert probe(shared_api, environment, "worker") == 1


def test_old_heartbeat_is_unhealthy(monkeypatch: pytest.MonkeyPatch) -> None:
    old = f"codementee_worker_heartbeat_timestamp_seconds {time.time() - 61}\n".encode()
    monkeypatch.setattr(healthcheck, "_get", lambda *_: ("200", old))
    assert healthcheck.run_healthcheck("worker") == 1


@pytest.mark.parametrize(
    ("command_line", "process"),
    [
        (b"/opt/codementee/bin/python\0/opt/codementee/bin/codementee-worker\0", "worker"),
        (b"/sbin/docker-init\0--\0codementee-worker\0", "worker"),
        (b"/opt/codementee/bin/python\0/opt/codementee/bin/codementee-api\0", "api"),
    ],
)
def test_process_is_found_out(tmp_path: Path, command_line: bytes, process: str) -> None:
    (tmp_path / "cmdline").write_bytes(command_line)
    assert healthcheck._main_process(tmp_path / "cmdline") == process  # noqa: SLF001 - the file is the container's


def test_probe_imports_next_to_nothing(environment: Environment) -> None:
    """It runs every few seconds in every container: a framework's import there would be a permanent load."""
    result = run_command("healthcheck", "api", environment=environment | {"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert "socket" in imported
    assert not imported & {"asyncio", "fastapi", "pydantic", "pymongo", "redis", "structlog", "http.client", "argparse"}
