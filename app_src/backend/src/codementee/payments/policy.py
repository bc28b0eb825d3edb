"""How an order moves, how long it waits, and when the payment service is asked about it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from codementee.payments.schemas import OrderState

# Forward only, whatever arrives in whatever order. Money that arrives late is still the mentee's: an expired or failed
# order becomes paid. Which of the last two an order is in follows from how much was refunded.
TRANSITIONS: Mapping[OrderState, frozenset[OrderState]] = {
    OrderState.CREATED: frozenset({OrderState.FAILED, OrderState.EXPIRED, OrderState.PAID}),
    OrderState.FAILED: frozenset({OrderState.EXPIRED, OrderState.PAID}),
    OrderState.EXPIRED: frozenset({OrderState.PAID}),
    OrderState.PAID: frozenset({OrderState.PARTIALLY_REFUNDED, OrderState.REFUNDED}),
    OrderState.PARTIALLY_REFUNDED: frozenset({OrderState.PARTIALLY_REFUNDED, OrderState.REFUNDED}),
    OrderState.REFUNDED: frozenset(),
}
# Nothing was captured for these yet.
UNPAID = (OrderState.CREATED, OrderState.FAILED, OrderState.EXPIRED)
# Somebody could still be paying.
OPEN = (OrderState.CREATED, OrderState.FAILED)
# Something of it can be refunded.
REFUNDABLE = (OrderState.PAID, OrderState.PARTIALLY_REFUNDED)

MAXIMUM_OPEN_ORDERS = 20
# How long one order's creation at the payment service may take before another request may try it.
CREATION_LEASE = timedelta(seconds=20)
# An order for a booking ends with the booking's time to pay.
ORDER_LIFETIME = timedelta(hours=24)

_FIRST_CHECK = timedelta(minutes=2)
_LONGEST_PAUSE = timedelta(hours=6)
# Its webhooks are repeated for a day and an authorised payment is captured or let go within days; then nothing comes.
_WATCHED = timedelta(days=4)


def sources(target: OrderState) -> list[str]:
    """The states from which ``target`` may be entered, as stored."""
    return [state.value for state, targets in TRANSITIONS.items() if target in targets]


def refunded_state(amount_paise: int, refunded_paise: int) -> OrderState:
    """The state of a paid order of which that much was refunded."""
    if refunded_paise == 0:
        return OrderState.PAID
    return OrderState.REFUNDED if refunded_paise >= amount_paise else OrderState.PARTIALLY_REFUNDED


def next_check(created_at: datetime, expires_at: datetime, *, now: datetime) -> datetime | None:
    """When to ask about an unpaid order again: ever more seldom, on the dot of its expiry, and not for ever."""
    age = now - created_at
    if age >= _WATCHED:
        return None
    following = now + min(max(age, _FIRST_CHECK), _LONGEST_PAUSE)
    return expires_at if now < expires_at < following else following


def first_check(created_at: datetime) -> datetime:
    return created_at + _FIRST_CHECK


def retry_pause(attempts: int) -> timedelta:
    """After that many failed attempts at a report or a refund: 5 s, doubled up to 15 min."""
    return min(timedelta(seconds=5 * 2.0 ** min(attempts - 1, 10)), timedelta(minutes=15))
