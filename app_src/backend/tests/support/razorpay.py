"""Razorpay in this process: remembers what it was asked, plays the customer, fails as told."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from codementee.payments.gateway import (
    GatewayOrder,
    GatewayPayment,
    GatewayRefund,
    GatewayRefusedError,
    GatewayUnavailableError,
    entity,
)

KEY_ID = "rzp_test_0123456789abcd"
KEY_SECRET = "0f1e2d3c4b5a69788796a5b4"
WEBHOOK_SECRET = "7c6b5a4d3e2f10918273645546372819"

type Entity = dict[str, Any]


@dataclass
class Event:
    """A webhook: a snapshot of its entities, signed."""

    id: str
    name: str
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Content-Type": "application/json",
            "X-Razorpay-Event-Id": self.id,
            "X-Razorpay-Signature": hmac.new(WEBHOOK_SECRET.encode(), self.body, hashlib.sha256).hexdigest(),
        }


@dataclass
class RecordingGateway:
    """A PaymentGateway. ``outages`` holds the names of calls that fail next, with "after:" if they take effect first;
    a name that ends in "!" is refused instead of unanswered."""

    clock: Callable[[], datetime]
    orders: dict[str, Entity] = field(default_factory=dict)
    payments: dict[str, Entity] = field(default_factory=dict)
    refunds: dict[str, Entity] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    outages: list[str] = field(default_factory=list)
    # Whether refunds stay pending until ``finish_refund``.
    slow_refunds: bool = False
    _refund_keys: dict[str, tuple[Entity, str]] = field(default_factory=dict)

    @property
    def key_id(self) -> str:
        return KEY_ID

    async def create_order(
        self, *, amount_paise: int, currency: str, receipt: str, notes: Mapping[str, str]
    ) -> GatewayOrder:
        self._called("create_order")
        order: Entity = {
            "id": _id("order"),
            "entity": "order",
            "amount": amount_paise,
            "currency": currency,
            "receipt": receipt,
            "notes": dict(notes),
            "status": "created",
            "created_at": self._now(),
        }
        self.orders[order["id"]] = order
        self._called_after("create_order")
        return entity(GatewayOrder, order)

    async def find_orders(self, receipt: str) -> list[GatewayOrder]:
        self._called("find_orders")
        return [entity(GatewayOrder, order) for order in self.orders.values() if order["receipt"] == receipt]

    async def payments_of(self, razorpay_order_id: str) -> list[GatewayPayment]:
        self._called("payments_of")
        found = [payment for payment in self.payments.values() if payment["order_id"] == razorpay_order_id]
        return [entity(GatewayPayment, payment) for payment in found]

    async def payment(self, razorpay_payment_id: str) -> GatewayPayment:
        self._called("payment")
        if razorpay_payment_id not in self.payments:
            raise GatewayRefusedError("The id provided does not exist")
        return entity(GatewayPayment, self.payments[razorpay_payment_id])

    async def capture(self, payment: GatewayPayment) -> GatewayPayment:
        self._called("capture")
        found = self.payments[payment.id]
        if found["status"] != "authorized":
            raise GatewayRefusedError("Only payments which have been authorized can be captured")
        found["status"] = "captured"
        return entity(GatewayPayment, found)

    async def refund(
        self, razorpay_payment_id: str, *, amount_paise: int, key: str, receipt: str, notes: Mapping[str, str]
    ) -> GatewayRefund:
        self._called("refund")
        request = {"payment": razorpay_payment_id, "amount": amount_paise, "receipt": receipt, "notes": dict(notes)}
        if key in self._refund_keys:
            earlier, refund_id = self._refund_keys[key]
            if earlier != request:
                raise GatewayRefusedError("Different request with the same idempotency key")
            return entity(GatewayRefund, self.refunds[refund_id])
        refund = self.make_refund(razorpay_payment_id, amount_paise, receipt=receipt)
        self._refund_keys[key] = (request, refund["id"])
        self._called_after("refund")
        return entity(GatewayRefund, refund)

    async def refunds_of(self, razorpay_payment_id: str) -> list[GatewayRefund]:
        self._called("refunds_of")
        found = [refund for refund in self.refunds.values() if refund["payment_id"] == razorpay_payment_id]
        return [entity(GatewayRefund, refund) for refund in found]

    async def refund_status(self, razorpay_refund_id: str) -> GatewayRefund:
        self._called("refund_status")
        return entity(GatewayRefund, self.refunds[razorpay_refund_id])

    # The customer, the bank and Razorpay's own pages.

    def pay(self, razorpay_order_id: str, outcome: str = "captured", **changes: object) -> Entity:
        order = self.orders[razorpay_order_id]
        payment: Entity = {
            "id": _id("pay"),
            "entity": "payment",
            "amount": order["amount"],
            "currency": order["currency"],
            "status": outcome,
            "order_id": razorpay_order_id,
            "method": "upi",
            "vpa": "asha@upi",
            "email": "asha@example.com",
            "contact": "+919000090000",
            "error_code": "BAD_REQUEST_ERROR" if outcome == "failed" else None,
            "error_description": "Payment failed at the bank" if outcome == "failed" else None,
            "created_at": self._now(),
        } | changes
        self.payments[payment["id"]] = payment
        return payment

    def make_refund(self, payment_id: str, amount_paise: int, *, receipt: str | None = None) -> Entity:
        payment = self.payments[payment_id]
        done = sum(one["amount"] for one in self.refunds.values() if one["payment_id"] == payment_id)
        if done + amount_paise > payment["amount"]:
            raise GatewayRefusedError("The total refund amount is greater than the refund payment amount")
        refund: Entity = {
            "id": _id("rfnd"),
            "entity": "refund",
            "payment_id": payment_id,
            "amount": amount_paise,
            "currency": payment["currency"],
            "receipt": receipt,
            "status": "pending" if self.slow_refunds else "processed",
            "created_at": self._now(),
        }
        self.refunds[refund["id"]] = refund
        return refund

    def finish_refund(self, refund_id: str, status: str = "processed") -> Entity:
        self.refunds[refund_id]["status"] = status
        return self.refunds[refund_id]

    def forget_keys(self) -> None:
        """As any service does after a while."""
        self._refund_keys.clear()

    @staticmethod
    def checkout_signature(order_id: str, payment_id: str) -> str:
        return hmac.new(KEY_SECRET.encode(), f"{order_id}|{payment_id}".encode(), hashlib.sha256).hexdigest()

    @staticmethod
    def event(name: str, **entities: Entity) -> Event:
        payload = {
            "entity": "event",
            "account_id": "acc_0123456789abcd",
            "event": name,
            "contains": list(entities),
            "payload": {kind: {"entity": dict(value)} for kind, value in entities.items()},
        }
        return Event(secrets.token_hex(7), name, json.dumps(payload, separators=(",", ":")).encode())

    def events_of(self, payment: Entity) -> list[Event]:
        """What Razorpay reports of a payment, in order."""
        if payment["status"] == "failed":
            return [self.event("payment.failed", payment=payment)]
        order = self.orders[payment["order_id"]] | {"status": "paid"}
        return [
            self.event("payment.authorized", payment=payment | {"status": "authorized"}),
            self.event("payment.captured", payment=payment),
            self.event("order.paid", payment=payment, order=order),
        ]

    def _now(self) -> int:
        return int(self.clock().timestamp())

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if name in self.outages:
            self.outages.remove(name)
            raise GatewayUnavailableError("ReadTimeout")
        if f"{name}!" in self.outages:
            self.outages.remove(f"{name}!")
            raise GatewayRefusedError("refused as told")

    def _called_after(self, name: str) -> None:
        if f"after:{name}" in self.outages:
            self.outages.remove(f"after:{name}")
            raise GatewayUnavailableError("ReadTimeout")


def _id(kind: str) -> str:
    return f"{kind}_{secrets.token_hex(7)}"
