"""Writes of the demonstration: in bulk, and repeatable."""

from collections.abc import Sequence
from datetime import datetime

from pymongo.errors import BulkWriteError, NetworkTimeout
from pymongo.write_concern import WriteConcern

from codementee.core.database import Database, Document

# What was made, and from which day: a run that was cut short goes on with the same.
COLLECTION = "demo_runs"
_DUPLICATE_KEY = 11_000
_ATTEMPTS = 6


class DemoRepository:
    def __init__(self, database: Database) -> None:
        self._runs = database[COLLECTION]
        # Bulk data can be made again: not every batch waits for a majority, only the note that all is done.
        self._bulk = database.client.get_database(database.name, write_concern=WriteConcern(w=1))
        self._users = database["users"]
        self._counters = database["counters"]

    async def begin(self, run: Document) -> Document:
        """The run there is, or this one from now on."""
        found = await self._runs.find_one_and_update({"_id": run["_id"]}, {"$setOnInsert": run}, upsert=True)
        return found or run

    async def is_finished(self, run_id: str) -> bool:
        found = await self._runs.find_one({"_id": run_id}, {"finished_at": 1})
        return found is not None and "finished_at" in found

    async def finish(self, run_id: str, *, counts: dict[str, int], now: datetime) -> None:
        await self._runs.update_one({"_id": run_id}, {"$set": {"finished_at": now, "counts": counts}})

    async def insert(self, collection: str, documents: Sequence[Document]) -> int:
        """How many were new; what an earlier run wrote stays.

        A database that is busy with the batches before may take longer than the application would wait for it: then
        again, which is safe because ids are the same.
        """
        for attempt in range(_ATTEMPTS):
            try:
                result = await self._bulk[collection].insert_many(documents, ordered=False)
            except NetworkTimeout:
                if attempt == _ATTEMPTS - 1:
                    raise
            except BulkWriteError as error:
                problems = error.details.get("writeErrors", [])
                if any(problem["code"] != _DUPLICATE_KEY for problem in problems):
                    raise
                return int(error.details["nInserted"])
            else:
                return len(result.inserted_ids)
        return 0

    async def set_password(self, password_hash: str, *, now: datetime) -> int:
        """On every account of the demonstration; answers how many."""
        result = await self._users.update_many(
            {"email": {"$gte": "demo-", "$lt": "demo."}},
            {"$set": {"password_hash": password_hash, "tokens_valid_from": now, "updated_at": now}},
        )
        return result.modified_count

    async def serials(self) -> dict[str, int]:
        """The last invoice number given out, by financial year."""
        found = await self._counters.find({"_id": {"$regex": "^invoice:"}}).limit(200).to_list()
        return {document["_id"].removeprefix("invoice:"): int(document["value"]) for document in found}

    async def raise_serials(self, serials: dict[str, int]) -> None:
        for year, value in serials.items():
            await self._counters.update_one({"_id": f"invoice:{year}"}, {"$max": {"value": value}}, upsert=True)
