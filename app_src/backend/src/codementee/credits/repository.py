"""Queries on ``credit_lots`` and ``credit_ledger``.

A lot's ``remaining`` and the ledger change in the same transaction, always: the sum of a lot's deltas is what it holds.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from codementee.core.database import Database, Document, Session
from codementee.credits.schemas import LedgerKind

COLLECTION = "credit_lots"
LEDGER_COLLECTION = "credit_ledger"
ACCOUNTS_COLLECTION = "credit_accounts"

_HOLDS_SOMETHING = {"remaining": {"$gt": 0}}
_FIRST_EXPIRY = [("expires_at", ASCENDING), ("_id", ASCENDING)]
# Named where it is meant: with a handful of lots the server takes any index for as good as this one.
_BY_EXPIRY = "user_expiry"

_LOT_INDEXES = [
    # An order makes one lot, however often its payment is reported.
    IndexModel(
        [("order_id", ASCENDING)],
        name="order_unique",
        unique=True,
        partialFilterExpression={"order_id": {"$exists": True}},
    ),
    # The one to take from, the first expiry, and the balance without reading a document.
    IndexModel(
        [("user_id", ASCENDING), ("expires_at", ASCENDING), ("_id", ASCENDING), ("remaining", ASCENDING)],
        name=_BY_EXPIRY,
    ),
    IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="user_id"),
    # What the worker looks for: lots that hold something and expire, or are about to and nobody was told.
    IndexModel([("expires_at", ASCENDING)], name="expiry_of_unused", partialFilterExpression=_HOLDS_SOMETHING),
    IndexModel(
        [("warned", ASCENDING), ("expires_at", ASCENDING)],
        name="warning_of_unused",
        partialFilterExpression=_HOLDS_SOMETHING,
    ),
]

_LEDGER_INDEXES = [
    IndexModel([("key", ASCENDING)], name="key_unique", unique=True),
    IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="user_id"),
]

INDEXES = {COLLECTION: _LOT_INDEXES, LEDGER_COLLECTION: _LEDGER_INDEXES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    id: ObjectId
    user_id: ObjectId
    order_id: ObjectId | None
    granted: int
    remaining: int
    expires_at: datetime
    # Set when its order was refunded in full: nothing comes back to it.
    closed_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A ledger entry; ``key`` names the event, and no event is entered twice."""

    key: str
    kind: LedgerKind
    user_id: ObjectId
    lot_id: ObjectId
    delta: int
    balance_after: int
    at: datetime
    booking_id: ObjectId | None = None
    order_id: ObjectId | None = None
    id: ObjectId | None = None


class CreditRepository:
    def __init__(self, database: Database) -> None:
        self._lots = database[COLLECTION]
        self._ledger = database[LEDGER_COLLECTION]
        self._accounts = database[ACCOUNTS_COLLECTION]

    async def serialise(self, user_id: ObjectId, *, session: Session) -> None:
        """Let no other transaction that does the same for this user commit beside this one.

        A snapshot alone does not: one that opens a lot and one that closes another each miss what the other does, and
        if one of them need not change the user's document they do not even clash there.
        """
        await self._accounts.update_one({"_id": user_id}, {"$inc": {"version": 1}}, upsert=True, session=session)

    async def insert_lot(self, lot: Lot, *, session: Session) -> None:
        document: Document = {
            "_id": lot.id,
            "user_id": lot.user_id,
            "granted": lot.granted,
            "remaining": lot.remaining,
            "expires_at": lot.expires_at,
            "closed_at": None,
            "warned": False,
            "created_at": lot.created_at,
        }
        if lot.order_id is not None:
            document["order_id"] = lot.order_id
        await self._lots.insert_one(document, session=session)

    async def available(self, user_id: ObjectId, *, now: datetime, session: Session | None = None) -> int:
        pipeline: list[Document] = [
            {"$match": {"user_id": user_id, "expires_at": {"$gt": now}, "remaining": {"$gt": 0}}},
            {"$group": {"_id": None, "available": {"$sum": "$remaining"}}},
        ]
        cursor = await self._lots.aggregate(pipeline, session=session)
        found = await cursor.to_list()
        return int(found[0]["available"]) if found else 0

    async def next_expiry(self, user_id: ObjectId, *, now: datetime) -> datetime | None:
        """When the first usable credit expires."""
        found = await self._lots.find_one(
            {"user_id": user_id, "expires_at": {"$gt": now}, "remaining": {"$gt": 0}},
            {"expires_at": 1},
            sort=_FIRST_EXPIRY,
            hint=_BY_EXPIRY,
        )
        return found["expires_at"] if found else None

    async def latest_expiry(self, user_id: ObjectId, *, session: Session) -> datetime | None:
        """When the last lot ends that is not closed; used up or not, the plan goes on until then."""
        found = await self._lots.find_one(
            {"user_id": user_id, "closed_at": None},
            {"expires_at": 1},
            sort=[("expires_at", DESCENDING), ("_id", DESCENDING)],
            hint=_BY_EXPIRY,
            session=session,
        )
        return found["expires_at"] if found else None

    async def take_first(
        self, user_id: ObjectId, count: int, *, now: datetime, session: Session
    ) -> tuple[Lot, int] | None:
        """Take up to ``count`` credits out of the lot that expires first: the lot as it is then, and how many it gave.

        None when there are none. Comparison and subtraction are one update: no lot goes below zero.
        """
        usable = {"user_id": user_id, "expires_at": {"$gt": now}, "remaining": {"$gt": 0}}
        before = await self._lots.find_one_and_update(
            usable,
            [{"$set": {"remaining": {"$max": [{"$subtract": ["$remaining", count]}, 0]}}}],
            sort=_FIRST_EXPIRY,
            hint=_BY_EXPIRY,
            return_document=ReturnDocument.BEFORE,
            session=session,
        )
        if before is None:
            return None
        taken = min(before["remaining"], count)
        return _lot(before | {"remaining": before["remaining"] - taken}), taken

    async def change(
        self, lot_id: ObjectId, delta: int, changes: Document | None = None, *, session: Session
    ) -> Lot | None:
        """The lot after adding ``delta``; None when it does not hold that much to take away."""
        update: Document = {"$inc": {"remaining": delta}}
        if changes:
            update["$set"] = changes
        found = await self._lots.find_one_and_update(
            {"_id": lot_id, "remaining": {"$gte": max(-delta, 0)}},
            update,
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return _lot(found) if found else None

    async def close(self, lot_id: ObjectId, *, at: datetime, session: Session) -> None:
        await self._lots.update_one({"_id": lot_id}, {"$set": {"closed_at": at}}, session=session)

    async def find_lot(self, lot_id: ObjectId, *, session: Session | None = None) -> Lot | None:
        found = await self._lots.find_one({"_id": lot_id}, session=session)
        return _lot(found) if found else None

    async def find_lot_of_order(self, order_id: ObjectId, *, session: Session | None = None) -> Lot | None:
        found = await self._lots.find_one({"order_id": order_id}, session=session)
        return _lot(found) if found else None

    async def find_lots(self, user_id: ObjectId, *, after: ObjectId | None, limit: int) -> list[Lot]:
        """Up to ``limit`` lots of the user, newest first, from the first one older than ``after``."""
        query: dict[str, Any] = {"user_id": user_id}
        if after is not None:
            query["_id"] = {"$lt": after}
        documents = await self._lots.find(query).sort("_id", DESCENDING).limit(limit).to_list()
        return [_lot(document) for document in documents]

    async def find_expired(self, *, now: datetime, limit: int) -> list[Lot]:
        """Lots that hold something and whose time is over, the longest over first."""
        query = {"remaining": {"$gt": 0}, "expires_at": {"$lte": now}}
        documents = await self._lots.find(query).sort("expires_at", ASCENDING).limit(limit).to_list()
        return [_lot(document) for document in documents]

    async def find_unwarned(self, *, now: datetime, until: datetime, limit: int) -> list[Lot]:
        """Lots that hold something, expire in (now, until] and whose owner has not been told."""
        query = {"remaining": {"$gt": 0}, "warned": False, "expires_at": {"$gt": now, "$lte": until}}
        documents = await self._lots.find(query).sort("expires_at", ASCENDING).limit(limit).to_list()
        return [_lot(document) for document in documents]

    async def mark_warned(self, lot_id: ObjectId, *, session: Session) -> None:
        await self._lots.update_one({"_id": lot_id}, {"$set": {"warned": True}}, session=session)

    async def enter(self, entry: Entry, *, session: Session) -> None:
        """Append to the ledger. A key that is there already aborts the transaction: look with ``find_entry`` first."""
        document: Document = {
            "key": entry.key,
            "kind": entry.kind.value,
            "user_id": entry.user_id,
            "lot_id": entry.lot_id,
            "delta": entry.delta,
            "balance_after": entry.balance_after,
            "at": entry.at,
        }
        if entry.booking_id is not None:
            document["booking_id"] = entry.booking_id
        if entry.order_id is not None:
            document["order_id"] = entry.order_id
        await self._ledger.insert_one(document, session=session)

    async def find_entry(self, key: str, *, session: Session | None = None) -> Entry | None:
        found = await self._ledger.find_one({"key": key}, session=session)
        return _entry(found) if found else None

    async def find_entries(self, user_id: ObjectId, *, after: ObjectId | None, limit: int) -> list[Entry]:
        """Up to ``limit`` ledger entries of the user, newest first, from the first one older than ``after``."""
        query: dict[str, Any] = {"user_id": user_id}
        if after is not None:
            query["_id"] = {"$lt": after}
        documents = await self._ledger.find(query).sort("_id", DESCENDING).limit(limit).to_list()
        return [_entry(document) for document in documents]


def _lot(document: Document) -> Lot:
    return Lot(
        id=document["_id"],
        user_id=document["user_id"],
        order_id=document.get("order_id"),
        granted=document["granted"],
        remaining=document["remaining"],
        expires_at=document["expires_at"],
        closed_at=document["closed_at"],
        created_at=document["created_at"],
    )


def _entry(document: Document) -> Entry:
    return Entry(
        id=document["_id"],
        key=document["key"],
        kind=LedgerKind(document["kind"]),
        user_id=document["user_id"],
        lot_id=document["lot_id"],
        delta=document["delta"],
        balance_after=document["balance_after"],
        at=document["at"],
        booking_id=document.get("booking_id"),
        order_id=document.get("order_id"),
    )
