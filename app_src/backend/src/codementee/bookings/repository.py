"""Queries on ``booking_requests``."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.errors import DuplicateKeyError

from codementee.bookings.policy import sources
from codementee.bookings.records import Booking, booking_of
from codementee.bookings.schemas import BookingState
from codementee.core.database import Database, Document, Session

COLLECTION = "booking_requests"

# What lists ask for.
_LISTED = {"history": False}

INDEXES = [
    IndexModel([("reference", ASCENDING)], name="reference_unique", unique=True),
    IndexModel([("mentee_id", ASCENDING), ("_id", DESCENDING)], name="mentee_id"),
    IndexModel([("mentee_id", ASCENDING), ("state", ASCENDING), ("_id", DESCENDING)], name="mentee_state_id"),
    # The administrators' queue, by how long a booking has been where it is; read in both directions.
    IndexModel([("state", ASCENDING), ("state_since", ASCENDING), ("_id", ASCENDING)], name="state_since_id"),
    IndexModel([("state_since", ASCENDING), ("_id", ASCENDING)], name="since_id"),
    # Only what has a deadline is in it: a few, however many bookings there were.
    IndexModel([("hold_expires_at", ASCENDING)], name="hold_expires_at", sparse=True),
    # What has been agreed, until it has been said how it went.
    IndexModel(
        [("slot.end_at", ASCENDING)],
        name="confirmed_end_at",
        partialFilterExpression={"state": BookingState.CONFIRMED.value},
    ),
]


@dataclass(frozen=True, slots=True)
class Ageing:
    """How many wait, how many of them since each moment asked about or longer, and since when the oldest does."""

    waiting: int
    since: tuple[int, ...]
    oldest: datetime | None


class ReferenceTakenError(Exception):
    """Another booking has this reference; make another one up."""


class BookingRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def insert(self, document: Document) -> Booking:
        """Raises ReferenceTakenError."""
        try:
            await self._collection.insert_one(document)
        except DuplicateKeyError as error:
            raise ReferenceTakenError from error
        return booking_of(document)

    async def load(
        self, booking_id: ObjectId, *, mentee_id: ObjectId | None = None, session: Session | None = None
    ) -> Booking | None:
        """The booking; with ``mentee_id`` only if it is that person's."""
        query: Document = {"_id": booking_id} | ({"mentee_id": mentee_id} if mentee_id is not None else {})
        return _optional(await self._collection.find_one(query, session=session))

    async def of_mentee(
        self, mentee_id: ObjectId, *, state: BookingState | None, after: ObjectId | None, limit: int
    ) -> list[Booking]:
        """Up to ``limit`` bookings without their history, newest first."""
        query: Document = {"mentee_id": mentee_id}
        if state is not None:
            query["state"] = state.value
        if after is not None:
            query["_id"] = {"$lt": after}
        documents = await self._collection.find(query, _LISTED).sort("_id", DESCENDING).limit(limit).to_list()
        return [booking_of(document) for document in documents]

    async def by_age(
        self, *, state: BookingState | None, newest: bool, after: tuple[datetime, ObjectId] | None, limit: int
    ) -> list[Booking]:
        """Up to ``limit`` bookings without their history, in order of when they entered their state."""
        query: Document = {} if state is None else {"state": state.value}
        direction, beyond = (DESCENDING, "$lt") if newest else (ASCENDING, "$gt")
        if after is not None:
            since, booking_id = after
            query["state_since"] = {f"{beyond}e": since}
            query["$or"] = [{"state_since": {beyond: since}}, {"_id": {beyond: booking_id}}]
        order = [("state_since", direction), ("_id", direction)]
        documents = await self._collection.find(query, _LISTED).sort(order).limit(limit).to_list()
        return [booking_of(document) for document in documents]

    async def count_of_mentee(
        self, mentee_id: ObjectId, states: Collection[BookingState], *, session: Session | None = None
    ) -> int:
        query = {"mentee_id": mentee_id, "state": {"$in": [state.value for state in states]}}
        return await self._collection.count_documents(query, limit=100, session=session)

    async def change_draft(
        self, booking_id: ObjectId, mentee_id: ObjectId, changes: Document, *, now: datetime
    ) -> Booking | None:
        found = await self._collection.find_one_and_update(
            {"_id": booking_id, "mentee_id": mentee_id, "state": BookingState.DRAFT.value},
            {"$set": changes | {"updated_at": now}},
            return_document=ReturnDocument.AFTER,
        )
        return _optional(found)

    async def delete_draft(self, booking_id: ObjectId, mentee_id: ObjectId) -> bool:
        query = {"_id": booking_id, "mentee_id": mentee_id, "state": BookingState.DRAFT.value}
        return (await self._collection.delete_one(query)).deleted_count == 1

    async def advance(
        self,
        booking: Booking,
        target: BookingState,
        *,
        actor: str,
        now: datetime,
        session: Session,
        changes: Mapping[str, Any] | None = None,
        hold_expires_at: datetime | None = None,
    ) -> Booking | None:
        """The booking in its new state, or None when it is not where ``booking`` says any more.

        ``hold_expires_at`` is the new state's deadline; without one an earlier deadline is taken away.
        """
        if booking.state not in sources(target):
            return None
        entry = {"state": target.value, "at": now, "actor": actor}
        update: Document = {
            "$set": {"state": target.value, "state_since": now, "updated_at": now} | dict(changes or {}),
            "$push": {"history": entry},
        }
        if hold_expires_at is not None:
            update["$set"]["hold_expires_at"] = hold_expires_at
        else:
            update["$unset"] = {"hold_expires_at": ""}
        found = await self._collection.find_one_and_update(
            {"_id": booking.id, "state": booking.state.value},
            update,
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return _optional(found)

    async def amend(
        self, booking: Booking, changes: Mapping[str, Any], *, now: datetime, session: Session
    ) -> Booking | None:
        """Change what a booking is about without changing its state; None when it is not as ``booking`` says."""
        found = await self._collection.find_one_and_update(
            {"_id": booking.id, "state": booking.state.value, "calendar.sequence": booking.calendar.sequence},
            {"$set": dict(changes) | {"updated_at": now}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return _optional(found)

    async def past_deadline(self, now: datetime, *, limit: int) -> list[Booking]:
        """Bookings whose state should have ended by itself, the longest overdue first."""
        found = self._collection.find({"hold_expires_at": {"$lte": now}}).sort("hold_expires_at", ASCENDING)
        return [booking_of(document) for document in await found.limit(limit).to_list()]

    async def ended_before(self, moment: datetime, *, limit: int) -> list[Booking]:
        """Confirmed bookings whose time was over by then, the longest over first."""
        query = {"state": BookingState.CONFIRMED.value, "slot.end_at": {"$lte": moment}}
        documents = await self._collection.find(query).sort("slot.end_at", ASCENDING).limit(limit).to_list()
        return [booking_of(document) for document in documents]

    async def ageing(self, state: BookingState, moments: Sequence[datetime], *, limit: int) -> Ageing:
        """Of the ``limit`` that have been in the state for longest."""
        # Along one index, without reading a document: this is asked with every page of the queue.
        since = {f"since_{number}": {"$lte": ["$state_since", moment]} for number, moment in enumerate(moments)}
        counts = {name: {"$sum": {"$cond": [condition, 1, 0]}} for name, condition in since.items()}
        pipeline: list[Document] = [
            {"$match": {"state": state.value}},
            {"$sort": {"state_since": ASCENDING, "_id": ASCENDING}},
            {"$limit": limit},
            {"$group": {"_id": None, "waiting": {"$sum": 1}, "oldest": {"$min": "$state_since"}} | counts},
        ]
        found = await (await self._collection.aggregate(pipeline)).to_list()
        if not found:
            return Ageing(0, (0,) * len(moments), None)
        return Ageing(found[0]["waiting"], tuple(found[0][name] for name in since), found[0]["oldest"])

    async def oldest_since(self, state: BookingState) -> datetime | None:
        found = await self._collection.find_one(
            {"state": state.value}, {"state_since": 1}, sort=[("state_since", ASCENDING), ("_id", ASCENDING)]
        )
        return found["state_since"] if found else None

    async def count_by_state(self) -> dict[BookingState, int]:
        # Each count reads its part of one index.
        return {state: await self._collection.count_documents({"state": state.value}) for state in BookingState}


def _optional(document: Document | None) -> Booking | None:
    return booking_of(document) if document is not None else None
