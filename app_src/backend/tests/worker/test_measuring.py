"""What a running worker exports about the business."""

from datetime import UTC, datetime, timedelta

from bson import ObjectId

from tests.conftest import Database, StartProcess
from tests.support.processes import wait_until


def test_what_waits_and_how_the_month_goes(start: StartProcess, seeded: Database) -> None:
    now = datetime.now(UTC)
    seeded.outbox.insert_one(
        {"key": "a:1", "state": "failed", "due_at": now, "next_attempt_at": now, "template": "welcome"}
    )
    # Due for ten minutes, and held by somebody else for as long as this test runs.
    ago, ahead = now - timedelta(minutes=10), now + timedelta(hours=1)
    seeded.outbox.insert_one(
        {"key": "a:2", "state": "pending", "due_at": ago, "next_attempt_at": ago, "lease": {"until": ahead}}
    )
    booking = {"reference": "CM-AAAAAA", "mentee_id": ObjectId(), "state": "pending_admin", "state_since": ago}
    seeded.booking_requests.insert_one(booking)
    seeded.orders.insert_one({"user_id": ObjectId(), "idempotency_key": "k", "state": "failed"})
    seeded.errors.insert_one(
        {"fingerprint": "f1", "release": "r1", "source": "api", "type": "KeyError", "count": 3, "last_seen": now}
    )
    seeded.users.insert_one({"email": "a@example.com", "role": "mentee", "status": "active", "created_at": now})
    worker = start("codementee-worker", CODEMENTEE_WORKER_INTERVAL_SECONDS="0.2")

    def value(name: str) -> float:
        return worker.metric(f"codementee_{name}")

    # Two jobs, each at its own time: the last figure that each of them sets.
    wait_until(lambda: value('business_funnel_people{step="registered"}') == 1, what="this month's figures")
    cause = 'error_cause_last_seen_timestamp_seconds{fingerprint="f1"'
    wait_until(lambda: value(cause) > 0, what="what waits")
    assert value('outbox_mails{state="failed"}') == 1
    assert value('outbox_mails{state="pending"}') == 1
    assert 600 <= value("outbox_lag_seconds") <= 660
    assert 600 <= value("booking_queue_oldest_seconds") <= 660
    assert value('bookings{state="pending_admin"}') == 1
    assert value('orders{state="failed"}') == 1
    assert value("business_computed_timestamp_seconds") >= now.timestamp()
