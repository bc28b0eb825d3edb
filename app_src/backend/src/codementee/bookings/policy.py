"""The state machine of a booking and what moving or cancelling one costs. Pure: no clock, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from codementee.bookings.schemas import BookingState, CreditEffect, PolicyWindow

# What a mentee has to decide within, and then to pay within.
HOLD = timedelta(minutes=15)
PAYMENT = timedelta(minutes=30)
MAXIMUM_SLOTS = 3
# Bookings of one mentee that take up seats without being paid for, and drafts that take up nothing but space.
MAXIMUM_HOLDS = 3
MAXIMUM_DRAFTS = 10
# From when on someone may be said not to have come, and until when that (or anything else) may still be said.
NO_SHOW_GRACE = timedelta(minutes=10)
OUTCOME_PERIOD = timedelta(hours=24)

_CANCELLED = (
    BookingState.CANCELLED_BY_MENTEE,
    BookingState.CANCELLED_BY_MENTOR,
    BookingState.CANCELLED_BY_ADMIN,
)

# Forward only: no state is ever entered twice. What is not here does not happen; every change of state is one
# conditional update that names the states it starts from, taken from this table.
TRANSITIONS: Mapping[BookingState, frozenset[BookingState]] = {
    BookingState.DRAFT: frozenset({BookingState.HELD}),
    BookingState.HELD: frozenset(
        {
            BookingState.AWAITING_PAYMENT,
            BookingState.PENDING_ADMIN,
            BookingState.CANCELLED_BY_MENTEE,
            BookingState.CANCELLED_BY_ADMIN,
            BookingState.EXPIRED,
        }
    ),
    BookingState.AWAITING_PAYMENT: frozenset(
        {
            BookingState.PENDING_ADMIN,
            BookingState.CANCELLED_BY_MENTEE,
            BookingState.CANCELLED_BY_ADMIN,
            BookingState.EXPIRED,
        }
    ),
    # Expired: nobody was assigned before the last preferred slot began.
    BookingState.PENDING_ADMIN: frozenset(
        {
            BookingState.CONFIRMED,
            BookingState.CANCELLED_BY_MENTEE,
            BookingState.CANCELLED_BY_ADMIN,
            BookingState.EXPIRED,
        }
    ),
    BookingState.CONFIRMED: frozenset(
        {BookingState.COMPLETED, BookingState.NO_SHOW_MENTEE, BookingState.NO_SHOW_MENTOR, *_CANCELLED}
    ),
    BookingState.COMPLETED: frozenset(),
    BookingState.CANCELLED_BY_MENTEE: frozenset(),
    BookingState.CANCELLED_BY_MENTOR: frozenset(),
    BookingState.CANCELLED_BY_ADMIN: frozenset(),
    BookingState.NO_SHOW_MENTEE: frozenset(),
    BookingState.NO_SHOW_MENTOR: frozenset(),
    BookingState.EXPIRED: frozenset(),
}

TERMINAL = frozenset(state for state, targets in TRANSITIONS.items() if not targets)
# Of these a booking holds claims.
CLAIMING = frozenset(BookingState) - TERMINAL - {BookingState.DRAFT}
# A deadline (`hold_expires_at`) ends these.
EXPIRING = frozenset(state for state, targets in TRANSITIONS.items() if BookingState.EXPIRED in targets)

# What becomes of a credit that was used for the booking, by how it ended. A mentee's own cancellation depends on
# when it comes, see quote().
CREDIT_ON: Mapping[BookingState, CreditEffect] = {
    BookingState.COMPLETED: CreditEffect.NONE,
    BookingState.CANCELLED_BY_MENTOR: CreditEffect.RETURNED,
    BookingState.CANCELLED_BY_ADMIN: CreditEffect.RETURNED,
    BookingState.NO_SHOW_MENTEE: CreditEffect.FORFEITED,
    BookingState.NO_SHOW_MENTOR: CreditEffect.RETURNED,
    BookingState.EXPIRED: CreditEffect.RETURNED,
}


def sources(target: BookingState) -> frozenset[BookingState]:
    """The states from which ``target`` may be entered."""
    return frozenset(state for state, targets in TRANSITIONS.items() if target in targets)


@dataclass(frozen=True, slots=True)
class CancellationPolicy:
    """``free_before``: this long before the start, and earlier, nothing is lost. From ``closed_within`` before the
    start on, and later, nothing can be moved. Between the two, moving is possible ``late_reschedules`` times and
    the credit counts as used from then on."""

    version: str
    free_before: timedelta
    closed_within: timedelta
    late_reschedules: int


# A booking keeps the version it was confirmed under; versions are added, never edited.
POLICIES: Mapping[str, CancellationPolicy] = {
    policy.version: policy
    for policy in (
        CancellationPolicy(
            "2026-11", free_before=timedelta(hours=24), closed_within=timedelta(hours=3), late_reschedules=1
        ),
    )
}
CURRENT_POLICY = POLICIES["2026-11"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What cancelling, and what moving, would mean at this moment."""

    window: PolicyWindow
    can_cancel: bool
    credit: CreditEffect
    can_reschedule: bool
    # Moving now uses up the one late move; from then on no cancellation gives the credit back.
    reschedule_counts: bool
    # Until when the present answer is the better one; None when there is nothing to lose, or nothing left.
    free_until: datetime | None
    reschedule_until: datetime | None


class _Has(StrEnum):
    """What the booking has got to, as far as the policy cares."""

    NOTHING = "nothing"
    SLOTS = "slots"
    TIME = "time"
    ENDED = "ended"


_STAGE: Mapping[BookingState, _Has] = {
    BookingState.DRAFT: _Has.NOTHING,
    BookingState.HELD: _Has.SLOTS,
    BookingState.AWAITING_PAYMENT: _Has.SLOTS,
    BookingState.PENDING_ADMIN: _Has.SLOTS,
    BookingState.CONFIRMED: _Has.TIME,
} | dict.fromkeys(TERMINAL, _Has.ENDED)


def window(policy: CancellationPolicy, start_at: datetime, now: datetime) -> PolicyWindow:
    """Both limits belong to the kinder side: 24 h 0 s before is free, 3 h 0 s before is late, not closed."""
    ahead = start_at - now
    if ahead >= policy.free_before:
        return PolicyWindow.FREE
    return PolicyWindow.LATE if ahead >= policy.closed_within else PolicyWindow.CLOSED


def quote(
    *,
    state: BookingState,
    start_at: datetime | None,
    has_credit: bool,
    late_reschedules: int,
    policy: CancellationPolicy,
    now: datetime,
) -> Quote:
    """``start_at`` is the start of a confirmed booking and None before. ``has_credit``: a credit was used for it."""
    stage = _STAGE[state]
    if stage is not _Has.TIME or start_at is None:
        # Nobody else's time is bound yet: free, and what was paid comes back.
        open_ = stage is _Has.SLOTS
        return Quote(
            window=PolicyWindow.FREE,
            can_cancel=open_,
            credit=CreditEffect.RETURNED if open_ and has_credit else CreditEffect.NONE,
            can_reschedule=state is BookingState.PENDING_ADMIN,
            reschedule_counts=False,
            free_until=None,
            reschedule_until=None,
        )
    at = window(policy, start_at, now)
    spent = late_reschedules > 0
    returned = at is PolicyWindow.FREE and not spent
    credit = CreditEffect.RETURNED if returned else CreditEffect.FORFEITED
    return Quote(
        window=at,
        can_cancel=now < start_at,
        credit=credit if has_credit else CreditEffect.NONE,
        can_reschedule=at is PolicyWindow.FREE
        or (at is PolicyWindow.LATE and late_reschedules < policy.late_reschedules),
        reschedule_counts=at is PolicyWindow.LATE,
        free_until=start_at - policy.free_before if returned else None,
        reschedule_until=start_at - policy.closed_within if at is not PolicyWindow.CLOSED else None,
    )
