"""Bookings as mentees and administrators see them, and what they send."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, JsonValue

from codementee.core.identifiers import Identifier
from codementee.core.schemas import LongText, Model, Pagination

EXAMPLE_ID = "665f1c2e9b1d8a0012345678"
_CODE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Code = Annotated[str, Field(pattern=_CODE_PATTERN, max_length=60)]


class BookingState(StrEnum):
    """Forward only. Everything after `confirmed`, and `expired`, is final."""

    DRAFT = "draft"
    HELD = "held"
    AWAITING_PAYMENT = "awaiting_payment"
    PENDING_ADMIN = "pending_admin"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    CANCELLED_BY_MENTEE = "cancelled_by_mentee"
    CANCELLED_BY_MENTOR = "cancelled_by_mentor"
    CANCELLED_BY_ADMIN = "cancelled_by_admin"
    NO_SHOW_MENTEE = "no_show_mentee"
    NO_SHOW_MENTOR = "no_show_mentor"
    EXPIRED = "expired"


class CreditEffect(StrEnum):
    """What becomes of the credit that was used; `none` when none was, or when it bought what it should."""

    NONE = "none"
    RETURNED = "returned"
    FORFEITED = "forfeited"


class PolicyWindow(StrEnum):
    """How close the start is: `free` from 24 h before, `late` from 3 h, then `closed`."""

    FREE = "free"
    LATE = "late"
    CLOSED = "closed"


def _distinct(values: list[str]) -> list[str]:
    if len(set(values)) != len(values):
        raise ValueError("the same slot is named more than once")
    return values


SlotIds = Annotated[
    list[Identifier],
    Field(min_length=1, max_length=3, description="One to three slots, the most wanted first, each once"),
    AfterValidator(_distinct),
]


def _example(**values: JsonValue) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [values]})


class BookingDraft(Model):
    model_config = _example(company="google", track="l4", interview_type="coding")

    company: Code = Field(description="A company's slug", examples=["google"])
    track: Code | None = Field(default=None, description="One of the company's track codes", examples=["l4"])
    interview_type: Code | None = Field(default=None, description="Needed before slots are held", examples=["coding"])


class BookingDraftChanges(Model):
    """What is absent stays; `track: null` takes the track away."""

    model_config = _example(interview_type="system-design")

    company: Code | None = Field(default=None, description="Another company takes the track away unless one is given")
    track: Code | None = None
    interview_type: Code | None = None


class SlotChoice(Model):
    model_config = _example(slot_ids=[EXAMPLE_ID, "665f1c2e9b1d8a0012345679"])

    slot_ids: SlotIds


class CancellationReason(Model):
    model_config = _example(reason="I have to travel that day.")

    reason: LongText | None = Field(default=None, description="Shown to the other side", max_length=500)


class RequiredReason(Model):
    model_config = _example(reason="The mentor has fallen ill.")

    reason: LongText = Field(description="Shown to both sides", max_length=500)


class Assignment(Model):
    model_config = _example(mentor_id="665f1c2e9b1d8a0012345670", slot_id=EXAMPLE_ID)

    mentor_id: Identifier
    slot_id: Identifier = Field(description="One of the preferred slots")


class OutcomeKind(StrEnum):
    COMPLETED = "completed"
    NO_SHOW_MENTEE = "no_show_mentee"
    NO_SHOW_MENTOR = "no_show_mentor"


class Outcome(Model):
    model_config = _example(outcome="no_show_mentor", note="Both waited in different rooms.")

    outcome: OutcomeKind
    note: LongText | None = Field(default=None, max_length=500)


class BookedCompany(Model):
    slug: str = Field(examples=["google"])
    name: str = Field(examples=["Google"])


class BookedTrack(Model):
    code: str = Field(examples=["l4"])
    title: str = Field(examples=["L4 · Software Engineer III"])


class BookedSlot(Model):
    id: Identifier = Field(examples=[EXAMPLE_ID])
    start_at: datetime
    end_at: datetime


class Person(Model):
    id: Identifier = Field(examples=["665f1c2e9b1d8a0012345670"])
    name: str = Field(examples=["Asha"])


class HistoryEntry(Model):
    state: BookingState
    at: datetime
    actor: str = Field(description="Who did it: mentee, mentor, admin or system", examples=["mentee"])


class BookingSummary(Model):
    """A booking as lists show it."""

    id: Identifier = Field(examples=[EXAMPLE_ID])
    reference: str = Field(description="For people to quote", examples=["CM-7K2MQD"])
    state: BookingState
    company: BookedCompany
    track: BookedTrack | None
    interview_type: str | None = Field(examples=["coding"])
    preferred_slots: list[BookedSlot] = Field(description="The most wanted first")
    slot: BookedSlot | None = Field(description="The one that was agreed, once confirmed")
    mentor: Person | None
    meeting_url: str | None = Field(description="Where both meet, once confirmed")
    mock_id: Identifier | None
    hold_expires_at: datetime | None = Field(
        description="When the present state ends by itself: the hold, the time to pay, or the time to be assigned"
    )
    policy_version: str | None = Field(description="Of the cancellation policy, fixed when confirmed by the mentee")
    uses_credit: bool = Field(description="A credit was used for it")
    reschedules: int = Field(description="How often it was moved")
    cancellation_reason: str | None
    created_at: datetime
    updated_at: datetime


class _WithHistory(Model):
    history: list[HistoryEntry] = Field(description="Oldest first")


class BookingView(BookingSummary, _WithHistory):
    pass


class BookingPage(Model):
    items: list[BookingSummary]
    pagination: Pagination


class CancellationQuote(Model):
    """What cancelling, and what moving, would mean now. Asking changes nothing."""

    window: PolicyWindow
    can_cancel: bool
    credit: CreditEffect = Field(description="What becomes of the credit if it is cancelled now")
    can_reschedule: bool
    reschedule_counts: bool = Field(
        description="Moving it now is the one late move: from then on no cancellation gives the credit back"
    )
    free_until: datetime | None = Field(description="Until then cancelling gives the credit back")
    reschedule_until: datetime | None = Field(description="Until then it can be moved")
    policy_version: str


class Contact(Person):
    email: str = Field(examples=["asha@example.com"])


class AdminBookingSummary(BookingSummary):
    """A booking as administrators' lists show it."""

    mentee: Contact | None = Field(description="Null when the account was deleted")
    state_since: datetime
    waiting_seconds: int = Field(description="Since when it has been in this state")


class AdminBooking(AdminBookingSummary, _WithHistory):
    pass


# How many of a queue are counted: figures cost the same however long it gets.
QUEUE_COUNTED = 1_000


class QueueAgeing(Model):
    """Of the bookings that wait for a mentor, each counted up to 1000."""

    waiting: int
    over_4_hours: int
    over_24_hours: int
    over_48_hours: int
    oldest_since: datetime | None
    oldest_waiting_seconds: int | None


class AdminBookingPage(Model):
    items: list[AdminBookingSummary]
    ageing: QueueAgeing
    pagination: Pagination


class AgeOrder(StrEnum):
    """By when the present state was entered."""

    OLDEST = "oldest"
    NEWEST = "newest"


class SlotFit(Model):
    slot_id: Identifier
    start_at: datetime
    end_at: datetime
    fits: bool
    problem: str | None = Field(
        description="Why not: a problem of the mentor's availability, or `mentor_busy`, or `day_full`, or `started`",
        examples=["mentor_busy"],
    )


class Candidate(Model):
    mentor: Person
    time_zone: str = Field(examples=["Asia/Kolkata"])
    company_match: bool = Field(description="Gives mocks for the company the mentee prepares for")
    fits: bool = Field(description="At least one of the preferred slots fits")
    slots: list[SlotFit]


class CandidatePage(Model):
    items: list[Candidate]
    links_free: dict[str, bool] = Field(description="By slot id: is there a meeting link for that time")
    pagination: Pagination
