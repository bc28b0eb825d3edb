"""Cursor pagination: a page costs the same at any depth, and entries added meanwhile neither repeat nor go missing."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Query

from codementee.core.errors import INVALID_PARAMETER, AppError, FieldProblem

MAXIMUM_LIMIT = 100
_MAXIMUM_CURSOR_LENGTH = 512


class Page:
    """What a caller asked for; ``after`` is the sort key of the last item seen, or None for the first page."""

    def __init__(
        self,
        limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT, description="Items per page")] = 50,
        cursor: Annotated[
            str | None,
            Query(max_length=_MAXIMUM_CURSOR_LENGTH, description="`pagination.next_cursor` of the page before"),
        ] = None,
    ) -> None:
        self.limit = limit
        self.after = _decode(cursor) if cursor is not None else None

    @property
    def key(self) -> str:
        """Identifies the page in a cache key."""
        return f"{self.limit}:{self.after if self.after is not None else ''}"

    def next_cursor[T](self, items: Sequence[T], key: str | None) -> str | None:
        """The cursor after ``items``, which were fetched with one more than ``limit`` to learn if there are more."""
        return _encode(key) if key is not None and len(items) > self.limit else None


PageRequest = Annotated[Page, Depends(Page)]


def _encode(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _decode(cursor: str) -> str:
    try:
        key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        problem = FieldProblem("cursor", "Not a cursor this service gave out; start from the first page.")
        raise AppError(INVALID_PARAMETER, fields=(problem,)) from None
    return key
