"""Slots as mentees and administrators see them."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictInt, StringConstraints, model_validator

from codementee.catalogue.schemas import Change, Code, Editable, Instant
from codementee.core.schemas import Day, Model, Pagination
from codementee.slots.policy import LONGEST_MINUTES, MAXIMUM_CAPACITY, SkipReason
from codementee.users.schemas import TimeZone

_EXAMPLE_START = "2026-12-01T04:30:00Z"


def _distinct[T](values: list[T]) -> list[T]:
    if len(set(values)) < len(values):
        raise ValueError("each may be named once only")
    return values


SlotMinutes = Annotated[
    int, Field(ge=15, le=LONGEST_MINUTES, multiple_of=15, description="Length, whole quarters", examples=[60])
]
Capacity = Annotated[
    StrictInt, Field(ge=1, le=MAXIMUM_CAPACITY, description="How many bookings can have it", examples=[3])
]
InterviewTypeCodes = Annotated[
    list[Code],
    Field(min_length=1, max_length=20, description="Whose durations its length fits", examples=[["coding"]]),
    AfterValidator(_distinct),
]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):(00|15|30|45)$")]


class BookableSlot(Model):
    id: str = Field(description="Opaque")
    start_at: datetime = Field(examples=[_EXAMPLE_START])
    end_at: datetime = Field(examples=["2026-12-01T05:30:00Z"])
    minutes: int = Field(examples=[60])
    interview_types: list[str] = Field(examples=[["coding", "system-design"]])
    seats_left: int = Field(ge=0, description="0: fully booked at the moment", examples=[2])


class BookableSlotPage(Model):
    items: list[BookableSlot]
    pagination: Pagination


class AdminSlot(Editable):
    id: str = Field(description="Opaque")
    start_at: datetime = Field(examples=[_EXAMPLE_START])
    end_at: datetime = Field(examples=["2026-12-01T05:30:00Z"])
    minutes: int = Field(examples=[60])
    interview_types: list[str] = Field(examples=[["coding", "system-design"]])
    capacity: int = Field(examples=[3])
    seats_left: int = Field(ge=0, examples=[2])


class AdminSlotPage(Model):
    items: list[AdminSlot]
    pagination: Pagination


class NewSlot(Model):
    start_at: Instant = Field(description="On a quarter of an hour, in the future")
    minutes: SlotMinutes
    interview_types: InterviewTypeCodes
    capacity: Capacity


class SlotSeries(Model):
    """The same times on the same weekdays, by the wall clock of one time zone."""

    time_zone: TimeZone
    first_date: Day = Field(examples=["2026-12-01"])
    last_date: Day = Field(description="Included; at most 92 days after the first", examples=["2026-12-31"])
    weekdays: Annotated[
        list[Annotated[StrictInt, Field(ge=0, le=6)]],
        Field(min_length=1, max_length=7, description="Monday is 0", examples=[[0, 1, 2, 3, 4]]),
        AfterValidator(_distinct),
    ]
    times: Annotated[
        list[ClockTime], Field(min_length=1, max_length=40, examples=[["10:00", "11:15"]]), AfterValidator(_distinct)
    ]
    minutes: SlotMinutes
    interview_types: InterviewTypeCodes
    capacity: Capacity

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if not 0 <= (self.last_date - self.first_date).days <= 92:  # noqa: PLR2004 - said in the field's description
            raise ValueError("last_date must be between first_date and 92 days after it")
        return self


class SkippedTime(Model):
    day: date = Field(examples=["2027-03-28"])
    at: str = Field(examples=["02:30"])
    reason: SkipReason


class SlotSeriesResult(Model):
    created: int = Field(description="Slots that are new", examples=[46])
    existing: int = Field(description="There was one of this start and length already; it stays as it is", examples=[0])
    skipped: list[SkippedTime] = Field(description="Times that make no slot, the first 100 of them")


class SlotChange(Change):
    """The time of a slot cannot be changed: retire it and make another."""

    interview_types: InterviewTypeCodes | None = None
    capacity: Capacity | None = None
