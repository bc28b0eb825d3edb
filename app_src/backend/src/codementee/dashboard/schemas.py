"""The dashboard on the wire."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from codementee.bookings.schemas import BookingSummary
from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model
from codementee.mocks.schemas import MockView
from codementee.users.schemas import Tier


class StepKind(StrEnum):
    """What the page's one prominent button does."""

    VERIFY_EMAIL = "verify_email"
    START_BOOKING = "start_booking"
    CONTINUE_BOOKING = "continue_booking"
    CONFIRM_BOOKING = "confirm_booking"
    PAY = "pay"
    AWAIT_MENTOR = "await_mentor"
    JOIN_MOCK = "join_mock"
    PREPARE = "prepare"
    RATE_MOCK = "rate_mock"
    BUY_PLAN = "buy_plan"


class Step(Model):
    kind: StepKind
    booking_id: Identifier | None = None
    mock_id: Identifier | None = None
    due_at: datetime | None = Field(default=None, description="When it is too late, or when it begins")


class Dashboard(Model):
    tier: Tier
    paid_until: datetime | None
    credits: int = Field(description="Mock interviews that can be booked now", examples=[2])
    next_credit_expiry_at: datetime | None
    steps: list[Step] = Field(description="What to do, the most urgent first; the first one is the next step")
    show_upgrade: bool = Field(description="A gentle hint is in place: no plan, and nothing waiting to be paid")
    next_mock: MockView | None
    open_bookings: list[BookingSummary] = Field(description="Held, to be paid, or waiting for a mentor; newest first")
    unrated_mocks: list[MockView] = Field(description="With feedback, not rated; latest first")
    mocks_completed: int = Field(description="Counted up to 1000")
