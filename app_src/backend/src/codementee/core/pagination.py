"""Cursor pagination: a page costs the same at any depth, and entries added meanwhile neither repeat nor go missing."""

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

from bson import ObjectId
from fastapi import Depends, Query

from codementee.core.errors import INVALID_PARAMETER, AppError, FieldProblem
from codementee.core.identifiers import object_id

MAXIMUM_LIMIT = 100
_MAXIMUM_CURSOR_LENGTH = 512
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_OURS = FieldProblem("cursor", "Not a cursor this service gave out; start from the first page.")


class Page:
    """What a caller asked for; ``after`` is the sort key of the last item seen, or None for the first page."""

    def __init__(self, limit: int = 50, cursor: str | None = None) -> None:
        self.limit = limit
        self.after = _decode(cursor) if cursor is not None else None

    @property
    def key(self) -> str:
        """Identifies the page in a cache key."""
        return f"{self.limit}:{self.after if self.after is not None else ''}"

    def after_id(self) -> ObjectId | None:
        """``after`` in lists that are in order of identifier."""
        if self.after is None:
            return None
        try:
            return object_id(self.after)
        except ValueError:
            raise AppError(INVALID_PARAMETER, fields=(_NOT_OURS,)) from None

    def after_instant(self) -> tuple[datetime, ObjectId] | None:
        """``after`` in lists that are in order of a moment and, within it, of identifier; see instant_key."""
        if self.after is None:
            return None
        milliseconds, _, identifier = self.after.partition(":")
        # 13 digits reach the year 2286: a cursor is the caller's to forge.
        if not (milliseconds.isascii() and milliseconds.isdigit() and len(milliseconds) <= 13):  # noqa: PLR2004
            raise AppError(INVALID_PARAMETER, fields=(_NOT_OURS,))
        try:
            return _EPOCH + timedelta(milliseconds=int(milliseconds)), object_id(identifier)
        except ValueError:
            raise AppError(INVALID_PARAMETER, fields=(_NOT_OURS,)) from None

    def next_cursor[T](self, items: Sequence[T], key: str | None) -> str | None:
        """The cursor after ``items``, which were fetched with one more than ``limit`` to learn if there are more."""
        return _encode(key) if key is not None and len(items) > self.limit else None


def instant_key(at: datetime, identifier: ObjectId) -> str:
    """The sort key for next_cursor that after_instant reads."""
    return f"{(at - _EPOCH) // timedelta(milliseconds=1)}:{identifier}"


async def _page(
    limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT, description="Items per page")] = 50,
    cursor: Annotated[
        str | None,
        Query(max_length=_MAXIMUM_CURSOR_LENGTH, description="`pagination.next_cursor` of the page before"),
    ] = None,
) -> Page:
    return Page(limit, cursor)


PageRequest = Annotated[Page, Depends(_page)]


def _encode(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _decode(cursor: str) -> str:
    try:
        key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise AppError(INVALID_PARAMETER, fields=(_NOT_OURS,)) from None
    return key
