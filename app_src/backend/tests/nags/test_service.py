"""Feedback that is due: one reminder a day, then somebody else is told."""

from collections import Counter
from datetime import timedelta

import pytest
from bson import ObjectId

from codementee.nags.service import FeedbackNags
from tests.support.application import PASSWORD, Person
from tests.support.mail import delivered
from tests.support.stage import Stage

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)


async def test_mocks_nobody_will_ever_write_about_hide_none(stage: Stage) -> None:
    _, _, mock_id = await ended_mock(stage)
    mock = await stage.database.mocks.find_one({"_id": mock_id})
    assert mock is not None
    forgotten = [
        mock | {"_id": ObjectId(), "booking_id": ObjectId(), "feedback_due_at": mock["feedback_due_at"] - 9 * 24 * HOUR}
        for _ in range(3)
    ]
    await stage.database.mocks.insert_many(forgotten)
    stage.world.clock.set(mock["feedback_due_at"])
    assert await FeedbackNags(stage.database).remind(stage.now, 2) == 1


async def ended_mock(stage: Stage) -> tuple[Person, Person, ObjectId]:
    """A mock that has been over for a day and counts as completed; its feedback is due in another."""
    mentee, mentor = await stage.world.user(), await stage.mentor()
    await stage.links(1)
    slot_start = stage.now + timedelta(days=2)
    booking_id = await stage.confirmed(mentee, mentor, await stage.slot(slot_start))
    stage.world.clock.set(slot_start + 26 * HOUR)
    await stage.bookings.complete_ended(stage.now, 10)
    await delivered(stage.world)
    return mentee, mentor, (await stage.mock_of(booking_id))["_id"]


async def remind(stage: Stage) -> Counter[str]:
    """Run it twice, as two workers might; which templates that made."""
    nags = FeedbackNags(stage.database)
    await nags.remind(stage.now, 100)
    await nags.remind(stage.now, 100)
    return Counter(mail.template for mail in await delivered(stage.world))


async def test_reminded_when_due_then_daily_then_administrators_hear_of_it_once(stage: Stage) -> None:
    _, _, mock_id = await ended_mock(stage)
    for _ in range(2):
        await stage.world.user("admin")
    mock = await stage.database.mocks.find_one({"_id": mock_id})
    assert mock is not None
    due_at = mock["feedback_due_at"]
    sent = {}
    for hours in (-1, 0, 12, 24, 47, 48, 72, 96, 24 * 7, 24 * 8, 24 * 30):
        stage.world.clock.set(due_at + hours * HOUR)
        sent[hours] = await remind(stage)
    once = {"feedback-due": 1}
    assert sent == {
        -1: {},
        0: once,
        12: {},
        24: once,
        47: {},
        48: once,
        72: once | {"feedback-overdue": 2},
        96: once,
        24 * 7: once,
        24 * 8: {},
        24 * 30: {},
    }


async def test_nobody_is_reminded_of_feedback_that_is_there(stage: Stage) -> None:
    _, _, mock_id = await ended_mock(stage)
    stage.world.clock.advance(days=3)
    await stage.database.mocks.update_one({"_id": mock_id}, {"$set": {"feedback_pending": False}})
    assert await remind(stage) == {}


async def test_nor_of_feedback_for_somebody_who_has_left(stage: Stage) -> None:
    mentee, _, _ = await ended_mock(stage)
    async with stage.client(mentee) as client:
        assert (await client.post("/api/account/deletion", json={"password": PASSWORD})).status_code == 204
    await delivered(stage.world)
    stage.world.clock.advance(days=3)
    assert await remind(stage) == {}
