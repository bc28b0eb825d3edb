"""Pages of the history of releases."""

from codementee.core.errors import INVALID_PARAMETER, AppError, FieldProblem
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.releases.repository import NotAPositionError, ReleaseRepository
from codementee.releases.schemas import ReleasePage

_NOT_OURS = FieldProblem("cursor", "Not a cursor this service gave out; start from the first page.")
# A history of more than some terabytes is none: a cursor is the caller's to forge.
_MOST_DIGITS = 13


class ReleaseService:
    def __init__(self, repository: ReleaseRepository) -> None:
        self._repository = repository

    async def find(self, page: Page) -> ReleasePage:
        """Newest first. Raises AppError(INVALID_PARAMETER)."""
        try:
            found = await self._repository.find(before=_position(page.after), limit=page.limit + 1)
        except NotAPositionError:
            raise AppError(INVALID_PARAMETER, fields=(_NOT_OURS,)) from None
        shown = found[: page.limit]
        cursor = page.next_cursor(found, str(shown[-1].position) if shown else None)
        return ReleasePage(
            items=[recorded.release for recorded in shown],
            pagination=Pagination(limit=page.limit, next_cursor=cursor),
        )


def _position(after: str | None) -> int | None:
    if after is None:
        return None
    if not (after.isascii() and after.isdigit() and len(after) <= _MOST_DIGITS):
        raise NotAPositionError
    return int(after)
