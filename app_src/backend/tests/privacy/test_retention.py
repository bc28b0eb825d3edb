"""Books of deleted accounts: kept as long as the law wants, and no longer."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from codementee.privacy.retention import Retention
from tests.support.application import PASSWORD, Person, World
from tests.support.money import buy

pytestmark = pytest.mark.anyio

# In the financial year that ends with March 2027: eight years after it is April 2035, in India.
DELETED = datetime(2026, 11, 22, 6, tzinfo=UTC)
OVER = datetime(2035, 3, 31, 18, 30, tzinfo=UTC)
BOOKS = ("orders", "refunds", "invoices")


@pytest.fixture
async def gone(world: World) -> Person:
    """Somebody who bought a plan, was refunded in part, and deleted the account."""
    world.clock.set(DELETED)
    person = await world.user()
    order, _ = await buy(world, person)
    refund: dict[str, Any] = {"order_id": order["_id"], "user_id": person.id, "state": "processed"}
    await world.database.refunds.insert_one(refund)
    async with world.client(person) as client:
        assert (await client.post("/api/account/deletion", json={"password": PASSWORD})).status_code == 204
    return person


async def enforce(world: World, at: datetime, *, years: int = 8) -> int:
    return await Retention(world.database, world.transactions, kept_years=years).enforce(at, 100)


async def kept(world: World, user_id: ObjectId) -> list[int]:
    return [await world.database[name].count_documents({"user_id": user_id}) for name in BOOKS]


async def test_kept_to_the_last_moment_and_gone_after_it(world: World, gone: Person) -> None:
    assert await enforce(world, OVER - timedelta(milliseconds=1)) == 0
    assert await kept(world, gone.id) == [1, 1, 1]
    assert await enforce(world, OVER) == 1
    assert await kept(world, gone.id) == [0, 0, 0]
    assert await enforce(world, OVER) == 0
    log = await world.database.audit_log.find_one({"action": "account.books_deleted"})
    assert log is not None
    assert (log["subject_id"], log["details"]) == (gone.id, dict.fromkeys(BOOKS, 1))


async def test_how_long_is_a_setting(world: World, gone: Person) -> None:
    assert await enforce(world, datetime(2033, 3, 31, 18, 30, tzinfo=UTC), years=6) == 1
    assert await kept(world, gone.id) == [0, 0, 0]


async def test_a_later_credit_note_keeps_all_of_it(world: World, gone: Person) -> None:
    note = await world.database.invoices.find_one({"user_id": gone.id})
    assert note is not None
    later = {"_id": ObjectId(), "kind": "credit_note", "number": "CN/27-28/000001", "financial_year": "2027-28"}
    issued = {"issued_at": datetime(2027, 5, 1, tzinfo=UTC), "refund_id": ObjectId()}
    await world.database.invoices.insert_one(note | later | issued)
    assert await enforce(world, OVER) == 1
    assert await kept(world, gone.id) == [1, 1, 2]
    assert await enforce(world, OVER) == 0
    assert await enforce(world, OVER + timedelta(days=366)) == 1
    assert await kept(world, gone.id) == [0, 0, 0]


async def test_who_is_still_here_keeps_everything(world: World) -> None:
    world.clock.set(DELETED)
    person = await world.user()
    await buy(world, person)
    assert await enforce(world, OVER + timedelta(days=3_000)) == 0
    assert await kept(world, person.id) == [1, 0, 1]
