"""The webhook over HTTP: what is believed, what is kept, how fast it answers."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from codementee.payments.apply import PaymentApplier
from codementee.payments.inbox.policy import entities_of
from tests.support.application import World
from tests.support.money import buy, deliver, documents, order_plan, stored_order
from tests.support.razorpay import Event, RecordingGateway

pytestmark = pytest.mark.anyio

EMPTY = ("webhook_inbox", "credit_lots", "invoices", "outbox", "audit_log")


async def paid_events(world: World) -> tuple[str, list[Event]]:
    order = await order_plan(world, await world.user())
    return order["id"], world.gateway.events_of(world.gateway.pay(order["razorpay_order_id"]))


async def post(world: World, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    async with world.client() as client:
        response = await client.post("/api/payment/webhook", content=body, headers=headers)
    return response.status_code, response.json()


@pytest.mark.parametrize("signature", [None, "", "0" * 64, "é", "A" * 10_000])
async def test_bad_signature_is_401_and_leaves_nothing(world: World, signature: str | None) -> None:
    _, events = await paid_events(world)
    headers = dict(events[1].headers)
    del headers["X-Razorpay-Signature"]
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    if signature is not None:
        raw.append((b"X-Razorpay-Signature", signature.encode()))
    async with world.client() as client:
        response = await client.post("/api/payment/webhook", content=events[1].body, headers=raw)
    assert (response.status_code, response.json()["error"]["code"]) == (401, "webhook_signature_invalid")
    for collection in EMPTY:
        assert await documents(world, collection) == [], collection


async def test_signature_covers_every_byte(world: World) -> None:
    _, events = await paid_events(world)
    event = events[1]
    for body in (event.body + b" ", event.body.replace(b"captured", b"Captured"), b""):
        headers = event.headers
        status, _ = await post(world, body, headers)
        assert status == 401, body
    assert await deliver(world, event) == [200]


async def test_same_event_again_is_200_and_does_nothing(world: World) -> None:
    order_id, events = await paid_events(world)
    assert await deliver(world, *[events[1]] * 5) == [200] * 5
    assert (await stored_order(world, order_id))["state"] == "paid"
    assert len(await documents(world, "webhook_inbox")) == 1
    assert len(await documents(world, "credit_lots")) == 1
    # Another id for the same content is not believed to be another payment.
    replay = Event("evt_another", "payment.captured", events[1].body)
    assert await deliver(world, replay) == [200]
    assert len(await documents(world, "credit_lots")) == 1


async def test_without_event_id_the_content_is_the_id(world: World) -> None:
    _, events = await paid_events(world)
    headers = {name: value for name, value in events[1].headers.items() if name != "X-Razorpay-Event-Id"}
    for _ in range(2):
        assert (await post(world, events[1].body, headers))[0] == 200
    assert len(await documents(world, "webhook_inbox")) == 1


async def test_unknown_events_are_kept(world: World) -> None:
    events = [
        RecordingGateway.event("payment.dispute.created", dispute={"id": "disp_1"}),
        RecordingGateway.event("Not an event!", thing={"$where": "1", "a.b": 2**80}),
    ]
    assert await deliver(world, *events) == [200, 200]
    stored = {one["event"]: one for one in await documents(world, "webhook_inbox")}
    assert set(stored) == {"payment.dispute.created", "unknown"}
    assert {one["state"] for one in stored.values()} == {"ignored"}


@pytest.mark.parametrize("body", [b"[]", b"{", b"\xff", b'"text"', b"[" * 20_000])
async def test_signed_nonsense_is_400(world: World, body: bytes) -> None:
    status, answer = await post(world, body, Event("evt_1234", "", body).headers)
    assert (status, answer["error"]["code"]) == (400, "malformed_body")
    assert await documents(world, "webhook_inbox") == []


@pytest.mark.parametrize(
    "payment",
    [{}, {"id": "pay_1"}, {"id": "pay_1", "order_id": "o", "amount": "1", "currency": "INR"}, {"amount": 1.5}],
)
async def test_malformed_entities_are_given_up_loudly(world: World, payment: dict[str, Any]) -> None:
    event = RecordingGateway.event("payment.captured", payment=payment)
    assert await deliver(world, event) == [200]
    (stored,) = await documents(world, "webhook_inbox")
    assert stored["state"] == "given_up"
    assert "pay_1" not in stored["reason"]


async def test_nobody_is_named_in_the_inbox(world: World) -> None:
    _, events = await paid_events(world)
    await deliver(world, *events)
    text = json.dumps(await documents(world, "webhook_inbox"), default=str)
    for personal in ("asha", "9190000", "@upi"):
        assert personal not in text
    nested = {"payment": {"entity": {"id": "p", "card": {"last4": "1111"}, "notes": {"email": "a@b", "x": [1]}}}}
    assert entities_of(nested) == {"payment": {"id": "p", "notes": {"x": [1]}}}


async def test_failing_apply_is_tried_again_by_the_worker(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    order_id, events = await paid_events(world)

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("defect")

    with monkeypatch.context() as patch:
        patch.setattr(PaymentApplier, "apply", broken)
        assert await deliver(world, events[1]) == [200]
        (stored,) = await documents(world, "webhook_inbox")
        assert (stored["state"], stored["attempts"], stored["reason"]) == ("waiting", 1, "RuntimeError")
        assert await world.money.inbox.retry_due(world.now, 10) == 0
        assert await world.money.inbox.retry_due(world.clock.advance(seconds=6), 10) == 1
    assert (await stored_order(world, order_id))["state"] == "created"
    assert await world.money.inbox.retry_due(world.clock.advance(seconds=11), 10) == 1
    (stored,) = await documents(world, "webhook_inbox")
    assert (stored["state"], stored["attempts"]) == ("applied", 3)
    assert (await stored_order(world, order_id))["state"] == "paid"


async def test_report_of_a_process_that_died_is_taken_over(world: World) -> None:
    order_id, events = await paid_events(world)
    await deliver(world, events[1])
    # As it is left by a process that stored it and died.
    await world.database.webhook_inbox.update_one(
        {}, {"$set": {"state": "waiting", "next_try_at": world.now + timedelta(seconds=10)}}
    )
    assert await world.money.inbox.retry_due(world.now, 10) == 0
    assert await world.money.inbox.retry_due(world.clock.advance(seconds=10), 10) == 1
    assert (await stored_order(world, order_id))["state"] == "paid"
    assert len(await documents(world, "credit_lots")) == 1


async def test_somebody_elses_order_is_given_up_in_the_end(world: World) -> None:
    payment = {"id": "pay_x", "order_id": "order_x", "amount": 100, "currency": "INR", "status": "captured"}
    event = RecordingGateway.event("payment.captured", payment=payment | {"created_at": 1_790_000_000})
    assert await deliver(world, event) == [200]
    for _ in range(30):
        await world.money.inbox.retry_due(world.clock.advance(minutes=16), 10)
    (stored,) = await documents(world, "webhook_inbox")
    assert (stored["state"], stored["attempts"]) == ("given_up", 20)


@pytest.mark.parametrize("change", [{"amount": 1}, {"currency": "EUR"}])
async def test_mismatch_is_loud_and_never_applied(world: World, change: dict[str, Any]) -> None:
    order = await order_plan(world, await world.user())
    payment = world.gateway.pay(order["razorpay_order_id"], **change)
    await deliver(world, *world.gateway.events_of(payment))
    stored = await stored_order(world, order["id"])
    assert (stored["state"], stored["mismatches"]) == ("created", [payment["id"]])
    assert await documents(world, "credit_lots") == []
    (entry,) = await documents(world, "audit_log")
    assert (entry["action"], entry["details"]["expected_paise"]) == ("order.payment_refused", 4_999_00)


async def test_failed_attempt_shows_and_money_still_counts(world: World) -> None:
    mentee = await world.user()
    order = await order_plan(world, mentee)
    failed = world.gateway.pay(order["razorpay_order_id"], "failed")
    await deliver(world, *world.gateway.events_of(failed))
    async with world.client(mentee) as client:
        shown = (await client.get(f"/api/payment/orders/{order['id']}")).json()
    assert (shown["state"], shown["failure"]["description"]) == ("failed", "Payment failed at the bank")
    paid = world.gateway.pay(order["razorpay_order_id"])
    await deliver(world, *world.gateway.events_of(paid), *world.gateway.events_of(failed))
    async with world.client(mentee) as client:
        shown = (await client.get(f"/api/payment/orders/{order['id']}")).json()
    assert (shown["state"], shown["failure"]) == ("paid", None)


async def test_answers_well_within_five_seconds(world: World) -> None:
    mentee = await world.user()
    began = time.perf_counter()
    for _ in range(3):
        await buy(world, mentee)
    assert (time.perf_counter() - began) / 12 < 1


def test_counters_are_named_for_alerts() -> None:
    from codementee.payments.metrics import PaymentMetrics  # noqa: PLC0415 - registers on construction

    registry = CollectorRegistry()
    PaymentMetrics(registry)
    assert {"codementee_payment_mismatches", "codementee_payment_webhooks"} <= {m.name for m in registry.collect()}
