"""Payments that a booking waits for."""

import asyncio
import secrets
from datetime import timedelta

import pytest
from bson import ObjectId

from tests.support.application import Person, World
from tests.support.money import Document, assert_books_balance, deliver, documents, order_plan, stored_order
from tests.support.razorpay import Entity
from tests.support.stage import MONDAY, Stage

pytestmark = pytest.mark.anyio


class Case:
    def __init__(self, world: World, stage: Stage, mentee: Person, booking_id: ObjectId) -> None:
        self.world = world
        self.stage = stage
        self.mentee = mentee
        self.booking_id = booking_id

    async def state(self) -> str:
        return str((await self.stage.booking(self.booking_id))["state"])

    async def pay(self) -> tuple[Document, Entity]:
        order = await order_plan(self.world, self.mentee, booking_id=str(self.booking_id))
        return order, self.world.gateway.pay(order["razorpay_order_id"])


@pytest.fixture
async def case(world: World) -> Case:
    """A booking that waits for its payment."""
    world.clock.set(MONDAY)
    stage = Stage(world)
    mentee = await world.user()
    slots = await stage.slots(MONDAY + timedelta(days=3), 2)
    booking_id = await stage.held(mentee, slots)
    await stage.bookings.confirm(mentee.id, booking_id, now=world.now)
    case = Case(world, stage, mentee, booking_id)
    assert await case.state() == "awaiting_payment"
    return case


async def test_payment_moves_the_booking_on_and_uses_a_credit(case: Case) -> None:
    order, payment = await case.pay()
    assert order["expires_at"] <= (MONDAY + timedelta(minutes=30)).isoformat().replace("+00:00", "Z")
    assert await deliver(case.world, *case.world.gateway.events_of(payment) * 2) == [200] * 6
    assert await case.state() == "pending_admin"
    assert await case.stage.ledger_of(case.mentee) == ["grant", "consume"]
    assert await case.stage.credits_of(case.mentee) == 2
    mails = [mail["template"] for mail in await documents(case.world, "outbox")]
    assert (mails.count("payment-received"), mails.count("payment-late")) == (1, 0)
    await assert_books_balance(case.world)


async def test_everybody_reports_at_once(case: Case) -> None:
    order, payment = await case.pay()
    gateway, world = case.world.gateway, case.world
    body = {
        "razorpay_order_id": order["razorpay_order_id"],
        "razorpay_payment_id": payment["id"],
        "razorpay_signature": gateway.checkout_signature(order["razorpay_order_id"], payment["id"]),
    }
    now = world.clock.advance(minutes=3)
    async with world.client(case.mentee) as client:
        answers, delivered, _ = await asyncio.gather(
            asyncio.gather(*(client.post("/api/payment/verify", json=body) for _ in range(3))),
            asyncio.gather(*(deliver(world, event) for event in gateway.events_of(payment) * 2)),
            world.money.reconciliation.reconcile(now, 10),
        )
    assert [answer.json()["state"] for answer in answers] == ["paid"] * 3
    assert delivered == [[200]] * 6
    assert await case.state() == "pending_admin"
    assert await case.stage.ledger_of(case.mentee) == ["grant", "consume"]
    actions = [entry["action"] for entry in await documents(world, "audit_log", subject="order")]
    assert actions == ["order.paid"]
    await assert_books_balance(world)


async def test_too_late_leaves_the_credits(case: Case) -> None:
    _, payment = await case.pay()
    await case.stage.bookings.expire_holds(case.world.clock.advance(minutes=31), 10)
    assert await case.state() == "expired"
    assert await deliver(case.world, *case.world.gateway.events_of(payment)) == [200] * 3
    assert await case.state() == "expired"
    assert await case.stage.credits_of(case.mentee) == 3
    (late,) = await documents(case.world, "outbox", template="payment-late")
    assert late["context"]["reference"].startswith("CM-")
    assert await documents(case.world, "outbox", template="payment-received") == []


async def test_what_waits_for_no_payment_cannot_be_ordered_for(case: Case) -> None:
    order, payment = await case.pay()
    await deliver(case.world, *case.world.gateway.events_of(payment))
    for person, status in ((case.mentee, 409), (await case.world.user(), 404)):
        async with case.world.client(person) as client:
            response = await client.post(
                "/api/payment/orders",
                json={"plan_code": "growth", "booking_id": str(case.booking_id)},
                headers={"Idempotency-Key": secrets.token_hex(16)},
            )
        assert response.status_code == status
    assert (await stored_order(case.world, order["id"]))["booking_id"] == case.booking_id
