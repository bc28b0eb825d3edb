"""Waiting for times: once per type, told once, in order."""

from datetime import timedelta

import pytest

from codementee.waitlist.service import WaitlistService
from tests.support.mail import delivered
from tests.support.stage import Stage

pytestmark = pytest.mark.anyio

PATH = "/api/mentee/waitlist"


async def test_join_list_and_leave(stage: Stage) -> None:
    mentee, other = await stage.world.user(), await stage.world.user()
    async with stage.client(mentee) as client:
        entry = (await client.post(PATH, json={"interview_type": "coding"})).json()
        assert entry["state"] == "waiting"
        assert (await client.post(PATH, json={"interview_type": "coding"})).json() == entry
        unknown = await client.post(PATH, json={"interview_type": "juggling"})
        assert unknown.json()["error"]["code"] == "unknown_choice"
        assert (await client.get(PATH)).json()["items"] == [entry]
        async with stage.client(other) as stranger:
            assert (await stranger.delete(f"{PATH}/{entry['id']}")).status_code == 404
            assert (await stranger.get(PATH)).json()["items"] == []
        assert (await client.delete(f"{PATH}/{entry['id']}")).status_code == 204
        assert (await client.delete(f"{PATH}/{entry['id']}")).status_code == 404
        assert (await client.get(PATH)).json()["items"] == []


async def test_as_many_are_told_as_there_are_seats_longest_waiting_first(stage: Stage) -> None:
    service = WaitlistService(stage.database, stage.world.transactions)
    people = [await stage.world.user() for _ in range(4)]
    for person in people:
        await service.join(person.id, "coding", now=stage.now)
    assert await service.notify(stage.now, 100) == 0
    await stage.slot(stage.now + timedelta(days=2), capacity=2)
    taken = await stage.slot(stage.now + timedelta(days=3))
    await stage.held(await stage.world.user(), [taken])
    assert await service.notify(stage.now, 100) == 2
    assert [mail.to for mail in await delivered(stage.world)] == [person.email for person in people[:2]]
    # They have been told; who waits still is next.
    assert await service.notify(stage.now, 1) == 1
    assert [mail.to for mail in await delivered(stage.world)] == [people[2].email]


async def test_slots_that_start_too_soon_are_no_news(stage: Stage) -> None:
    service = WaitlistService(stage.database, stage.world.transactions)
    await service.join((await stage.world.user()).id, "coding", now=stage.now)
    await stage.slot(stage.now + timedelta(hours=11))
    await stage.slot(stage.now + timedelta(days=2), interview_types=["hr"])
    assert await service.notify(stage.now, 100) == 0
