"""Queries on ``invoices`` and ``counters``."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from codementee.core.database import Database, Document, Session
from codementee.invoices.policy import DocumentKind, Tax

type Period = tuple[datetime, datetime]

COLLECTION = "invoices"
# Serials: {_id: "invoice:2026-27", value: the last one given out}.
COUNTERS_COLLECTION = "counters"
# What was issued on a day that is over: {_id: "2026-11-28", totals: as InvoiceRepository.totals}.
DAYS_COLLECTION = "invoice_days"

_BATCH = 500
_MAX_TIME_MS = 8_000

_AMOUNTS = ("taxable_paise", "cgst_paise", "sgst_paise", "igst_paise")
_TAX = tuple(f"tax.{name}" for name in _AMOUNTS)
_ORDER = [("issued_at", ASCENDING), ("_id", ASCENDING)]

INDEXES = [
    IndexModel([("number", ASCENDING)], name="number_unique", unique=True),
    IndexModel(
        [("kind", ASCENDING), ("financial_year", ASCENDING), ("serial", ASCENDING)], name="serial_unique", unique=True
    ),
    IndexModel(
        [("order_id", ASCENDING)],
        name="invoice_of_order_unique",
        unique=True,
        partialFilterExpression={"kind": DocumentKind.INVOICE.value},
    ),
    IndexModel(
        [("refund_id", ASCENDING)],
        name="refund_unique",
        unique=True,
        partialFilterExpression={"refund_id": {"$exists": True}},
    ),
    IndexModel([("order_id", ASCENDING), ("kind", ASCENDING)], name="order_kind"),
    IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="user_id"),
    # What was issued in a period, in order, and all that its totals are made of: no document is read for them.
    IndexModel(
        [(field, ASCENDING) for field in ("issued_at", "_id", "kind", "tax_rate_percent", "amount_paise", *_TAX)],
        name="issued",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The seller or the buyer, as the document says; empty strings where nothing is known."""

    name: str
    address: str = ""
    email: str = ""
    state_code: str = ""
    gstin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice or credit note as it was issued. Nothing of it is ever changed."""

    id: ObjectId
    kind: DocumentKind
    number: str
    financial_year: str
    serial: int
    user_id: ObjectId
    order_id: ObjectId
    refund_id: ObjectId | None
    # Of a credit note: the number and date of the invoice it corrects.
    original_number: str | None
    original_issued_at: datetime | None
    seller: Party
    buyer: Party
    description: str
    sac: str
    amount_paise: int
    currency: str
    tax_rate_percent: int
    # None when the seller was not registered for GST.
    tax: Tax | None
    place_of_supply: str
    payment_id: str
    paid_at: datetime
    issued_at: datetime


class InvoiceRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]
        self._counters = database[COUNTERS_COLLECTION]

    async def next_serial(self, kind: DocumentKind, year: str, *, session: Session) -> int:
        """The next number of a series, from 1.

        Only in a transaction: one that is aborted gives its number back, and two at the same time cannot both commit.
        """
        found = await self._counters.find_one_and_update(
            {"_id": f"{kind.value}:{year}"},
            {"$inc": {"value": 1}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        assert found is not None  # noqa: S101 - an upsert always finds one
        return int(found["value"])

    async def insert(self, invoice: Invoice, *, session: Session) -> None:
        document: Document = asdict(invoice) | {"kind": invoice.kind.value}
        document["_id"] = document.pop("id")
        if invoice.refund_id is None:
            del document["refund_id"]
        await self._collection.insert_one(document, session=session)

    async def find_of_order(self, order_id: ObjectId, *, session: Session | None = None) -> Invoice | None:
        found = await self._collection.find_one(
            {"order_id": order_id, "kind": DocumentKind.INVOICE.value}, session=session
        )
        return _invoice(found) if found else None

    async def find_of_refund(self, refund_id: ObjectId, *, session: Session | None = None) -> Invoice | None:
        found = await self._collection.find_one({"refund_id": refund_id}, session=session)
        return _invoice(found) if found else None

    async def credited(self, order_id: ObjectId, *, session: Session) -> Tax:
        """What credit notes have taken off an order's invoice so far; zeros where there was no tax."""
        pipeline: list[Document] = [
            {"$match": {"order_id": order_id, "kind": DocumentKind.CREDIT_NOTE.value}},
            {"$group": {"_id": None} | {name: {"$sum": f"$tax.{name}"} for name in _AMOUNTS}},
        ]
        cursor = await self._collection.aggregate(pipeline, session=session)
        found = await cursor.to_list()
        return Tax(*(int(found[0][name]) for name in _AMOUNTS)) if found else Tax(0, 0, 0, 0)

    async def find_for(self, user_id: ObjectId, invoice_id: ObjectId) -> Invoice | None:
        """The user's invoice; None for somebody else's."""
        found = await self._collection.find_one({"_id": invoice_id, "user_id": user_id})
        return _invoice(found) if found else None

    async def find_of_user(self, user_id: ObjectId, *, after: ObjectId | None, limit: int) -> list[Invoice]:
        """Up to ``limit`` invoices and credit notes, newest first, from the first one older than ``after``."""
        query: dict[str, Any] = {"user_id": user_id}
        if after is not None:
            query["_id"] = {"$lt": after}
        documents = await self._collection.find(query).sort("_id", DESCENDING).limit(limit).to_list()
        return [_invoice(document) for document in documents]

    async def find_issued(
        self, period: Period, *, after: tuple[datetime, ObjectId] | None, limit: int
    ) -> list[Invoice]:
        """Up to ``limit`` invoices and credit notes of anybody, in order of issue."""
        query = _issued(period)
        if after is not None:
            at, identifier = after
            query["issued_at"]["$gte"] = max(at, period[0])
            query["$or"] = [{"issued_at": {"$gt": at}}, {"_id": {"$gt": identifier}}]
        documents = await self._collection.find(query).sort(_ORDER).limit(limit).to_list()
        return [_invoice(document) for document in documents]

    async def each_issued(self, period: Period, *, limit: int) -> AsyncIterator[list[Invoice]]:
        """The same, some at a time."""
        found = self._collection.find(_issued(period)).sort(_ORDER).limit(limit).batch_size(_BATCH)
        async with found as cursor:
            while batch := await cursor.to_list(_BATCH):
                yield [_invoice(document) for document in batch]

    async def first_issued_at(self) -> datetime | None:
        """When the first document of all was issued."""
        found = await self._collection.find_one({}, {"issued_at": 1}, sort=_ORDER)
        return found["issued_at"] if found else None

    async def totals(self, period: Period) -> list[Document]:
        """By kind and rate: ``kind``, ``rate_percent``, ``documents``, ``amount_paise`` and the parts of the tax."""
        sums = {"amount_paise": {"$sum": "$amount_paise"}} | {name: {"$sum": f"$tax.{name}"} for name in _AMOUNTS}
        pipeline: list[Document] = [
            {"$match": _issued(period)},
            {
                "$group": {"_id": {"kind": "$kind", "rate_percent": "$tax_rate_percent"}, "documents": {"$sum": 1}}
                | sums
            },
        ]
        rows = await (await self._collection.aggregate(pipeline, maxTimeMS=_MAX_TIME_MS)).to_list()
        return [row.pop("_id") | row for row in rows]


class InvoiceDayRepository:
    """Days in India that are over and were added up."""

    def __init__(self, database: Database) -> None:
        self._collection = database[DAYS_COLLECTION]

    async def last(self) -> date | None:
        found = await self._collection.find_one({}, {"_id": 1}, sort=[("_id", DESCENDING)])
        return date.fromisoformat(found["_id"]) if found else None

    async def add(self, day: date, totals: Sequence[Document]) -> None:
        """Keeps what is there: nothing is issued on a day that is over."""
        await self._collection.update_one(
            {"_id": day.isoformat()}, {"$setOnInsert": {"totals": list(totals)}}, upsert=True
        )

    async def between(self, first: date, last: date) -> dict[date, list[Document]]:
        """Both included."""
        query = {"_id": {"$gte": first.isoformat(), "$lte": last.isoformat()}}
        found = await self._collection.find(query).sort("_id", ASCENDING).limit((last - first).days + 1).to_list()
        return {date.fromisoformat(document["_id"]): document["totals"] for document in found}

    async def forget(self) -> None:
        """For who writes history: the days are added up again."""
        await self._collection.drop()


def _issued(period: Period) -> dict[str, Any]:
    start, end = period
    return {"issued_at": {"$gte": start, "$lt": end}}


def _invoice(document: Document) -> Invoice:
    fields: dict[str, Any] = {name: document.get(name) for name in Invoice.__slots__ if name != "id"}
    tax = document["tax"]
    return Invoice(
        **fields
        | {
            "id": document["_id"],
            "kind": DocumentKind(document["kind"]),
            "seller": Party(**document["seller"]),
            "buyer": Party(**document["buyer"]),
            "tax": Tax(**tax) if tax else None,
        }
    )
