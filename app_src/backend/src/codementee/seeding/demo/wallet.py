"""What a mentee bought and used: orders, invoices, lots and the ledger, as the money domains write them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from bson import ObjectId

from codementee.core.database import Document
from codementee.credits.policy import WARNING, add_months, usable_until
from codementee.invoices.policy import DocumentKind, document_number, financial_year, split_inclusive
from codementee.invoices.repository import Party
from codementee.payments.records import Buyer
from codementee.seeding.demo.timetable import Kind, object_id

type Add = Callable[[str, Document], None]

POLICY_VERSION = "2026-11"
_METHODS = ("upi", "card", "netbanking")


@dataclass(frozen=True, slots=True)
class Seller:
    """As on the application's invoices."""

    party: Party
    sac: str
    gst_rate_percent: int


class Books:
    """Invoice numbers, without gaps, of all mentees. ``first`` are the numbers given out before, by financial year."""

    def __init__(self, seller: Seller, first: dict[str, int]) -> None:
        self.seller = seller
        self.serials = Counter(first)

    def next_serial(self, year: str) -> int:
        self.serials[year] += 1
        return self.serials[year]


class Wallet:
    """One mentee's, filled and emptied in order of time. ``mentee`` is the mentee's number."""

    def __init__(
        self, add: Add, books: Books, *, mentee: int, user_id: ObjectId, name: str, email: str, plans: list[Document]
    ) -> None:
        self._add = add
        self._books = books
        self._mentee = mentee
        self._user_id = user_id
        self._buyer = Party(name=name, email=email)
        self._plans = plans
        self._lots: list[Document] = []
        self._entries = 0
        self._orders = 0

    @property
    def paid_until(self) -> datetime | None:
        return max((lot["expires_at"] for lot in self._lots), default=None)

    def holds_credit(self, at: datetime) -> bool:
        self._expire(at)
        return self._usable(at) is not None

    def consume(self, booking_id: ObjectId, at: datetime) -> ObjectId:
        """The lot a credit was taken from; there must be one."""
        lot = self._usable(at)
        assert lot is not None  # noqa: S101 - holds_credit or buy came before
        lot["remaining"] -= 1
        self._enter(f"consume:{booking_id}", "consume", lot, -1, at, booking_id=booking_id)
        identifier: ObjectId = lot["_id"]
        return identifier

    def give_back(self, booking_id: ObjectId, lot_id: ObjectId, at: datetime) -> None:
        self._expire(at)
        lot = next(lot for lot in self._lots if lot["_id"] == lot_id)
        lot["remaining"] += 1
        lot["expires_at"] = usable_until(lot["expires_at"], now=at)
        self._enter(f"give_back:{booking_id}", "give_back", lot, 1, at, booking_id=booking_id)

    def forfeit(self, booking_id: ObjectId, lot_id: ObjectId, at: datetime) -> None:
        lot = next(lot for lot in self._lots if lot["_id"] == lot_id)
        self._enter(f"forfeit:{booking_id}", "forfeit", lot, 0, at, booking_id=booking_id)

    def buy(self, plan: int, at: datetime, *, booking_id: ObjectId | None) -> ObjectId:
        """An order paid at that moment, with what follows from it; answers its id."""
        order = self._order(plan, at, booking_id)
        payment_id = f"pay_demo{self._mentee:06d}{self._orders:02d}"
        method = _METHODS[(self._mentee + self._orders) % len(_METHODS)]
        order |= {
            "state": "paid",
            "payment": {"id": payment_id, "method": method, "captured_at": at},
            "updated_at": at,
        }
        del order["next_check_at"]
        self._add("orders", order)
        self._invoice(order, payment_id, at)
        lot = {
            "_id": object_id(at, Kind.LOT, self._index(self._orders)),
            "user_id": self._user_id,
            "granted": order["plan"]["mocks"],
            "remaining": order["plan"]["mocks"],
            "expires_at": add_months(at, order["plan"]["months"]),
            "closed_at": None,
            "warned": False,
            "created_at": at,
            "order_id": order["_id"],
        }
        self._lots.append(lot)
        self._enter(f"grant:{order['_id']}", "grant", lot, lot["granted"], at)
        identifier: ObjectId = order["_id"]
        return identifier

    def abandon(self, plan: int, at: datetime, *, booking_id: ObjectId, expired: bool) -> ObjectId:
        """An order nobody paid; answers its id."""
        order = self._order(plan, at, booking_id)
        if expired:
            order["state"] = "expired"
            order["updated_at"] = order["expires_at"]
            del order["next_check_at"]
        self._add("orders", order)
        identifier: ObjectId = order["_id"]
        return identifier

    def close(self, now: datetime) -> None:
        """Nothing comes after this: what is left expires if its time is over, and the lots are written."""
        self._expire(now)
        for lot in self._lots:
            # Their owners have heard: the demonstration sends no mail.
            lot["warned"] = lot["expires_at"] <= now + 2 * WARNING
            self._add("credit_lots", lot)

    def _order(self, plan: int, at: datetime, booking_id: ObjectId | None) -> Document:
        self._orders += 1
        placed = at - timedelta(minutes=2)
        chosen = self._plans[plan]
        names = ("code", "name", "price_paise", "mocks", "months")
        order: Document = {
            "_id": object_id(placed, Kind.ORDER, self._index(self._orders)),
            "user_id": self._user_id,
            "idempotency_key": f"demo-{self._orders}",
            "plan": {name: chosen[name] for name in names},
            "buyer": asdict(Buyer()),
            "policy_version": POLICY_VERSION,
            "amount_paise": chosen["price_paise"],
            "currency": "INR",
            "razorpay_order_id": f"order_demo{self._mentee:06d}{self._orders:02d}",
            "state": "created",
            "reserved_paise": 0,
            "refunded_paise": 0,
            "next_check_at": placed + timedelta(minutes=30),
            "expires_at": placed + timedelta(minutes=30),
            "created_at": placed,
            "updated_at": placed,
        }
        return order | ({"booking_id": booking_id} if booking_id is not None else {})

    def _invoice(self, order: Document, payment_id: str, at: datetime) -> None:
        seller, year = self._books.seller, financial_year(at)
        serial = self._books.next_serial(year)
        rate = seller.gst_rate_percent
        tax = split_inclusive(order["amount_paise"], rate, same_state=True) if seller.party.gstin else None
        plan = order["plan"]
        mocks = "1 mock interview" if plan["mocks"] == 1 else f"{plan['mocks']} mock interviews"
        months = "1 month" if plan["months"] == 1 else f"{plan['months']} months"
        self._add(
            "invoices",
            {
                "_id": object_id(at, Kind.INVOICE, self._index(self._orders)),
                "kind": DocumentKind.INVOICE.value,
                "number": document_number(DocumentKind.INVOICE, year, serial),
                "financial_year": year,
                "serial": serial,
                "user_id": self._user_id,
                "order_id": order["_id"],
                "original_number": None,
                "original_issued_at": None,
                "seller": asdict(seller.party),
                "buyer": asdict(self._buyer),
                "description": f"{plan['name']} plan: {mocks}, to be used within {months}",
                "sac": seller.sac,
                "amount_paise": order["amount_paise"],
                "currency": "INR",
                "tax_rate_percent": rate if tax else 0,
                "tax": asdict(tax) if tax else None,
                "place_of_supply": seller.party.state_code,
                "payment_id": payment_id,
                "paid_at": at,
                "issued_at": at,
            },
        )

    def _usable(self, at: datetime) -> Document | None:
        usable = [lot for lot in self._lots if lot["remaining"] > 0 and lot["expires_at"] > at]
        return min(usable, key=lambda lot: (lot["expires_at"], lot["_id"]), default=None)

    def _expire(self, at: datetime) -> None:
        for lot in self._lots:
            if lot["remaining"] > 0 and lot["expires_at"] <= at:
                left, ended = lot["remaining"], lot["expires_at"]
                lot["remaining"] = 0
                key = f"expire:{lot['_id']}:{int(ended.timestamp() * 1_000)}"
                self._enter(key, "expire", lot, -left, ended)

    def _enter(
        self, key: str, kind: str, lot: Document, delta: int, at: datetime, *, booking_id: ObjectId | None = None
    ) -> None:
        self._entries += 1
        entry = {
            "_id": object_id(at, Kind.LEDGER, self._index(self._entries)),
            "key": key,
            "kind": kind,
            "user_id": self._user_id,
            "lot_id": lot["_id"],
            "delta": delta,
            "balance_after": lot["remaining"],
            "at": at,
            "order_id": lot["order_id"],
        }
        if booking_id is not None:
            entry["booking_id"] = booking_id
        self._add("credit_ledger", entry)

    def _index(self, number: int) -> int:
        return self._mentee * 1_024 + number
