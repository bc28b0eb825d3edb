"""Queries on ``consents`` and ``data_exports``, and the erasure of a person, and later of the books, everywhere."""

from datetime import datetime

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel

from codementee.auth.repository import ONE_TIME_TOKENS, SESSIONS
from codementee.calendar_feeds.repository import COLLECTION as CALENDAR_FEEDS
from codementee.core.database import Database, Document, Session
from codementee.feedback.repository import COLLECTION as FEEDBACKS
from codementee.invoices.repository import COLLECTION as INVOICES
from codementee.mentors.repository import COLLECTION as MENTORS
from codementee.mentors.repository import EXCEPTIONS as MENTOR_EXCEPTIONS
from codementee.payments.repository import COLLECTION as ORDERS
from codementee.refunds.repository import COLLECTION as REFUNDS
from codementee.users.repository import COLLECTION as USERS
from codementee.users.schemas import UserStatus
from codementee.waitlist.repository import COLLECTION as WAITLIST

CONSENTS = "consents"
DATA_EXPORTS = "data_exports"

INDEXES = {
    CONSENTS: [IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="user_id")],
    DATA_EXPORTS: [
        IndexModel([("user_id", ASCENDING), ("at", DESCENDING)], name="user_at"),
        IndexModel([("at", ASCENDING)], name="at_ttl", expireAfterSeconds=86_400),
    ],
}


class ConsentRepository:
    """Append-only: withdrawing is an entry of its own."""

    def __init__(self, database: Database) -> None:
        self._collection = database[CONSENTS]

    async def append(self, entry: Document, *, session: Session | None = None) -> ObjectId:
        result = await self._collection.insert_one(entry, session=session)
        found: ObjectId = result.inserted_id
        return found

    async def find_of_user(self, user_id: ObjectId, *, after: ObjectId | None, limit: int) -> list[Document]:
        """Up to ``limit`` entries, newest first."""
        query: Document = {"user_id": user_id} | ({"_id": {"$lt": after}} if after is not None else {})
        return await self._collection.find(query).sort("_id", DESCENDING).limit(limit).to_list()


class ExportLogRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[DATA_EXPORTS]

    async def count_since(self, user_id: ObjectId, moment: datetime, *, limit: int) -> int:
        return await self._collection.count_documents({"user_id": user_id, "at": {"$gt": moment}}, limit=limit)

    async def record(self, user_id: ObjectId, *, now: datetime) -> None:
        await self._collection.insert_one({"user_id": user_id, "at": now})


class ErasureRepository:
    """Takes a person out of everything that is theirs. Ids stay: what refers to them refers to nobody any more."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def erase(self, user_id: ObjectId, *, now: datetime, session: Session) -> bool:
        """False when the account is deleted already. The address is free for a new account afterwards."""
        database = self._database
        result = await database[USERS].update_one(
            {"_id": user_id, "status": {"$ne": UserStatus.DELETED.value}},
            {
                "$set": {
                    "status": UserStatus.DELETED.value,
                    # Unique, as the index wants it, and nobody's: the domain cannot exist.
                    "email": f"{user_id}@deleted.invalid",
                    "name": "Deleted account",
                    "password_hash": "",
                    "time_zone": "UTC",
                    "email_verified_at": None,
                    "paid_until": None,
                    "intended_plan": None,
                    "tokens_valid_from": now,
                    "deleted_at": now,
                    # From when on it counts how long orders and invoices are kept.
                    "books_closed_at": now,
                    "updated_at": now,
                }
            },
            session=session,
        )
        if result.modified_count == 0:
            return False
        for collection, query in (
            (ONE_TIME_TOKENS, {"user_id": user_id}),
            (CALENDAR_FEEDS, {"_id": user_id}),
            (WAITLIST, {"mentee_id": user_id}),
            (MENTOR_EXCEPTIONS, {"mentor_id": user_id}),
            (DATA_EXPORTS, {"user_id": user_id}),
        ):
            await database[collection].delete_many(query, session=session)
        await self._loosen(user_id, session=session)
        return True

    async def _loosen(self, user_id: ObjectId, *, session: Session) -> None:
        """What stays without saying who it was about: by law (orders and invoices, eight years), or as figures."""
        database = self._database
        for collection, query, change in (
            # Where it came from is needed no longer; that and when they agreed is.
            (CONSENTS, {"user_id": user_id}, {"$set": {"client": ""}}),
            (SESSIONS, {"user_id": user_id}, {"$set": {"client": "", "user_agent": "", "seed": ""}}),
            # The invoice has its own copy of what the law wants on it.
            (ORDERS, {"user_id": user_id}, {"$set": {"buyer": dict.fromkeys(_BUYER)}}),
            # An invoice names its recipient for as long as it is kept; it need not know how to write to them.
            (INVOICES, {"user_id": user_id}, {"$set": {"buyer.email": ""}}),
            # Scores and stars stay as figures, words go.
            (
                FEEDBACKS,
                {"mentee_id": user_id, "rating.comment": {"$exists": True}},
                {"$set": {"rating.comment": None}},
            ),
            (FEEDBACKS, {"mentee_id": user_id}, {"$set": _WORDLESS}),
            (MENTORS, {"_id": user_id}, {"$set": {"active": False, "headline": "", "bio": ""}}),
        ):
            await database[collection].update_many(query, change, session=session)


class BooksRepository:
    """Orders, refunds and invoices of deleted accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, *, before: datetime, limit: int) -> list[ObjectId]:
        """Up to ``limit`` accounts that were deleted before then and whose books are still there."""
        users = self._database[USERS].find({"books_closed_at": {"$lt": before}}, {"_id": 1})
        return [user["_id"] for user in await users.sort("books_closed_at", ASCENDING).limit(limit).to_list()]

    async def last_issued(self, user_id: ObjectId, *, session: Session) -> datetime | None:
        """When the newest invoice or credit note was issued."""
        found = await self._database[INVOICES].find_one(
            {"user_id": user_id}, {"issued_at": 1}, sort=[("_id", DESCENDING)], session=session
        )
        return found["issued_at"] if found else None

    async def postpone(self, user_id: ObjectId, closed_at: datetime, *, session: Session) -> None:
        await self._database[USERS].update_one(
            {"_id": user_id}, {"$set": {"books_closed_at": closed_at}}, session=session
        )

    async def delete(self, user_id: ObjectId, *, session: Session) -> dict[str, int]:
        """How many documents of each collection went. The account stays, as nobody."""
        orders = self._database[ORDERS].find({"user_id": user_id}, {"_id": 1}, session=session)
        order_ids = [order["_id"] for order in await orders.to_list()]
        deleted = {}
        for collection, query in (
            (REFUNDS, {"order_id": {"$in": order_ids}}),
            (INVOICES, {"user_id": user_id}),
            (ORDERS, {"user_id": user_id}),
        ):
            deleted[collection] = (await self._database[collection].delete_many(query, session=session)).deleted_count
        await self._database[USERS].update_one({"_id": user_id}, {"$unset": {"books_closed_at": ""}}, session=session)
        return deleted


_BUYER = ("name", "address", "state_code", "gstin")
_REMOVED = "(removed with the account)"
_WORDLESS = {"strengths": _REMOVED, "improvements": _REMOVED, "scores.$[].comment": None}
