"""Razorpay: orders, payments, refunds. Basic authentication with key id and secret; amounts are integer paise.

Orders are made by the API; payments by the customer, whose part the control endpoints play (`pay`).
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import string
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request

from . import webhooks
from .errors import VendorError, razorpay_body
from .requests import JsonBody, StoreDep, same_secret
from .store import Store
from .types import Json

REFUND_KEY = re.compile(r"^[A-Za-z0-9_-]{10,}$")
MINIMUM_PAISE = 100


def refused(description: str, field: str | None = None) -> VendorError:
    return VendorError(400, razorpay_body("BAD_REQUEST_ERROR", description, field, "input_validation_failed"))


async def authenticate(request: Request, store: StoreDep) -> None:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    try:
        given = base64.b64decode(encoded, validate=True).decode() if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        given = ""
    if not same_secret(given, f"{store.settings.razorpay_key_id}:{store.settings.razorpay_key_secret}"):
        raise VendorError(401, {"error": {"code": "BAD_REQUEST_ERROR", "description": "Authentication failed"}})


router = APIRouter(prefix="/v1", dependencies=[Depends(authenticate)])
Count = Annotated[int, Query(ge=1, le=100)]
Skip = Annotated[int, Query(ge=0)]


def new_id(prefix: str) -> str:
    return f"{prefix}_" + "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(14))


def collection(items: list[Json], count: int = 10, skip: int = 0) -> Json:
    """Newest first."""
    shown = list(reversed(items))[skip : skip + count]
    return {"entity": "collection", "count": len(shown), "items": shown}


def stored(store: Store, kind: str, item_id: str) -> Json:
    item: Json | None = store.part("razorpay")[kind].get(item_id)
    if item is None:
        raise refused("The id provided does not exist")
    return item


def entities(store: Store, kind: str) -> list[Json]:
    return list(store.part("razorpay")[kind].values())


@router.post("/orders")
async def create_order(body: JsonBody, store: StoreDep) -> Json:
    amount = body.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise refused("The amount must be an integer.", "amount")
    if amount < MINIMUM_PAISE:
        raise refused("Order amount less than minimum amount allowed", "amount")
    if body.get("currency") != "INR":
        raise refused("Currency is not supported", "currency")
    receipt = body.get("receipt")
    if receipt is not None and len(str(receipt)) > 40:
        raise refused("The receipt may not be greater than 40 characters.", "receipt")
    order: Json = {
        "id": new_id("order"),
        "entity": "order",
        "amount": amount,
        "amount_paid": 0,
        "amount_due": amount,
        "currency": "INR",
        "receipt": receipt,
        "offer_id": None,
        "status": "created",
        "attempts": 0,
        "notes": body.get("notes") or [],
        "created_at": int(store.now()),
    }
    store.part("razorpay")["orders"][order["id"]] = order
    return order


@router.get("/orders")
async def list_orders(store: StoreDep, receipt: str = "", count: Count = 10, skip: Skip = 0) -> Json:
    orders = [order for order in entities(store, "orders") if receipt in ("", order["receipt"])]
    return collection(orders, count, skip)


@router.get("/orders/{order_id}")
async def show_order(order_id: str, store: StoreDep) -> Json:
    return stored(store, "orders", order_id)


@router.get("/orders/{order_id}/payments")
async def list_order_payments(order_id: str, store: StoreDep) -> Json:
    stored(store, "orders", order_id)
    return collection([item for item in entities(store, "payments") if item["order_id"] == order_id], 100)


@router.get("/payments")
async def list_payments(store: StoreDep, count: Count = 10, skip: Skip = 0) -> Json:
    return collection(entities(store, "payments"), count, skip)


@router.get("/payments/{payment_id}")
async def show_payment(payment_id: str, store: StoreDep) -> Json:
    return stored(store, "payments", payment_id)


@router.post("/payments/{payment_id}/capture")
async def capture_payment(payment_id: str, body: JsonBody, store: StoreDep) -> Json:
    payment = stored(store, "payments", payment_id)
    if payment["status"] != "authorized":
        raise refused("Only payments which have been authorized and not yet captured can be captured")
    if body.get("amount") != payment["amount"]:
        raise refused("Capture amount must be equal to the amount authorized", "amount")
    capture(store, payment)
    webhooks.send(store, captured_events(store, payment))
    return payment


@router.post("/payments/{payment_id}/refund")
async def refund_payment(
    request: Request,
    payment_id: str,
    body: JsonBody,
    store: StoreDep,
    key: Annotated[str | None, Header(alias="X-Refund-Idempotency")] = None,
) -> Json:
    if key is not None:
        if not REFUND_KEY.match(key):
            raise refused("The idempotency key must be at least 10 characters of letters, numbers, - and _")
        earlier = store.part("razorpay")["idempotency"].get(key)
        if earlier is not None:
            if earlier["request"] != [payment_id, body]:
                message = "Different request with the same idempotency key has already been processed."
                raise VendorError(400, razorpay_body("BAD_REQUEST_ERROR", message))
            return stored(store, "refunds", earlier["refund_id"])
    fault = request.scope["state"].get("fault")
    pending = fault is not None and fault.kind == "pending"
    refund = create_refund(store, stored(store, "payments", payment_id), body, pending=pending)
    if key is not None:
        store.part("razorpay")["idempotency"][key] = {"request": [payment_id, body], "refund_id": refund["id"]}
    names = ["refund.created"] if pending else ["refund.created", "refund.processed"]
    webhooks.send(store, [refund_event(store, name, refund) for name in names])
    return refund


@router.get("/payments/{payment_id}/refunds")
async def list_payment_refunds(payment_id: str, store: StoreDep, count: Count = 10, skip: Skip = 0) -> Json:
    stored(store, "payments", payment_id)
    refunds = [refund for refund in entities(store, "refunds") if refund["payment_id"] == payment_id]
    return collection(refunds, count, skip)


@router.get("/refunds/{refund_id}")
async def show_refund(refund_id: str, store: StoreDep) -> Json:
    return stored(store, "refunds", refund_id)


def create_refund(store: Store, payment: Json, body: Json, *, pending: bool) -> Json:
    left = payment["amount"] - payment["amount_refunded"]
    amount: Any = body.get("amount", left)
    if payment["status"] != "captured" and payment["refund_status"] is None:
        raise refused("The payment status should be captured for action to be taken")
    if not isinstance(amount, int) or amount < MINIMUM_PAISE:
        raise refused("The amount must be at least INR 1.00", "amount")
    if amount > left:
        raise refused("The total refund amount is greater than the refund payment amount", "amount")
    refund: Json = {
        "id": new_id("rfnd"),
        "entity": "refund",
        "amount": amount,
        "currency": payment["currency"],
        "payment_id": payment["id"],
        "notes": body.get("notes") or [],
        "receipt": body.get("receipt"),
        "acquirer_data": {"arn": None},
        "created_at": int(store.now()),
        "batch_id": None,
        "status": "pending" if pending else "processed",
        "speed_processed": "normal",
        "speed_requested": body.get("speed", "normal"),
    }
    store.part("razorpay")["refunds"][refund["id"]] = refund
    payment["amount_refunded"] += amount
    payment["refund_status"] = "full" if payment["amount_refunded"] == payment["amount"] else "partial"
    if payment["refund_status"] == "full":
        payment["status"] = "refunded"
    return refund


def create_payment(store: Store, order: Json, outcome: str, method: str, contact: Json) -> Json:
    """A customer's attempt at paying: authorized, captured or failed."""
    payment: Json = {
        "id": new_id("pay"),
        "entity": "payment",
        "amount": order["amount"],
        "currency": order["currency"],
        "status": "failed" if outcome == "failed" else "authorized",
        "order_id": order["id"],
        "invoice_id": None,
        "international": False,
        "method": method,
        "amount_refunded": 0,
        "refund_status": None,
        "captured": False,
        "description": None,
        "email": contact.get("email", "payer@example.com"),
        "contact": contact.get("contact", "+919000090000"),
        "notes": order["notes"],
        "fee": None,
        "tax": None,
        "error_code": "BAD_REQUEST_ERROR" if outcome == "failed" else None,
        "error_description": "Payment failed at the bank" if outcome == "failed" else None,
        "error_source": "bank" if outcome == "failed" else None,
        "error_step": "payment_authorization" if outcome == "failed" else None,
        "error_reason": "payment_failed" if outcome == "failed" else None,
        "created_at": int(store.now()),
    }
    store.part("razorpay")["payments"][payment["id"]] = payment
    order["attempts"] += 1
    order["status"] = "attempted"
    if outcome == "captured":
        capture(store, payment)
    return payment


def capture(store: Store, payment: Json) -> None:
    # Two percent and 18 % GST on them, as on an ordinary account.
    fee = payment["amount"] * 236 // 10000
    payment |= {"status": "captured", "captured": True, "fee": fee, "tax": fee * 18 // 118}
    order = stored(store, "orders", payment["order_id"])
    order |= {"status": "paid", "amount_paid": order["amount"], "amount_due": 0}


def checkout_signature(store: Store, order_id: str, payment_id: str) -> str:
    """What the checkout hands to the browser, proving that the payment belongs to the order."""
    secret = store.settings.razorpay_key_secret.encode()
    return hmac.new(secret, f"{order_id}|{payment_id}".encode(), hashlib.sha256).hexdigest()


def captured_events(store: Store, payment: Json) -> list[Json]:
    order = stored(store, "orders", payment["order_id"])
    return [
        webhooks.new_event(store, "payment.captured", {"payment": payment}),
        webhooks.new_event(store, "order.paid", {"payment": payment, "order": order}),
    ]


def payment_events(store: Store, payment: Json) -> list[Json]:
    if payment["status"] == "failed":
        return [webhooks.new_event(store, "payment.failed", {"payment": payment})]
    authorized = payment | {"status": "authorized", "captured": False, "fee": None, "tax": None}
    events = [webhooks.new_event(store, "payment.authorized", {"payment": authorized})]
    return events + (captured_events(store, payment) if payment["status"] == "captured" else [])


def refund_event(store: Store, name: str, refund: Json) -> Json:
    payment = stored(store, "payments", refund["payment_id"])
    return webhooks.new_event(store, name, {"refund": refund, "payment": payment})
