"""Sending what is due, with every way it can go wrong, on a real database."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from codementee.notifications.delivery import Delivery
from codementee.notifications.errors import MailDeferredError, MailRejectedError
from codementee.notifications.mailer import Mail, RecordingMailer
from codementee.notifications.policy import GIVE_UP_AFTER, retry_delay
from codementee.notifications.schemas import CalendarEvent, CalendarMethod, Message, Template
from codementee.notifications.service import Outbox
from codementee.users.schemas import UserStatus
from tests.notifications.samples import END, START
from tests.support.application import World
from tests.support.mail import delivered, delivery

pytestmark = pytest.mark.anyio


async def put(world: World, key: str = "a:1", **changes: Any) -> None:  # noqa: ANN401 - fields of Message
    person = await world.user()
    values: dict[str, Any] = {
        "key": key,
        "template": Template.PASSWORD_CHANGED,
        "user_id": person.id,
        "email": person.email,
        "name": "Asha",
        "time_zone": "Asia/Kolkata",
        "context": {"at": world.now},
    }
    await Outbox(world.database).enqueue(Message(**(values | changes)), now=world.now)


async def entry(world: World, key: str = "a:1") -> dict[str, Any]:
    found = await world.database.outbox.find_one({"key": key})
    assert found is not None
    return found


async def drain(found: Delivery, concurrency: int = 2) -> int:
    return await found.drain(concurrency=concurrency, limit=100, seconds=30)


async def test_sends_and_forgets_what_the_mail_said(world: World) -> None:
    await put(world, template=Template.PASSWORD_RESET, context={"link": "/reset?token=t", "valid_minutes": 30})
    (mail,) = await delivered(world)
    sent = await entry(world)
    assert mail.idempotency_key == str(sent["_id"])
    assert "/reset?token=t" in mail.text
    assert (sent["state"], sent["ended_at"], sent["attempts"]) == ("sent", world.now, 1)
    assert sent["provider_id"]
    assert not {"context", "calendar", "name", "lease"} & sent.keys()
    assert await delivered(world) == []


async def test_waits_until_it_is_due(world: World) -> None:
    await put(world, due_at=world.now + timedelta(hours=24))
    assert await delivered(world) == []
    world.clock.advance(hours=24)
    assert len(await delivered(world)) == 1


async def test_drops_what_comes_too_late(world: World) -> None:
    await put(world, due_at=world.now, valid_until=world.now + timedelta(hours=1))
    world.clock.advance(hours=2)
    assert await delivered(world) == []
    assert ((await entry(world))["state"], (await entry(world))["reason"]) == ("dropped", "too late")


async def test_nothing_goes_to_somebody_who_has_left(world: World) -> None:
    gone = await world.user(status=UserStatus.DELETED)
    await put(world, "a:1", user_id=gone.id)
    await put(world, "b:1", user_id=ObjectId())
    assert await delivered(world) == []
    assert (await entry(world, "a:1"))["reason"] == "account deleted"
    assert (await entry(world, "b:1"))["state"] == "dropped"


async def test_the_confirmation_of_the_deletion_does_go_out(world: World) -> None:
    gone = await world.user(status=UserStatus.DELETED)
    await put(world, user_id=gone.id, template=Template.ACCOUNT_DELETED)
    assert len(await delivered(world)) == 1


async def test_invitation_is_attached(world: World) -> None:
    event = CalendarEvent(
        uid="0b1f7a52-8a53-4c43-9d0b-3a6b7a1d2c11",
        sequence=1,
        method=CalendarMethod.CANCEL,
        start_at=START,
        end_at=END,
        summary="Mock",
        description="",
        location="https://meet.example.com/x",
        organiser_email="mail@codementee.example",
        attendee_emails=("asha@example.com",),
    )
    await put(world, calendar=event)
    (mail,) = await delivered(world)
    (attachment,) = mail.attachments
    assert attachment.filename == "invite.ics"
    assert attachment.content_type == "text/calendar; charset=utf-8; method=CANCEL"
    assert b"METHOD:CANCEL" in attachment.content
    assert b"DTSTART:20261128T130000Z" in attachment.content


async def test_deferred_mail_is_tried_again_later_and_later(world: World) -> None:
    await put(world)
    mailer = RecordingMailer(failures=[MailDeferredError("503", outcome_known=False)] * 3)
    waits = []
    for _ in range(3):
        await drain(delivery(world, mailer))
        waiting = await entry(world)
        assert waiting["state"] == "pending"
        assert "lease" not in waiting
        waits.append((waiting["next_attempt_at"] - world.now).total_seconds())
        world.clock.set(waiting["next_attempt_at"])
    assert 2.5 <= waits[0] <= 5
    assert 5 <= waits[1] <= 10
    assert 10 <= waits[2] <= 20
    await drain(delivery(world, mailer))
    assert len(mailer.sent) == 1


async def test_throttling_ends_the_round_and_is_waited_out(world: World) -> None:
    for number in range(10):
        await put(world, f"a:{number}")
    throttled = MailDeferredError("429", outcome_known=True, retry_after_seconds=90, throttled=True)
    mailer = RecordingMailer(failures=[throttled])
    await drain(delivery(world, mailer), concurrency=1)
    assert mailer.sent == []
    waiting = await world.database.outbox.find({"attempts": 1}).to_list()
    assert len(waiting) == 1
    assert waiting[0]["next_attempt_at"] >= world.now + timedelta(seconds=90)
    await drain(delivery(world, mailer), concurrency=1)
    assert len(mailer.sent) == 9


async def test_rejected_mail_fails_visibly_and_leaves_the_others_alone(world: World) -> None:
    await put(world, "a:1")
    mailer = RecordingMailer(failures=[MailRejectedError("422 validation_error")])
    found = delivery(world, mailer)
    await drain(found, concurrency=1)
    await put(world, "b:1")
    await drain(found, concurrency=1)
    failed = await entry(world)
    assert (failed["state"], failed["reason"]) == ("failed", "422 validation_error")
    assert len(mailer.sent) == 1
    audit = await world.database.audit_log.find_one({"action": "mail.failed"})
    assert audit is not None
    assert audit["subject_id"] == failed["_id"]
    assert found.metrics.mails.labels("password-changed", "failed")._value.get() == 1  # noqa: SLF001


async def test_mail_that_cannot_be_rendered_fails_alone(world: World) -> None:
    await put(world, "a:1")
    await world.database.outbox.update_one({"key": "a:1"}, {"$set": {"context": {}}})
    await put(world, "b:1")
    assert len(await delivered(world)) == 1
    assert (await entry(world))["reason"] == "not rendered: UndefinedError"


async def test_attempt_nobody_knows_the_end_of_is_given_up_before_the_service_forgets(world: World) -> None:
    await put(world)
    day = timedelta(hours=24)
    await world.database.outbox.update_one({"key": "a:1"}, {"$set": {"unknown_since": datetime.now(UTC) - day}})
    assert await delivered(world) == []
    assert (await entry(world))["reason"] == "outcome unknown for too long"


async def test_certain_refusals_are_repeated_for_days_then_given_up(world: World) -> None:
    await put(world)
    world.clock.advance(days=GIVE_UP_AFTER.days, seconds=1)
    mailer = RecordingMailer(failures=[MailDeferredError("403 invalid_api_key", outcome_known=True)])
    await drain(delivery(world, mailer))
    assert (await entry(world))["reason"] == "given up: 403 invalid_api_key"


async def test_two_workers_claim_nothing_twice(world: World) -> None:
    for number in range(60):
        await put(world, f"a:{number}")
    mailers = [_Counting() for _ in range(4)]
    await asyncio.gather(*(drain(delivery(world, mailer), concurrency=4) for mailer in mailers))
    sent = [key for mailer in mailers for key in mailer.keys]
    assert len(sent) == len(set(sent)) == 60


async def test_claim_of_a_dead_worker_is_taken_over_only_when_it_has_run_out(world: World) -> None:
    await put(world)
    found = delivery(world, RecordingMailer())
    claimed = await found.repository.claim(token="dead", seconds=60, now=world.now)
    assert claimed is not None
    # However far this worker's own clock is ahead.
    world.clock.advance(hours=5)
    assert await delivered(world) == []
    await world.database.outbox.update_one({"key": "a:1"}, {"$set": {"lease.until": datetime(2020, 1, 1, tzinfo=UTC)}})
    (mail,) = await delivered(world)
    assert mail.idempotency_key == str(claimed["_id"])
    # The dead one wakes up: it has no say any more.
    assert not await found.repository.fail(claimed["_id"], "dead", now=world.now, reason="late")
    assert (await entry(world))["state"] == "sent"


async def test_retry_delay_is_bounded_and_never_less_than_asked_for() -> None:
    assert retry_delay(1, retry_after_seconds=None) <= timedelta(seconds=5)
    assert timedelta(minutes=15) <= retry_delay(10_000, retry_after_seconds=None) <= timedelta(minutes=30)
    assert retry_delay(1, retry_after_seconds=77) == timedelta(seconds=77)


class _Counting(RecordingMailer):
    keys: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.keys = []

    async def send(self, mail: Mail) -> str | None:
        self.keys.append(mail.idempotency_key)
        await asyncio.sleep(0)
        return await super().send(mail)
