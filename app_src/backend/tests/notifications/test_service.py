"""The outbox on a real database: once per key, with the caller's transaction or not at all."""

import asyncio
from datetime import timedelta

import pytest
from bson import ObjectId

from codementee.core.database import Session
from codementee.notifications.schemas import Message, Template
from codementee.notifications.service import Outbox
from tests.support.application import World

pytestmark = pytest.mark.anyio


def message(world: World, key: str = "password-changed:1", user_id: ObjectId | None = None) -> Message:
    return Message(
        key=key,
        template=Template.PASSWORD_CHANGED,
        user_id=user_id or ObjectId(),
        email="asha@example.com",
        name="Asha",
        time_zone="Asia/Kolkata",
        context={"at": world.now},
    )


async def test_a_key_makes_one_mail(world: World) -> None:
    outbox = Outbox(world.database)
    added = await asyncio.gather(*(outbox.enqueue(message(world), now=world.now) for _ in range(20)))
    assert sorted(added) == [False] * 19 + [True]
    assert await world.database.outbox.count_documents({}) == 1


async def test_a_known_key_does_not_abort_the_callers_transaction(world: World) -> None:
    outbox = Outbox(world.database)
    await outbox.enqueue(message(world), now=world.now)

    async def work(session: Session) -> bool:
        added = await outbox.enqueue(message(world), now=world.now, session=session)
        await world.database.things.insert_one({"_id": "written"}, session=session)
        return added

    assert await world.transactions.run(work) is False
    assert await world.database.things.count_documents({}) == 1


async def test_transactions_with_the_same_key_at_once_all_commit(world: World) -> None:
    outbox = Outbox(world.database)

    async def one(number: int) -> bool:
        async def work(session: Session) -> bool:
            await world.database.things.insert_one({"_id": number}, session=session)
            return await outbox.enqueue(message(world), now=world.now, session=session)

        return await world.transactions.run(work)

    added = await asyncio.gather(*(one(number) for number in range(8)))
    assert sum(added) == 1
    assert await world.database.things.count_documents({}) == 8
    assert await world.database.outbox.count_documents({}) == 1


async def test_what_is_rolled_back_is_never_sent(world: World) -> None:
    async def work(session: Session) -> None:
        await Outbox(world.database).enqueue(message(world), now=world.now, session=session)
        raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError):
        await world.transactions.run(work)
    assert await world.database.outbox.count_documents({}) == 0


async def test_cancel_takes_back_what_waits_under_the_prefix_and_nothing_else(world: World) -> None:
    outbox = Outbox(world.database)
    for key in (
        "reminder-1h:a1:0:mentee",
        "reminder-1h:a1:0:mentor",
        "reminder-1h:a10:0:mentee",
        "reminder-24h:a1:0:x",
    ):
        await outbox.enqueue(message(world, key), now=world.now)
    assert await outbox.cancel("reminder-1h:a1") == 2
    states = {entry["key"]: entry["state"] async for entry in world.database.outbox.find()}
    assert [key for key, state in states.items() if state == "pending"] == [
        "reminder-1h:a10:0:mentee",
        "reminder-24h:a1:0:x",
    ]
    # Its content is gone, its key is not: the event of that sequence is over.
    cancelled = await world.database.outbox.find_one({"key": "reminder-1h:a1:0:mentee"})
    assert cancelled is not None
    assert not {"context", "name"} & cancelled.keys()
    assert await outbox.enqueue(message(world, "reminder-1h:a1:0:mentee"), now=world.now) is False


async def test_a_user_who_leaves_gets_nothing_and_leaves_no_address(world: World) -> None:
    outbox, user_id = Outbox(world.database), ObjectId()
    await outbox.enqueue(message(world, "a:1", user_id), now=world.now)
    await outbox.enqueue(message(world, "b:1"), now=world.now)
    assert await outbox.drop_user(user_id) == 1
    dropped = await world.database.outbox.find_one({"key": "a:1"})
    assert dropped is not None
    assert dropped["state"] == "dropped"
    assert not {"email", "name", "context", "calendar"} & dropped.keys()
    assert await world.database.outbox.count_documents({"state": "pending"}) == 1


@pytest.mark.parametrize("key", ["", "x" * 201])
async def test_unusable_keys_are_refused(world: World, key: str) -> None:
    with pytest.raises(ValueError, match="1 to 200"):
        await Outbox(world.database).enqueue(message(world, key), now=world.now)


async def test_a_context_that_lacks_something_is_refused_at_once(world: World) -> None:
    lacking = Message(
        key="x:1",
        template=Template.PASSWORD_RESET,
        user_id=ObjectId(),
        email="asha@example.com",
        name="Asha",
        time_zone="UTC",
        context={"link": "/x"},
        due_at=world.now + timedelta(hours=1),
    )
    with pytest.raises(ValueError, match="valid_minutes"):
        await Outbox(world.database).enqueue(lacking, now=world.now)
