"""Which interview types are offered, and what may be changed about them."""

from codementee.core.cache import Cache
from codementee.core.database import Document, Session
from codementee.core.errors import AppError, FieldProblem
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.interview_types.errors import DURATIONS_REVERSED
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.interview_types.schemas import InterviewTypePage

NAMESPACE = "interview_types"


class InterviewTypeService:
    def __init__(self, repository: InterviewTypeRepository, cache: Cache) -> None:
        self._repository = repository
        self._cache = cache

    async def list_active(self, page: Page) -> bytes:
        """One page of active types as the JSON of an InterviewTypePage, from the cache if it is there."""

        async def load() -> bytes:
            found = await self._repository.find_active(after=page.after, limit=page.limit + 1)
            items = found[: page.limit]
            cursor = page.next_cursor(found, items[-1].code if items else None)
            pagination = Pagination(limit=page.limit, next_cursor=cursor)
            return InterviewTypePage(items=items, pagination=pagination).model_dump_json().encode()

        return await self._cache.get_or_load(NAMESPACE, page.key, load)


async def check_durations(_before: Document, document: Document, _session: Session) -> None:
    """Raises AppError(DURATIONS_REVERSED): one bound was changed past the other, which the change did not name."""
    if document["minimum_minutes"] > document["maximum_minutes"]:
        problem = FieldProblem("minimum_minutes", DURATIONS_REVERSED.message)
        raise AppError(DURATIONS_REVERSED, fields=(problem,))
