"""Administrators' queries on ``users``."""

from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING

from codementee.core.database import Database, Document, Session
from codementee.users.repository import COLLECTION
from codementee.users.schemas import Role, UserStatus


class UserAdminRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def find_newest(
        self, *, role: Role | None, status: UserStatus | None, after: ObjectId | None, limit: int
    ) -> list[Document]:
        query = _filters(role, status)
        if after is not None:
            query["_id"] = {"$lt": after}
        return await self._collection.find(query).sort("_id", DESCENDING).limit(limit).to_list()

    async def find_by_email(
        self, prefix: str, *, role: Role | None, status: UserStatus | None, after: str | None, limit: int
    ) -> list[Document]:
        """Those whose address begins so, in order of address."""
        # A range rather than a regular expression: whatever is in the prefix, it is never syntax.
        bounds = {"$gte": prefix, "$lt": prefix + "\U0010ffff"} | ({"$gt": after} if after is not None else {})
        query = _filters(role, status) | {"email": bounds}
        # Any other index would have to sort, or read everybody of the role.
        cursor = self._collection.find(query).hint("email_unique").sort("email", ASCENDING).limit(limit)
        return await cursor.to_list()

    async def confirm_administrator(self, user_id: ObjectId, *, session: Session) -> bool:
        """Whether this is an active administrator at this moment.

        Writes, on purpose: two administrators who take each other's role at the same time then collide, and the
        second learns that they are none any more.
        """
        result = await self._collection.update_one(
            {"_id": user_id, "role": Role.ADMIN.value, "status": UserStatus.ACTIVE.value},
            {"$inc": {"administrative_changes": 1}},
            session=session,
        )
        return result.matched_count == 1


def _filters(role: Role | None, status: UserStatus | None) -> dict[str, Any]:
    query: dict[str, Any] = {}
    if role is not None:
        query["role"] = role.value
    if status is not None:
        query["status"] = status.value
    return query
