"""Moving a booking: claims move at once, calendars hear of it, the policy holds."""

from datetime import timedelta

import pytest
from bson import ObjectId

from codementee.core.errors import AppError
from tests.support.application import Person
from tests.support.stage import Stage

pytestmark = pytest.mark.anyio


async def move(stage: Stage, mentee: Person, booking_id: ObjectId, *slot_ids: ObjectId) -> str:
    """The error's code, or "moved"."""
    try:
        await stage.moving.reschedule(mentee.id, booking_id, slot_ids, now=stage.now)
    except AppError as error:
        return error.kind.code
    return "moved"


async def agreed(stage: Stage, days: int = 3, **mentor: object) -> tuple[Person, Person, ObjectId]:
    """A mentee, their mentor and a confirmed booking."""
    mentee, person = await stage.world.user(), await stage.mentor(**mentor)
    await stage.links(2)
    slot_id = await stage.slot(stage.now + timedelta(days=days))
    return mentee, person, await stage.confirmed(mentee, person, slot_id)


async def test_everything_moves_together(stage: Stage) -> None:
    mentee, mentor, booking_id = await agreed(stage)
    before = await stage.booking(booking_id)
    # Overlaps the time it has: its own claims are no obstacle.
    target = await stage.slot(before["slot"]["start_at"] + timedelta(minutes=30))
    assert await move(stage, mentee, booking_id, target) == "moved"
    after = await stage.booking(booking_id)
    assert after["state"] == "confirmed"
    assert after["mentor_id"] == mentor.id
    assert after["slot"]["id"] == target
    assert after["link"] == before["link"]
    assert after["calendar"] == {"uid": before["calendar"]["uid"], "sequence": 1}
    assert (after["reschedules"], after["late_reschedules"]) == (1, 0)
    mock = await stage.mock_of(booking_id)
    assert (mock["start_at"], mock["calendar"]["sequence"]) == (after["slot"]["start_at"], 1)
    assert mock["feedback_due_at"] == after["slot"]["end_at"] + timedelta(hours=48)
    seats = [key for key in await stage.claims_of(booking_id) if key.startswith("slot:")]
    assert seats == [f"slot:{target}:0"]
    assert len(await stage.claims_of(booking_id)) == 4 * 3 + 1 + 1


async def test_first_slot_that_suits_the_mentor_is_taken(stage: Stage) -> None:
    hours = [{"weekday": day, "start": "09:00", "end": "12:00"} for day in range(7)]
    mentee, mentor, booking_id = await agreed(stage, rules=hours)
    day = stage.now + timedelta(days=4)
    outside = await stage.slot(day + timedelta(hours=6))
    busy, free = await stage.slots(day, 2, apart_minutes=60, capacity=2)
    await stage.confirmed(await stage.world.user(), mentor, busy)
    assert await move(stage, mentee, booking_id, outside) == "mentor_unavailable"
    assert await move(stage, mentee, booking_id, outside, busy) == "mentor_busy"
    assert await move(stage, mentee, booking_id, outside, busy, free) == "moved"
    assert (await stage.booking(booking_id))["slot"]["id"] == free


async def test_same_time_is_no_move(stage: Stage) -> None:
    mentee, _, booking_id = await agreed(stage)
    slot_id = (await stage.booking(booking_id))["slot"]["id"]
    assert await move(stage, mentee, booking_id, slot_id) == "slot_unchanged"


@pytest.mark.parametrize(
    ("seconds", "result", "late"),
    [
        (24 * 3600, "moved", 0),
        (24 * 3600 - 1, "moved", 1),
        (3 * 3600, "moved", 1),
        (3 * 3600 - 1, "reschedule_refused", 0),
        (-60, "reschedule_refused", 0),
    ],
)
async def test_policy_to_the_second(stage: Stage, seconds: int, result: str, late: int) -> None:
    mentee, _, booking_id = await agreed(stage)
    start_at = (await stage.booking(booking_id))["slot"]["start_at"]
    target = await stage.slot(start_at + timedelta(days=2))
    stage.world.clock.set(start_at - timedelta(seconds=seconds))
    assert await move(stage, mentee, booking_id, target) == result
    assert (await stage.booking(booking_id)).get("late_reschedules", 0) == late


async def test_late_once_and_the_credit_counts_from_then_on(stage: Stage) -> None:
    mentee, _, booking_id = await agreed(stage)
    start_at = (await stage.booking(booking_id))["slot"]["start_at"]
    second, third = await stage.slots(start_at + timedelta(days=2), 2, apart_minutes=24 * 60)
    stage.world.clock.set(start_at - timedelta(hours=5))
    assert await move(stage, mentee, booking_id, second) == "moved"
    # Early again: it may move, but cancelling no longer gives the credit back.
    assert await move(stage, mentee, booking_id, third) == "moved"
    stage.world.clock.set(start_at + timedelta(days=3) - timedelta(hours=5))
    fourth = await stage.slot(start_at + timedelta(days=9))
    assert await move(stage, mentee, booking_id, fourth) == "reschedule_refused"
    stage.world.clock.set(start_at)
    await stage.endings.cancel_by_mentee(mentee.id, booking_id, reason=None, now=stage.now)
    assert await stage.ledger_of(mentee) == ["grant", "consume", "forfeit"]


async def test_while_waiting_the_preferred_slots_change(stage: Stage) -> None:
    mentee = await stage.world.user()
    first, second = await stage.slots(stage.now + timedelta(days=2), 2, apart_minutes=90)
    booking_id = await stage.queued(mentee, [first])
    assert await move(stage, mentee, booking_id, second) == "moved"
    booking = await stage.booking(booking_id)
    assert booking["state"] == "pending_admin"
    assert [slot["id"] for slot in booking["slots"]] == [second]
    assert booking["hold_expires_at"] == booking["slots"][0]["start_at"]
    assert await stage.credits_of(mentee) == 0


async def test_drafts_and_ended_bookings_do_not_move(stage: Stage) -> None:
    mentee, _, booking_id = await agreed(stage)
    target = await stage.slot(stage.now + timedelta(days=9))
    await stage.endings.cancel_by_mentee(mentee.id, booking_id, reason=None, now=stage.now)
    assert await move(stage, mentee, booking_id, target) == "booking_moved_on"
    assert await move(stage, mentee, await stage.draft(mentee), target) == "booking_moved_on"
