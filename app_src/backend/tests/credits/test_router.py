"""Credits over HTTP."""

import asyncio
import secrets
from typing import Any

import httpx2
import pytest

from tests.support.application import Person, World
from tests.support.money import assert_books_balance, buy, documents

pytestmark = pytest.mark.anyio


async def adjust(world: World, admin: Person, user: Person, body: dict[str, Any], key: str = "") -> httpx2.Response:
    async with world.client(admin) as client:
        return await client.post(
            f"/api/admin/users/{user.id}/credits",
            json=body,
            headers={"Idempotency-Key": key or secrets.token_hex(16)},
        )


async def test_what_was_bought_and_used(world: World) -> None:
    mentee = await world.user()
    order, _ = await buy(world, mentee, "growth")
    await buy(world, mentee, "foundation")
    async with world.client(mentee) as client:
        overview = (await client.get("/api/mentee/credits")).json()
        ledger = (await client.get("/api/mentee/credits/ledger?limit=1")).json()
        rest = (await client.get(f"/api/mentee/credits/ledger?cursor={ledger['pagination']['next_cursor']}")).json()
    assert overview["available"] == 4
    assert [lot["granted"] for lot in overview["items"]] == [1, 3]
    assert overview["items"][1]["order_id"] == str(order["_id"])
    assert overview["next_expiry_at"] == overview["items"][0]["expires_at"]
    assert overview["paid_until"] == overview["items"][1]["expires_at"]
    assert [entry["delta"] for entry in ledger["items"] + rest["items"]] == [1, 3]
    assert rest["pagination"]["next_cursor"] is None


async def test_nobody_sees_anybody_elses(world: World) -> None:
    await buy(world, await world.user())
    async with world.client(await world.user()) as client:
        assert (await client.get("/api/mentee/credits")).json()["items"] == []
        assert (await client.get("/api/mentee/credits/ledger")).json()["items"] == []


async def test_admin_gives_and_takes_with_a_trace(world: World) -> None:
    admin, mentee = await world.user("admin"), await world.user()
    key = secrets.token_hex(16)
    given = {"delta": 2, "months": 1, "reason": "The line dropped twice"}
    answers = await asyncio.gather(*(adjust(world, admin, mentee, given, key) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [200] * 5
    assert {answer.json()["available"] for answer in answers} <= {2}
    taken = await adjust(world, admin, mentee, {"delta": -1, "reason": "Given once too often"})
    assert taken.json() == {"available": 1}
    too_many = await adjust(world, admin, mentee, {"delta": -2, "reason": "More than there is"})
    assert (too_many.status_code, too_many.json()["error"]["code"]) == (409, "credits_too_few")
    entries = await documents(world, "audit_log", action="credits.adjusted")
    assert [(entry["actor"], entry["details"]["delta"]) for entry in entries] == [(admin.id, 2), (admin.id, -1)]
    async with world.client(mentee) as client:
        # A plan's doors are open while credits are.
        assert (await client.get("/api/mentee/credits")).json()["paid_until"] is not None
    await assert_books_balance(world)


async def test_taking_spans_lots(world: World) -> None:
    admin, mentee = await world.user("admin"), await world.user()
    await buy(world, mentee, "foundation")
    await buy(world, mentee, "growth")
    assert (await adjust(world, admin, mentee, {"delta": -3, "reason": "Agreed"})).json() == {"available": 1}
    await assert_books_balance(world)


@pytest.mark.parametrize(
    "body",
    [
        {"delta": 0, "reason": "r"},
        {"delta": 1, "reason": "r"},
        {"delta": -1, "months": 1, "reason": "r"},
        {"delta": 25, "months": 1, "reason": "r"},
        {"delta": 1, "months": 1, "reason": " "},
        {"delta": 1.5, "months": 1, "reason": "r"},
        {"delta": {"$gt": 0}, "months": 1, "reason": "r"},
    ],
)
async def test_nonsense_is_422(world: World, body: dict[str, Any]) -> None:
    admin, mentee = await world.user("admin"), await world.user()
    assert (await adjust(world, admin, mentee, body)).status_code == 422
    assert await documents(world, "credit_ledger") == []


async def test_only_mentees_have_credits(world: World) -> None:
    admin, mentor = await world.user("admin"), await world.user("mentor")
    body = {"delta": 1, "months": 1, "reason": "r"}
    assert (await adjust(world, admin, mentor, body)).status_code == 409
    ghost = Person(admin.id.__class__(), "", mentor.role, {})
    assert (await adjust(world, admin, ghost, body)).status_code == 404
    assert (await adjust(world, mentor, mentor, body)).status_code == 403
