"""Orders whose webhook never came."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from codementee.payments.policy import OPEN, TRANSITIONS, next_check
from codementee.payments.schemas import OrderState
from tests.support.application import World
from tests.support.money import assert_books_balance, buy, deliver, documents, order_plan, stored_order

pytestmark = pytest.mark.anyio


async def test_unreported_payment_is_found(world: World) -> None:
    order = await order_plan(world, await world.user())
    world.gateway.pay(order["razorpay_order_id"], "failed")
    payment = world.gateway.pay(order["razorpay_order_id"])
    reconcile = world.money.reconciliation.reconcile
    assert await reconcile(world.now, 10) == 0
    # Two workers at the same time.
    now = world.clock.advance(minutes=3)
    await asyncio.gather(reconcile(now, 10), reconcile(now, 10))
    stored = await stored_order(world, order["id"])
    assert (stored["state"], stored["payment"]["id"]) == ("paid", payment["id"])
    assert "next_check_at" not in stored
    assert await reconcile(world.clock.advance(days=1), 10) == 0
    # And now it comes after all.
    assert await deliver(world, *world.gateway.events_of(payment)) == [200] * 3
    assert len(await documents(world, "credit_lots")) == 1
    await assert_books_balance(world)


async def test_authorised_payment_is_taken(world: World) -> None:
    order = await order_plan(world, await world.user())
    world.gateway.pay(order["razorpay_order_id"], "authorized")
    await world.money.reconciliation.reconcile(world.clock.advance(minutes=3), 10)
    assert (await stored_order(world, order["id"]))["state"] == "paid"


async def test_order_expires_and_late_money_still_counts(world: World) -> None:
    order = await order_plan(world, await world.user())
    created = world.now
    checks = 0
    while world.now < created + timedelta(hours=24):
        checks += await world.money.reconciliation.reconcile(world.clock.advance(minutes=1), 10)
    assert (await stored_order(world, order["id"]))["state"] == "expired"
    assert checks < 20
    world.gateway.pay(order["razorpay_order_id"])
    for _ in range(7):
        await world.money.reconciliation.reconcile(world.clock.advance(hours=1), 10)
    assert (await stored_order(world, order["id"]))["state"] == "paid"


async def test_abandoned_order_is_not_watched_for_ever(world: World) -> None:
    order = await order_plan(world, await world.user())
    for _ in range(24 * 5):
        await world.money.reconciliation.reconcile(world.clock.advance(hours=1), 10)
    stored = await stored_order(world, order["id"])
    assert (stored["state"], stored.get("next_check_at")) == ("expired", None)


async def test_outage_stops_the_round_and_spares_the_others(world: World) -> None:
    mentee = await world.user()
    orders = [await order_plan(world, mentee) for _ in range(3)]
    for order in orders:
        world.gateway.pay(order["razorpay_order_id"])
    world.gateway.outages.append("payments_of")
    now = world.clock.advance(minutes=3)
    assert await world.money.reconciliation.reconcile(now, 10) == 0
    assert await world.money.reconciliation.reconcile(now, 10) == 2
    assert await world.money.reconciliation.reconcile(world.clock.advance(minutes=1), 10) == 1
    assert {order["state"] for order in await documents(world, "orders")} == {"paid"}


async def test_admin_asks_now(world: World) -> None:
    admin, mentee = await world.user("admin"), await world.user()
    order = await order_plan(world, mentee)
    world.gateway.pay(order["razorpay_order_id"])
    async with world.client(admin) as client:
        world.gateway.outages.append("payments_of")
        away = await client.post(f"/api/admin/orders/{order['id']}/reconcile")
        assert (away.status_code, away.json()["error"]["code"]) == (503, "payment_provider_unavailable")
        assert (await client.post(f"/api/admin/orders/{order['id']}/reconcile")).json()["state"] == "paid"
        assert (await client.post(f"/api/admin/orders/{'0' * 24}/reconcile")).status_code == 404
    async with world.client(mentee) as client:
        assert (await client.post(f"/api/admin/orders/{order['id']}/reconcile")).status_code == 403


async def test_paid_orders_are_left_alone(world: World) -> None:
    order, _ = await buy(world, await world.user())
    await world.money.reconciliation.reconcile_order(order["_id"], now=world.now)
    assert await stored_order(world, str(order["_id"])) == order


def test_states_only_move_forward() -> None:
    order = list(OrderState)
    for state, targets in TRANSITIONS.items():
        assert all(order.index(target) >= order.index(state) for target in targets)
    assert all(OrderState.PAID in TRANSITIONS[state] for state in OPEN)


async def test_checks_grow_apart_and_meet_the_expiry(world: World) -> None:
    created = world.now
    expires = created + timedelta(minutes=30)
    at, seen = created, []
    while (following := next_check(created, expires, now=at)) is not None:
        seen.append(at := following)
    assert expires in seen
    gaps = [later - earlier for earlier, later in pairwise(seen)]
    assert max(gaps) == timedelta(hours=6)
    assert len(seen) < 40
