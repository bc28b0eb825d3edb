"""Claims on a real mongod, many at once."""

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from bson import ObjectId

from codementee.claims.policy import ClaimConflictError, Resource, Taken, Wanted, seats, time_keys
from codementee.claims.repository import ClaimRepository
from codementee.claims.service import Claims
from codementee.core.database import Session
from tests.support.application import World

pytestmark = pytest.mark.anyio


async def attempt(world: World, claims: Claims, wanted: Wanted, booking_id: ObjectId) -> Taken | None:
    async def work(session: Session) -> Taken:
        return await claims.take(wanted, booking_id, now=world.now, session=session)

    try:
        return await world.transactions.run(work)
    except ClaimConflictError:
        return None


async def crowd(world: World, count: int, wanted: Callable[[int], Wanted]) -> list[Taken | None]:
    claims = Claims(world.database)
    # As wide as the driver's pool: more would only wait for connections.
    turns = asyncio.Semaphore(16)

    async def one(number: int) -> Taken | None:
        async with turns:
            return await attempt(world, claims, wanted(number), ObjectId())

    return await asyncio.gather(*(one(number) for number in range(count)))


async def test_of_300_overlapping_intervals_exactly_disjoint_ones_win(world: World) -> None:
    mentor = ObjectId()
    dice = random.Random(7)  # noqa: S311 - the same every time
    starts = [world.now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=15 * dice.randrange(4))
              for _ in range(300)]  # fmt: skip

    def wanted(number: int) -> Wanted:
        start_at = starts[number]
        return Wanted(every=time_keys(Resource.MENTOR, mentor, start_at, start_at + timedelta(minutes=60)))

    results = await crowd(world, 300, wanted)
    # All of them overlap at minute 45 to 60: there is room for one.
    assert sum(result is not None for result in results) == 1
    assert await world.database.claims.count_documents({}) == 4


async def test_slot_with_five_seats_has_five_winners(world: World) -> None:
    slot_id = ObjectId()
    results = await crowd(world, 200, lambda _: Wanted(one_of=(seats(slot_id, 5),)))
    assert sum(result is not None for result in results) == 5
    assert await ClaimRepository(world.database).seats_taken({slot_id: 5}) == {slot_id: 5}


async def test_every_link_is_given_once_before_anybody_is_refused(world: World) -> None:
    links = [ObjectId() for _ in range(20)]
    end_at = world.now + timedelta(minutes=60)
    choice = tuple(time_keys(Resource.LINK, link, world.now, end_at) for link in links)
    results = await crowd(world, 40, lambda _: Wanted(one_of=(choice,)))
    winners = [result.chosen[0] for result in results if result is not None]
    assert sorted(winners) == list(range(20))


async def test_loser_leaves_nothing(world: World) -> None:
    claims = Claims(world.database)
    first, second = ObjectId(), ObjectId()
    start_at = world.now
    hour = time_keys(Resource.MENTOR, first, start_at, start_at + timedelta(minutes=60))
    assert await attempt(world, claims, Wanted(every=hour[:1]), first)
    # Its other keys are free: none of them may stay behind.
    assert await attempt(world, claims, Wanted(every=(*hour[1:], hour[0])), second) is None
    assert await claims.held_by(second) == set()


async def test_taking_again_changes_nothing(world: World) -> None:
    claims = Claims(world.database)
    booking_id, slot_id = ObjectId(), ObjectId()
    wanted = Wanted(every=("mentee:x:1", "mentee:x:2"), one_of=(seats(slot_id, 9),))
    first = await attempt(world, claims, wanted, booking_id)
    assert await attempt(world, claims, wanted, booking_id) == first
    assert first is not None
    assert await claims.held_by(booking_id) == first.keys


async def test_release_gives_back_all_but_what_is_kept(world: World) -> None:
    claims = Claims(world.database)
    booking_id = ObjectId()
    await attempt(world, claims, Wanted(every=("mentee:x:1", "mentee:x:2", "link:y:1")), booking_id)
    assert await claims.release(booking_id, keep={"mentee:x:2"}) == 2
    assert await claims.held_by(booking_id) == {"mentee:x:2"}
    assert await claims.release(booking_id) == 1
