"""Lots and ledger on a real database."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from bson import ObjectId
from pymongo.errors import PyMongoError

from codementee.core.database import Session
from codementee.core.errors import AppError
from codementee.credits.repository import Lot
from codementee.credits.service import CreditService
from codementee.credits.upkeep import CreditUpkeep
from tests.support.application import World
from tests.support.money import assert_books_balance, documents

pytestmark = pytest.mark.anyio


class Account:
    """One mentee's credits, each step in a transaction of its own."""

    def __init__(self, world: World, user_id: ObjectId) -> None:
        self.world = world
        self.user_id = user_id
        self.service = CreditService(world.database)

    async def run[T](self, step: Callable[[Session], Awaitable[T]]) -> T:
        return await self.world.transactions.run(step)

    async def grant(self, mocks: int, months: int = 1, *, order_id: ObjectId | None = None) -> Lot:
        order_id = order_id or ObjectId()
        at = self.world.now
        return await self.run(
            lambda session: self.service.grant(
                self.user_id, order_id=order_id, mocks=mocks, months=months, at=at, session=session
            )
        )

    async def consume(self, booking_id: ObjectId) -> ObjectId:
        now = self.world.now
        return await self.run(lambda s: self.service.consume(self.user_id, booking_id, now=now, session=s))

    async def give_back(self, booking_id: ObjectId) -> bool:
        now = self.world.now
        return await self.run(lambda s: self.service.give_back(self.user_id, booking_id, now=now, session=s))

    async def available(self) -> int:
        return await self.service.available(self.user_id, now=self.world.now)

    async def paid_until(self) -> datetime | None:
        found = await self.world.database.users.find_one({"_id": self.user_id})
        assert found is not None
        until: datetime | None = found["paid_until"]
        return until


@pytest.fixture
async def account(world: World) -> Account:
    return Account(world, (await world.user()).id)


async def test_granting_twice_grants_once(world: World, account: Account) -> None:
    order_id = ObjectId()
    first, again = await account.grant(3, 3, order_id=order_id), await account.grant(3, 3, order_id=order_id)
    assert again == first
    assert await account.available() == 3
    assert await account.paid_until() == first.expires_at
    await assert_books_balance(world)


async def test_what_expires_first_is_used_first(account: Account) -> None:
    late = await account.grant(2, 6)
    early = await account.grant(1, 1)
    assert [await account.consume(ObjectId()) for _ in range(3)] == [early.id, late.id, late.id]


async def test_without_credit_402(world: World, account: Account) -> None:
    await account.grant(1)
    await account.consume(ObjectId())
    with pytest.raises(AppError) as refusal:
        await account.consume(ObjectId())
    assert (refusal.value.kind.code, refusal.value.kind.status) == ("plan_required", 402)
    await assert_books_balance(world)


async def test_expired_credit_is_none(world: World, account: Account) -> None:
    lot = await account.grant(1)
    world.clock.set(lot.expires_at - timedelta(milliseconds=1))
    assert await account.available() == 1
    world.clock.set(lot.expires_at)
    assert await account.available() == 0
    with pytest.raises(AppError):
        await account.consume(ObjectId())


async def test_one_booking_uses_one_credit(world: World, account: Account) -> None:
    await account.grant(3)
    booking = ObjectId()
    lots = await asyncio.gather(*(account.consume(booking) for _ in range(10)))
    assert len(set(lots)) == 1
    assert await account.available() == 2
    await assert_books_balance(world)


async def test_hundreds_at_once_never_go_below_zero(world: World, account: Account) -> None:
    await account.grant(3)
    await account.grant(2, 2)
    won, lost, busy = 0, 0, 0

    async def attempt(turns: asyncio.Semaphore) -> None:
        nonlocal won, lost, busy
        async with turns:
            try:
                await account.consume(ObjectId())
                won += 1
            except AppError:
                lost += 1
            except PyMongoError:
                busy += 1

    turns = asyncio.Semaphore(20)
    await asyncio.gather(*(attempt(turns) for _ in range(400)))
    assert (won, lost, busy) == (5, 395, 0)
    assert await account.available() == 0
    await assert_books_balance(world)


async def test_consume_and_give_back_against_each_other(world: World, account: Account) -> None:
    await account.grant(4)
    bookings = [ObjectId() for _ in range(40)]
    turns = asyncio.Semaphore(10)

    async def visit(booking: ObjectId) -> bool:
        async with turns:
            try:
                await account.consume(booking)
            except AppError:
                return False
            return await account.give_back(booking)

    assert any(await asyncio.gather(*(visit(booking) for booking in bookings)))
    assert await account.available() == 4
    await assert_books_balance(world)


async def test_giving_back_twice_gives_once(world: World, account: Account) -> None:
    lot = await account.grant(1, 3)
    booking = ObjectId()
    await account.consume(booking)
    assert sorted(await asyncio.gather(*(account.give_back(booking) for _ in range(5)))) == [False] * 4 + [True]
    assert await account.available() == 1
    assert await account.give_back(ObjectId()) is False
    assert await account.paid_until() == lot.expires_at
    await assert_books_balance(world)


async def test_credit_back_in_an_expired_lot_lasts_a_fortnight(world: World, account: Account) -> None:
    lot = await account.grant(1)
    booking = ObjectId()
    await account.consume(booking)
    now = world.clock.set(lot.expires_at + timedelta(days=5))
    assert await account.give_back(booking)
    assert await account.available() == 1
    assert await account.paid_until() == now + timedelta(days=14)


async def test_somebody_elses_booking_gives_nothing_back(world: World, account: Account) -> None:
    await account.grant(1)
    booking = ObjectId()
    await account.consume(booking)
    other = Account(world, (await world.user()).id)
    assert await other.give_back(booking) is False
    assert await account.available() == 0


async def test_forfeit_is_entered_once_and_changes_nothing(world: World, account: Account) -> None:
    await account.grant(2)
    booking = ObjectId()
    await account.consume(booking)
    now = world.now
    for expected in (True, False):
        assert expected is await account.run(
            lambda s: account.service.forfeit(account.user_id, booking, now=now, session=s)
        )
    entries = await documents(world, "credit_ledger")
    assert [(entry["kind"], entry["delta"], entry["balance_after"]) for entry in entries] == [
        ("grant", 2, 2),
        ("consume", -1, 1),
        ("forfeit", 0, 1),
    ]


async def test_expiry_empties_lots_once_and_again_after_a_credit_came_back(world: World, account: Account) -> None:
    lot = await account.grant(3)
    booking = ObjectId()
    await account.consume(booking)
    upkeep = CreditUpkeep(world.database, world.transactions)
    assert await upkeep.expire(world.now, 100) == 0
    now = world.clock.set(lot.expires_at + timedelta(hours=1))
    # Two workers at the same time.
    await asyncio.gather(upkeep.expire(now, 100), upkeep.expire(now, 100))
    assert await upkeep.expire(now, 100) == 0
    await account.give_back(booking)
    assert await account.available() == 1
    later = world.clock.advance(days=15)
    assert await upkeep.expire(later, 100) == 1
    entries = await documents(world, "credit_ledger", kind="expire")
    assert [entry["delta"] for entry in entries] == [-2, -1]
    await assert_books_balance(world)


async def test_owner_is_told_once_a_week_before(world: World, account: Account) -> None:
    lot = await account.grant(2)
    upkeep = CreditUpkeep(world.database, world.transactions)
    world.clock.set(lot.expires_at - timedelta(days=8))
    assert await upkeep.warn(world.now, 100) == 0
    world.clock.set(lot.expires_at - timedelta(days=6))
    assert [await upkeep.warn(world.now, 100) for _ in range(2)] == [1, 0]
    (mail,) = await documents(world, "outbox", template="credits-expiring")
    assert mail["context"] == {"credits": 2, "expires_at": lot.expires_at}


async def test_the_month_ends_where_the_calendar_says(world: World, account: Account) -> None:
    world.clock.set(datetime(2027, 1, 31, 6, 0, tzinfo=UTC))
    lot = await account.grant(1, 1)
    assert lot.expires_at == datetime(2027, 2, 28, 6, 0, tzinfo=UTC)


async def test_opening_and_closing_at_once_leave_the_right_period(world: World, account: Account) -> None:
    """Both see the lot that is closed; only one of them may settle until when the plan lasts without the other."""
    for _ in range(10):
        order_id = ObjectId()
        await account.grant(1, 6, order_id=order_id)
        now = world.now
        latest = await account.grant(1, 3)

        async def close(order_id: ObjectId = order_id, now: datetime = now) -> None:
            await account.run(lambda s: account.service.close(order_id, now=now, session=s))

        same, _ = await asyncio.gather(account.grant(1, 6), close())
        assert same.expires_at > latest.expires_at
        assert await account.paid_until() == same.expires_at
        await world.database.credit_lots.update_many({}, {"$set": {"closed_at": now}})
