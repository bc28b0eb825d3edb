"""Ordering and paying over HTTP."""

import asyncio
import secrets
from typing import Any

import httpx2
import pytest

from tests.support.application import Person, World
from tests.support.money import assert_books_balance, buy, documents, order_plan, statuses, stored_order
from tests.support.razorpay import KEY_ID

pytestmark = pytest.mark.anyio


async def post_order(world: World, mentee: Person, key: str, **body: object) -> httpx2.Response:
    async with world.client(mentee) as client:
        return await client.post(
            "/api/payment/orders", json={"plan_code": "growth"} | body, headers={"Idempotency-Key": key}
        )


def checkout_result(world: World, order: dict[str, Any], payment_id: str) -> dict[str, str]:
    razorpay_order = order["razorpay_order_id"]
    return {
        "razorpay_order_id": razorpay_order,
        "razorpay_payment_id": payment_id,
        "razorpay_signature": world.gateway.checkout_signature(razorpay_order, payment_id),
    }


async def verify(world: World, mentee: Person, result: dict[str, str]) -> httpx2.Response:
    async with world.client(mentee) as client:
        return await client.post("/api/payment/verify", json=result)


async def test_price_is_the_servers(world: World) -> None:
    mentee = await world.user()
    response = await post_order(world, mentee, secrets.token_hex(16))
    assert response.status_code == 201
    answer = response.json()
    assert answer["razorpay_key_id"] == KEY_ID
    assert answer["order"]["amount_paise"] == 4_999_00
    assert answer["order"]["policy_version"] == "2026-11"
    placed = world.gateway.orders[answer["order"]["razorpay_order_id"]]
    assert (placed["amount"], placed["currency"], placed["receipt"]) == (4_999_00, "INR", answer["order"]["id"])
    for name, value in {"amount_paise": 100, "price_paise": 100, "currency": "USD"}.items():
        assert (await post_order(world, mentee, secrets.token_hex(16), **{name: value})).status_code == 422
    assert len(world.gateway.orders) == 1


async def test_later_price_does_not_reach_back(world: World) -> None:
    mentee = await world.user()
    order = await order_plan(world, mentee)
    await world.database.pricing_plans.update_one({"code": "growth"}, {"$set": {"price_paise": 1, "mocks": 100}})
    world.gateway.pay(order["razorpay_order_id"])
    await world.money.reconciliation.reconcile(world.clock.advance(minutes=3), 10)
    paid = await stored_order(world, order["id"])
    assert (paid["state"], paid["amount_paise"]) == ("paid", 4_999_00)
    (lot,) = await documents(world, "credit_lots")
    assert lot["granted"] == 3


async def test_same_key_same_order_whatever_happens_at_once(world: World) -> None:
    mentee, key = await world.user(), secrets.token_hex(16)
    answers = await asyncio.gather(*(post_order(world, mentee, key) for _ in range(20)))
    assert set(statuses(answers)) <= {201, 409}
    assert {a.json()["error"]["code"] for a in answers if a.status_code == 409} <= {"order_in_progress"}
    assert len({a.json()["order"]["id"] for a in answers if a.status_code == 201}) == 1
    assert len(world.gateway.orders) == 1
    other = await post_order(world, mentee, key, plan_code="foundation")
    assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_key_reused")
    # The key is the mentee's own.
    assert (await post_order(world, await world.user(), key)).status_code == 201


@pytest.mark.parametrize("outage", ["create_order", "after:create_order"])
async def test_unknown_outcome_is_retried_without_ordering_twice(world: World, outage: str) -> None:
    mentee, key = await world.user(), secrets.token_hex(16)
    world.gateway.outages.append(outage)
    failed = await post_order(world, mentee, key)
    assert (failed.status_code, failed.json()["error"]["code"]) == (503, "payment_provider_unavailable")
    assert int(failed.headers["retry-after"]) >= 1
    world.gateway.outages.append("find_orders")
    assert (await post_order(world, mentee, key)).status_code == 503
    done = await post_order(world, mentee, key)
    assert done.status_code == 201
    assert len(world.gateway.orders) == 1
    assert done.json()["order"]["razorpay_order_id"] in world.gateway.orders
    assert len(await documents(world, "orders")) == 1


async def test_crash_while_placing_is_repaired_by_receipt(world: World) -> None:
    mentee, key = await world.user(), secrets.token_hex(16)
    order = (await post_order(world, mentee, key)).json()["order"]
    # As a process leaves it that dies between the answer and writing it down.
    await world.database.orders.update_one({}, {"$unset": {"razorpay_order_id": ""}})
    in_progress = await post_order(world, mentee, key)
    assert (in_progress.status_code, in_progress.json()["error"]["code"]) == (409, "order_in_progress")
    world.clock.advance(seconds=21)
    repaired = await post_order(world, mentee, key)
    assert repaired.json()["order"]["razorpay_order_id"] == order["razorpay_order_id"]
    assert len(world.gateway.orders) == 1


async def test_what_cannot_be_ordered(world: World) -> None:
    mentee = await world.user()
    await world.database.pricing_plans.update_one({"code": "foundation"}, {"$set": {"active": False}})
    cases = {
        "foundation": (409, "plan_not_on_sale"),
        "no-such-plan": (409, "plan_not_on_sale"),
        "Growth!": (422, "validation_failed"),
    }
    for plan, expected in cases.items():
        response = await post_order(world, mentee, secrets.token_hex(16), plan_code=plan)
        assert (response.status_code, response.json()["error"]["code"]) == expected
    unknown = await post_order(world, mentee, secrets.token_hex(16), booking_id="0" * 24)
    assert unknown.status_code == 404
    assert (await post_order(world, mentee, "short")).status_code == 400
    assert (await post_order(world, mentee, secrets.token_hex(16), plan_code={"$ne": ""})).status_code == 422
    assert await documents(world, "orders") == []


async def test_open_orders_are_bounded(world: World) -> None:
    mentee = await world.user()
    answers = [await post_order(world, mentee, secrets.token_hex(16)) for _ in range(21)]
    assert statuses(answers) == {201: 20, 409: 1}
    assert answers[-1].json()["error"]["code"] == "too_many_open_orders"


async def test_checkout_result_makes_it_paid(world: World) -> None:
    mentee = await world.user()
    order = await order_plan(world, mentee)
    payment = world.gateway.pay(order["razorpay_order_id"])
    result = checkout_result(world, order, payment["id"])
    answers = await asyncio.gather(*(verify(world, mentee, result) for _ in range(8)))
    assert [answer.status_code for answer in answers] == [200] * 8
    assert {answer.json()["state"] for answer in answers} == {"paid"}
    async with world.client(mentee) as client:
        # The cached principal is renewed at once.
        overview = (await client.get("/api/mentee/credits")).json()
    assert overview["available"] == 3
    assert overview["paid_until"] is not None
    assert len(await documents(world, "invoices")) == 1
    mails = {mail["template"] for mail in await documents(world, "outbox")}
    assert mails == {"payment-received", "invoice"}
    assert [entry["action"] for entry in await documents(world, "audit_log")] == ["order.paid"]
    await assert_books_balance(world)


async def test_authorised_payment_is_captured(world: World) -> None:
    mentee = await world.user()
    order = await order_plan(world, mentee)
    payment = world.gateway.pay(order["razorpay_order_id"], "authorized")
    response = await verify(world, mentee, checkout_result(world, order, payment["id"]))
    assert response.json()["state"] == "paid"
    assert "capture" in world.gateway.calls


async def test_money_on_its_way_leaves_the_order_open(world: World) -> None:
    mentee = await world.user()
    order = await order_plan(world, mentee)
    payment = world.gateway.pay(order["razorpay_order_id"], "authorized")
    world.gateway.outages.append("capture")
    response = await verify(world, mentee, checkout_result(world, order, payment["id"]))
    assert (response.status_code, response.json()["state"]) == (200, "created")


async def test_wrong_signatures_and_other_peoples_orders(world: World) -> None:
    mentee, other = await world.user(), await world.user()
    order = await order_plan(world, mentee)
    payment = world.gateway.pay(order["razorpay_order_id"])
    result = checkout_result(world, order, payment["id"])
    forged = await verify(world, mentee, result | {"razorpay_signature": "0" * 64})
    assert (forged.status_code, forged.json()["error"]["code"]) == (400, "signature_invalid")
    assert (await verify(world, other, result)).status_code == 404
    malformed = await verify(world, mentee, result | {"razorpay_signature": "x"})
    assert malformed.status_code == 422
    async with world.client(other) as client:
        assert (await client.get(f"/api/payment/orders/{order['id']}")).status_code == 404
        assert (await client.get("/api/mentee/orders")).json()["items"] == []
    assert (await stored_order(world, order["id"]))["state"] == "created"


async def test_provider_away_during_verify_is_503_and_nothing_written(world: World) -> None:
    mentee = await world.user()
    order = await order_plan(world, mentee)
    payment = world.gateway.pay(order["razorpay_order_id"])
    world.gateway.outages.append("payment")
    result = checkout_result(world, order, payment["id"])
    assert (await verify(world, mentee, result)).status_code == 503
    assert await documents(world, "credit_lots") == []
    assert (await verify(world, mentee, result)).json()["state"] == "paid"


@pytest.mark.parametrize("change", [{"amount": 100}, {"amount": 4_999_01}, {"currency": "USD"}])
async def test_payment_that_does_not_fit_is_loud_and_never_applied(world: World, change: dict[str, Any]) -> None:
    mentee = await world.user()
    order = await order_plan(world, mentee)
    payment = world.gateway.pay(order["razorpay_order_id"], **change)
    result = checkout_result(world, order, payment["id"])
    for _ in range(2):
        response = await verify(world, mentee, result)
        assert (response.status_code, response.json()["error"]["code"]) == (409, "payment_mismatch")
    assert (await stored_order(world, order["id"]))["state"] == "created"
    for collection in ("credit_lots", "invoices", "outbox"):
        assert await documents(world, collection) == []
    (entry,) = await documents(world, "audit_log")
    assert entry["action"] == "order.payment_refused"


async def test_second_payment_of_an_order_is_not_applied(world: World) -> None:
    mentee = await world.user()
    order, _ = await buy(world, mentee)
    second = world.gateway.pay(order["razorpay_order_id"])
    response = await verify(world, mentee, checkout_result(world, order, second["id"]))
    assert response.status_code == 409
    assert len(await documents(world, "credit_lots")) == 1
    admin = await world.user("admin")
    async with world.client(admin) as client:
        assert (await client.get(f"/api/admin/orders/{order['_id']}")).json()["mismatches"] == 1


async def test_lists_page_newest_first_and_filter(world: World) -> None:
    mentee, admin = await world.user(), await world.user("admin")
    ids = [(await order_plan(world, mentee))["id"] for _ in range(3)]
    paid, _ = await buy(world, await world.user())
    async with world.client(mentee) as client:
        first = (await client.get("/api/mentee/orders?limit=2")).json()
        second = (await client.get(f"/api/mentee/orders?limit=2&cursor={first['pagination']['next_cursor']}")).json()
        assert (await client.get("/api/admin/orders")).status_code == 403
    assert [order["id"] for order in first["items"] + second["items"]] == ids[::-1]
    async with world.client(admin) as client:
        everything = (await client.get("/api/admin/orders")).json()["items"]
        only_paid = (await client.get("/api/admin/orders?state=paid")).json()["items"]
        of_one = (await client.get(f"/api/admin/orders?user_id={mentee.id}&state=created")).json()["items"]
    assert [order["id"] for order in everything] == [str(paid["_id"]), *ids[::-1]]
    assert [order["id"] for order in only_paid] == [str(paid["_id"])]
    assert [order["id"] for order in of_one] == ids[::-1]
