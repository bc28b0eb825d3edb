"""What may be reported by anyone, and what administrators see."""

import time
from datetime import datetime

from bson import ObjectId

from codementee.core.database import Document
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND, AppError, FieldProblem
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.error_tracking.errors import TOO_MANY_REPORTS
from codementee.error_tracking.policy import client_crash
from codementee.error_tracking.repository import ErrorRepository
from codementee.error_tracking.schemas import ClientError, Defect, DefectDetail, DefectPage
from codementee.error_tracking.tracker import ErrorTracker

_NOT_OURS = FieldProblem("cursor", "Not a cursor this service gave out; start from the first page.")


class ReportIntake:
    """Takes reports from browsers, of this process, within bounds: anyone may send them, and anything."""

    def __init__(self, tracker: ErrorTracker, *, per_second: float = 2.0, burst: int = 20, causes: int = 500) -> None:
        self._tracker = tracker
        self._per_second = per_second
        self._burst = burst
        self._tokens = float(burst)
        self._refilled = time.monotonic()
        self._causes = causes
        self._seen: set[tuple[str | None, str]] = set()

    def take(self, report: ClientError) -> None:
        """Raises AppError(TOO_MANY_REPORTS)."""
        moment = time.monotonic()
        self._tokens = min(self._burst, self._tokens + (moment - self._refilled) * self._per_second)
        self._refilled = moment
        if self._tokens < 1:
            raise AppError(TOO_MANY_REPORTS)
        self._tokens -= 1
        crash = client_crash(message=report.message, stack=report.stack, place=report.path)
        release: str | None = report.release or None
        if (release, crash.fingerprint) not in self._seen and len(self._seen) >= self._causes:
            # Made-up reports must not fill the database: from here on they all count as one cause.
            release, crash = None, client_crash(message="Overflow: too many different reports", stack="", place="/")
        else:
            self._seen.add((release, crash.fingerprint))
        if not self._tracker.put(crash, release=release):
            raise AppError(TOO_MANY_REPORTS)


class ErrorService:
    def __init__(self, repository: ErrorRepository) -> None:
        self._repository = repository

    async def list_latest(self, page: Page, source: str | None) -> DefectPage:
        after = _position(page.after) if page.after is not None else None
        found = await self._repository.find(source=source, after=after, limit=page.limit + 1)
        items = found[: page.limit]
        key = f"{items[-1]['last_seen'].isoformat()}|{items[-1]['_id']}" if items else None
        pagination = Pagination(limit=page.limit, next_cursor=page.next_cursor(found, key))
        return DefectPage(items=[Defect(**_shown(item)) for item in items], pagination=pagination)

    async def get(self, error_id: ObjectId) -> DefectDetail:
        found = await self._repository.load(error_id)
        if found is None:
            raise AppError(NOT_FOUND)
        return DefectDetail(**_shown(found), trace=found["trace"])


def _shown(document: Document) -> Document:
    fields = ("fingerprint", "release", "source", "type", "message", "place", "count", "first_seen", "last_seen")
    return {field: document[field] for field in fields} | {
        "id": str(document["_id"]),
        "request_ids": document.get("request_ids", []),
    }


def _position(key: str) -> tuple[datetime, ObjectId]:
    moment, _, error_id = key.partition("|")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        raise AppError(INVALID_PARAMETER, fields=(_NOT_OURS,)) from None
    if at.tzinfo is None or not ObjectId.is_valid(error_id):
        raise AppError(INVALID_PARAMETER, fields=(_NOT_OURS,))
    return at, ObjectId(error_id)
