"""All jobs in one real worker."""

from datetime import UTC, datetime, timedelta

from bson import ObjectId

from tests.conftest import Database, StartProcess
from tests.support.processes import wait_until

JOBS = {
    "outbox",
    "holds-expiry",
    "webhook-inbox",
    "refunds",
    "reconciliation",
    "waitlist",
    "bookings-complete",
    "credits-expiry",
    "credits-warning",
    "feedback-nags",
    "insights",
    "invoice-days",
    "books-retention",
    "catalogue-metrics",
    "metrics",
    "business-metrics",
}


def test_every_job_runs_and_succeeds(start: StartProcess, seeded: Database) -> None:
    del seeded
    worker = start("codementee-worker")
    assert set(worker.events("started")[0]["jobs"]) == JOBS
    wait_until(
        lambda: all(worker.metric(f'codementee_worker_job_runs_total{{job="{job}",result="success"}}') for job in JOBS),
        what="a success of every job",
    )
    assert not worker.events("job_failed") + worker.events("job_crashed")
    assert worker.terminate() == 0


def test_two_workers_do_exclusive_jobs_once(start: StartProcess, seeded: Database) -> None:
    del seeded
    workers = [start("codementee-worker", CODEMENTEE_WORKER_INTERVAL_SECONDS="0.2") for _ in range(2)]

    def runs(result: str) -> list[float]:
        return [
            worker.metric(f'codementee_worker_job_runs_total{{job="holds-expiry",result="{result}"}}')
            for worker in workers
        ]

    wait_until(lambda: max(runs("success")) >= 5 and max(runs("held")) >= 5, what="rounds of both")
    assert min(runs("success")) == 0


def test_a_defect_in_one_job_is_tracked_and_leaves_the_others_running(start: StartProcess, seeded: Database) -> None:
    # A booking no code can read: whoever expires it stumbles.
    past = datetime.now(UTC) - timedelta(minutes=1)
    seeded.booking_requests.insert_one({"_id": ObjectId(), "reference": "CM-BROKEN", "hold_expires_at": past})
    worker = start("codementee-worker", CODEMENTEE_WORKER_INTERVAL_SECONDS="0.2")
    wait_until(lambda: worker.events("job_crashed"), what="the defect")
    found = wait_until(lambda: seeded.errors.find_one({"source": "worker"}), what="its record")
    assert found is not None
    assert found["place"] == "holds-expiry"
    assert found["type"] == "KeyError"
    success = 'codementee_worker_job_runs_total{job="reconciliation",result="success"}'
    wait_until(lambda: worker.metric(success) >= 3, what="others going on")
