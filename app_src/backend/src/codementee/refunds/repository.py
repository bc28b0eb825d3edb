"""Queries on ``refunds``. Every change of state is one conditional update that names the states it starts from."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from codementee.core.database import Database, Document, Session
from codementee.payments.policy import retry_pause
from codementee.refunds.policy import sources
from codementee.refunds.schemas import RefundOrigin, RefundState

COLLECTION = "refunds"

INDEXES = [
    # One at a time waits for a decision: pressing the button twice asks once.
    IndexModel(
        [("order_id", ASCENDING)],
        name="requested_of_order_unique",
        unique=True,
        partialFilterExpression={"state": RefundState.REQUESTED.value},
    ),
    IndexModel(
        [("razorpay_refund_id", ASCENDING)],
        name="razorpay_refund_unique",
        unique=True,
        partialFilterExpression={"razorpay_refund_id": {"$exists": True}},
    ),
    IndexModel([("order_id", ASCENDING), ("_id", DESCENDING)], name="order_id"),
    IndexModel([("state", ASCENDING), ("_id", DESCENDING)], name="state_id"),
    # Only what is on its way is in it.
    IndexModel(
        [("next_try_at", ASCENDING)],
        name="next_try_at",
        partialFilterExpression={"next_try_at": {"$exists": True}},
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    id: ObjectId
    order_id: ObjectId
    user_id: ObjectId
    payment_id: str
    amount_paise: int
    credits: int
    state: RefundState
    origin: RefundOrigin
    reason: str
    requested_by: ObjectId | None
    decided_by: ObjectId | None
    decision_reason: str | None
    razorpay_refund_id: str | None
    attempts: int
    created_at: datetime
    updated_at: datetime


class RefundRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def insert(self, refund: Refund, *, session: Session) -> None:
        """Raises DuplicateKeyError when the order has one that waits, or the payment service's is known."""
        document: Document = asdict(refund) | {"state": refund.state.value, "origin": refund.origin.value}
        document["_id"] = document.pop("id")
        if refund.razorpay_refund_id is None:
            # Absent rather than null: only ids are unique.
            del document["razorpay_refund_id"]
        await self._collection.insert_one(document, session=session)

    async def advance(
        self,
        refund_id: ObjectId,
        target: RefundState,
        changes: Document | None = None,
        *,
        next_try_at: datetime | None = None,
        now: datetime,
        session: Session | None = None,
    ) -> Refund | None:
        """The refund in its new state; None when it is not where it could get there from."""
        update: Document = {"$set": {"state": target.value, "updated_at": now} | (changes or {})}
        if next_try_at is not None:
            update["$set"]["next_try_at"] = next_try_at
        else:
            update["$unset"] = {"next_try_at": ""}
        found = await self._collection.find_one_and_update(
            {"_id": refund_id, "state": {"$in": sources(target)}},
            update,
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return _optional(found)

    async def claim_next(self, *, now: datetime, until: datetime) -> Refund | None:
        """The refund on its way that has been due for longest, not due again before ``until``; None when none is."""
        found = await self._collection.find_one_and_update(
            {"next_try_at": {"$lte": now}},
            {"$inc": {"attempts": 1}, "$set": {"next_try_at": until}},
            sort=[("next_try_at", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )
        return _optional(found)

    async def put_back(self, refund: Refund, *, now: datetime) -> None:
        await self._collection.update_one(
            {"_id": refund.id, "next_try_at": {"$exists": True}},
            {"$set": {"next_try_at": now + retry_pause(max(refund.attempts, 1))}},
        )

    async def find(self, refund_id: ObjectId, *, session: Session | None = None) -> Refund | None:
        return _optional(await self._collection.find_one({"_id": refund_id}, session=session))

    async def find_by_razorpay(self, razorpay_refund_id: str) -> Refund | None:
        return _optional(await self._collection.find_one({"razorpay_refund_id": razorpay_refund_id}))

    async def find_of_order(self, order_id: ObjectId, *, after: ObjectId | None, limit: int) -> list[Refund]:
        """Up to ``limit`` refunds of the order, newest first, from the first one older than ``after``."""
        return await self._page({"order_id": order_id}, after=after, limit=limit)

    async def find_page(self, *, state: RefundState | None, after: ObjectId | None, limit: int) -> list[Refund]:
        """Up to ``limit`` refunds, newest first, from the first one older than ``after``."""
        return await self._page({} if state is None else {"state": state.value}, after=after, limit=limit)

    async def _page(self, query: dict[str, Any], *, after: ObjectId | None, limit: int) -> list[Refund]:
        if after is not None:
            query = query | {"_id": {"$lt": after}}
        documents = await self._collection.find(query).sort("_id", DESCENDING).limit(limit).to_list()
        return [_refund(document) for document in documents]


def _optional(document: Document | None) -> Refund | None:
    return _refund(document) if document is not None else None


def _refund(document: Document) -> Refund:
    fields: dict[str, Any] = {name: document.get(name) for name in Refund.__slots__ if name != "id"}
    return Refund(
        **fields
        | {
            "id": document["_id"],
            "state": RefundState(document["state"]),
            "origin": RefundOrigin(document["origin"]),
        }
    )
