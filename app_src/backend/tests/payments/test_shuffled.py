"""Reports in any order, any number of times, at any time: the same books as in order, once each."""

import asyncio
import random
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest

from tests.support.application import World
from tests.support.money import assert_books_balance, documents, order_plan
from tests.support.razorpay import Entity, Event, RecordingGateway

pytestmark = pytest.mark.anyio

DELIVERIES = 500
_ORDERS = 100
_TOGETHER = 10
STATES = {"paid": 52, "failed": 12, "partially_refunded": 12, "refunded": 24}
# What reports leave behind; everything else is put back between two runs.
_WRITTEN = (
    "audit_log", "counters", "credit_ledger", "credit_lots", "invoices", "outbox", "refunds", "webhook_inbox",
)  # fmt: skip


def history_of(gateway: RecordingGateway, order: str, kind: int) -> list[Event]:
    """What Razorpay reports of one order, in order."""
    failed = [event for _ in range(kind % 3) for event in gateway.events_of(gateway.pay(order, "failed"))]
    if kind == 7:
        return failed or gateway.events_of(gateway.pay(order, "failed"))
    payment = gateway.pay(order)
    whole = payment["amount"]
    # Two halves of six credits: which of them comes first makes no difference to what each takes.
    refunds = {4: [whole // 3], 5: [whole], 6: [whole // 2, whole // 2]}.get(kind, [])
    return [
        *failed,
        *gateway.events_of(payment),
        *(event for amount in refunds for event in refund_events(gateway, payment, amount)),
    ]


def refund_events(gateway: RecordingGateway, payment: Entity, amount: int) -> list[Event]:
    refund = gateway.make_refund(payment["id"], amount)
    return [
        gateway.event("refund.created", refund=refund | {"status": "pending"}, payment=payment),
        gateway.event("refund.processed", refund=refund, payment=payment),
    ]


def plan_of(kind: int, number: int) -> str:
    return "accelerator" if kind == 6 else ("foundation", "growth", "accelerator")[number % 3]


async def books(world: World) -> dict[str, Any]:
    """Everything money left behind, without what only says when we heard of it, and in which order."""
    orders = {
        str(one["_id"]): {name: value for name, value in one.items() if name not in {"updated_at", "_id"}}
        for one in await documents(world, "orders")
    }
    lots = {one["_id"]: one for one in await documents(world, "credit_lots")}
    refund_of = {str(one["_id"]): one["razorpay_refund_id"] for one in await documents(world, "refunds")}
    ledger = Counter(
        (
            refund_of.get(one["key"].rpartition(":")[2], one["key"]),
            one["kind"],
            one["delta"],
            str(one["order_id"]),
            one["at"] if one["kind"] == "grant" else None,
        )
        for one in await documents(world, "credit_ledger")
    )
    hidden = {"_id", "number", "serial", "issued_at", "original_number", "original_issued_at", "refund_id"}
    invoices = Counter(
        repr(sorted((n, v) for n, v in one.items() if n not in hidden)) for one in await documents(world, "invoices")
    )
    users = {one["_id"]: one["paid_until"] for one in await documents(world, "users")}
    mails = Counter(
        (one["template"], one["user_id"], one["context"].get("order_id")) for one in await documents(world, "outbox")
    )
    return {
        "orders": orders,
        "lots": {str(one["order_id"]): (one["granted"], one["remaining"], one["expires_at"]) for one in lots.values()},
        "ledger": ledger,
        "invoices": invoices,
        "paid_until": users,
        "mails": mails,
        "audit": Counter(
            (one["action"], str(one["details"].get("payment"))) for one in await documents(world, "audit_log")
        ),
        "refunds": Counter(
            (one["razorpay_refund_id"], one["state"], one["amount_paise"], one["credits"])
            for one in await documents(world, "refunds")
        ),
    }


async def drain(world: World) -> None:
    """The worker's rounds until nothing waits."""
    for _ in range(60):
        if not await documents(world, "webhook_inbox", state="waiting"):
            return
        await world.money.inbox.retry_due(world.clock.advance(minutes=16), 1_000)
    raise AssertionError("reports still wait")


async def send_all(world: World, deliveries: list[Event], *, together: int, pauses: random.Random | None) -> None:
    async with world.client() as client:

        async def send(event: Event) -> httpx2.Response:
            return await client.post("/api/payment/webhook", content=event.body, headers=event.headers)

        for start in range(0, len(deliveries), together):
            answers = await asyncio.gather(*map(send, deliveries[start : start + together]))
            assert {answer.status_code for answer in answers} == {200}
            if pauses is not None and pauses.random() < 0.3:
                now = world.clock.advance(seconds=pauses.uniform(0, 600))
                await world.money.inbox.retry_due(now, 20)
    await drain(world)


async def report_history(world: World) -> list[Event]:
    """A hundred orders of ten mentees, and everything Razorpay reports of them, in order."""
    mentees = [await world.user() for _ in range(10)]
    events: list[Event] = []
    for number in range(_ORDERS):
        kind = number % 8
        order = await order_plan(world, mentees[number % 10], plan_of(kind, number))
        events += history_of(world.gateway, order["razorpay_order_id"], kind)
    return events


def shuffled(events: list[Event], chance: random.Random) -> list[Event]:
    deliveries = events + chance.choices(events, k=DELIVERIES - len(events))
    chance.shuffle(deliveries)
    return deliveries


async def test_shuffled_duplicated_delayed_is_as_in_order(world: World) -> None:
    start = world.now
    events = await report_history(world)
    before = {name: await documents(world, name) for name in ("orders", "users")}
    await send_all(world, events, together=1, pauses=None)
    expected = await books(world)
    assert Counter(order["state"] for order in expected["orders"].values()) == STATES
    assert sum(expected["ledger"].values()) == 88 + 12 + 12 + 24
    await assert_books_balance(world)
    for seed in range(3):
        await put_back(world, before, start)
        chance = random.Random(seed)  # noqa: S311 - the same order for the same seed
        await send_all(world, shuffled(events, chance), together=_TOGETHER, pauses=chance)
        found = await books(world)
        for part, value in expected.items():
            assert found[part] == value, (seed, part)
        await assert_books_balance(world)


async def put_back(world: World, before: dict[str, list[Any]], start: datetime) -> None:
    for name in _WRITTEN:
        await world.database[name].delete_many({})
    for name, stored in before.items():
        await world.database[name].delete_many({})
        await world.database[name].insert_many(stored)
    world.clock.set(start + timedelta(seconds=1))


async def test_all_at_once_are_answered_in_time_and_applied(world: World) -> None:
    deliveries = shuffled(await report_history(world), random.Random(7))  # noqa: S311 - the same order every time
    seconds: list[float] = []
    async with world.client() as client:

        async def send(event: Event) -> int:
            began = time.perf_counter()
            answer = await client.post("/api/payment/webhook", content=event.body, headers=event.headers)
            seconds.append(time.perf_counter() - began)
            return answer.status_code

        assert set(await asyncio.gather(*map(send, deliveries))) == {200}
    # What the sender waits for an answer; later counts as a failure and is sent again.
    assert max(seconds) < 5
    await drain(world)
    assert Counter(order["state"] for order in await documents(world, "orders")) == STATES
    await assert_books_balance(world)
