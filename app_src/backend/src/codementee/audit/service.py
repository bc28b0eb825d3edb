"""Records what administrators, mentors and the system did where it matters later."""

from collections.abc import Mapping
from datetime import datetime

from bson import ObjectId

from codementee.audit.repository import AuditRepository
from codementee.core.database import Database, Document, Session
from codementee.core.logging import redact


class AuditLog:
    def __init__(self, database: Database) -> None:
        self._repository = AuditRepository(database)

    async def record(
        self,
        *,
        actor: ObjectId | None,
        actor_role: str,
        action: str,
        subject: str,
        subject_id: ObjectId | str,
        details: Mapping[str, object] | None = None,
        now: datetime,
        session: Session | None = None,
    ) -> None:
        """Append one entry; with ``session`` it is there exactly if the caller's transaction is.

        ``actor`` is None for the system (``actor_role`` "system", "worker", "webhook"). ``action`` reads
        "<subject>.<past participle>" ("refund.approved"), ``subject`` names the kind of thing ("order"). ``details``
        says what changed, from → to, in values the database can store: ids and figures, never whole documents, names
        or e-mail addresses (the log outlives a deleted account). Values under names of secrets are redacted.
        """
        entry: Document = {
            "actor": actor,
            "actor_role": actor_role,
            "action": action,
            "subject": subject,
            "subject_id": subject_id,
            "details": dict(redact(None, action, dict(details or {}))),
            "at": now,
        }
        await self._repository.append(entry, session=session)
