"""Computes a month's figures and keeps them. Used by the worker: imports no web framework."""

from datetime import datetime

from codementee.bookings.schemas import BookingState
from codementee.core.database import Database, Document
from codementee.insights.policy import (
    MAXIMUM_MONTHS,
    RETENTION,
    Month,
    is_final,
    months_between,
    net_promoter_score,
    share,
)
from codementee.insights.repository import InsightsRepository
from codementee.insights.schemas import (
    Funnel,
    Insights,
    Interviews,
    Loyalty,
    MonthFigures,
    Revenue,
    Satisfaction,
)

_CANCELLED = (
    BookingState.CANCELLED_BY_MENTEE,
    BookingState.CANCELLED_BY_MENTOR,
    BookingState.CANCELLED_BY_ADMIN,
)


class InsightsService:
    def __init__(self, database: Database) -> None:
        self._repository = InsightsRepository(database)

    async def read(self, first: Month, last: Month) -> Insights:
        """What is kept of these months, both included."""
        found = await self._repository.kept(str(first), str(last), limit=MAXIMUM_MONTHS)
        return Insights(months=[_shown(document) for document in found])

    async def refresh(self, now: datetime, limit: int) -> int:
        """Compute up to ``limit`` months, the present one first: those that still change, and those that are missing.

        How many were computed besides the present one: 0 when everything older is there.
        """
        present = Month.of(now)
        months = months_between(present.plus(1 - MAXIMUM_MONTHS), present)[::-1]
        kept = {
            document["_id"]: document["computed_at"]
            for document in await self._repository.kept(str(months[-1]), str(present), limit=MAXIMUM_MONTHS)
        }
        await self.compute(present, now=now)
        missing = [month for month in months[1:] if str(month) not in kept]
        # A month whose figures were kept when they had become final is never touched again; the others take turns.
        open_ = [month for month in months[1:] if str(month) in kept and not is_final(month, kept[str(month)])]
        for month in (missing + sorted(open_, key=lambda month: kept[str(month)]))[: limit - 1]:
            await self.compute(month, now=now)
        return min(len(missing), limit - 1)

    async def compute(self, month: Month, *, now: datetime) -> MonthFigures:
        start, end = month.start, min(month.end, now)
        repository = self._repository
        revenue = await repository.revenue(start, end)
        running = await repository.running(start, end)
        retention = await repository.retention(start, end, within=RETENTION)
        ratings = await repository.ratings(start, end)
        figures = MonthFigures(
            month=str(month),
            computed_at=now,
            funnel=Funnel(**await repository.funnel(start, end)),
            revenue=Revenue(
                **revenue,
                average_order_paise=round(revenue["gross_paise"] / revenue["orders"]) if revenue["orders"] else None,
                monthly_recurring_paise=round(running["monthly_recurring_paise"]),
            ),
            loyalty=Loyalty(
                paying=running["paying"],
                churned=running["churned"],
                churn=share(running["churned"], running["paying_before"]),
                **retention,
                retention=share(retention["returned"], retention["first_purchases"]),
                final=is_final(month, now),
            ),
            satisfaction=Satisfaction(
                ratings=ratings["ratings"],
                stars=round(ratings["stars"] / ratings["ratings"], 2) if ratings["ratings"] else None,
                net_promoter_score=net_promoter_score(ratings["promoters"], ratings["detractors"], ratings["ratings"]),
            ),
            interviews=Interviews(
                completed=await repository.ended([BookingState.COMPLETED], start, end),
                cancelled=await repository.ended(_CANCELLED, start, end),
                missed_by_mentee=await repository.ended([BookingState.NO_SHOW_MENTEE], start, end),
                missed_by_mentor=await repository.ended([BookingState.NO_SHOW_MENTOR], start, end),
            ),
        )
        await repository.keep(str(month), figures.model_dump(exclude={"month", "computed_at"}), now=now)
        return figures


def _shown(document: Document) -> MonthFigures:
    return MonthFigures.model_validate({"month": document["_id"]} | {k: v for k, v in document.items() if k != "_id"})
