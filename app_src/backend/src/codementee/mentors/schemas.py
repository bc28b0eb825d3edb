"""Mentors as everybody, they themselves and administrators see them."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, StrictInt, StringConstraints, model_validator

from codementee.catalogue.schemas import Change, Code, Editable
from codementee.core.schemas import LongText, Model, Pagination, ShortText
from codementee.mentors.policy import Window, overlapping, parse_clock
from codementee.users.schemas import DEFAULT_TIME_ZONE, EmailAddress, TimeZone

_EXAMPLE_ID = "665f1c2e9b1d8a0012345678"


def _distinct[T](values: list[T]) -> list[T]:
    if len(set(values)) < len(values):
        raise ValueError("each may be named once only")
    return values


CompanySlugs = Annotated[
    list[Code],
    Field(max_length=20, description="Where the mentor works or worked", examples=[["google"]]),
    AfterValidator(_distinct),
]
InterviewTypeCodes = Annotated[
    list[Code],
    Field(max_length=20, description="What the mentor interviews for", examples=[["coding"]]),
    AfterValidator(_distinct),
]
NoticeHours = Annotated[
    StrictInt, Field(ge=0, le=336, description="Not assigned later than this before", examples=[24])
]
PerDay = Annotated[StrictInt, Field(ge=1, le=12, description="Mocks on one date, in the mentor's zone", examples=[3])]
Start = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):(00|15|30|45)$"), Field(examples=["10:00"])]
End = Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):(00|15|30|45)|24:00)$"), Field(examples=["18:00"])]


class ClockWindow(Model):
    """From start to end by the wall clock of the mentor's zone, in whole quarters of an hour."""

    start: Start
    end: End = Field(description="After start; 24:00 is midnight at the end of the day")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if parse_clock(self.end) <= parse_clock(self.start):
            raise ValueError("end must be after start; a window past midnight is two windows")
        return self

    def window(self) -> Window:
        return Window(parse_clock(self.start), parse_clock(self.end))


class WeeklyRule(ClockWindow):
    weekday: StrictInt = Field(ge=0, le=6, description="Monday is 0", examples=[0])


def _apart[W: ClockWindow](windows: list[W]) -> list[W]:
    by_day: dict[int, list[Window]] = {}
    for window in windows:
        by_day.setdefault(getattr(window, "weekday", 0), []).append(window.window())
    if any(overlapping(tuple(day)) for day in by_day.values()):
        raise ValueError("windows of one day must not overlap")
    return windows


Rules = Annotated[list[WeeklyRule], Field(max_length=42), AfterValidator(_apart)]
DayWindows = Annotated[
    list[ClockWindow], Field(max_length=6, description="Empty: away all day"), AfterValidator(_apart)
]
SeenVersion = Annotated[
    StrictInt,
    Field(ge=0, le=2_147_483_647, description="The version you saw; 0 when there was nothing yet", examples=[1]),
]


class Mentor(Model):
    id: str = Field(description="Opaque", examples=[_EXAMPLE_ID])
    name: str = Field(examples=["Ravi Menon"])
    headline: str = Field(examples=["Staff engineer, 12 years of interviewing"])
    bio: str
    companies: list[str] = Field(description="Slugs of `/api/companies`", examples=[["google"]])
    interview_types: list[str] = Field(description="Codes of `/api/interview-types`", examples=[["coding"]])


class MentorPage(Model):
    items: list[Mentor]
    pagination: Pagination


class MentorProfile(Model):
    headline: str
    bio: str
    companies: list[str]
    interview_types: list[str]
    active: bool = Field(description="Shown to mentees and assigned to mocks; an administrator decides")
    version: SeenVersion


class NewMentorProfile(Model):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "headline": "Staff engineer, 12 years of interviewing",
                    "bio": "I care about how you get there.",
                    "companies": ["google"],
                    "interview_types": ["coding", "system-design"],
                    "version": 1,
                }
            ]
        }
    )

    headline: ShortText
    bio: LongText
    companies: CompanySlugs
    interview_types: InterviewTypeCodes
    version: SeenVersion


class MentorAvailability(Model):
    time_zone: str = Field(examples=[DEFAULT_TIME_ZONE])
    rules: list[WeeklyRule]
    minimum_notice_hours: int = Field(examples=[24])
    maximum_per_day: int = Field(examples=[3])
    version: SeenVersion


class NewMentorAvailability(Model):
    time_zone: TimeZone
    rules: Rules
    minimum_notice_hours: NoticeHours
    maximum_per_day: PerDay
    version: SeenVersion


class AvailabilityException(Model):
    """Replaces the weekly rules on one date."""

    date: date
    windows: list[ClockWindow] = Field(description="Empty: away all day")


class AvailabilityExceptionPage(Model):
    items: list[AvailabilityException]
    pagination: Pagination


class NewAvailabilityException(Model):
    windows: DayWindows


class AdminMentor(Editable):
    id: str = Field(description="The user's", examples=[_EXAMPLE_ID])
    name: str = Field(examples=["Ravi Menon"])
    email: str = Field(examples=["ravi@example.com"])
    headline: str
    bio: str
    companies: list[str]
    interview_types: list[str]
    time_zone: str = Field(examples=[DEFAULT_TIME_ZONE])
    rules: list[WeeklyRule]
    minimum_notice_hours: int
    maximum_per_day: int


class AdminMentorPage(Model):
    items: list[AdminMentor]
    pagination: Pagination


class NewMentor(Model):
    """A new account of role mentor with its profile; its owner gets a mail with a link to set a password."""

    email: EmailAddress
    name: ShortText = Field(examples=["Ravi Menon"])
    time_zone: TimeZone = DEFAULT_TIME_ZONE
    headline: ShortText = Field(examples=["Staff engineer, 12 years of interviewing"])
    bio: LongText = Field(examples=["I care about how you get there."])
    companies: CompanySlugs
    interview_types: InterviewTypeCodes
    rules: Rules = Field(default_factory=list)
    minimum_notice_hours: NoticeHours = 24
    maximum_per_day: PerDay = 3


class MentorChange(Change):
    headline: ShortText | None = None
    bio: LongText | None = None
    companies: CompanySlugs | None = None
    interview_types: InterviewTypeCodes | None = None
    time_zone: TimeZone | None = None
    rules: Rules | None = None
    minimum_notice_hours: NoticeHours | None = None
    maximum_per_day: PerDay | None = None
