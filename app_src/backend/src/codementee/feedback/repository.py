"""Queries on ``feedbacks``. ``_id`` is the mock's: one feedback for each."""

from bson import ObjectId
from pymongo import DESCENDING, IndexModel, ReturnDocument

from codementee.core.database import Database, Document, Session

COLLECTION = "feedbacks"

INDEXES = [
    IndexModel([("mentee_id", DESCENDING), ("start_at", DESCENDING), ("_id", DESCENDING)], name="mentee_start"),
    IndexModel([("mentor_id", DESCENDING), ("_id", DESCENDING)], name="mentor_id"),
    IndexModel([("submitted_at", DESCENDING)], name="submitted_at"),
    IndexModel([("rating.at", DESCENDING)], name="rated_at", sparse=True),
]


class FeedbackRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def add(self, document: Document, *, session: Session) -> bool:
        """False when the mock has its feedback already. Safe in a transaction."""
        result = await self._collection.update_one(
            {"_id": document["_id"]}, {"$setOnInsert": document}, upsert=True, session=session
        )
        return result.upserted_id is not None

    async def load(self, mock_id: ObjectId, *, session: Session | None = None) -> Document | None:
        return await self._collection.find_one({"_id": mock_id}, session=session)

    async def rate(self, mock_id: ObjectId, rating: Document, *, session: Session) -> Document | None:
        """The feedback with the rating, or None when there is none or it was rated."""
        return await self._collection.find_one_and_update(
            {"_id": mock_id, "rating": None},
            {"$set": {"rating": rating}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )

    async def of_mentee(self, mentee_id: ObjectId, *, limit: int) -> list[Document]:
        """The latest ``limit`` by when the mock began, latest first."""
        order = [("start_at", DESCENDING), ("_id", DESCENDING)]
        return await self._collection.find({"mentee_id": mentee_id}).sort(order).limit(limit).to_list()
