"""What a mentee should do next. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bson import ObjectId

from codementee.bookings.records import Booking
from codementee.bookings.schemas import BookingState
from codementee.dashboard.schemas import StepKind
from codementee.mocks.repository import Mock

# From then on the meeting is what matters.
_JOIN = timedelta(minutes=15)

_OPEN = {
    BookingState.HELD: StepKind.CONFIRM_BOOKING,
    BookingState.AWAITING_PAYMENT: StepKind.PAY,
    BookingState.PENDING_ADMIN: StepKind.AWAIT_MENTOR,
    BookingState.DRAFT: StepKind.CONTINUE_BOOKING,
}


@dataclass(frozen=True, slots=True)
class NextStep:
    kind: StepKind
    booking_id: ObjectId | None = None
    mock_id: ObjectId | None = None
    due_at: datetime | None = None


def next_steps(
    *,
    email_verified: bool,
    credits_left: int,
    next_mock: Mock | None,
    bookings: Sequence[Booking],
    unrated: Sequence[Mock],
    now: datetime,
) -> list[NextStep]:
    """The most urgent first: what begins, what runs out, what is owed, what is possible. Never empty.

    ``bookings`` may hold any; only open ones count. Who has nothing open is invited to book, with a credit or without:
    one pays when booking.
    """
    steps: list[NextStep] = []
    soon = next_mock is not None and next_mock.start_at - now <= _JOIN
    if next_mock is not None and soon:
        steps.append(NextStep(StepKind.JOIN_MOCK, next_mock.booking_id, next_mock.id, next_mock.start_at))
    by_state: dict[BookingState, list[Booking]] = {state: [] for state in _OPEN}
    for booking in bookings:
        if booking.state in by_state:
            by_state[booking.state].append(booking)
    for state in (BookingState.AWAITING_PAYMENT, BookingState.HELD):
        steps += [NextStep(_OPEN[state], b.id, due_at=b.hold_expires_at) for b in by_state[state]]
    if not email_verified:
        steps.append(NextStep(StepKind.VERIFY_EMAIL))
    steps += [NextStep(StepKind.RATE_MOCK, mock.booking_id, mock.id) for mock in unrated]
    if next_mock is not None and not soon:
        steps.append(NextStep(StepKind.PREPARE, next_mock.booking_id, next_mock.id, next_mock.start_at))
    steps += [NextStep(_OPEN[BookingState.PENDING_ADMIN], b.id) for b in by_state[BookingState.PENDING_ADMIN]]
    drafts = by_state[BookingState.DRAFT]
    if drafts:
        steps.append(NextStep(StepKind.CONTINUE_BOOKING, drafts[0].id))
    elif credits_left or not any(by_state.values()):
        steps.append(NextStep(StepKind.START_BOOKING))
    if not credits_left and not by_state[BookingState.AWAITING_PAYMENT]:
        steps.append(NextStep(StepKind.BUY_PLAN))
    return steps
