"""Mocks as mentees and mentors see them."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from codementee.bookings.schemas import EXAMPLE_ID, BookedCompany, BookedTrack, HistoryEntry, Person
from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination


class MockState(StrEnum):
    SCHEDULED = "scheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW_MENTEE = "no_show_mentee"
    NO_SHOW_MENTOR = "no_show_mentor"


class MockOrder(StrEnum):
    """By when they start."""

    SOONEST = "soonest"
    LATEST = "latest"


class MockChoice(StrEnum):
    """`feedback_due`: has begun, and its feedback is still to be given. `over`: not scheduled any more."""

    FEEDBACK_DUE = "feedback_due"
    OVER = "over"


class MockView(Model):
    id: Identifier = Field(examples=[EXAMPLE_ID])
    booking_id: Identifier
    reference: str = Field(description="The booking's", examples=["CM-7K2MQD"])
    state: MockState
    company: BookedCompany
    track: BookedTrack | None
    interview_type: str = Field(examples=["coding"])
    start_at: datetime
    end_at: datetime
    mentor: Person
    mentee: Person
    meeting_url: str | None = Field(description="Only while the mock is scheduled")
    feedback_due_at: datetime = Field(description="48 h after the end")
    feedback_at: datetime | None = Field(description="When the feedback was given; null while it is not there")
    stars: int | None = Field(description="The mentee's rating; null while it is not there")


class MentorMock(MockView):
    """With what a mentor may know of how it came about and how it ended."""

    cancellation_reason: str | None = Field(description="Also what was noted about an outcome")
    reschedules: int = Field(description="How often it was moved")
    history: list[HistoryEntry] = Field(description="From the confirmation on, oldest first")


class MockPage(Model):
    items: list[MockView]
    pagination: Pagination
