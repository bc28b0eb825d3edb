"""Queries on ``sessions``, ``one_time_tokens`` and ``login_attempts``."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from codementee.core.database import Database, Document
from codementee.core.database import Session as Transaction

SESSIONS = "sessions"
ONE_TIME_TOKENS = "one_time_tokens"
LOGIN_ATTEMPTS = "login_attempts"

INDEXES = {
    SESSIONS: [
        IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="user_id_id"),
        # Kept for a while after its end: reuse of an old token must still be recognised.
        IndexModel([("expires_at", ASCENDING)], name="expires_at_ttl", expireAfterSeconds=86_400),
    ],
    ONE_TIME_TOKENS: [
        IndexModel([("user_id", ASCENDING), ("purpose", ASCENDING)], name="user_id_purpose"),
        IndexModel([("expires_at", ASCENDING)], name="expires_at_ttl", expireAfterSeconds=86_400),
    ],
    LOGIN_ATTEMPTS: [IndexModel([("last_at", ASCENDING)], name="last_at_ttl", expireAfterSeconds=86_400)],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One sign-in on one device; ``client`` is the address it was last used from."""

    id: ObjectId
    user_id: ObjectId
    seed: str
    counter: int
    rotated_at: datetime
    client: str
    user_agent: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    ended_at: datetime | None


class SessionRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[SESSIONS]

    async def insert(self, session: Session) -> None:
        fields = {name: getattr(session, name) for name in Session.__slots__ if name != "id"}
        await self._collection.insert_one({"_id": session.id} | fields)

    async def find(self, session_id: ObjectId) -> Session | None:
        document = await self._collection.find_one({"_id": session_id})
        return _session(document) if document is not None else None

    async def find_active(self, user_id: ObjectId, *, now: datetime, limit: int) -> list[Session]:
        """Newest first."""
        query = {"user_id": user_id, "ended_at": None, "expires_at": {"$gt": now}}
        documents = await self._collection.find(query).sort("_id", DESCENDING).limit(limit).to_list()
        return [_session(document) for document in documents]

    async def rotate(
        self, session_id: ObjectId, counter: int, *, client: str, now: datetime, expires_at: datetime
    ) -> Session | None:
        """One step on, if the counter still is what the caller saw; None otherwise."""
        document = await self._collection.find_one_and_update(
            {"_id": session_id, "counter": counter, "ended_at": None},
            {
                "$inc": {"counter": 1},
                "$set": {"rotated_at": now, "last_used_at": now, "client": client, "expires_at": expires_at},
            },
            return_document=ReturnDocument.AFTER,
        )
        return _session(document) if document is not None else None

    async def end(
        self, session_id: ObjectId, reason: StrEnum, *, now: datetime, user_id: ObjectId | None = None
    ) -> bool:
        """False when there is no such open session (of this user)."""
        query: Document = {"_id": session_id, "ended_at": None}
        if user_id is not None:
            query["user_id"] = user_id
        result = await self._collection.update_one(query, {"$set": {"ended_at": now, "end_reason": reason.value}})
        return result.modified_count == 1

    async def end_all(
        self,
        user_id: ObjectId,
        reason: StrEnum,
        *,
        now: datetime,
        but: ObjectId | None = None,
        session: Transaction | None = None,
    ) -> int:
        """How many of the user's sessions were open, except ``but``."""
        query: Document = {"user_id": user_id, "ended_at": None}
        if but is not None:
            query["_id"] = {"$ne": but}
        change = {"$set": {"ended_at": now, "end_reason": reason.value}}
        result = await self._collection.update_many(query, change, session=session)
        return result.modified_count


class OneTimeTokenRepository:
    """Links in mails, by the SHA-256 of what they carry: who reads the database cannot use them."""

    def __init__(self, database: Database) -> None:
        self._collection = database[ONE_TIME_TOKENS]

    async def insert(
        self, digest: str, *, user_id: ObjectId, email: str, purpose: StrEnum, now: datetime, expires_at: datetime
    ) -> None:
        """Earlier ones of the same purpose stop working: the newest mail is the one that counts."""
        await self._collection.delete_many({"user_id": user_id, "purpose": purpose.value})
        await self._collection.insert_one(
            {
                "_id": digest,
                "user_id": user_id,
                "email": email,
                "purpose": purpose.value,
                "created_at": now,
                "expires_at": expires_at,
            }
        )

    async def use(self, digest: str, *, purpose: StrEnum, now: datetime) -> tuple[ObjectId, str] | None:
        """Whose it is and which address it was mailed to; gone afterwards, so that it works once."""
        query = {"_id": digest, "purpose": purpose.value, "expires_at": {"$gt": now}}
        document = await self._collection.find_one_and_delete(query)
        return (document["user_id"], document["email"]) if document is not None else None


class LoginAttemptRepository:
    """Failed sign-ins by account, known or not: the digest of an address, never the address."""

    def __init__(self, database: Database) -> None:
        self._collection = database[LOGIN_ATTEMPTS]

    async def failures(self, digest: str, *, since: datetime) -> tuple[int, datetime | None]:
        document = await self._collection.find_one({"_id": digest, "last_at": {"$gt": since}})
        return (document["failures"], document["last_at"]) if document is not None else (0, None)

    async def record(self, digest: str, *, now: datetime, window: timedelta) -> None:
        """One more, counting from one again when the last is longer ago than the window."""
        recent = {"$gt": ["$last_at", now - window]}
        failures = {"$cond": [recent, {"$add": ["$failures", 1]}, 1]}
        await self._collection.update_one(
            {"_id": digest}, [{"$set": {"failures": failures, "last_at": now}}], upsert=True
        )

    async def forget(self, digest: str) -> None:
        await self._collection.delete_one({"_id": digest})


def _session(document: Document) -> Session:
    return Session(
        id=document["_id"],
        user_id=document["user_id"],
        seed=document["seed"],
        counter=document["counter"],
        rotated_at=document["rotated_at"],
        client=document["client"],
        user_agent=document["user_agent"],
        created_at=document["created_at"],
        last_used_at=document["last_used_at"],
        expires_at=document["expires_at"],
        ended_at=document["ended_at"],
    )
