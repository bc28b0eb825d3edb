"""Queries on ``audit_log``. There is no update and no delete here: the log only grows."""

from collections.abc import Mapping
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel

from codementee.core.database import Database, Document, Session

COLLECTION = "audit_log"

INDEXES = [
    # One per filter the list has, each ending in the order it is shown in.
    IndexModel([("actor", ASCENDING), ("_id", DESCENDING)], name="actor_id"),
    IndexModel([("action", ASCENDING), ("_id", DESCENDING)], name="action_id"),
    IndexModel([("subject", ASCENDING), ("subject_id", ASCENDING), ("_id", DESCENDING)], name="subject_id"),
]


class AuditRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def append(self, entry: Document, *, session: Session | None = None) -> None:
        await self._collection.insert_one(entry, session=session)

    async def find(self, filters: Mapping[str, Any], *, after: ObjectId | None, limit: int) -> list[Document]:
        """Up to ``limit`` entries, newest first, from the first one older than ``after``."""
        query: dict[str, Any] = dict(filters)
        if after is not None:
            query["_id"] = {"$lt": after}
        return await self._collection.find(query).sort("_id", DESCENDING).limit(limit).to_list()

    async def find_about(self, user_id: ObjectId, *, limit: int) -> list[Document]:
        """What was done by this person or to their account, newest first; for their data export."""
        query = {"$or": [{"actor": user_id}, {"subject": "user", "subject_id": user_id}]}
        return await self._collection.find(query).sort("_id", DESCENDING).limit(limit).to_list()
