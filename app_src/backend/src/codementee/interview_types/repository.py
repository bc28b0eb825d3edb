"""Queries on ``interview_types``."""

from typing import Any

from pymongo import ASCENDING, IndexModel

from codementee.core.database import Database, Document, Session
from codementee.interview_types.schemas import InterviewType, RubricItem

COLLECTION = "interview_types"

INDEXES = [
    IndexModel([("code", ASCENDING)], name="code_unique", unique=True),
    IndexModel([("active", ASCENDING), ("code", ASCENDING)], name="active_code"),
]


class InterviewTypeRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def find_active(self, *, after: str | None, limit: int) -> list[InterviewType]:
        """Up to ``limit`` types in order of code, from the first one after the code ``after``."""
        query: dict[str, Any] = {"active": True}
        if after is not None:
            query["code"] = {"$gt": after}
        documents = await self._collection.find(query).sort("code", ASCENDING).limit(limit).to_list()
        return [interview_type_of(document) for document in documents]

    async def find_by_code(
        self, code: str, *, active_only: bool = True, session: Session | None = None
    ) -> InterviewType | None:
        query: dict[str, Any] = {"code": code} | ({"active": True} if active_only else {})
        document = await self._collection.find_one(query, session=session)
        return interview_type_of(document) if document is not None else None

    async def find_by_codes(self, codes: list[str], *, session: Session | None = None) -> dict[str, InterviewType]:
        """Active ones, by code."""
        cursor = self._collection.find({"code": {"$in": codes}, "active": True}, session=session)
        return {document["code"]: interview_type_of(document) for document in await cursor.limit(100).to_list()}


def interview_type_of(document: Document) -> InterviewType:
    return InterviewType(
        id=str(document["_id"]),
        code=document["code"],
        name=document["name"],
        minimum_minutes=document["minimum_minutes"],
        maximum_minutes=document["maximum_minutes"],
        # Entries from before there were rubrics have none until the seed has run again.
        rubric=[RubricItem.model_validate(item) for item in document.get("rubric", [])],
    )
