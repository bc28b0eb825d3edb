"""The worker as a process, killed again and again: every mail arrives, and arrives once."""

import json
import secrets
import socket
from datetime import UTC, datetime
from functools import partial

import httpx2
import pytest
from bson import ObjectId

from codementee.notifications.delivery import LEASE_SECONDS
from tests.conftest import Database, StartProcess
from tests.support.processes import wait_until
from tests.support.resend import MailService, mail_service

MAILS = 500
KILLS = 50


def _insert(database: Database, count: int) -> None:
    now = datetime.now(UTC)
    users = [{"_id": ObjectId(), "email": f"user-{number}@example.com", **USER} for number in range(count)]
    database.users.insert_many(users)
    database.outbox.insert_many(
        {
            "key": f"password-changed:{user['_id']}",
            "template": "password-changed",
            "user_id": user["_id"],
            "email": user["email"],
            "name": "Asha",
            "time_zone": "Asia/Kolkata",
            "context": {"at": now},
            "calendar": None,
            "due_at": now,
            "next_attempt_at": now,
            "valid_until": None,
            "state": "pending",
            "attempts": 0,
            "created_at": now,
        }
        for user in users
    )


USER = {
    "name": "Asha",
    "role": "mentee",
    "status": "active",
    "password_hash": "",
    "time_zone": "Asia/Kolkata",
    "tokens_valid_from": datetime(2026, 1, 1, tzinfo=UTC),
    "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    "updated_at": datetime(2026, 1, 1, tzinfo=UTC),
}


def _expire_leases(database: Database) -> None:
    # Instead of waiting for them: what the server's clock would do in LEASE_SECONDS.
    database.outbox.update_many(
        {"lease": {"$exists": True}},
        [{"$set": {"lease.until": {"$dateSubtract": {"startDate": "$$NOW", "unit": "second", "amount": 1}}}}],
    )


# Fifty starts of a worker, on whatever machine.
@pytest.mark.timeout(480)
def test_every_mail_exactly_once_however_often_workers_die(start: StartProcess, seeded: Database) -> None:
    _insert(seeded, MAILS)
    with mail_service() as (service, address):
        service.think_seconds = 0.03
        settings = {
            "CODEMENTEE_RESEND_BASE_URL": address,
            "CODEMENTEE_RESEND_API_KEY": "re_tests",
            "CODEMENTEE_WORKER_OUTBOX_INTERVAL_SECONDS": "0.05",
        }
        killed_with_work_in_hand = 0
        for _ in range(KILLS):
            worker = start("codementee-worker", **settings)
            goal = service.requests + secrets.randbelow(12) + 1
            wait_until(partial(_reached, service, seeded, goal), what="some requests")
            worker.kill()
            killed_with_work_in_hand += seeded.outbox.count_documents({"lease": {"$exists": True}}) > 0
            _expire_leases(seeded)
        # The kills must have hit something, or this shows nothing.
        assert killed_with_work_in_hand >= KILLS // 2
        assert 0 < seeded.outbox.count_documents({"state": "sent"}) < MAILS
        workers = [start("codementee-worker", **settings) for _ in range(2)]
        wait_until(lambda: _done(seeded), what="the rest of the mails")
        assert [worker.terminate() for worker in workers] == [0, 0]
    assert len(service.delivered) == MAILS
    assert set(service.delivered.values()) == {1}
    assert service.mismatches == 0
    assert service.requests > MAILS, "no request was repeated: the kills hit nothing that mattered"


def _reached(service: MailService, database: Database, goal: int) -> bool:
    return service.requests >= goal or _done(database)


def _done(database: Database) -> bool:
    return database.outbox.count_documents({"state": "sent"}) == MAILS


def test_two_workers_share_the_work_and_send_nothing_twice(start: StartProcess, seeded: Database) -> None:
    with mail_service() as (service, address):
        service.think_seconds = 0.02
        settings = {
            "CODEMENTEE_RESEND_BASE_URL": address,
            "CODEMENTEE_RESEND_API_KEY": "re_tests",
            "CODEMENTEE_WORKER_OUTBOX_INTERVAL_SECONDS": "0.05",
        }
        workers = [start("codementee-worker", **settings) for _ in range(2)]
        _insert(seeded, MAILS)
        wait_until(lambda: _done(seeded), what="all mails")
        sent = [worker.metric('codementee_mails_total{result="sent"') for worker in workers]
    assert service.requests == MAILS
    assert set(service.delivered.values()) == {1}
    assert sum(sent) == MAILS
    assert min(sent) > 0, "one of the workers did nothing"


def test_half_a_request_is_none() -> None:
    """What the tests above rely on: a worker killed while it repeats a request has not sent another one."""
    mail = json.dumps({"to": ["user@example.com"]}).encode()
    lines = ("POST /emails HTTP/1.1", "Host: mails", "Idempotency-Key: one", f"Content-Length: {len(mail)}", "", "")
    head = "\r\n".join(lines).encode()
    with mail_service() as (service, address):
        for content in (mail, mail[:5], mail):
            with socket.create_connection(("127.0.0.1", httpx2.URL(address).port or 0), timeout=10) as connection:
                connection.sendall(head + content)
                connection.shutdown(socket.SHUT_WR)
                connection.makefile("rb").read()
    assert (service.requests, service.delivered["user@example.com"], service.mismatches) == (2, 1, 0)


def test_a_claim_lasts_longer_than_sending_can_take() -> None:
    assert LEASE_SECONDS >= 45
