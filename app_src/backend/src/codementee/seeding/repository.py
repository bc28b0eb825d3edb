"""Writes seed entries, and leaves alone what an administrator has edited since."""

import json
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from codementee.core.database import Database, Document


class Outcome(StrEnum):
    INSERTED = "inserted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    # Edited by an administrator, or added by hand: the seed no longer speaks for it.
    KEPT = "kept"


def digest(entry: Document) -> str:
    return sha256(json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class SeedRepository:
    def __init__(self, database: Database, collection: str, key: str) -> None:
        self._collection = database[collection]
        self._key = key

    async def put(self, entry: Document, *, now: datetime) -> Outcome:
        """Insert the entry, or bring it up to date if it still is what an earlier seed wrote.

        ``seed_digest`` remembers what that was: equal to the document's own content, nobody has touched it.
        """
        identity = {self._key: entry[self._key]}
        wanted = digest(entry)
        fresh = entry | {"active": True, "seed_digest": wanted, "version": 1, "created_at": now, "updated_at": now}
        found = await self._collection.find_one_and_update(identity, {"$setOnInsert": fresh}, upsert=True)
        if found is None:
            return Outcome.INSERTED
        written = found.get("seed_digest")
        # Only fields it has: one that is new in this release was not in what the earlier seed wrote.
        if written is None or digest({field: found[field] for field in entry if field in found}) != written:
            return Outcome.KEPT
        if written == wanted:
            return Outcome.UNCHANGED
        changed = entry | {"seed_digest": wanted, "version": found.get("version", 1) + 1, "updated_at": now}
        # Only if still as read: an edit that happens right now wins.
        unedited = {"_id": found["_id"], "seed_digest": written, "updated_at": found["updated_at"]}
        result = await self._collection.update_one(unedited, {"$set": changed})
        return Outcome.UPDATED if result.modified_count else Outcome.KEPT
