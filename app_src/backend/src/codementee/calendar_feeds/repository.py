"""Queries on ``calendar_feeds``. ``_id`` is the user's; the token is kept as its hash only."""

from datetime import datetime

from bson import ObjectId
from pymongo import ASCENDING, IndexModel

from codementee.core.database import Database

COLLECTION = "calendar_feeds"

INDEXES = [IndexModel([("token_hash", ASCENDING)], name="token_hash_unique", unique=True)]


class CalendarFeedRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def replace(self, user_id: ObjectId, token_hash: str, *, now: datetime) -> None:
        """From now on only this token opens the feed."""
        await self._collection.update_one(
            {"_id": user_id}, {"$set": {"token_hash": token_hash, "created_at": now}}, upsert=True
        )

    async def created_at(self, user_id: ObjectId) -> datetime | None:
        found = await self._collection.find_one({"_id": user_id}, {"created_at": 1})
        return found["created_at"] if found else None

    async def owner(self, token_hash: str) -> ObjectId | None:
        found = await self._collection.find_one({"token_hash": token_hash}, {"_id": 1})
        return found["_id"] if found else None

    async def remove(self, user_id: ObjectId) -> None:
        await self._collection.delete_one({"_id": user_id})
