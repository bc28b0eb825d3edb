"""Reads a person's documents, in batches: an archive is never in memory as a whole."""

from collections.abc import AsyncIterator

from bson import ObjectId

from codementee.core.database import Database, Document
from codementee.payments.repository import COLLECTION as ORDERS
from codementee.privacy.export.policy import Person, Section

# Of one file; far beyond what anybody has, and the README says so where it was not enough.
LIMIT = 20_000
_BATCH = 200
_ORDERS = 1_000


class ExportRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def person(self, user_id: ObjectId) -> Person:
        orders = await self._database[ORDERS].find({"user_id": user_id}, {"_id": 1}).limit(_ORDERS).to_list()
        return Person(user_id, tuple(order["_id"] for order in orders))

    async def batches(self, section: Section, person: Person) -> AsyncIterator[list[Document]]:
        """Up to LIMIT documents, some at a time."""
        found = self._database[section.collection].find(section.query(person), section.projection)
        async with found.limit(LIMIT).batch_size(_BATCH) as cursor:
            while batch := await cursor.to_list(_BATCH):
                yield batch
