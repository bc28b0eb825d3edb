"""Queries on ``outbox``: one document per mail, from the moment it is decided to long after it was sent."""

from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from codementee.core.database import Database, Document, Session
from codementee.notifications.schemas import State

COLLECTION = "outbox"

# How long "was it sent, and when" can be answered. Until then its key keeps the same mail from being sent again.
_KEPT = timedelta(days=180)
# What a mail said, and to whom by name, is nobody's business once it is out; contexts hold links that open accounts.
_CONTENT = {"context": "", "calendar": "", "name": "", "lease": ""}

INDEXES = [
    IndexModel([("key", ASCENDING)], name="key_unique", unique=True),
    # What is due, in order; also the sizes by state.
    IndexModel([("state", ASCENDING), ("next_attempt_at", ASCENDING)], name="state_next_attempt_at"),
    # For administrators: what failed, newest first.
    IndexModel([("state", ASCENDING), ("_id", DESCENDING)], name="state_id"),
    IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="user_id"),
    IndexModel([("expires_at", ASCENDING)], name="expires_at_ttl", expireAfterSeconds=0),
]


class OutboxRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def add(self, key: str, entry: Document, *, now: datetime, session: Session | None = None) -> bool:
        """False when the key is taken. An upsert, because a duplicate key would abort the caller's transaction."""
        fresh = entry | {"state": State.PENDING.value, "attempts": 0, "created_at": now}
        result = await self._collection.update_one({"key": key}, {"$setOnInsert": fresh}, upsert=True, session=session)
        return result.upserted_id is not None

    async def cancel(self, prefix: str, *, session: Session | None = None) -> int:
        # A range rather than a regular expression: whatever is in the key, it is never syntax.
        waiting = {"key": {"$gte": prefix, "$lt": prefix + "\U0010ffff"}, "state": State.PENDING.value}
        return await self._end(waiting, State.CANCELLED, session=session)

    async def drop_user(self, user_id: ObjectId, *, session: Session | None = None) -> int:
        dropped = await self._end({"user_id": user_id, "state": State.PENDING.value}, State.DROPPED, session=session)
        await self._collection.update_many({"user_id": user_id}, {"$unset": {"email": "", **_CONTENT}}, session=session)
        return dropped

    async def claim(self, *, token: str, seconds: int, now: datetime) -> Document | None:
        """The mail that has been due for longest, now this caller's for ``seconds``; None when none is free.

        Leases are compared and set on the server's clock: workers' clocks may differ. ``unknown_since`` is when the
        oldest attempt began whose outcome nobody has learnt.
        """
        free = {"$lte": [{"$ifNull": ["$lease.until", "$$NOW"]}, "$$NOW"]}
        until = {"$dateAdd": {"startDate": "$$NOW", "unit": "second", "amount": seconds}}
        return await self._collection.find_one_and_update(
            {"state": State.PENDING.value, "next_attempt_at": {"$lte": now}, "$expr": free},
            [
                {
                    "$set": {
                        "lease": {"token": token, "until": until},
                        "attempts": {"$add": ["$attempts", 1]},
                        "unknown_since": {"$ifNull": ["$unknown_since", "$$NOW"]},
                        "claimed_at": "$$NOW",
                    }
                }
            ],
            sort=[("next_attempt_at", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )

    async def finish(
        self,
        entry_id: ObjectId,
        token: str,
        state: State,
        *,
        now: datetime,
        reason: str | None,
        provider_id: str | None,
    ) -> bool:
        """End a claimed mail. False when the claim has passed to someone else, who then has the say."""
        facts = {"state": state.value, "ended_at": now, "reason": reason, "provider_id": provider_id}
        result = await self._collection.update_one(
            {"_id": entry_id, "lease.token": token},
            {"$set": facts | {"expires_at": now + _KEPT}, "$unset": _CONTENT | {"unknown_since": ""}},
        )
        return result.modified_count == 1

    async def fail(self, entry_id: ObjectId, token: str, *, now: datetime, reason: str) -> bool:
        """As ``finish``, but what the mail says is kept, so that an administrator can have it sent after all."""
        facts = {"state": State.FAILED.value, "ended_at": now, "reason": reason, "expires_at": now + _KEPT}
        result = await self._collection.update_one(
            {"_id": entry_id, "lease.token": token}, {"$set": facts, "$unset": {"lease": "", "unknown_since": ""}}
        )
        return result.modified_count == 1

    async def put_back(
        self, entry_id: ObjectId, token: str, *, next_attempt_at: datetime, reason: str, outcome_known: bool
    ) -> None:
        """Try again then. With ``outcome_known`` it is certain that this attempt sent nothing."""
        unset = {"lease": ""} | ({"unknown_since": ""} if outcome_known else {})
        await self._collection.update_one(
            {"_id": entry_id, "lease.token": token},
            {"$set": {"next_attempt_at": next_attempt_at, "reason": reason}, "$unset": unset},
        )

    async def retry(self, entry_id: ObjectId, *, now: datetime) -> Document | None:
        """A failed mail becomes pending again; None when there is no failed one of this id."""
        return await self._collection.find_one_and_update(
            {"_id": entry_id, "state": State.FAILED.value},
            {
                "$set": {"state": State.PENDING.value, "due_at": now, "next_attempt_at": now, "attempts": 0},
                "$unset": {"expires_at": "", "ended_at": "", "reason": ""},
            },
            return_document=ReturnDocument.AFTER,
        )

    async def find(self, *, state: State | None, after: ObjectId | None, limit: int) -> list[Document]:
        """Up to ``limit`` mails, newest first, without what they say."""
        query: dict[str, Any] = {} if state is None else {"state": state.value}
        if after is not None:
            query["_id"] = {"$lt": after}
        hidden = dict.fromkeys(("context", "calendar", "lease"), 0)
        return await self._collection.find(query, hidden).sort("_id", DESCENDING).limit(limit).to_list()

    async def find_of_user(self, user_id: ObjectId, *, limit: int) -> list[Document]:
        """When which mail went to this person; for their data export."""
        shown = dict.fromkeys(("template", "email", "state", "created_at", "ended_at"), 1)
        return await self._collection.find({"user_id": user_id}, shown).sort("_id", DESCENDING).limit(limit).to_list()

    async def count(self, state: State) -> int:
        return await self._collection.count_documents({"state": state.value})

    async def oldest_due(self, *, now: datetime) -> datetime | None:
        """When the mail became due that has waited longest; None when nothing is due."""
        waiting = {"state": State.PENDING.value, "next_attempt_at": {"$lte": now}}
        found = await self._collection.find_one(waiting, {"due_at": 1}, sort=[("next_attempt_at", ASCENDING)])
        return found["due_at"] if found else None

    async def _end(self, query: Document, state: State, *, session: Session | None) -> int:
        # The server's clock: whoever withdraws a mail has no interest in when.
        expiry = {"$dateAdd": {"startDate": "$$NOW", "unit": "day", "amount": _KEPT.days}}
        result = await self._collection.update_many(
            query,
            [
                {"$set": {"state": state.value, "ended_at": "$$NOW", "expires_at": expiry}},
                {"$unset": [*_CONTENT, "unknown_since"]},
            ],
            session=session,
        )
        return result.modified_count
