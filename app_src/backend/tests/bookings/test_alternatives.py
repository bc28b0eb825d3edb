"""Where a booking could be moved to: nothing is offered that would be refused."""

from datetime import timedelta

import pytest
from bson import ObjectId

from tests.bookings.test_moving import agreed, move
from tests.support.application import Person
from tests.support.stage import ADMIN, Stage

pytestmark = pytest.mark.anyio

MORNINGS = [{"weekday": day, "start": "09:00", "end": "12:00"} for day in range(7)]


async def offered(stage: Stage, mentee: Person, booking_id: ObjectId, query: str = "") -> list[str]:
    async with stage.client(mentee) as client:
        answer = await client.get(f"/api/mentee/bookings/{booking_id}/slots{query}")
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_only_times_at_which_the_mentor_and_the_mentee_are_free(stage: Stage) -> None:
    mentee, mentor, booking_id = await agreed(stage, rules=MORNINGS)
    day = stage.now + timedelta(days=4)
    outside = await stage.slot(day + timedelta(hours=6))
    early, busy, elsewhere, free = await stage.slots(day - timedelta(hours=1), 4, capacity=2)
    full = await stage.slot(day + timedelta(days=1))
    await stage.confirmed(await stage.world.user(), mentor, busy)
    await stage.confirmed(mentee, await stage.mentor(), elsewhere)
    await stage.held(await stage.world.user(), [full])
    assert await offered(stage, mentee, booking_id) == [str(free)]
    for refused in (outside, early, busy, elsewhere, full):
        assert await move(stage, mentee, booking_id, refused) != "moved"
    assert await move(stage, mentee, booking_id, free) == "moved"


async def test_a_day_that_is_full_is_not_offered_but_a_move_within_it_is(stage: Stage) -> None:
    mentee, _, booking_id = await agreed(stage, maximum_per_day=1)
    own_day = (await stage.booking(booking_id))["slot"]["start_at"]
    other, mentor = await stage.world.user(), (await stage.booking(booking_id))["mentor_id"]
    later = await stage.slot(own_day + timedelta(hours=3))
    taken, beside = await stage.slots(own_day + timedelta(days=1), 2, apart_minutes=180)
    second = await stage.queued(other, [taken])
    await stage.assignment.assign(ADMIN, second, mentor, taken, now=stage.now)
    assert await offered(stage, mentee, booking_id) == [str(later)]
    assert await move(stage, mentee, booking_id, beside) != "moved"
    assert await move(stage, mentee, booking_id, later) == "moved"


async def test_without_a_mentor_every_slot_with_seats_will_do(stage: Stage) -> None:
    mentee = await stage.world.user()
    first, second, third = await stage.slots(stage.now + timedelta(days=3), 3, capacity=2)
    booking_id = await stage.queued(mentee, [first])
    assert await offered(stage, mentee, booking_id) == [str(first), str(second), str(third)]
    day = f"{stage.now + timedelta(days=3, hours=1):%Y-%m-%dT%H:%M:00Z}"
    assert await offered(stage, mentee, booking_id, f"?from={day}") == [str(second), str(third)]


async def test_pages_go_on_past_slots_that_will_not_do(stage: Stage) -> None:
    mentee, _, booking_id = await agreed(stage, rules=MORNINGS)
    day = stage.now + timedelta(days=4)
    await stage.slots(day + timedelta(hours=4), 3)
    free = await stage.slot(day + timedelta(days=1))
    found: list[str] = []
    cursor = ""
    async with stage.client(mentee) as client:
        while True:
            answer = (await client.get(f"/api/mentee/bookings/{booking_id}/slots?limit=2{cursor}")).json()
            found += [item["id"] for item in answer["items"]]
            if answer["pagination"]["next_cursor"] is None:
                break
            cursor = f"&cursor={answer['pagination']['next_cursor']}"
    assert found == [str(free)]


async def test_nothing_is_offered_where_nothing_can_be_moved(stage: Stage) -> None:
    mentee, _, booking_id = await agreed(stage)
    draft = await stage.draft(mentee)
    stranger = await stage.world.user()
    path = "/api/mentee/bookings/{}/slots"
    async with stage.client(mentee) as client:
        assert (await client.get(path.format(draft))).json()["error"]["code"] == "booking_moved_on"
        stage.world.clock.advance(days=2, hours=22)
    async with stage.client(mentee) as client:
        assert (await client.get(path.format(booking_id))).json()["error"]["code"] == "reschedule_refused"
    async with stage.client(stranger) as client:
        assert (await client.get(path.format(booking_id))).status_code == 404
