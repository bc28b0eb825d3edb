"""The table of states, and what moving or cancelling costs, to the second."""

from datetime import UTC, datetime, timedelta

import pytest

from codementee.bookings.policy import (
    CLAIMING,
    CREDIT_ON,
    CURRENT_POLICY,
    EXPIRING,
    POLICIES,
    TERMINAL,
    TRANSITIONS,
    Quote,
    quote,
    sources,
)
from codementee.bookings.schemas import BookingState, CreditEffect, PolicyWindow

START = datetime(2027, 2, 10, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def reachable(state: BookingState) -> set[BookingState]:
    found: set[BookingState] = set()
    front = {state}
    while front:
        front = {target for source in front for target in TRANSITIONS[source]} - found
        found |= front
    return found


def test_every_state_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(BookingState)


@pytest.mark.parametrize("state", BookingState)
def test_no_state_is_entered_twice(state: BookingState) -> None:
    assert state not in reachable(state)


def test_every_state_is_reachable_and_every_way_ends() -> None:
    assert reachable(BookingState.DRAFT) == set(BookingState) - {BookingState.DRAFT}
    for state in BookingState:
        assert state in TERMINAL or reachable(state) & TERMINAL


def test_terminal_states() -> None:
    assert {state.value for state in TERMINAL} == {
        "completed", "cancelled_by_mentee", "cancelled_by_mentor", "cancelled_by_admin", "no_show_mentee",
        "no_show_mentor", "expired",
    }  # fmt: skip


def test_paid_bookings_are_never_waiting_to_be_paid_again() -> None:
    assert BookingState.AWAITING_PAYMENT not in reachable(BookingState.PENDING_ADMIN)


def test_what_holds_claims_and_what_has_a_deadline() -> None:
    assert {state.value for state in CLAIMING} == {"held", "awaiting_payment", "pending_admin", "confirmed"}
    assert {state.value for state in EXPIRING} == {"held", "awaiting_payment", "pending_admin"}


def test_sources_are_the_table_read_backwards() -> None:
    for target in BookingState:
        assert {source for source in BookingState if target in TRANSITIONS[source]} == sources(target)


def test_every_end_settles_the_credit() -> None:
    assert set(CREDIT_ON) == TERMINAL - {BookingState.CANCELLED_BY_MENTEE}


def ask(now: datetime, *, late: int = 0, state: BookingState = BookingState.CONFIRMED, credit: bool = True) -> Quote:
    start_at = START if state is BookingState.CONFIRMED else None
    return quote(
        state=state, start_at=start_at, has_credit=credit, late_reschedules=late, policy=CURRENT_POLICY, now=now
    )


@pytest.mark.parametrize(
    ("ahead", "window", "credit", "reschedule", "counts"),
    [
        (timedelta(days=9), PolicyWindow.FREE, CreditEffect.RETURNED, True, False),
        (timedelta(hours=24) + SECOND, PolicyWindow.FREE, CreditEffect.RETURNED, True, False),
        (timedelta(hours=24), PolicyWindow.FREE, CreditEffect.RETURNED, True, False),
        (timedelta(hours=24) - SECOND, PolicyWindow.LATE, CreditEffect.FORFEITED, True, True),
        (timedelta(hours=3) + SECOND, PolicyWindow.LATE, CreditEffect.FORFEITED, True, True),
        (timedelta(hours=3), PolicyWindow.LATE, CreditEffect.FORFEITED, True, True),
        (timedelta(hours=3) - SECOND, PolicyWindow.CLOSED, CreditEffect.FORFEITED, False, False),
        (SECOND, PolicyWindow.CLOSED, CreditEffect.FORFEITED, False, False),
    ],
)
def test_boundaries(
    ahead: timedelta, window: PolicyWindow, credit: CreditEffect, reschedule: bool, counts: bool
) -> None:
    offer = ask(START - ahead)
    assert (offer.window, offer.credit, offer.can_reschedule, offer.reschedule_counts) == (
        window, credit, reschedule, counts,
    )  # fmt: skip
    assert offer.can_cancel


def test_nothing_can_be_cancelled_once_it_has_begun() -> None:
    assert ask(START - timedelta(milliseconds=1)).can_cancel
    assert not ask(START).can_cancel


def test_limits_are_said_beforehand() -> None:
    offer = ask(START - timedelta(days=3))
    assert offer.free_until == START - timedelta(hours=24)
    assert offer.reschedule_until == START - timedelta(hours=3)
    assert ask(START - timedelta(hours=1)).reschedule_until is None


def test_one_late_move_and_the_credit_counts_from_then_on() -> None:
    early = ask(START - timedelta(days=5), late=1)
    assert (early.credit, early.can_reschedule, early.reschedule_counts) == (CreditEffect.FORFEITED, True, False)
    assert early.free_until is None
    assert not ask(START - timedelta(hours=5), late=1).can_reschedule


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.AWAITING_PAYMENT, BookingState.PENDING_ADMIN])
def test_free_while_nobody_elses_time_is_bound(state: BookingState) -> None:
    offer = ask(START, state=state, credit=state is BookingState.PENDING_ADMIN)
    assert offer.can_cancel
    assert offer.credit is (CreditEffect.RETURNED if state is BookingState.PENDING_ADMIN else CreditEffect.NONE)
    assert offer.can_reschedule is (state is BookingState.PENDING_ADMIN)


@pytest.mark.parametrize("state", [BookingState.DRAFT, *sorted(TERMINAL)])
def test_nothing_to_cancel(state: BookingState) -> None:
    offer = ask(START, state=state)
    assert not offer.can_cancel
    assert not offer.can_reschedule
    assert offer.credit is CreditEffect.NONE


def test_versions_are_kept() -> None:
    assert POLICIES["2026-11"] is CURRENT_POLICY
