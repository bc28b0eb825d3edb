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
        query: dict[str, Any] = {}
        # Named, because the server remembers what was best for the many mentees, not for those who were suspended.
        index = []
        if role is not None:
            query["role"] = role.value
            index.append("role")
        if status is not None:
            query["status"] = status.value
            index.append("status")
        if after is not None:
            query["_id"] = {"$lt": after}
        hint = "_".join([*index, "id"]) if index else "_id_"
        return await self._collection.find(query, hint=hint).sort("_id", DESCENDING).limit(limit).to_list()

    async def find_by_email(
        self, prefix: str, *, role: Role | None, status: UserStatus | None, after: str | None, limit: int
    ) -> list[Document]:
        """Those whose address begins so, in order of address."""
        # A range rather than a regular expression: whatever is in the prefix, it is never syntax.
        bounds = {"$gte": prefix, "$lt": prefix + "\U0010ffff"} | ({"$gt": after} if after is not None else {})
        query: dict[str, Any] = {"email": bounds}
        index = "email_unique"
        if role is not None or status is not None:
            # Every value named rather than a field left out: each role's and status's part of the index is in order.
            query["role"] = {"$in": [role.value] if role is not None else [one.value for one in Role]}
            query["status"] = {"$in": [status.value] if status is not None else [one.value for one in UserStatus]}
            index = "role_status_email"
        # Any other index would have to sort, or read everybody of the role.
        return await self._collection.find(query).hint(index).sort("email", ASCENDING).limit(limit).to_list()

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
