"""Queries on ``pricing_plans``."""

from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, IndexModel

from codementee.core.database import Database, Document, Session
from codementee.pricing.schemas import PricingPlan

COLLECTION = "pricing_plans"

INDEXES = [
    IndexModel([("code", ASCENDING)], name="code_unique", unique=True),
    # Decides between two administrators who recommend two plans at the same moment.
    IndexModel(
        [("recommended", ASCENDING)],
        name="recommended_unique",
        unique=True,
        partialFilterExpression={"recommended": True},
    ),
    # What is shown is in order of price, what administrators choose from in order of code.
    IndexModel([("active", ASCENDING), ("price_paise", ASCENDING), ("code", ASCENDING)], name="active_price_code"),
    IndexModel([("active", ASCENDING), ("code", ASCENDING)], name="active_code"),
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
        return [plan_of(document) for document in await cursor.to_list()]

    async def is_on_sale(self, code: str) -> bool:
        return await self._collection.find_one({"code": code, "active": True}, {"_id": 1}) is not None

    async def find_by_code(self, code: str, *, session: Session | None = None) -> PricingPlan | None:
        """One that is on sale."""
        document = await self._collection.find_one({"code": code, "active": True}, session=session)
        return plan_of(document) if document is not None else None

    async def recommend_only(self, identifier: ObjectId, *, now: datetime, session: Session) -> None:
        """Takes the mark from every other plan."""
        await self._collection.update_many(
            {"recommended": True, "_id": {"$ne": identifier}},
            # A pipeline: a plan from before there were versions counts as the first.
            [
                {
                    "$set": {
                        "recommended": False,
                        "updated_at": now,
                        "version": {"$add": [{"$ifNull": ["$version", 1]}, 1]},
                    }
                }
            ],
            session=session,
        )

    async def count_active(self) -> int:
        return await self._collection.count_documents({"active": True})


def plan_of(document: Document) -> PricingPlan:
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
