"""Which plans are on sale."""

from datetime import datetime

from codementee.catalogue.service import Check
from codementee.core.cache import Cache
from codementee.core.database import Document, Session
from codementee.core.errors import INVALID_PARAMETER, AppError, FieldProblem
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.pricing.repository import PricingPlanRepository
from codementee.pricing.schemas import PricingPlan, PricingPlanPage

NAMESPACE = "pricing_plans"


class PricingService:
    def __init__(self, repository: PricingPlanRepository, cache: Cache) -> None:
        self._repository = repository
        self._cache = cache

    async def list_active(self, page: Page) -> bytes:
        """One page of plans on sale as the JSON of a PricingPlanPage, from the cache if it is there."""
        after = _sort_key(page.after) if page.after is not None else None

        async def load() -> bytes:
            found = await self._repository.find_active(after=after, limit=page.limit + 1)
            items = found[: page.limit]
            cursor = page.next_cursor(found, _cursor_key(items[-1]) if items else None)
            pagination = Pagination(limit=page.limit, next_cursor=cursor)
            return PricingPlanPage(items=items, pagination=pagination).model_dump_json().encode()

        return await self._cache.get_or_load(NAMESPACE, page.key, load)


def one_recommended(repository: PricingPlanRepository, *, now: datetime) -> Check:
    """For the editor: the plan that is to be recommended takes the mark from the one that was."""

    async def check(_before: Document, document: Document, session: Session) -> None:
        if document["recommended"]:
            await repository.recommend_only(document["_id"], now=now, session=session)

    return check


def _cursor_key(plan: PricingPlan) -> str:
    return f"{plan.price_paise}:{plan.code}"


def _sort_key(key: str) -> tuple[int, str]:
    price, separator, code = key.partition(":")
    # Ten digits: a cursor is the caller's to forge, and the database takes 64-bit integers only.
    if not separator or not (price.isascii() and price.isdigit() and len(price) <= 10):  # noqa: PLR2004 - said above
        problem = FieldProblem("cursor", "Not a cursor this service gave out; start from the first page.")
        raise AppError(INVALID_PARAMETER, fields=(problem,))
    return int(price), code
