"""Queries on ``pricing_plans``."""

from typing import Any

from pymongo import ASCENDING, IndexModel

from codementee.core.database import Database, Document
from codementee.pricing.schemas import PricingPlan

COLLECTION = "pricing_plans"

INDEXES = [
    IndexModel([("code", ASCENDING)], name="code_unique", unique=True),
    IndexModel([("active", ASCENDING), ("price_paise", ASCENDING), ("code", ASCENDING)], name="active_price_code"),
]


class PricingPlanRepository:
    def __init__(self, database: Database) -> None:
        self._collection = database[COLLECTION]

    async def find_active(self, *, after: tuple[int, str] | None, limit: int) -> list[PricingPlan]:
        """Up to ``limit`` plans, cheapest first, from the first one after the (price, code) ``after``."""
        query: dict[str, Any] = {"active": True}
        if after is not None:
            price, code = after
            query["$or"] = [{"price_paise": {"$gt": price}}, {"price_paise": price, "code": {"$gt": code}}]
        cursor = self._collection.find(query).sort([("price_paise", ASCENDING), ("code", ASCENDING)]).limit(limit)
        return [_plan(document) for document in await cursor.to_list()]

    async def count_active(self) -> int:
        return await self._collection.count_documents({"active": True})


def _plan(document: Document) -> PricingPlan:
    return PricingPlan(
        id=str(document["_id"]),
        code=document["code"],
        name=document["name"],
        tagline=document["tagline"],
        price_paise=document["price_paise"],
        currency=document["currency"],
        mocks=document["mocks"],
        months=document["months"],
        features=document["features"],
        recommended=document["recommended"],
    )
