"""Queries on ``errors``: one document per cause and release."""

from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel

from codementee.core.database import Database, Document
from codementee.error_tracking.policy import Crash

COLLECTION = "errors"

_DAYS_KEPT = 90
_REQUEST_IDS_KEPT = 5
_ORDER = [("last_seen", DESCENDING), ("_id", DESCENDING)]

INDEXES = [
    IndexModel([("release", ASCENDING), ("fingerprint", ASCENDING)], name="release_fingerprint_unique", unique=True),
    IndexModel(_ORDER, name="last_seen_id"),
    IndexModel([("source", ASCENDING), *_ORDER], name="source_last_seen_id"),
    IndexModel([("last_seen", ASCENDING)], name="last_seen_ttl", expireAfterSeconds=_DAYS_KEPT * 86_400),
]


class ErrorRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def count_up(
        self, crash: Crash, *, release: str, count: int, request_ids: list[str], first: datetime, last: datetime
    ) -> bool:
        """True when this cause is new in this release."""
        fresh = {
            "source": crash.source,
            "type": crash.type,
            "message": crash.message,
            "place": crash.place,
            "trace": crash.trace,
            "first_seen": first,
        }
        result = await self._collection.update_one(
            {"release": release, "fingerprint": crash.fingerprint},
            {
                "$setOnInsert": fresh,
                "$inc": {"count": count},
                "$max": {"last_seen": last},
                "$push": {"request_ids": {"$each": request_ids, "$slice": -_REQUEST_IDS_KEPT}},
            },
            upsert=True,
        )
        return result.upserted_id is not None

    async def find(self, *, source: str | None, after: tuple[datetime, ObjectId] | None, limit: int) -> list[Document]:
        """Up to ``limit`` causes without their traces, the latest seen first."""
        query: dict[str, Any] = {} if source is None else {"source": source}
        if after is not None:
            last_seen, error_id = after
            query["last_seen"] = {"$lte": last_seen}
            query["$or"] = [{"last_seen": {"$lt": last_seen}}, {"_id": {"$lt": error_id}}]
        return await self._collection.find(query, {"trace": 0}).sort(_ORDER).limit(limit).to_list()

    async def load(self, error_id: ObjectId) -> Document | None:
        return await self._collection.find_one({"_id": error_id})

    async def seen_since(self, moment: datetime, *, limit: int) -> list[Document]:
        """Up to ``limit`` causes seen since then, the latest first; what alerts are made of."""
        shown = dict.fromkeys(("fingerprint", "release", "source", "type", "count", "last_seen"), 1)
        query = {"last_seen": {"$gte": moment}}
        return await self._collection.find(query, shown).sort(_ORDER).limit(limit).to_list()
