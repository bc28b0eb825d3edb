"""Short ways to orders, payments and what follows from them."""

import secrets
from collections.abc import Sequence
from typing import Any

import httpx2
from bson import ObjectId

from tests.support.application import Person, World
from tests.support.razorpay import Entity, Event

type Document = dict[str, Any]


async def order_plan(world: World, mentee: Person, plan: str = "growth", **fields: object) -> Document:
    """A new order, as the API answered."""
    async with world.client(mentee) as client:
        response = await client.post(
            "/api/payment/orders",
            json={"plan_code": plan} | fields,
            headers={"Idempotency-Key": secrets.token_hex(16)},
        )
    assert response.status_code == 201, response.text
    answer: Document = response.json()["order"]
    return answer


async def deliver(world: World, *events: Event) -> list[int]:
    async with world.client() as client:
        answers = [
            await client.post("/api/payment/webhook", content=event.body, headers=event.headers) for event in events
        ]
    return [answer.status_code for answer in answers]


async def buy(world: World, mentee: Person, plan: str = "growth") -> tuple[Document, Entity]:
    """A paid order, reported by webhooks: the order as stored, and the payment."""
    order = await order_plan(world, mentee, plan)
    payment = world.gateway.pay(order["razorpay_order_id"])
    assert await deliver(world, *world.gateway.events_of(payment)) == [200, 200, 200]
    return await stored_order(world, order["id"]), payment


async def stored_order(world: World, order_id: str) -> Document:
    found = await world.database.orders.find_one({"_id": ObjectId(order_id)})
    assert found is not None
    return found


async def documents(world: World, collection: str, **query: object) -> list[Document]:
    return await world.database[collection].find(query).sort("_id", 1).to_list()


async def assert_books_balance(world: World) -> None:
    """Every lot holds what its ledger adds up to, none less than nothing; invoice numbers have no gaps."""
    lots = {lot["_id"]: lot["remaining"] for lot in await documents(world, "credit_lots")}
    sums = dict.fromkeys(lots, 0)
    for entry in await documents(world, "credit_ledger"):
        sums[entry["lot_id"]] += entry["delta"]
        assert entry["balance_after"] >= 0
    assert sums == lots
    assert min(lots.values(), default=0) >= 0
    series: dict[tuple[str, str], list[int]] = {}
    for invoice in await documents(world, "invoices"):
        series.setdefault((invoice["kind"], invoice["financial_year"]), []).append(invoice["serial"])
    for serials in series.values():
        assert sorted(serials) == list(range(1, len(serials) + 1))


def statuses(responses: Sequence[httpx2.Response]) -> dict[int, int]:
    """How many answers there were of each status."""
    counts: dict[int, int] = {}
    for response in responses:
        counts[response.status_code] = counts.get(response.status_code, 0) + 1
    return counts
