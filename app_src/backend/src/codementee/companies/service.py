"""What may be seen of companies, and how fresh it is."""

from codementee.companies.repository import CompanyRepository
from codementee.companies.schemas import CompanyCategory, CompanyPage
from codementee.core.cache import Cache
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination

NAMESPACE = "companies"


class CompanyService:
    def __init__(self, repository: CompanyRepository, cache: Cache) -> None:
        self._repository = repository
        self._cache = cache

    async def list_active(self, page: Page, category: CompanyCategory | None) -> bytes:
        """One page of active companies as the JSON of a CompanyPage, from the cache if it is there."""

        async def load() -> bytes:
            found = await self._repository.find_active(category=category, after=page.after, limit=page.limit + 1)
            items = found[: page.limit]
            cursor = page.next_cursor(found, items[-1].slug if items else None)
            pagination = Pagination(limit=page.limit, next_cursor=cursor)
            return CompanyPage(items=items, pagination=pagination).model_dump_json().encode()

        return await self._cache.get_or_load(NAMESPACE, f"{category or ''}:{page.key}", load)

    async def by_slug(self, slug: str) -> bytes:
        """An active company as JSON. Raises AppError(NOT_FOUND)."""

        async def load() -> bytes:
            found = await self._repository.find_by_slug(slug)
            return found.model_dump_json().encode() if found is not None else b""

        body = await self._cache.get_or_load(NAMESPACE, f"one:{slug}", load)
        if not body:
            raise AppError(NOT_FOUND)
        return body
