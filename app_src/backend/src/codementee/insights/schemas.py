"""Business figures on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from codementee.core.schemas import Model

MonthName = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), Field(examples=["2026-11"])]
Share = Annotated[float | None, Field(description="From 0 to 1; null of nothing", examples=[0.42])]


class Funnel(Model):
    """Of the mentees who registered in the month, how many have got how far by now. Each step counts people."""

    registered: int = Field(examples=[420])
    drafted: int = Field(description="Chose a company and began a booking", examples=[300])
    held: int = Field(description="Chose times", examples=[210])
    paid: int = Field(description="Paid for a plan", examples=[120])
    mock_done: int = Field(description="Had a mock interview", examples=[90])
    feedback: int = Field(description="Got feedback", examples=[85])


class Revenue(Model):
    """Of payments captured in the month, in paise; net is without what was given back of them since."""

    orders: int = Field(examples=[130])
    gross_paise: int = Field(examples=[64_987_000])
    net_paise: int = Field(examples=[63_987_100])
    average_order_paise: int | None = Field(description="Gross by orders", examples=[499_900])
    monthly_recurring_paise: int = Field(
        description="At the month's end (or now): every running plan's net price spread over its months",
        examples=[21_000_000],
    )


class Loyalty(Model):
    paying: int = Field(description="People with a running plan at the month's end, or now", examples=[310])
    churned: int = Field(description="Of those with one at the month's start, those without one", examples=[31])
    churn: Share
    first_purchases: int = Field(description="People who paid for the first time", examples=[95])
    returned: int = Field(description="Of these, those who bought or booked again within 60 days", examples=[40])
    retention: Share
    final: bool = Field(description="False while those 60 days are not over for everybody")


class Satisfaction(Model):
    ratings: int = Field(description="Given in the month", examples=[80])
    stars: float | None = Field(description="On average, 1 to 5", examples=[4.6])
    net_promoter_score: int | None = Field(description="-100 to 100", examples=[57])


class Interviews(Model):
    """By when they got there."""

    completed: int
    cancelled: int
    missed_by_mentee: int
    missed_by_mentor: int


class MonthFigures(Model):
    month: MonthName = Field(description="As it begins and ends in India")
    computed_at: datetime
    funnel: Funnel
    revenue: Revenue
    loyalty: Loyalty
    satisfaction: Satisfaction
    interviews: Interviews


class Insights(Model):
    months: list[MonthFigures] = Field(description="In order; a month that was not computed yet is missing")
