"""Looking at the outbox and having failed mails sent after all."""

from datetime import datetime

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.core.database import Database, Document
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.notifications.repository import OutboxRepository
from codementee.notifications.schemas import State, Template
from codementee.notifications.views import OutboxEntry, OutboxPage
from codementee.users.principal import Principal


class OutboxListing:
    def __init__(self, database: Database) -> None:
        self._repository = OutboxRepository(database)
        self._audit = AuditLog(database)

    async def list_newest(self, page: Page, state: State | None) -> OutboxPage:
        found = await self._repository.find(state=state, after=page.after_id(), limit=page.limit + 1)
        items = found[: page.limit]
        cursor = page.next_cursor(found, str(items[-1]["_id"]) if items else None)
        return OutboxPage(
            items=[_shown(entry) for entry in items], pagination=Pagination(limit=page.limit, next_cursor=cursor)
        )

    async def retry(self, admin: Principal, entry_id: ObjectId, *, now: datetime) -> OutboxEntry:
        """Raises AppError(NOT_FOUND) when there is no failed mail of this id."""
        found = await self._repository.retry(entry_id, now=now)
        if found is None:
            raise AppError(NOT_FOUND)
        await self._audit.record(
            actor=admin.id,
            actor_role=admin.role.value,
            action="mail.retried",
            subject="outbox",
            subject_id=entry_id,
            details={"template": found["template"]},
            now=now,
        )
        return _shown(found)


def _shown(entry: Document) -> OutboxEntry:
    return OutboxEntry(
        id=str(entry["_id"]),
        key=entry["key"],
        template=Template(entry["template"]),
        user_id=str(entry["user_id"]),
        email=entry.get("email"),
        state=State(entry["state"]),
        attempts=entry["attempts"],
        reason=entry.get("reason"),
        created_at=entry["created_at"],
        due_at=entry["due_at"],
        next_attempt_at=entry["next_attempt_at"],
        ended_at=entry.get("ended_at"),
    )
