"""Queries on ``meet_links``."""

from dataclasses import dataclass

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel

from codementee.core.database import Database, Document, Session

COLLECTION = "meet_links"

INDEXES = [
    IndexModel([("url", ASCENDING)], name="url_unique", unique=True),
    IndexModel([("active", ASCENDING), ("_id", DESCENDING)], name="active_id"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    id: ObjectId
    url: str
    label: str


class LinkRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def find_active(self, *, limit: int, session: Session | None = None) -> list[Link]:
        """Up to ``limit`` links that mocks can be given, oldest first."""
        shown = {"url": 1, "label": 1}
        cursor = self._collection.find({"active": True}, shown, session=session).sort("_id", ASCENDING).limit(limit)
        return [link_of(document) for document in await cursor.to_list()]


def link_of(document: Document) -> Link:
    return Link(id=document["_id"], url=document["url"], label=document["label"])
