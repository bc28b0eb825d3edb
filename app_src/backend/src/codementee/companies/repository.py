"""Queries on ``companies``."""

from typing import Any

from pymongo import ASCENDING, IndexModel

from codementee.companies.schemas import Company, CompanyCategory, RoleTrack, Seniority
from codementee.core.database import Database, Document

COLLECTION = "companies"

INDEXES = [
    IndexModel([("slug", ASCENDING)], name="slug_unique", unique=True),
    # One for each list that exists: all, and by badge, both in the order they are shown.
    IndexModel([("active", ASCENDING), ("slug", ASCENDING)], name="active_slug"),
    IndexModel([("active", ASCENDING), ("category", ASCENDING), ("slug", ASCENDING)], name="active_category_slug"),
]


class CompanyRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def find_active(self, *, category: CompanyCategory | None, after: str | None, limit: int) -> list[Company]:
        """Up to ``limit`` companies in order of slug, from the first one after the slug ``after``."""
        query: dict[str, Any] = {"active": True}
        if category is not None:
            query["category"] = category.value
        if after is not None:
            query["slug"] = {"$gt": after}
        documents = await self._collection.find(query).sort("slug", ASCENDING).limit(limit).to_list()
        return [company_of(document) for document in documents]

    async def find_by_slug(self, slug: str) -> Company | None:
        """An active one."""
        document = await self._collection.find_one({"slug": slug, "active": True})
        return company_of(document) if document is not None else None

    async def known_slugs(self, slugs: list[str]) -> set[str]:
        """Those of ``slugs`` that there are, retired ones included."""
        cursor = self._collection.find({"slug": {"$in": slugs}}, {"_id": 0, "slug": 1}).limit(len(slugs) or 1)
        return {document["slug"] for document in await cursor.to_list()}

    async def count_active(self) -> int:
        return await self._collection.count_documents({"active": True})


def company_of(document: Document) -> Company:
    return Company(
        id=str(document["_id"]),
        slug=document["slug"],
        name=document["name"],
        category=CompanyCategory(document["category"]),
        tracks=[
            RoleTrack(code=track["code"], title=track["title"], seniority=Seniority(track["seniority"]))
            for track in document["tracks"]
        ],
    )
