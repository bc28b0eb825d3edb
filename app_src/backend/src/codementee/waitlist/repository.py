"""Queries on ``waitlist``."""

from datetime import datetime

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from codementee.core.database import Database, Document, Session
from codementee.waitlist.schemas import WaitlistState

COLLECTION = "waitlist"

_WAITING = {"state": WaitlistState.WAITING.value}

INDEXES = [
    IndexModel([("mentee_id", ASCENDING), ("_id", DESCENDING)], name="mentee_id"),
    IndexModel(
        [("mentee_id", ASCENDING), ("interview_type", ASCENDING)],
        name="mentee_type_waiting_unique",
        unique=True,
        partialFilterExpression=_WAITING,
    ),
    IndexModel(
        [("interview_type", ASCENDING), ("_id", ASCENDING)], name="type_waiting", partialFilterExpression=_WAITING
    ),
]


class WaitlistRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def add(self, document: Document) -> bool:
        """False when the mentee waits for this type already."""
        try:
            await self._collection.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    async def waiting_for(self, mentee_id: ObjectId, interview_type: str) -> Document | None:
        return await self._collection.find_one({"mentee_id": mentee_id, "interview_type": interview_type} | _WAITING)

    async def of_mentee(self, mentee_id: ObjectId, *, after: ObjectId | None, limit: int) -> list[Document]:
        """Up to ``limit`` entries, newest first."""
        query: Document = {"mentee_id": mentee_id} | ({"_id": {"$lt": after}} if after is not None else {})
        return await self._collection.find(query).sort("_id", DESCENDING).limit(limit).to_list()

    async def remove(self, entry_id: ObjectId, mentee_id: ObjectId) -> bool:
        return (await self._collection.delete_one({"_id": entry_id, "mentee_id": mentee_id})).deleted_count == 1

    async def waiting(self, interview_type: str, *, limit: int) -> list[Document]:
        """Up to ``limit`` of those who wait, the longest waiting first."""
        query = {"interview_type": interview_type} | _WAITING
        return await self._collection.find(query).sort("_id", ASCENDING).limit(limit).to_list()

    async def mark_notified(self, entry_id: ObjectId, *, now: datetime, session: Session) -> bool:
        """False when it has been done, or the mentee has left the list."""
        result = await self._collection.update_one(
            {"_id": entry_id} | _WAITING,
            {"$set": {"state": WaitlistState.NOTIFIED.value, "notified_at": now}},
            session=session,
        )
        return result.modified_count == 1
