"""Queries on ``webhook_inbox``."""

import json
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel, ReturnDocument

from codementee.core.database import Database, Document
from codementee.payments.inbox.policy import FIRST_TRY, KEPT
from codementee.payments.inbox.schemas import Report, ReportState
from codementee.payments.policy import retry_pause

COLLECTION = "webhook_inbox"

INDEXES = [
    # What is due, in order; also the sizes by state.
    IndexModel([("state", ASCENDING), ("next_try_at", ASCENDING)], name="state_next_try_at"),
    IndexModel([("expires_at", ASCENDING)], name="expires_at_ttl", expireAfterSeconds=0),
]


class InboxRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def store(self, report_id: str, event: str, entities: dict[str, Any], *, now: datetime) -> Report | None:
        """The report, stored and this caller's to apply; None when it is there already."""
        fresh = {
            "event": event,
            # As text: other people's keys and numbers need not be ones a database takes.
            "entities": json.dumps(entities),
            "state": ReportState.WAITING.value,
            "attempts": 1,
            "next_try_at": now + FIRST_TRY,
            "received_at": now,
        }
        result = await self._collection.update_one({"_id": report_id}, {"$setOnInsert": fresh}, upsert=True)
        return _report(fresh | {"_id": report_id}) if result.upserted_id is not None else None

    async def claim_next(self, *, now: datetime) -> Report | None:
        """The report that has been due for longest, this caller's until its next try; None when none is due.

        Only what was due at ``now``: one that fails again is not taken twice in one round.
        """
        due = {"state": ReportState.WAITING.value, "next_try_at": {"$lte": now}}
        found = await self._collection.find_one_and_update(
            due,
            {"$inc": {"attempts": 1}, "$set": {"next_try_at": now + FIRST_TRY}},
            sort=[("next_try_at", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )
        return _report(found) if found else None

    async def finish(self, report_id: str, state: ReportState, *, reason: str | None, now: datetime) -> None:
        """Reports that were given up stay; the others go after a while."""
        changes: Document = {"state": state.value, "reason": reason, "finished_at": now}
        if state is not ReportState.GIVEN_UP:
            changes["expires_at"] = now + KEPT
        await self._collection.update_one(
            {"_id": report_id, "state": ReportState.WAITING.value}, {"$set": changes, "$unset": {"next_try_at": ""}}
        )

    async def put_back(self, report: Report, *, reason: str, now: datetime) -> None:
        changes = {"next_try_at": now + retry_pause(report.attempts), "reason": reason}
        await self._collection.update_one({"_id": report.id, "state": ReportState.WAITING.value}, {"$set": changes})

    async def count(self, state: ReportState) -> int:
        return await self._collection.count_documents({"state": state.value})


def _report(document: Document) -> Report:
    return Report(
        id=document["_id"],
        event=document["event"],
        entities=json.loads(document["entities"]),
        attempts=document["attempts"],
        received_at=document["received_at"],
    )
