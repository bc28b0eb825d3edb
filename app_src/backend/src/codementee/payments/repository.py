"""Queries on ``orders``. Every change of state is one conditional update that names the states it starts from."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from codementee.core.database import Database, Document, Session
from codementee.payments.policy import OPEN, REFUNDABLE, UNPAID, refunded_state, sources
from codementee.payments.records import Buyer, Failure, Order, Payment, Plan, order_of
from codementee.payments.schemas import OrderState

COLLECTION = "orders"

INDEXES = [
    IndexModel([("user_id", ASCENDING), ("idempotency_key", ASCENDING)], name="idempotency_unique", unique=True),
    IndexModel(
        [("razorpay_order_id", ASCENDING)],
        name="razorpay_order_unique",
        unique=True,
        partialFilterExpression={"razorpay_order_id": {"$exists": True}},
    ),
    # No payment pays two orders.
    IndexModel(
        [("payment.id", ASCENDING)],
        name="payment_unique",
        unique=True,
        partialFilterExpression={"payment.id": {"$exists": True}},
    ),
    IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="user_id"),
    IndexModel([("user_id", ASCENDING), ("state", ASCENDING), ("_id", DESCENDING)], name="user_state_id"),
    IndexModel([("state", ASCENDING), ("_id", DESCENDING)], name="state_id"),
    # What was paid in a month (insights).
    IndexModel(
        [("payment.captured_at", ASCENDING)],
        name="captured_at",
        partialFilterExpression={"payment.captured_at": {"$exists": True}},
    ),
    # Only what is watched is in it.
    IndexModel(
        [("next_check_at", ASCENDING)],
        name="next_check_at",
        partialFilterExpression={"next_check_at": {"$exists": True}},
    ),
]

_OPEN = [state.value for state in OPEN]
_UNPAID = [state.value for state in UNPAID]
_REFUNDABLE = [state.value for state in REFUNDABLE]


class OrderRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def find_or_insert(
        self,
        *,
        user_id: ObjectId,
        idempotency_key: str,
        plan: Plan,
        currency: str,
        booking_id: ObjectId | None,
        buyer: Buyer,
        policy_version: str,
        expires_at: datetime,
        next_check_at: datetime,
        now: datetime,
    ) -> Order:
        """The order this user placed under the key, or a new one."""
        fresh: Document = {
            "_id": ObjectId(),
            "plan": asdict(plan),
            "buyer": asdict(buyer),
            "policy_version": policy_version,
            "amount_paise": plan.price_paise,
            "currency": currency,
            "state": OrderState.CREATED.value,
            "reserved_paise": 0,
            "refunded_paise": 0,
            "next_check_at": next_check_at,
            "expires_at": expires_at,
            "created_at": now,
            "updated_at": now,
        }
        if booking_id is not None:
            fresh["booking_id"] = booking_id
        found = await self._collection.find_one_and_update(
            {"user_id": user_id, "idempotency_key": idempotency_key},
            {"$setOnInsert": fresh},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        assert found is not None  # noqa: S101 - an upsert always finds one
        return order_of(found)

    async def find_by_key(self, user_id: ObjectId, idempotency_key: str) -> Order | None:
        return _optional(await self._collection.find_one({"user_id": user_id, "idempotency_key": idempotency_key}))

    async def count_open(self, user_id: ObjectId, *, limit: int) -> int:
        query = {"user_id": user_id, "state": {"$in": _OPEN}}
        return await self._collection.count_documents(query, limit=limit)

    async def claim_creation(self, order_id: ObjectId, *, now: datetime, until: datetime) -> bool | None:
        """Become the one who places the order at the payment service, until then.

        True when somebody tried before, so that it may be there already; False for the first; None when it is placed,
        or someone else is at it.
        """
        before = await self._collection.find_one_and_update(
            {
                "_id": order_id,
                "razorpay_order_id": {"$exists": False},
                "$or": [{"creation_claimed_until": {"$exists": False}}, {"creation_claimed_until": {"$lte": now}}],
            },
            {"$set": {"creation_claimed_until": until}},
            return_document=ReturnDocument.BEFORE,
        )
        return None if before is None else "creation_claimed_until" in before

    async def release_creation(self, order_id: ObjectId, *, now: datetime) -> None:
        """Let the next request try at once; it will look first."""
        await self._collection.update_one(
            {"_id": order_id, "razorpay_order_id": {"$exists": False}}, {"$set": {"creation_claimed_until": now}}
        )

    async def set_razorpay_order(self, order_id: ObjectId, razorpay_order_id: str, *, now: datetime) -> Order | None:
        """First come, first kept: the order with the one that counts."""
        await self._collection.update_one(
            {"_id": order_id, "razorpay_order_id": {"$exists": False}},
            {"$set": {"razorpay_order_id": razorpay_order_id, "updated_at": now}},
        )
        return await self.find(order_id)

    async def mark_paid(self, order_id: ObjectId, payment: Payment, *, now: datetime, session: Session) -> Order | None:
        """The order, paid by this; None when it is paid already."""
        found = await self._collection.find_one_and_update(
            {"_id": order_id, "state": {"$in": sources(OrderState.PAID)}},
            {
                "$set": {"state": OrderState.PAID.value, "payment": asdict(payment), "updated_at": now},
                "$unset": {"next_check_at": "", "failure": ""},
            },
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return _optional(found)

    async def note_failure(self, order_id: ObjectId, failure: Failure, *, now: datetime) -> bool:
        """Keep the latest failed attempt (by its own time, then its id), whatever order they are reported in."""
        later = [
            {"failure": {"$exists": False}},
            {"failure.at": {"$lt": failure.at}},
            {"failure.at": failure.at, "failure.payment_id": {"$lt": failure.payment_id}},
        ]
        result = await self._collection.update_one(
            {"_id": order_id, "state": {"$in": _UNPAID}, "$or": later},
            {"$set": {"failure": asdict(failure), "updated_at": now}},
        )
        await self._collection.update_one(
            {"_id": order_id, "state": {"$in": sources(OrderState.FAILED)}},
            {"$set": {"state": OrderState.FAILED.value, "updated_at": now}},
        )
        return result.modified_count == 1

    async def note_mismatch(self, order_id: ObjectId, payment_id: str, *, now: datetime) -> bool:
        """False when it was noted before."""
        result = await self._collection.update_one(
            {"_id": order_id, "mismatches": {"$ne": payment_id}},
            {"$push": {"mismatches": payment_id}, "$set": {"updated_at": now}},
        )
        return result.modified_count == 1

    async def expire(self, order_id: ObjectId, *, now: datetime) -> bool:
        result = await self._collection.update_one(
            {"_id": order_id, "state": {"$in": sources(OrderState.EXPIRED)}, "expires_at": {"$lte": now}},
            {"$set": {"state": OrderState.EXPIRED.value, "updated_at": now}},
        )
        return result.modified_count == 1

    async def find_due(self, *, now: datetime, limit: int) -> list[Order]:
        """Unpaid orders that are to be asked about, the longest overdue first."""
        query = {"next_check_at": {"$lte": now}}
        documents = await self._collection.find(query).sort("next_check_at", ASCENDING).limit(limit).to_list()
        return [order_of(document) for document in documents]

    async def schedule_check(self, order_id: ObjectId, at: datetime | None) -> None:
        update = {"$set": {"next_check_at": at}} if at is not None else {"$unset": {"next_check_at": ""}}
        await self._collection.update_one({"_id": order_id, "state": {"$in": _UNPAID}}, update)

    async def reserve(self, order: Order, amount_paise: int, *, now: datetime, session: Session) -> Order | None:
        """Set an amount aside for a refund; None when not that much is left of it."""
        found = await self._collection.find_one_and_update(
            {
                "_id": order.id,
                "state": {"$in": _REFUNDABLE},
                "reserved_paise": {"$lte": order.amount_paise - amount_paise},
            },
            {"$inc": {"reserved_paise": amount_paise}, "$set": {"updated_at": now}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return _optional(found)

    async def unreserve(self, order_id: ObjectId, amount_paise: int, *, now: datetime, session: Session) -> None:
        await self._collection.update_one(
            {"_id": order_id}, {"$inc": {"reserved_paise": -amount_paise}, "$set": {"updated_at": now}}, session=session
        )

    async def add_refunded(self, order: Order, amount_paise: int, *, now: datetime, session: Session) -> Order:
        """The order after ``amount_paise`` of what was set aside has gone back."""
        state = refunded_state(order.amount_paise, order.refunded_paise + amount_paise)
        found = await self._collection.find_one_and_update(
            {"_id": order.id, "refunded_paise": order.refunded_paise, "state": {"$in": sources(state)}},
            {"$inc": {"refunded_paise": amount_paise}, "$set": {"state": state.value, "updated_at": now}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        assert found is not None  # noqa: S101 - the order was read in this transaction
        return order_of(found)

    async def find(self, order_id: ObjectId, *, session: Session | None = None) -> Order | None:
        return _optional(await self._collection.find_one({"_id": order_id}, session=session))

    async def find_for(self, user_id: ObjectId, order_id: ObjectId) -> Order | None:
        """The user's order; None for somebody else's."""
        return _optional(await self._collection.find_one({"_id": order_id, "user_id": user_id}))

    async def find_by_razorpay_order(self, razorpay_order_id: str) -> Order | None:
        return _optional(await self._collection.find_one({"razorpay_order_id": razorpay_order_id}))

    async def find_by_payment(self, payment_id: str) -> Order | None:
        return _optional(await self._collection.find_one({"payment.id": payment_id}))

    async def find_page(
        self, *, user_id: ObjectId | None, state: OrderState | None, after: ObjectId | None, limit: int
    ) -> list[Order]:
        """Up to ``limit`` orders, newest first, from the first one older than ``after``."""
        query: dict[str, Any] = {}
        if user_id is not None:
            query["user_id"] = user_id
        if state is not None:
            query["state"] = state.value
        if after is not None:
            query["_id"] = {"$lt": after}
        documents = await self._collection.find(query).sort("_id", DESCENDING).limit(limit).to_list()
        return [order_of(document) for document in documents]


def _optional(document: Document | None) -> Order | None:
    return order_of(document) if document is not None else None
