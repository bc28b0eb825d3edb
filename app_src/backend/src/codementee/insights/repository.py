"""The aggregations behind the figures, each over one month and along an index, and ``insights``, where they are kept.

They run in the worker only. Reads go to a secondary where there is one: figures may be a moment old.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, ReadPreference

from codementee.bookings.repository import COLLECTION as BOOKINGS
from codementee.bookings.schemas import BookingState
from codementee.core.database import Database, Document
from codementee.feedback.repository import COLLECTION as FEEDBACKS
from codementee.payments.repository import COLLECTION as ORDERS
from codementee.payments.schemas import OrderState
from codementee.users.repository import COLLECTION as USERS
from codementee.users.schemas import Role

COLLECTION = "insights"
_MAX_TIME_MS = 60_000
# Longer than any plan runs.
_LONGEST_PLAN = timedelta(days=800)
_CAPTURED = "payment.captured_at"
_NET = {"$subtract": ["$amount_paise", {"$ifNull": ["$refunded_paise", 0]}]}
_DETRACTOR, _PROMOTER = 6, 9


class InsightsRepository:
    def __init__(self, database: Database) -> None:
        self._kept = database[COLLECTION]
        near = ReadPreference.SECONDARY_PREFERRED
        self._users, self._orders, self._bookings, self._feedbacks = (
            database.get_collection(name, read_preference=near) for name in (USERS, ORDERS, BOOKINGS, FEEDBACKS)
        )
        self._database = database

    async def keep(self, month: str, figures: Document, *, now: datetime) -> None:
        await self._kept.replace_one({"_id": month}, figures | {"computed_at": now}, upsert=True)

    async def kept(self, first: str, last: str, *, limit: int) -> list[Document]:
        """In order of month, both included."""
        query = {"_id": {"$gte": first, "$lte": last}}
        return await self._kept.find(query).sort("_id", ASCENDING).limit(limit).to_list()

    async def funnel(self, start: datetime, end: datetime) -> Document:
        """Counts of people by how far they have got, of mentees who registered then."""

        def reached(name: str, collection: str, field: str, query: Document) -> Document:
            pipeline: list[Document] = [{"$match": query}, {"$limit": 1}, {"$project": {"_id": 1}}]
            joined = {"localField": "_id", "foreignField": field, "pipeline": pipeline, "as": name}
            return {"$lookup": {"from": collection} | joined}

        steps = ("drafted", "held", "paid", "mock_done", "feedback")
        pipeline: list[Document] = [
            {"$match": {"role": Role.MENTEE.value, "created_at": {"$gte": start, "$lt": end}}},
            {"$project": {"_id": 1}},
            reached("drafted", BOOKINGS, "mentee_id", {}),
            reached("held", BOOKINGS, "mentee_id", {"state": {"$ne": BookingState.DRAFT.value}}),
            reached("paid", ORDERS, "user_id", {"payment.id": {"$exists": True}}),
            reached("mock_done", BOOKINGS, "mentee_id", {"state": BookingState.COMPLETED.value}),
            reached("feedback", FEEDBACKS, "mentee_id", {}),
            {
                "$group": {"_id": None, "registered": {"$sum": 1}}
                | {step: {"$sum": {"$size": f"${step}"}} for step in steps}
            },
        ]
        return await self._one(self._users, pipeline, ("registered", *steps))

    async def revenue(self, start: datetime, end: datetime) -> Document:
        pipeline: list[Document] = [
            {"$match": {_CAPTURED: {"$gte": start, "$lt": end}}},
            {
                "$group": {
                    "_id": None,
                    "orders": {"$sum": 1},
                    "gross_paise": {"$sum": "$amount_paise"},
                    "net_paise": {"$sum": _NET},
                }
            },
        ]
        return await self._one(self._orders, pipeline, ("orders", "gross_paise", "net_paise"))

    async def running(self, start: datetime, end: datetime) -> Document:
        """People with a running plan at ``start`` and at ``end``, and the plans' prices per month at ``end``."""
        over = {"$dateAdd": {"startDate": f"${_CAPTURED}", "unit": "month", "amount": "$plan.months"}}
        at_start = {"$and": [{"$lt": [f"${_CAPTURED}", start]}, {"$gt": ["$over", start]}]}
        at_end = {"$gt": ["$over", end]}
        pipeline: list[Document] = [
            {
                "$match": {
                    _CAPTURED: {"$gte": start - _LONGEST_PLAN, "$lt": end},
                    # What was given back as a whole was no purchase.
                    "state": {"$ne": OrderState.REFUNDED.value},
                }
            },
            {"$set": {"over": over}},
            {
                "$group": {
                    "_id": "$user_id",
                    "at_start": {"$max": at_start},
                    "at_end": {"$max": at_end},
                    "monthly": {"$sum": {"$cond": [at_end, {"$divide": [_NET, "$plan.months"]}, 0]}},
                }
            },
            {
                "$group": {
                    "_id": None,
                    "paying_before": {"$sum": {"$cond": ["$at_start", 1, 0]}},
                    "paying": {"$sum": {"$cond": ["$at_end", 1, 0]}},
                    "churned": {"$sum": {"$cond": [{"$and": ["$at_start", {"$not": "$at_end"}]}, 1, 0]}},
                    "monthly_recurring_paise": {"$sum": "$monthly"},
                }
            },
        ]
        names = ("paying_before", "paying", "churned", "monthly_recurring_paise")
        return await self._one(self._orders, pipeline, names)

    async def retention(self, start: datetime, end: datetime, *, within: timedelta) -> Document:
        """People whose first payment was then, and how many of them bought or booked again within that time."""
        again = {"$add": ["$first", int(within.total_seconds() * 1_000)]}
        pipeline: list[Document] = [
            {"$match": {_CAPTURED: {"$gte": start, "$lt": end}}},
            {"$group": {"_id": "$user_id", "first": {"$min": f"${_CAPTURED}"}}},
            {
                "$lookup": {
                    "from": ORDERS,
                    "localField": "_id",
                    "foreignField": "user_id",
                    "pipeline": [
                        {"$match": {_CAPTURED: {"$exists": True}}},
                        {"$project": {"_id": 0, "at": f"${_CAPTURED}"}},
                    ],
                    "as": "paid",
                }
            },
            {"$match": {"$expr": {"$eq": [{"$min": "$paid.at"}, "$first"]}}},
            {
                "$lookup": {
                    "from": BOOKINGS,
                    "localField": "_id",
                    "foreignField": "mentee_id",
                    "pipeline": [
                        {"$match": {"state": {"$ne": BookingState.DRAFT.value}}},
                        {"$project": {"_id": 0, "at": "$created_at"}},
                    ],
                    "as": "booked",
                }
            },
            {
                "$set": {
                    "purchases": _count_until("$paid.at", again),
                    "bookings": _count_until("$booked.at", again),
                }
            },
            {
                "$group": {
                    "_id": None,
                    "first_purchases": {"$sum": 1},
                    "returned": {
                        "$sum": {"$cond": [{"$or": [{"$gt": ["$purchases", 1]}, {"$gt": ["$bookings", 1]}]}, 1, 0]}
                    },
                }
            },
        ]
        return await self._one(self._orders, pipeline, ("first_purchases", "returned"))

    async def ratings(self, start: datetime, end: datetime) -> Document:
        def counted(condition: Document) -> Document:
            return {"$sum": {"$cond": [condition, 1, 0]}}

        pipeline: list[Document] = [
            {"$match": {"rating.at": {"$gte": start, "$lt": end}}},
            {
                "$group": {
                    "_id": None,
                    "ratings": {"$sum": 1},
                    "stars": {"$sum": "$rating.stars"},
                    "promoters": counted({"$gte": ["$rating.recommend", _PROMOTER]}),
                    "detractors": counted({"$lte": ["$rating.recommend", _DETRACTOR]}),
                }
            },
        ]
        return await self._one(self._feedbacks, pipeline, ("ratings", "stars", "promoters", "detractors"))

    async def ended(self, states: Sequence[BookingState], start: datetime, end: datetime) -> int:
        """Bookings that entered one of the states then."""
        query = {"state": {"$in": [state.value for state in states]}, "state_since": {"$gte": start, "$lt": end}}
        return await self._bookings.count_documents(query, maxTimeMS=_MAX_TIME_MS)

    async def count_orders(self, state: OrderState) -> int:
        return await self._orders.count_documents({"state": state.value}, maxTimeMS=_MAX_TIME_MS)

    @staticmethod
    async def _one(
        collection: Any,  # noqa: ANN401 - a driver's collection with whatever read preference
        pipeline: list[Document],
        names: Sequence[str],
    ) -> Document:
        """The single row of the result; zeros when there was nothing to count."""
        cursor = await collection.aggregate(pipeline, maxTimeMS=_MAX_TIME_MS, allowDiskUse=True)
        found = await cursor.to_list(1)
        return {name: found[0][name] if found else 0 for name in names}


def _count_until(field: str, until: Document) -> Document:
    return {"$size": {"$filter": {"input": field, "as": "at", "cond": {"$lte": ["$$at", until]}}}}
