"""The figures of a small business whose figures can be counted by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from codementee.insights.policy import Month
from codementee.insights.service import InsightsService
from tests.support.application import World

pytestmark = pytest.mark.anyio

NOVEMBER = Month.parse("2026-11")
DAY = timedelta(days=1)


def november(day: int, hour: int = 6) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


class Books:
    def __init__(self, world: World) -> None:
        self.world = world
        self._users = 0

    async def mentee(self, at: datetime) -> ObjectId:
        self._users += 1
        user_id = ObjectId()
        await self.world.database.users.insert_one(
            {"_id": user_id, "email": f"u{self._users}@example.com", "role": "mentee", "created_at": at}
        )
        return user_id

    async def order(
        self, user_id: ObjectId, at: datetime, *, paise: int = 300_000, months: int = 3, refunded: int = 0
    ) -> None:
        await self.world.database.orders.insert_one(
            {
                "user_id": user_id,
                "idempotency_key": str(ObjectId()),
                "state": "refunded" if refunded == paise else "paid",
                "amount_paise": paise,
                "refunded_paise": refunded,
                "plan": {"months": months},
                "payment": {"id": str(ObjectId()), "captured_at": at},
            }
        )

    async def booking(self, user_id: ObjectId, state: str, at: datetime) -> None:
        await self.world.database.booking_requests.insert_one(
            {"reference": str(ObjectId()), "mentee_id": user_id, "state": state, "state_since": at, "created_at": at}
        )

    async def feedback(self, user_id: ObjectId, *, recommend: int, stars: int, at: datetime) -> None:
        rating = {"stars": stars, "recommend": recommend, "at": at}
        await self.world.database.feedbacks.insert_one({"mentee_id": user_id, "rating": rating})

    async def figures(self, month: Month = NOVEMBER, now: datetime | None = None) -> dict[str, Any]:
        service = InsightsService(self.world.database)
        return (await service.compute(month, now=now or month.end + 61 * DAY)).model_dump()


@pytest.fixture
def books(world: World) -> Books:
    return Books(world)


async def test_nothing_happened(books: Books) -> None:
    figures = await books.figures()
    assert set(figures["funnel"].values()) == {0}
    assert figures["revenue"] | {"average_order_paise": 0} == dict.fromkeys(figures["revenue"], 0)
    assert figures["revenue"]["average_order_paise"] is None
    assert figures["loyalty"]["churn"] is None
    assert figures["satisfaction"] == {"ratings": 0, "stars": None, "net_promoter_score": None}


async def test_conversion_counts_people_of_the_month_not_what_they_did(books: Books) -> None:
    people = [await books.mentee(november(2)) for _ in range(6)]
    before = await books.mentee(NOVEMBER.start - DAY)
    after = await books.mentee(NOVEMBER.end)
    await books.world.user("mentor", created_at=november(2))
    for person in (before, after):
        await books.booking(person, "completed", november(5))
    await books.booking(people[1], "draft", november(3))
    for person in people[2:]:
        for state in ("draft", "expired", "held"):
            await books.booking(person, state, november(4))
    for person in people[3:]:
        await books.order(person, november(5))
        await books.order(person, november(6))
    for person in people[4:]:
        await books.booking(person, "completed", november(9))
        await books.booking(person, "completed", november(10))
    await books.feedback(people[5], recommend=10, stars=5, at=november(11))
    assert (await books.figures())["funnel"] == {
        "registered": 6,
        "drafted": 5,
        "held": 4,
        "paid": 3,
        "mock_done": 2,
        "feedback": 1,
    }


async def test_revenue_is_of_the_month_and_refunds_count_against_it(books: Books) -> None:
    one, two = await books.mentee(november(1)), await books.mentee(november(1))
    await books.order(one, NOVEMBER.start, paise=199_900)
    await books.order(one, november(20), paise=499_900, refunded=100_000)
    await books.order(two, NOVEMBER.end - timedelta(milliseconds=1), paise=899_900, refunded=899_900)
    await books.order(two, NOVEMBER.end, paise=1)
    await books.order(two, NOVEMBER.start - DAY, paise=1)
    revenue = (await books.figures())["revenue"]
    assert revenue["orders"] == 3
    assert revenue["gross_paise"] == 1_599_700
    assert revenue["net_paise"] == 599_800
    assert revenue["average_order_paise"] == 533_233


async def test_recurring_revenue_spreads_running_plans_over_their_months(books: Books) -> None:
    one = await books.mentee(november(1))
    await books.order(one, november(10), paise=899_900, months=6)
    await books.order(one, november(11), paise=300_000, months=3, refunded=30_000)
    # Over before the end of November, and not begun.
    await books.order(one, NOVEMBER.end - 40 * DAY, paise=199_900, months=1)
    await books.order(one, NOVEMBER.end + DAY, paise=199_900, months=1)
    revenue = (await books.figures())["revenue"]
    assert revenue["monthly_recurring_paise"] == round(899_900 / 6 + 270_000 / 3)


async def test_churn_is_of_those_who_had_a_plan_when_the_month_began(books: Books) -> None:
    stays, leaves, renews, new = [await books.mentee(november(1)) for _ in range(4)]
    await books.order(stays, NOVEMBER.start - 10 * DAY, months=3)
    await books.order(leaves, NOVEMBER.start - 10 * DAY, months=1)
    await books.order(renews, NOVEMBER.start - 10 * DAY, months=1)
    await books.order(renews, november(25), months=1)
    await books.order(new, november(25), months=1)
    loyalty = (await books.figures())["loyalty"]
    assert (loyalty["paying"], loyalty["churned"], loyalty["churn"]) == (3, 1, 0.3333)


async def test_retention_is_of_first_purchases_within_sixty_days(books: Books) -> None:
    once, again, late, booked, earlier = [await books.mentee(november(1)) for _ in range(5)]
    for person in (once, again, late, booked, earlier):
        await books.order(person, november(5))
        await books.booking(person, "completed", november(6))
    await books.order(again, november(5) + 60 * DAY)
    await books.order(late, november(5) + 61 * DAY)
    await books.booking(booked, "confirmed", november(20))
    await books.booking(once, "draft", november(20))
    await books.order(earlier, NOVEMBER.start - 300 * DAY)
    loyalty = (await books.figures(now=NOVEMBER.end + 90 * DAY))["loyalty"]
    assert (loyalty["first_purchases"], loyalty["returned"], loyalty["retention"]) == (4, 2, 0.5)
    assert loyalty["final"] is True
    assert (await books.figures(now=NOVEMBER.end))["loyalty"]["final"] is False


async def test_satisfaction(books: Books) -> None:
    person = await books.mentee(november(1))
    for recommend, stars in ((10, 5), (9, 5), (8, 4), (7, 4), (6, 3), (0, 1)):
        await books.feedback(person, recommend=recommend, stars=stars, at=november(12))
    await books.feedback(person, recommend=0, stars=1, at=NOVEMBER.end)
    satisfaction = (await books.figures())["satisfaction"]
    assert satisfaction == {"ratings": 6, "stars": 3.67, "net_promoter_score": 0}


async def test_interviews_by_when_they_ended(books: Books) -> None:
    person = await books.mentee(november(1))
    for state in ("completed", "completed", "cancelled_by_mentee", "cancelled_by_admin", "no_show_mentor", "expired"):
        await books.booking(person, state, november(12))
    await books.booking(person, "completed", NOVEMBER.end)
    assert (await books.figures())["interviews"] == {
        "completed": 2,
        "cancelled": 2,
        "missed_by_mentee": 0,
        "missed_by_mentor": 1,
    }


async def test_refresh_fills_in_what_is_missing_and_leaves_what_is_final(books: Books) -> None:
    service, insights = InsightsService(books.world.database), books.world.database.insights
    now = november(22)
    rounds = 0
    while await service.refresh(now, 4):
        rounds += 1
        assert rounds <= 10
    assert await insights.count_documents({}) == 24
    later = now + timedelta(minutes=5)
    await service.refresh(later, 4)
    touched = sorted(document["_id"] for document in await insights.find({"computed_at": later}).to_list())
    # September's retention is open until the end of November.
    assert touched == ["2026-09", "2026-10", "2026-11"]


async def test_every_aggregation_uses_an_index(books: Books) -> None:
    database = books.world.database
    for _ in range(50):
        person = await books.mentee(november(2))
        await books.order(person, november(3))
        await books.booking(person, "completed", november(4))
        await books.feedback(person, recommend=9, stars=5, at=november(5))
    await database.command("profile", 2)
    try:
        await books.figures()
    finally:
        await database.command("profile", 0)
    names = ["users", "orders", "booking_requests", "feedbacks"]
    seen = (
        await database["system.profile"].find({"ns": {"$in": [f"{database.name}.{name}" for name in names]}}).to_list()
    )
    assert len(seen) >= 9
    assert [entry["planSummary"] for entry in seen if "COLLSCAN" in entry.get("planSummary", "")] == []
    # Each reads what it counts and little else: 50 people with one of everything.
    assert max(entry["docsExamined"] for entry in seen) <= 300
