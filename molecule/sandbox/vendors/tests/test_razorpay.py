import hashlib
import hmac
import json
from base64 import b64encode
from typing import Any

import httpx2
import pytest

from tests.conftest import Receiver

ORDER = {"amount": 199900, "currency": "INR", "receipt": "order-1", "notes": {"plan": "foundation"}}


def signed(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


@pytest.fixture
def order(razorpay: httpx2.Client) -> dict[str, Any]:
    created: dict[str, Any] = razorpay.post("/orders", json=ORDER).json()
    return created


def pay(client: httpx2.Client, order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    answer = client.post("/_control/razorpay/pay", json={"order_id": order["id"]} | changes)
    assert answer.status_code == 200, answer.text
    paid: dict[str, Any] = answer.json()
    return paid


def test_wrong_credentials_are_refused(client: httpx2.Client) -> None:
    wrong = b64encode(b"rzp_test_key:other").decode()
    for value in ("", "Basic ?", f"Basic {wrong}", "Bearer razorpay-secret"):
        answer = client.post("/v1/orders", json=ORDER, headers={"Authorization": value})
        assert answer.status_code == 401
        assert answer.json()["error"]["description"] == "Authentication failed"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": "199900"}, "amount"),
        ({"amount": 99}, "amount"),
        ({"currency": "XXX"}, "currency"),
        ({"receipt": "x" * 41}, "receipt"),
    ],
)
def test_a_wrong_order_names_the_field(razorpay: httpx2.Client, change: dict[str, Any], field: str) -> None:
    answer = razorpay.post("/orders", json=ORDER | change)
    assert answer.status_code == 400
    assert (answer.json()["error"]["code"], answer.json()["error"]["field"]) == ("BAD_REQUEST_ERROR", field)


def test_a_captured_payment_pays_the_order(
    razorpay: httpx2.Client, client: httpx2.Client, order: dict[str, Any]
) -> None:
    assert (order["status"], order["amount_due"]) == ("created", 199900)
    paid = pay(client, order)
    message = f"{order['id']}|{paid['razorpay_payment_id']}".encode()
    assert paid["razorpay_signature"] == signed("razorpay-secret", message)
    shown = razorpay.get(f"/orders/{order['id']}").json()
    assert (shown["status"], shown["amount_paid"], shown["attempts"]) == ("paid", 199900, 1)
    listed = razorpay.get(f"/orders/{order['id']}/payments").json()
    assert (listed["entity"], listed["count"], listed["items"][0]["captured"]) == ("collection", 1, True)
    assert razorpay.get("/orders", params={"receipt": "order-1"}).json()["count"] == 1


def test_held_events_travel_when_they_are_told_to(
    client: httpx2.Client, order: dict[str, Any], receiver: Receiver
) -> None:
    paid = pay(client, order, held=True)
    wanted = {"payment_id": paid["razorpay_payment_id"], "amount": 50_000, "held": True}
    refunded = client.post("/_control/razorpay/refund", json=wanted).json()
    assert (refunded["refund"]["status"], len(refunded["events"]), receiver.requests) == ("processed", 2, [])
    for event_id in [*refunded["events"], *paid["events"], paid["events"][0]]:
        sent = client.post("/_control/razorpay/events", json={"event_id": event_id}).json()
        assert (sent["event_id"], sent["state"]) == (event_id, "accepted")
    names = [json.loads(body)["event"] for _, body in receiver.wait_for(6)]
    captured = ["payment.authorized", "payment.captured", "order.paid", "payment.authorized"]
    assert names == ["refund.created", "refund.processed", *captured]
    assert client.post("/_control/razorpay/refund", json=wanted | {"payment_id": "pay_none"}).status_code == 404


def test_events_are_signed_over_the_raw_body(client: httpx2.Client, order: dict[str, Any], receiver: Receiver) -> None:
    pay(client, order)
    arrived = receiver.wait_for(3)
    for headers, body in arrived:
        assert headers["x-razorpay-signature"] == signed("webhook-secret", body)
    assert len({headers["x-razorpay-event-id"] for headers, _ in arrived}) == 3
    names = [json.loads(body)["event"] for _, body in arrived]
    assert names == ["payment.authorized", "payment.captured", "order.paid"]
    first = json.loads(arrived[0][1])["payload"]["payment"]["entity"]
    assert (first["status"], first["captured"]) == ("authorized", False)


def test_events_can_come_twice_and_backwards(client: httpx2.Client, order: dict[str, Any], receiver: Receiver) -> None:
    pay(client, order, reverse=True, copies=2)
    arrived = receiver.wait_for(6)
    assert [json.loads(body)["event"] for _, body in arrived[:3]] == [
        "order.paid",
        "payment.captured",
        "payment.authorized",
    ]
    assert len({headers["x-razorpay-event-id"] for headers, _ in arrived}) == 3


def test_a_refused_event_is_sent_again(client: httpx2.Client, order: dict[str, Any], receiver: Receiver) -> None:
    receiver.statuses = [500, 500]
    pay(client, order, outcome="failed")
    arrived = receiver.wait_for(3)
    assert len({headers["x-razorpay-event-id"] for headers, _ in arrived}) == 1
    (entry,) = client.get("/_control/inbox", params={"part": "webhooks"}).json()["webhooks"]
    assert [attempt["status"] for attempt in entry["attempts"]][:2] == [500, 500]


def test_a_lost_webhook_leaves_the_order_to_reconcile(
    razorpay: httpx2.Client, client: httpx2.Client, order: dict[str, Any]
) -> None:
    paid = pay(client, order, webhooks=False)
    assert paid["events"] == []
    assert client.get("/_control/inbox").json()["webhooks"] == []
    assert razorpay.get(f"/orders/{order['id']}/payments").json()["items"][0]["status"] == "captured"


def test_an_event_can_be_forged(client: httpx2.Client, order: dict[str, Any], receiver: Receiver) -> None:
    paid = pay(client, order, outcome="failed")
    receiver.wait_for(1)
    receiver.statuses = [400]
    body = {"event_id": paid["events"][0], "forge": True}
    entry = client.post("/_control/razorpay/events", json=body).json()
    assert (entry["state"], entry["forged"]) == ("refused", True)
    headers, content = receiver.wait_for(2)[1]
    assert headers["x-razorpay-signature"] != signed("webhook-secret", content)


def test_an_authorized_payment_is_captured_once(
    razorpay: httpx2.Client, client: httpx2.Client, order: dict[str, Any]
) -> None:
    payment = pay(client, order, outcome="authorized")["razorpay_payment_id"]
    assert razorpay.get(f"/orders/{order['id']}").json()["status"] == "attempted"
    assert razorpay.post(f"/payments/{payment}/capture", json={"amount": 1}).status_code == 400
    assert razorpay.post(f"/payments/{payment}/capture", json={"amount": 199900}).json()["status"] == "captured"
    assert razorpay.post(f"/payments/{payment}/capture", json={"amount": 199900}).status_code == 400


def test_a_refund_with_a_key_happens_once(
    razorpay: httpx2.Client, client: httpx2.Client, order: dict[str, Any], receiver: Receiver
) -> None:
    payment = pay(client, order)["razorpay_payment_id"]
    headers = {"X-Refund-Idempotency": "refund-order-1"}
    refund = razorpay.post(f"/payments/{payment}/refund", json={"amount": 50000}, headers=headers).json()
    again = razorpay.post(f"/payments/{payment}/refund", json={"amount": 50000}, headers=headers).json()
    assert (again["id"], refund["status"]) == (refund["id"], "processed")
    other = razorpay.post(f"/payments/{payment}/refund", json={"amount": 60000}, headers=headers)
    assert other.status_code == 400
    short = {"X-Refund-Idempotency": "short"}
    assert razorpay.post(f"/payments/{payment}/refund", json={}, headers=short).status_code == 400
    assert razorpay.get(f"/payments/{payment}").json()["refund_status"] == "partial"
    assert razorpay.post(f"/payments/{payment}/refund", json={"amount": 150000}).status_code == 400
    assert razorpay.post(f"/payments/{payment}/refund", json={}).json()["amount"] == 149900
    assert razorpay.get(f"/payments/{payment}").json()["status"] == "refunded"
    assert razorpay.get(f"/payments/{payment}/refunds").json()["count"] == 2
    names = [json.loads(body)["event"] for _, body in receiver.wait_for(7)]
    assert names.count("refund.processed") == 2


def test_a_pending_refund_stays_pending(razorpay: httpx2.Client, client: httpx2.Client, order: dict[str, Any]) -> None:
    payment = pay(client, order)["razorpay_payment_id"]
    client.post("/_control/faults", json={"vendor": "razorpay", "kind": "pending", "path": "/refund$"})
    refund = razorpay.post(f"/payments/{payment}/refund", json={}).json()
    assert razorpay.get(f"/refunds/{refund['id']}").json()["status"] == "pending"


def test_an_unknown_id_is_a_bad_request(razorpay: httpx2.Client) -> None:
    answer = razorpay.get("/orders/order_unknown")
    assert (answer.status_code, answer.json()["error"]["description"]) == (400, "The id provided does not exist")
