"""Queries on ``mentors`` and ``mentor_exceptions``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, IndexModel

from codementee.core.database import Database, Document, Session
from codementee.mentors.policy import Availability, Exceptions, Window, Windows, parse_clock

COLLECTION = "mentors"
EXCEPTIONS = "mentor_exceptions"

INDEXES = {
    COLLECTION: [
        # Each filter a list has; a company and a type together read the company's mentors.
        IndexModel([("active", ASCENDING), ("_id", ASCENDING)], name="active_id"),
        IndexModel([("active", ASCENDING), ("companies", ASCENDING), ("_id", ASCENDING)], name="active_company_id"),
        IndexModel([("active", ASCENDING), ("interview_types", ASCENDING), ("_id", ASCENDING)], name="active_type_id"),
    ],
    EXCEPTIONS: [
        # ISO dates: their order as text is their order in time.
        IndexModel([("mentor_id", ASCENDING), ("date", ASCENDING)], name="mentor_date_unique", unique=True)
    ],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor:
    """``id`` is the user's; name and address are in ``users``."""

    id: ObjectId
    headline: str
    bio: str
    companies: tuple[str, ...]
    interview_types: tuple[str, ...]
    availability: Availability
    active: bool


class MentorRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]
        self._exceptions = database[EXCEPTIONS]

    async def find(self, mentor_id: ObjectId, *, session: Session | None = None) -> Mentor | None:
        """Retired ones included."""
        document = await self._collection.find_one({"_id": mentor_id}, session=session)
        return mentor_of(document) if document is not None else None

    async def find_active(
        self,
        *,
        company: str | None = None,
        interview_type: str | None = None,
        after: ObjectId | None = None,
        limit: int,
        session: Session | None = None,
    ) -> list[Mentor]:
        """Up to ``limit`` mentors who can be assigned, in order of id."""
        query: dict[str, Any] = {"active": True}
        if company is not None:
            query["companies"] = company
        if interview_type is not None:
            query["interview_types"] = interview_type
        documents = await self._documents(query, after=after, limit=limit, session=session)
        return [mentor_of(document) for document in documents]

    async def find_all(
        self,
        *,
        active: bool | None,
        company: str | None,
        interview_type: str | None,
        after: ObjectId | None,
        limit: int,
    ) -> list[Document]:
        """For administrators, retired ones included, in order of id."""
        # Both values named rather than the field left out: the indexes begin with it.
        query: dict[str, Any] = {"active": {"$in": [False, True]} if active is None else active}
        if company is not None:
            query["companies"] = company
        if interview_type is not None:
            query["interview_types"] = interview_type
        return await self._documents(query, after=after, limit=limit)

    async def ensure(self, mentor_id: ObjectId, profile: Document, *, now: datetime, session: Session) -> None:
        """Make the document unless there is one; not active unless the profile says so."""
        fresh = {"active": False, **profile, "version": 1, "created_at": now, "updated_at": now}
        await self._collection.update_one({"_id": mentor_id}, {"$setOnInsert": fresh}, upsert=True, session=session)

    async def retire(self, mentor_id: ObjectId, *, now: datetime, session: Session) -> None:
        """Neither shown nor assigned any more. Nothing happens to somebody who is no active mentor."""
        await self._collection.update_one(
            {"_id": mentor_id, "active": True},
            {"$set": {"active": False, "updated_at": now}, "$inc": {"version": 1}},
            session=session,
        )

    async def exceptions(
        self, mentor_ids: Sequence[ObjectId], *, first: date, last: date, session: Session | None = None
    ) -> dict[ObjectId, Exceptions]:
        """By mentor, those from ``first`` to ``last`` (both included)."""
        query = {
            "mentor_id": {"$in": list(mentor_ids)},
            "date": {"$gte": first.isoformat(), "$lte": last.isoformat()},
        }
        found: dict[ObjectId, dict[date, Windows]] = {mentor_id: {} for mentor_id in mentor_ids}
        async for document in self._exceptions.find(query, session=session):
            found[document["mentor_id"]][date.fromisoformat(document["date"])] = windows_of(document["windows"])
        return {mentor_id: dict(days) for mentor_id, days in found.items()}

    async def find_exceptions(
        self, mentor_id: ObjectId, *, first: date, last: date | None, limit: int
    ) -> list[tuple[date, list[Document]]]:
        """Up to ``limit`` dates with their windows, in order."""
        bounds = {"$gte": first.isoformat()} | ({"$lte": last.isoformat()} if last else {})
        cursor = self._exceptions.find({"mentor_id": mentor_id, "date": bounds}).sort("date", ASCENDING).limit(limit)
        return [(date.fromisoformat(d["date"]), d["windows"]) for d in await cursor.to_list()]

    async def put_exception(self, mentor_id: ObjectId, day: date, windows: list[Document], *, now: datetime) -> None:
        await self._exceptions.update_one(
            {"mentor_id": mentor_id, "date": day.isoformat()},
            {"$set": {"windows": windows, "updated_at": now}, "$setOnInsert": {"created_at": now}},
            upsert=True,
        )

    async def delete_exception(self, mentor_id: ObjectId, day: date) -> bool:
        result = await self._exceptions.delete_one({"mentor_id": mentor_id, "date": day.isoformat()})
        return result.deleted_count == 1

    async def _documents(
        self, query: dict[str, Any], *, after: ObjectId | None, limit: int, session: Session | None = None
    ) -> list[Document]:
        if after is not None:
            query["_id"] = {"$gt": after}
        return await self._collection.find(query, session=session).sort("_id", ASCENDING).limit(limit).to_list()


def mentor_of(document: Document) -> Mentor:
    week: list[list[Window]] = [[] for _ in range(7)]
    for rule in document["rules"]:
        week[rule["weekday"]].append(Window(parse_clock(rule["start"]), parse_clock(rule["end"])))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = map(tuple, week)
    return Mentor(
        id=document["_id"],
        headline=document["headline"],
        bio=document["bio"],
        companies=tuple(document["companies"]),
        interview_types=tuple(document["interview_types"]),
        availability=Availability(
            time_zone=document["time_zone"],
            week=(monday, tuesday, wednesday, thursday, friday, saturday, sunday),
            minimum_notice_hours=document["minimum_notice_hours"],
            maximum_per_day=document["maximum_per_day"],
            active=document["active"],
        ),
        active=document["active"],
    )


def windows_of(documents: Sequence[Document]) -> Windows:
    return tuple(Window(parse_clock(document["start"]), parse_clock(document["end"])) for document in documents)
