"""Who did what, for administrators; and the log that only grows."""

from datetime import timedelta
from typing import Any

import pytest
from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.core.database import Session
from tests.support.application import World

pytestmark = pytest.mark.anyio


async def fill(world: World) -> tuple[ObjectId, ObjectId]:
    """Three actors' worth of entries; an actor and a subject."""
    log, actors, subject = AuditLog(world.database), [ObjectId(), ObjectId(), None], ObjectId()
    for number in range(30):
        await log.record(
            actor=actors[number % 3],
            actor_role="admin",
            action=("refund.approved", "slot.created")[number % 2],
            subject="refund",
            subject_id=subject if number % 5 == 0 else ObjectId(),
            details={"number": number, "at": world.now, "who": subject, "password": "hunter2"},
            now=world.now + timedelta(seconds=number),
        )
    assert actors[0] is not None
    return actors[0], subject


async def test_newest_first_page_by_page_with_each_filter(world: World) -> None:
    actor, subject = await fill(world)
    counts = {
        "": 30,
        f"actor={actor}": 10,
        "action=refund.approved": 15,
        f"subject=refund&subject_id={subject}": 6,
        "action=nothing.done": 0,
    }
    async with world.client(await world.user("admin")) as client:
        for filters, count in counts.items():
            found: list[dict[str, Any]] = []
            cursor: str | None = ""
            while cursor is not None:
                suffix = f"&cursor={cursor}" if cursor else ""
                page = (await client.get(f"/api/admin/audit?limit=4&{filters}{suffix}")).json()
                found += page["items"]
                cursor = page["pagination"]["next_cursor"]
            assert len(found) == count, filters
            assert [entry["at"] for entry in found] == sorted((entry["at"] for entry in found), reverse=True)


async def test_details_are_plain_and_hold_no_secret(world: World) -> None:
    _, subject = await fill(world)
    async with world.client(await world.user("admin")) as client:
        entry = (await client.get("/api/admin/audit?limit=1")).json()["items"][0]
    assert entry["details"]["number"] == 29
    assert entry["details"]["who"] == str(subject)
    assert entry["details"]["password"] == "[redacted]"
    assert entry["actor"] is None


@pytest.mark.parametrize(
    "query",
    [
        "subject=order",
        "subject_id=65a0b1c2d3e4f5a6b7c8d9e0",
        "actor=65a0b1c2d3e4f5a6b7c8d9e0&action=a.b",
        "actor=me",
        "action=$ne",
        "limit=101",
        "cursor=AAAA",
    ],
)
async def test_other_filters_are_refused(world: World, query: str) -> None:
    async with world.client(await world.user("admin")) as client:
        assert (await client.get(f"/api/admin/audit?{query}")).status_code == 400


async def test_an_entry_is_there_exactly_if_the_transaction_is(world: World) -> None:
    async def work(session: Session) -> None:
        await AuditLog(world.database).record(
            actor=None,
            actor_role="system",
            action="a.b",
            subject="x",
            subject_id="y",
            now=world.now,
            session=session,
        )
        raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError):
        await world.transactions.run(work)
    assert await world.database.audit_log.count_documents({}) == 0


@pytest.mark.parametrize("role", ["mentee", "mentor"])
async def test_only_administrators_see_it(world: World, role: str) -> None:
    async with world.client(await world.user(role)) as client:
        assert (await client.get("/api/admin/audit")).status_code == 403
