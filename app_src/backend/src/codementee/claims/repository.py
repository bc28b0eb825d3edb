"""Queries on ``claims``."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bson import ObjectId
from pymongo import ASCENDING, IndexModel
from pymongo.errors import BulkWriteError, OperationFailure

from codementee.claims.policy import Resource
from codementee.core.database import Database, Document, Session

COLLECTION = "claims"

INDEXES = [
    IndexModel([("booking_id", ASCENDING)], name="booking_id"),
    # Seats only: how full a slot is.
    IndexModel([("slot_id", ASCENDING)], name="slot_id", sparse=True),
]

_DUPLICATE_KEY = 11_000
_WRITE_CONFLICT = 112


class ClaimRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def holders(self, keys: Collection[str], *, session: Session | None = None) -> dict[str, ObjectId]:
        """Which of the keys are claimed, and by which booking."""
        if not keys:
            return {}
        query = {"_id": {"$in": list(keys)}}
        documents = await self._collection.find(query, {"booking_id": 1}, session=session).to_list()
        return {document["_id"]: document["booking_id"] for document in documents}

    async def holders_within(self, spans: Collection[tuple[str, str]]) -> dict[str, ObjectId]:
        """As ``holders``, of every key from the first to the last of a span, both included.

        For looking at many times of few owners: a busy month is few claims, and its keys are thousands.
        """
        if not spans:
            return {}
        query = {"$or": [{"_id": {"$gte": first, "$lte": last}} for first, last in spans]}
        documents = await self._collection.find(query, {"booking_id": 1}).to_list()
        return {document["_id"]: document["booking_id"] for document in documents}

    async def add(self, keys: Collection[str], booking_id: ObjectId, *, now: datetime, session: Session) -> None:
        """Claim every key, in the caller's transaction.

        When one is gone since the transaction's snapshot was taken, the transaction starts again and sees it.
        """
        if not keys:
            return
        # In order: two transactions that want the same keys meet at the first one.
        documents = [
            {"_id": key, "booking_id": booking_id, "created_at": now} | _slot_field(key) for key in sorted(keys)
        ]
        try:
            await self._collection.insert_many(documents, session=session)
        except BulkWriteError as error:
            if all(problem["code"] == _DUPLICATE_KEY for problem in error.details.get("writeErrors", [])):
                labels = {"errorLabels": ["TransientTransactionError"]}
                raise OperationFailure("claimed meanwhile", _WRITE_CONFLICT, labels) from error
            raise

    async def release(self, booking_id: ObjectId, *, keep: Collection[str] = (), session: Session | None = None) -> int:
        """Give back what the booking holds, except ``keep``; answers how many claims that were."""
        query = {"booking_id": booking_id} | ({"_id": {"$nin": list(keep)}} if keep else {})
        return (await self._collection.delete_many(query, session=session)).deleted_count

    async def release_kind(self, booking_id: ObjectId, resource: Resource, *, session: Session) -> None:
        """Give back what the booking holds of one kind."""
        await self._collection.delete_many(
            {"booking_id": booking_id, "_id": {"$regex": f"^{resource}:"}}, session=session
        )

    async def held_by(self, booking_id: ObjectId, *, session: Session | None = None) -> frozenset[str]:
        """What the booking holds."""
        documents = await self._collection.find({"booking_id": booking_id}, {"_id": 1}, session=session).to_list()
        return frozenset(document["_id"] for document in documents)

    async def seats_taken(self, capacities: Mapping[ObjectId, int]) -> dict[ObjectId, int]:
        """How many seats of each slot are claimed. ``capacities``: the number of seats by slot."""
        pipeline: list[Document] = [
            {"$match": {"slot_id": {"$in": list(capacities)}}},
            {"$group": {"_id": "$slot_id", "taken": {"$sum": 1}}},
        ]
        counted = await (await self._collection.aggregate(pipeline)).to_list()
        return dict.fromkeys(capacities, 0) | {found["_id"]: int(found["taken"]) for found in counted}


def _slot_field(key: str) -> Document:
    resource, _, rest = key.partition(":")
    return {"slot_id": ObjectId(rest.partition(":")[0])} if resource == Resource.SLOT else {}
