"""What a mentee is told to do next."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.application import Person
from tests.support.stage import Stage

pytestmark = pytest.mark.anyio


async def dashboard(stage: Stage, mentee: Person) -> dict[str, Any]:
    async with stage.client(mentee) as client:
        response = await client.get("/api/mentee/dashboard")
    assert response.status_code == 200, response.text
    return dict(response.json())


async def steps(stage: Stage, mentee: Person) -> list[str]:
    return [step["kind"] for step in (await dashboard(stage, mentee))["steps"]]


async def test_new_and_free(stage: Stage) -> None:
    mentee = await stage.world.user(email_verified_at=None)
    board = await dashboard(stage, mentee)
    assert [step["kind"] for step in board["steps"]] == ["verify_email", "start_booking", "buy_plan"]
    assert (board["tier"], board["credits"], board["show_upgrade"]) == ("free", 0, True)
    assert board["next_mock"] is None


async def test_along_the_journey(stage: Stage) -> None:
    mentee, mentor = await stage.world.user(), await stage.mentor()
    await stage.links(1)
    start_at = stage.now + timedelta(days=2)
    slot_id = await stage.slot(start_at)
    booking_id = await stage.draft(mentee)
    assert await steps(stage, mentee) == ["continue_booking", "buy_plan"]
    await stage.bookings.hold(mentee.id, booking_id, [slot_id], now=stage.now)
    assert await steps(stage, mentee) == ["confirm_booking", "buy_plan"]
    await stage.bookings.confirm(mentee.id, booking_id, now=stage.now)
    board = await dashboard(stage, mentee)
    assert [step["kind"] for step in board["steps"]] == ["pay"]
    # Who is about to pay is not asked to upgrade.
    assert board["show_upgrade"] is False
    assert board["steps"][0]["due_at"] is not None
    await stage.grant(mentee, 2)
    await stage.bookings.confirm(mentee.id, booking_id, now=stage.now)
    board = await dashboard(stage, mentee)
    assert [step["kind"] for step in board["steps"]] == ["await_mentor", "start_booking"]
    assert (board["tier"], board["credits"]) == ("paid", 1)
    assert [booking["id"] for booking in board["open_bookings"]] == [str(booking_id)]
    await stage.assign(booking_id, mentor, slot_id)
    board = await dashboard(stage, mentee)
    assert board["steps"][0]["kind"] == "prepare"
    assert board["next_mock"]["mentor"]["id"] == str(mentor.id)
    stage.world.clock.set(start_at - timedelta(minutes=15))
    assert (await steps(stage, mentee))[0] == "join_mock"
    stage.world.clock.set(start_at + timedelta(minutes=61))
    await stage.bookings.complete_ended(stage.now + timedelta(days=2), 10)
    board = await dashboard(stage, mentee)
    assert (board["next_mock"], board["mocks_completed"]) == (None, 1)
    await stage.database.mocks.update_one({"booking_id": booking_id}, {"$set": {"feedback_at": stage.now}})
    board = await dashboard(stage, mentee)
    assert board["steps"][0]["kind"] == "rate_mock"
    assert len(board["unrated_mocks"]) == 1


async def test_it_is_ones_own(stage: Stage) -> None:
    await stage.draft(await stage.world.user())
    assert await steps(stage, await stage.world.user()) == ["start_booking", "buy_plan"]
