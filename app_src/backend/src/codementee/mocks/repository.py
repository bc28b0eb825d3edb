"""Queries on ``mocks``."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from codementee.bookings.records import Calendar, Link, Named, named
from codementee.core.database import Database, Document, Session
from codementee.mocks.schemas import MockState

COLLECTION = "mocks"

_FEEDBACK_PENDING = {"feedback_pending": True}

# Mocks are shorter than a day.
_LONGEST = timedelta(days=1)

INDEXES = [
    IndexModel([("booking_id", ASCENDING)], name="booking_unique", unique=True),
    *(
        index
        for side in ("mentee", "mentor")
        for index in (
            IndexModel([(f"{side}_id", ASCENDING), ("start_at", ASCENDING), ("_id", ASCENDING)], name=f"{side}_start"),
            IndexModel(
                [(f"{side}_id", ASCENDING), ("state", ASCENDING), ("start_at", ASCENDING), ("_id", ASCENDING)],
                name=f"{side}_state_start",
            ),
        )
    ),
    # Only mocks whose feedback is still to be written are in these.
    IndexModel([("feedback_due_at", ASCENDING)], name="feedback_due", partialFilterExpression=_FEEDBACK_PENDING),
    IndexModel(
        [("mentor_id", ASCENDING), ("feedback_pending", ASCENDING), ("start_at", ASCENDING), ("_id", ASCENDING)],
        name="mentor_feedback_due",
        partialFilterExpression=_FEEDBACK_PENDING,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mock:
    id: ObjectId
    booking_id: ObjectId
    reference: str
    mentee_id: ObjectId
    mentor_id: ObjectId
    company: Named
    track: Named | None
    interview_type: str
    start_at: datetime
    end_at: datetime
    link: Link
    calendar: Calendar
    state: MockState
    feedback_due_at: datetime
    # Feedback is owed: the mock is scheduled or completed, and nobody has written it.
    feedback_pending: bool
    feedback_at: datetime | None
    stars: int | None
    updated_at: datetime


class MockRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def insert(self, document: Document, *, session: Session) -> None:
        await self._collection.insert_one(document, session=session)

    async def load(
        self,
        mock_id: ObjectId,
        *,
        mentee_id: ObjectId | None = None,
        mentor_id: ObjectId | None = None,
        session: Session | None = None,
    ) -> Mock | None:
        """The mock; with ``mentee_id`` or ``mentor_id`` only if it is that person's."""
        query: Document = {"_id": mock_id}
        if mentee_id is not None:
            query["mentee_id"] = mentee_id
        if mentor_id is not None:
            query["mentor_id"] = mentor_id
        return _optional(await self._collection.find_one(query, session=session))

    async def of_person(
        self,
        side: str,
        person_id: ObjectId,
        *,
        states: Collection[MockState] = (),
        latest_first: bool,
        after: tuple[datetime, ObjectId] | None,
        limit: int,
        owed_at: datetime | None = None,
    ) -> list[Mock]:
        """Up to ``limit`` mocks in order of their start. ``side``: "mentee" or "mentor".

        ``states``: only those in one of them; all when empty. ``owed_at``: only those that have begun by then and lack
        their feedback.
        """
        query: Document = {f"{side}_id": person_id}
        if states:
            query["state"] = {"$in": [state.value for state in states]}
        direction, beyond = (DESCENDING, "$lt") if latest_first else (ASCENDING, "$gt")
        begun: Document = {}
        if owed_at is not None:
            query["feedback_pending"] = True
            query["start_at"] = begun = {"$lte": owed_at}
        if after is not None:
            start_at, mock_id = after
            query["start_at"] = begun | {f"{beyond}e": start_at}
            query["$or"] = [{"start_at": {beyond: start_at}}, {"_id": {beyond: mock_id}}]
        order = [("start_at", direction), ("_id", direction)]
        documents = await self._collection.find(query).sort(order).limit(limit).to_list()
        return [mock_of(document) for document in documents]

    async def between(self, side: str, person_id: ObjectId, *, start: datetime, limit: int) -> list[Mock]:
        """Up to ``limit`` mocks of any state that start at ``start`` or later, the soonest first."""
        query = {f"{side}_id": person_id, "start_at": {"$gte": start}}
        order = [("start_at", ASCENDING), ("_id", ASCENDING)]
        documents = await self._collection.find(query).sort(order).limit(limit).to_list()
        return [mock_of(document) for document in documents]

    async def next_of(self, side: str, person_id: ObjectId, *, now: datetime) -> Mock | None:
        """The next scheduled mock that has not ended."""
        query = {
            f"{side}_id": person_id,
            "state": MockState.SCHEDULED.value,
            # Bounds the index: what began earlier has ended.
            "start_at": {"$gt": now - _LONGEST},
            "end_at": {"$gt": now},
        }
        order = [("start_at", ASCENDING), ("_id", ASCENDING)]
        return _optional(await self._collection.find_one(query, sort=order))

    async def change(
        self, mock_id: ObjectId, state: MockState, changes: Document, *, now: datetime, session: Session
    ) -> Mock | None:
        """The mock after the change, or None when it is not in ``state`` any more."""
        found = await self._collection.find_one_and_update(
            {"_id": mock_id, "state": state.value},
            {"$set": changes | {"updated_at": now}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return _optional(found)

    async def awaiting_feedback(
        self, *, due: tuple[datetime, datetime], states: Collection[MockState], limit: int
    ) -> list[Mock]:
        """Mocks whose feedback became due in (from, to] and is not there, the longest due first."""
        after, until = due
        query: dict[str, Any] = {
            "feedback_pending": True,
            "feedback_due_at": {"$gt": after, "$lte": until},
            "state": {"$in": [state.value for state in states]},
        }
        documents = await self._collection.find(query).sort("feedback_due_at", ASCENDING).limit(limit).to_list()
        return [mock_of(document) for document in documents]

    async def unrated_of(self, mentee_id: ObjectId, *, limit: int) -> list[Mock]:
        """Completed mocks with feedback among the latest ``limit`` that the mentee has not rated, latest first."""
        latest = await self.of_person(
            "mentee", mentee_id, states=[MockState.COMPLETED], latest_first=True, after=None, limit=limit
        )
        return [mock for mock in latest if mock.feedback_at is not None and mock.stars is None]

    async def count_of(self, side: str, person_id: ObjectId, state: MockState) -> int:
        return await self._collection.count_documents({f"{side}_id": person_id, "state": state.value}, limit=1_000)


def _optional(document: Document | None) -> Mock | None:
    return mock_of(document) if document is not None else None


def mock_of(document: Document) -> Mock:
    company, link, calendar = document["company"], document["link"], document["calendar"]
    return Mock(
        id=document["_id"],
        booking_id=document["booking_id"],
        reference=document["reference"],
        mentee_id=document["mentee_id"],
        mentor_id=document["mentor_id"],
        company=Named(company["slug"], company["name"]),
        track=named(document.get("track")),
        interview_type=document["interview_type"],
        start_at=document["start_at"],
        end_at=document["end_at"],
        link=Link(link["id"], link["url"]),
        calendar=Calendar(calendar["uid"], calendar["sequence"]),
        state=MockState(document["state"]),
        feedback_due_at=document["feedback_due_at"],
        feedback_pending=document["feedback_pending"],
        feedback_at=document.get("feedback_at"),
        stars=document.get("stars"),
        updated_at=document["updated_at"],
    )
