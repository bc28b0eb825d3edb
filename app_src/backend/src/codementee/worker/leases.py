"""Leases: at most one holder of a name at any moment, decided by one atomic update on the database's own clock."""

from dataclasses import dataclass

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from codementee.core.database import Database

COLLECTION = "leases"


@dataclass(frozen=True, slots=True)
class Lease:
    """Held until it expires; ``fence`` grows with every change of holder, so that a late writer can be refused."""

    name: str
    fence: int


class LeaseRepository:
    def __init__(self, database: Database, holder: str) -> None:
        self._collection = database[COLLECTION]
        self._holder = holder

    async def acquire(self, name: str, *, seconds: int) -> Lease | None:
        """Take or prolong the lease. None when someone else holds it.

        The comparison and the new expiry both use the server's clock ($$NOW): workers' clocks may differ.
        """
        free = {"$or": [{"$lte": [{"$ifNull": ["$expires_at", "$$NOW"]}, "$$NOW"]}, {"$eq": ["$holder", self._holder]}]}
        expiry = {"$dateAdd": {"startDate": "$$NOW", "unit": "second", "amount": seconds}}
        taken_over = {"$and": [free, {"$ne": ["$holder", self._holder]}]}
        try:
            document = await self._collection.find_one_and_update(
                {"_id": name},
                [
                    # In one stage every expression sees the document as it was, so the order here says nothing.
                    {
                        "$set": {
                            "fence": {"$add": [{"$ifNull": ["$fence", 0]}, {"$cond": [taken_over, 1, 0]}]},
                            "acquired_at": {"$cond": [taken_over, "$$NOW", "$acquired_at"]},
                            "expires_at": {"$cond": [free, expiry, "$expires_at"]},
                            "holder": {"$cond": [free, self._holder, "$holder"]},
                        }
                    }
                ],
                upsert=True,
                return_document=ReturnDocument.AFTER,
            )
        except DuplicateKeyError:
            # Two workers met on the very first round; the other one was first.
            return None
        if document is None or document["holder"] != self._holder:
            return None
        return Lease(name, document["fence"])

    async def release_all(self) -> None:
        """Let another worker take over at once instead of waiting for the expiry."""
        await self._collection.update_many(
            {"holder": self._holder}, [{"$set": {"expires_at": "$$NOW", "holder": None}}]
        )
