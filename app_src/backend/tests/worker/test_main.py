"""``codementee-worker`` as a process, on a real database."""

import signal
from pathlib import Path

import pytest

from tests.conftest import Database, Environment, StartProcess
from tests.support.databases import Mongod
from tests.support.processes import free_port, wait_until


def test_counts_the_catalogue_under_a_lease(start: StartProcess, seeded: Database) -> None:
    worker = start("codementee-worker", CODEMENTEE_WORKER_INTERVAL_SECONDS="0.2")
    runs = 'codementee_worker_job_runs_total{job="catalogue-metrics",result="success"}'
    wait_until(lambda: worker.metric(runs) >= 2, what="two rounds")
    assert worker.metric('codementee_catalogue_documents{collection="companies"}') == 10
    assert worker.metric('codementee_catalogue_documents{collection="pricing_plans"}') == 3
    assert worker.metric("codementee_worker_heartbeat_timestamp_seconds") > 0
    lease = seeded.leases.find_one({"_id": "catalogue-metrics"})
    assert lease is not None
    assert lease["fence"] == 1


@pytest.mark.usefixtures("seeded")
def test_second_worker_waits_and_takes_over_at_once(start: StartProcess) -> None:
    first = start("codementee-worker", CODEMENTEE_WORKER_INTERVAL_SECONDS="0.2")
    success = 'codementee_worker_job_runs_total{job="catalogue-metrics",result="success"}'
    held = 'codementee_worker_job_runs_total{job="catalogue-metrics",result="held"}'
    wait_until(lambda: first.metric(success) >= 1, what="the first worker's round")
    second = start("codementee-worker", CODEMENTEE_WORKER_INTERVAL_SECONDS="0.2")
    wait_until(lambda: second.metric(held) >= 2, what="the second worker's waiting")
    assert second.metric(success) == 0
    assert first.terminate() == 0
    wait_until(lambda: second.metric(success) >= 1, what="the take-over")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_leaves_cleanly(start: StartProcess, number: signal.Signals) -> None:
    worker = start("codementee-worker")
    worker.send(number)
    assert worker.process.wait(15) == 0
    assert worker.lines()[-1]["event"] == "stopped"


def test_survives_without_a_database_and_recovers(
    start: StartProcess, environment: Environment, secrets_directory: Path, tmp_path: Path
) -> None:
    assert environment["CODEMENTEE_SECRETS_DIR"] == str(secrets_directory)
    port = free_port()
    (secrets_directory / "mongodb_uri").write_text(f"mongodb://127.0.0.1:{port}/?directConnection=true")
    worker = start("codementee-worker", CODEMENTEE_MONGODB_SERVER_SELECTION_TIMEOUT_MS="100")
    wait_until(lambda: len(worker.events("job_failed")) >= 2, what="two attempts")
    with Mongod(tmp_path, port=port) as mongod:
        mongod.started()
        wait_until(lambda: worker.events("job_recovered"), what="recovery without a restart")
