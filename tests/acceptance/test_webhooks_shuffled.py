"""Reports of the payment service in any order, any number of times, late: the same books. Part of the campaign."""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pymongo.database import Database as Content

from acceptance.support.accounts import Account, Accounts
from acceptance.support.database import Database
from acceptance.support.settings import Environment
from acceptance.support.vendors import Vendors
from acceptance.support.waiting import wait_until

pytestmark = [pytest.mark.disruptive, pytest.mark.campaign, pytest.mark.timeout(900)]

DELIVERIES = 500
MENTEES, ORDERS_EACH = 10, 8
STATES = {"paid": 40, "failed": 10, "partially_refunded": 10, "refunded": 20}
PLANS = ("foundation", "growth", "accelerator")
# The edge lets fifty a second of one sender pass; these come as fast as that allows.
PER_SECOND, AT_ONCE = 40.0, 8

Books = list[dict[str, Any]]


class Sender:
    """Delivers reports through the stand-in of the payment service, not faster than the edge allows."""

    def __init__(self, vendors: Vendors) -> None:
        self._vendors = vendors
        self._turn = threading.Lock()
        self._next = 0.0

    def send(self, event: str, *, forge: bool = False) -> int:
        """What the platform answered."""
        with self._turn:
            time.sleep(max(0.0, self._next - time.monotonic()))
            self._next = time.monotonic() + 1 / PER_SECOND
        entry = self._vendors.do("POST", "razorpay/events", {"event_id": event, "forge": forge})
        return int(entry["attempts"][0]["status"] or 0)

    def all(self, events: Sequence[str], at_once: int) -> None:
        with ThreadPoolExecutor(at_once) as senders:
            assert Counter(senders.map(self.send, events)) == {200: len(events)}


class Customers:
    """Mentees with orders of every fate; `events` are the payment service's reports of them, in order, none sent."""

    def __init__(self, accounts: Accounts, vendors: Vendors) -> None:
        self._accounts = accounts
        self._vendors = vendors
        self.mentees = [accounts.mentee() for _ in range(MENTEES)]
        self.orders: dict[str, str] = {}
        self.events: list[str] = []

    def buy(self) -> None:
        for number in range(MENTEES * ORDERS_EACH):
            kind = number % 8
            plan = "accelerator" if kind == 6 else PLANS[number % 3]
            order = self._accounts.order(self.mentees[number % MENTEES], plan)
            self.orders[order["id"]] = f"{number} ({kind})"
            self._pay(order, kind)

    def _pay(self, order: dict[str, Any], kind: int) -> None:
        """Some attempts fail; most orders are paid in the end, some refunded: in part, whole, in two halves."""
        for _ in range(kind % 3):
            self._attempt(order, "failed")
        if kind == 7:
            return
        payment, whole = self._attempt(order, "captured"), order["amount_paise"]
        for amount in {4: [whole // 3], 5: [whole], 6: [whole // 2, whole // 2]}.get(kind, []):
            refund = {"payment_id": payment, "amount": amount, "held": True}
            self.events += self._vendors.do("POST", "razorpay/refund", refund)["events"]

    def _attempt(self, order: dict[str, Any], outcome: str) -> str:
        paid = self._vendors.pay(order["razorpay_order_id"], outcome=outcome, held=True)
        self.events += paid["events"]
        return str(paid["razorpay_payment_id"])

    def books(self) -> Books:
        """What each mentee sees of their money, without ids and times."""
        return [self._book(mentee) for mentee in self.mentees]

    def _book(self, mentee: Account) -> dict[str, Any]:
        orders, lots, ledger, invoices = (
            self._accounts.get(f"/api/mentee/{path}?limit=100", mentee)
            for path in ("orders", "credits", "credits/ledger", "invoices")
        )
        refunded = {order["id"] for order in orders["items"] if order["state"] == "refunded"}
        expiries = [lot["expires_at"] for lot in lots["items"] if lot["order_id"] not in refunded]
        return {
            "orders": self._counted(
                orders, "id", lambda one: (one["state"], one["refunded_paise"], (one["failure"] or {}).get("code"))
            ),
            "lots": self._counted(lots, "order_id", lambda one: (one["granted"], one["remaining"])),
            "available": lots["available"],
            "paid until the last plan ends": lots["paid_until"] == max(expiries, default=None),
            "ledger": self._counted(ledger, "order_id", lambda one: (one["kind"], one["delta"])),
            "invoices": self._counted(invoices, "order_id", lambda one: (one["kind"], one["amount_paise"])),
        }

    def _counted(self, page: dict[str, Any], order: str, facts: Callable[[Any], Any]) -> Counter[Any]:
        assert page["pagination"]["next_cursor"] is None
        return Counter((self.orders[item[order]], facts(item)) for item in page["items"])


def waiting(platform: Content[dict[str, Any]], events: Iterable[str], **more: Any) -> int:
    query = {"_id": {"$in": list(events)}, "state": "waiting", **more}
    return int(platform["webhook_inbox"].count_documents(query))


def drained(platform: Content[dict[str, Any]], events: Sequence[str]) -> float:
    """Seconds until every report was applied."""
    _, seconds = wait_until("every report was applied", lambda: waiting(platform, events) == 0, 300)
    states = Counter(found["state"] for found in platform["webhook_inbox"].find({"_id": {"$in": list(events)}}))
    assert states == {"applied": len(set(events))}
    return seconds


def test_shuffled_doubled_and_late_is_as_in_order(
    environment: Environment, accounts: Accounts, vendors: Vendors, database: Database
) -> None:
    platform, sender = database.content(environment.get("app_mongodb_database")), Sender(vendors)
    in_order, shuffled = Customers(accounts, vendors), Customers(accounts, vendors)
    in_order.buy()
    sender.all(in_order.events, at_once=1)
    drained(platform, in_order.events)
    shuffled.buy()
    events, seed = shuffled.events, secrets.randbelow(1 << 32)
    chance = random.Random(seed)  # noqa: S311 - the seed is printed: the same order again
    deliveries = events + chance.choices(events, k=DELIVERIES - len(events))
    chance.shuffle(deliveries)
    half = DELIVERIES // 2
    sender.all(deliveries[:half], AT_ONCE)
    early = waiting(platform, events)
    wait_until("the worker has tried those that came too early", lambda: waiting(platform, events, attempts=1) == 0, 60)
    sender.all(deliveries[half:], AT_ONCE)
    seconds = drained(platform, events)
    print(
        f"{DELIVERIES} deliveries of {len(events)} reports of {len(shuffled.orders)} orders, seed {seed}: "
        f"{early} came before what they speak of, drained after {seconds:.1f} s"
    )
    expected, found = in_order.books(), shuffled.books()
    for number, (one, other) in enumerate(zip(expected, found, strict=True)):
        assert other == one, f"mentee {number}, seed {seed}"
    assert Counter(state for book in found for _, (state, _, _) in book["orders"]) == STATES
    assert all(book["paid until the last plan ends"] for book in found)
    for customers in (in_order, shuffled):
        check_made_by_webhooks(platform, customers)
    check_invoice_numbers(platform)


def check_made_by_webhooks(platform: Content[dict[str, Any]], customers: Customers) -> None:
    """Not by the worker's asking, which would have found the same payments sooner or later."""
    ids = set(customers.orders)
    paid = [found for found in platform["audit_log"].find({"action": "order.paid"}) if str(found["subject_id"]) in ids]
    assert Counter(found["details"]["source"] for found in paid) == {"webhook": sum(STATES.values()) - STATES["failed"]}


def check_invoice_numbers(platform: Content[dict[str, Any]]) -> None:
    """Of the whole platform: each series has every number once."""
    series: dict[tuple[str, str], list[int]] = {}
    for invoice in platform["invoices"].find():
        series.setdefault((invoice["kind"], invoice["financial_year"]), []).append(invoice["serial"])
    for name, serials in series.items():
        assert sorted(serials) == list(range(1, len(serials) + 1)), f"{name} has gaps or doubles"


def test_a_forged_report_is_refused_and_leaves_nothing(
    environment: Environment, accounts: Accounts, vendors: Vendors, database: Database
) -> None:
    platform = database.content(environment.get("app_mongodb_database"))
    mentee = accounts.mentee()
    order = accounts.order(mentee, "foundation")
    events = vendors.pay(order["razorpay_order_id"], held=True)["events"]
    sender, before = Sender(vendors), platform["webhook_inbox"].estimated_document_count()
    assert {sender.send(event, forge=True) for event in events} == {401}
    assert platform["webhook_inbox"].count_documents({"_id": {"$in": events}}) == 0
    assert platform["webhook_inbox"].estimated_document_count() == before
    assert accounts.get(f"/api/payment/orders/{order['id']}", mentee)["state"] == "created"
    assert {sender.send(event) for event in events} == {200}
    assert accounts.get(f"/api/payment/orders/{order['id']}", mentee)["state"] == "paid"
    print(f"{len(events)} reports with a wrong signature: 401 each, nothing stored; the same ones signed: paid")
