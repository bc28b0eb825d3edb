"""Queries on ``users``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.errors import DuplicateKeyError

from codementee.core.database import Database, Document, Session
from codementee.users.schemas import Role, UserStatus

COLLECTION = "users"

INDEXES = [
    IndexModel([("email", ASCENDING)], name="email_unique", unique=True),
    IndexModel([("role", ASCENDING), ("_id", DESCENDING)], name="role_id"),
    IndexModel([("status", ASCENDING), ("_id", DESCENDING)], name="status_id"),
    # Administrators' lists: both filters at once, and the beginning of an address among those of a role or status.
    IndexModel([("role", ASCENDING), ("status", ASCENDING), ("_id", DESCENDING)], name="role_status_id"),
    IndexModel([("role", ASCENDING), ("status", ASCENDING), ("email", ASCENDING)], name="role_status_email"),
    # Deleted accounts whose orders and invoices are still kept: the field goes with them.
    IndexModel([("books_closed_at", ASCENDING)], name="books_closed_at", sparse=True),
    # Who registered in a month (insights).
    IndexModel([("role", ASCENDING), ("created_at", ASCENDING), ("_id", ASCENDING)], name="role_created_at"),
]


class EmailTakenError(Exception):
    """Another account has this address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    id: ObjectId
    email: str
    name: str
    role: Role
    status: UserStatus
    password_hash: str
    time_zone: str
    email_verified_at: datetime | None
    paid_until: datetime | None
    # Access tokens issued before are refused: set when the password changes or an administrator steps in.
    tokens_valid_from: datetime
    intended_plan: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class UserCard:
    """What is shown of somebody beside what they are part of."""

    id: ObjectId
    name: str
    email: str


class UserRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def insert(self, user: User, *, session: Session | None = None) -> None:
        """Raises EmailTakenError; the unique index decides between two at the same moment."""
        document = {field: getattr(user, field) for field in User.__slots__ if field != "id"}
        try:
            await self._collection.insert_one(
                {"_id": user.id} | document | {"role": user.role.value, "status": user.status.value}, session=session
            )
        except DuplicateKeyError as error:
            raise EmailTakenError from error

    async def find(self, user_id: ObjectId, *, session: Session | None = None) -> User | None:
        return _optional(await self._collection.find_one({"_id": user_id}, session=session))

    async def cards(self, user_ids: Sequence[ObjectId]) -> dict[ObjectId, UserCard]:
        """Of those there are, by id."""
        found = self._collection.find({"_id": {"$in": list(user_ids)}}, {"name": 1, "email": 1})
        documents = await found.limit(len(user_ids) or 1).to_list()
        return {d["_id"]: UserCard(d["_id"], d["name"], d["email"]) for d in documents}

    async def find_by_email(self, email: str) -> User | None:
        """``email`` in lower case."""
        return _optional(await self._collection.find_one({"email": email}))

    async def newest_active(self, role: Role) -> User | None:
        found = self._collection.find({"role": role.value, "status": UserStatus.ACTIVE.value})
        return _optional(next(iter(await found.sort("_id", DESCENDING).limit(1).to_list()), None))

    async def change(
        self, user_id: ObjectId, changes: dict[str, Any], *, now: datetime, session: Session | None = None
    ) -> User | None:
        """The user after the change, or None when there is none (or it is deleted)."""
        found = await self._collection.find_one_and_update(
            {"_id": user_id, "status": {"$ne": UserStatus.DELETED.value}},
            {"$set": changes | {"updated_at": now}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return _optional(found)

    async def set_paid_until(
        self, user_id: ObjectId, paid_until: datetime | None, *, now: datetime, session: Session | None = None
    ) -> None:
        await self.change(user_id, {"paid_until": paid_until}, now=now, session=session)


def _optional(document: Document | None) -> User | None:
    return user_of(document) if document is not None else None


def user_of(document: Document) -> User:
    return User(
        id=document["_id"],
        email=document["email"],
        name=document["name"],
        role=Role(document["role"]),
        status=UserStatus(document["status"]),
        password_hash=document["password_hash"],
        time_zone=document["time_zone"],
        email_verified_at=document.get("email_verified_at"),
        paid_until=document.get("paid_until"),
        tokens_valid_from=document["tokens_valid_from"],
        intended_plan=document.get("intended_plan"),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
    )
