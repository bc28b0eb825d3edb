"""Queries on ``time_slots``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, IndexModel, UpdateOne

from codementee.core.database import Database, Document, Session

COLLECTION = "time_slots"

_ORDER = [("start_at", ASCENDING), ("_id", ASCENDING)]

INDEXES = [
    # One slot per start and length: a series made twice, or by two people, makes each once.
    IndexModel([("start_at", ASCENDING), ("end_at", ASCENDING)], name="start_end_unique", unique=True),
    # Lists: everything, what is for an interview type, and what mentees see of that.
    IndexModel(_ORDER, name="start_id"),
    IndexModel([("active", ASCENDING), *_ORDER], name="active_start_id"),
    IndexModel([("interview_types", ASCENDING), *_ORDER], name="type_start_id"),
    IndexModel([("active", ASCENDING), ("interview_types", ASCENDING), *_ORDER], name="active_type_start_id"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """[start_at, end_at) in UTC, ``minutes`` long; at most ``capacity`` bookings."""

    id: ObjectId
    start_at: datetime
    end_at: datetime
    minutes: int
    interview_types: tuple[str, ...]
    capacity: int
    active: bool


class SlotRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def find(self, ids: Sequence[ObjectId], *, session: Session | None = None) -> list[Slot]:
        """The slots there are of these, retired ones included, in the order of ``ids``."""
        cursor = self._collection.find({"_id": {"$in": list(ids)}}, session=session)
        by_id = {document["_id"]: slot_of(document) for document in await cursor.limit(max(len(ids), 1)).to_list()}
        return [by_id[identifier] for identifier in ids if identifier in by_id]

    async def find_bookable(
        self,
        interview_type: str,
        *,
        minutes: tuple[int, int],
        start: tuple[datetime, datetime],
        after: tuple[datetime, ObjectId] | None,
        limit: int,
    ) -> list[Slot]:
        """Active slots for the type, between ``minutes`` long (both included), that start in [from, to)."""
        shortest, longest = minutes
        query: dict[str, Any] = {
            "active": True,
            "interview_types": interview_type,
            "minutes": {"$gte": shortest, "$lte": longest},
        }
        return await self._page(query, start=start, after=after, limit=limit)

    async def find_all(
        self,
        *,
        interview_type: str | None,
        active: bool | None,
        start: tuple[datetime | None, datetime | None],
        after: tuple[datetime, ObjectId] | None,
        limit: int,
    ) -> list[Document]:
        """For administrators, in order of start."""
        query: dict[str, Any] = {}
        # Named, because the server remembers what was best for slots that are active, and few are not.
        index = []
        if active is not None:
            query["active"] = active
            index.append("active")
        if interview_type is not None:
            query["interview_types"] = interview_type
            index.append("type")
        hint = "_".join([*index, "start_id"])
        return await self._documents(query, start=start, after=after, limit=limit, hint=hint)

    async def add_missing(self, documents: Sequence[Document], *, session: Session) -> list[ObjectId]:
        """Insert those whose start and end no slot has yet; answers their ids. Does not abort the transaction."""
        writes = [
            UpdateOne({"start_at": d["start_at"], "end_at": d["end_at"]}, {"$setOnInsert": d}, upsert=True)
            for d in documents
        ]
        if not writes:
            return []
        result = await self._collection.bulk_write(writes, ordered=True, session=session)
        return list((result.upserted_ids or {}).values())

    async def _page(
        self,
        query: dict[str, Any],
        *,
        start: tuple[datetime, datetime],
        after: tuple[datetime, ObjectId] | None,
        limit: int,
    ) -> list[Slot]:
        return [slot_of(d) for d in await self._documents(query, start=start, after=after, limit=limit)]

    async def _documents(
        self,
        query: dict[str, Any],
        *,
        start: tuple[datetime | None, datetime | None],
        after: tuple[datetime, ObjectId] | None,
        limit: int,
        hint: str | None = None,
    ) -> list[Document]:
        first, behind_last = start
        bounds = ({"$gte": first} if first else {}) | ({"$lt": behind_last} if behind_last else {})
        if after is not None:
            at, identifier = after
            # The bound on the first key makes it a range of the index; the rest decides within one instant.
            bounds["$gte"] = at if first is None else max(at, first)
            query = query | {"$or": [{"start_at": {"$gt": at}}, {"start_at": at, "_id": {"$gt": identifier}}]}
        if bounds:
            query = query | {"start_at": bounds}
        return await self._collection.find(query, hint=hint).sort(_ORDER).limit(limit).to_list()


def slot_of(document: Document) -> Slot:
    return Slot(
        id=document["_id"],
        start_at=document["start_at"],
        end_at=document["end_at"],
        minutes=document["minutes"],
        interview_types=tuple(document["interview_types"]),
        capacity=document["capacity"],
        active=document["active"],
    )
