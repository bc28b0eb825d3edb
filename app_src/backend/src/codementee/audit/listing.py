"""Reading the audit log. Apart from writing it, which the worker does too and which needs no web framework."""

from datetime import datetime
from typing import Any

from bson import ObjectId
from pydantic import JsonValue

from codementee.audit.repository import AuditRepository
from codementee.audit.schemas import AuditEntry, AuditPage
from codementee.core.database import Document
from codementee.core.errors import INVALID_PARAMETER, AppError, FieldProblem
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination


class AuditListing:
    def __init__(self, repository: AuditRepository) -> None:
        self._repository = repository

    async def find(
        self, page: Page, *, actor: str | None, action: str | None, subject: str | None, subject_id: str | None
    ) -> AuditPage:
        """At most one filter, a subject and its id being one: each has an index that ends in the order of the list.

        Raises AppError(INVALID_PARAMETER).
        """
        filters = _filters(actor, action, subject, subject_id)
        found = await self._repository.find(filters, after=page.after_id(), limit=page.limit + 1)
        items = found[: page.limit]
        cursor = page.next_cursor(found, str(items[-1]["_id"]) if items else None)
        return AuditPage(
            items=[_shown(entry) for entry in items], pagination=Pagination(limit=page.limit, next_cursor=cursor)
        )


def _filters(actor: str | None, action: str | None, subject: str | None, subject_id: str | None) -> dict[str, Any]:
    if (subject is None) != (subject_id is None):
        problem = FieldProblem("subject_id", "A subject and its id are given together.")
        raise AppError(INVALID_PARAMETER, fields=(problem,))
    if sum(value is not None for value in (actor, action, subject)) > 1:
        problem = FieldProblem("actor", "Give an actor, an action or a subject, not several of them.")
        raise AppError(INVALID_PARAMETER, fields=(problem,))
    if actor is not None:
        return {"actor": ObjectId(actor)}
    if action is not None:
        return {"action": action}
    if subject_id is not None:
        # Most subjects have ObjectIds, some have names.
        found = ObjectId(subject_id) if ObjectId.is_valid(subject_id) else subject_id
        return {"subject": subject, "subject_id": found}
    return {}


def _shown(entry: Document) -> AuditEntry:
    return AuditEntry(
        id=str(entry["_id"]),
        at=entry["at"],
        actor=str(entry["actor"]) if entry["actor"] is not None else None,
        actor_role=entry["actor_role"],
        action=entry["action"],
        subject=entry["subject"],
        subject_id=str(entry["subject_id"]),
        details={name: _plain(value) for name, value in entry["details"].items()},
    )


def _plain(value: object) -> JsonValue:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return value.isoformat()
        case dict():
            return {str(name): _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return str(value)
