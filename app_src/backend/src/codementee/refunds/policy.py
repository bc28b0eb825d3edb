"""How a refund moves, and how much of what goes back."""

from collections.abc import Mapping

from codementee.refunds.schemas import RefundState

TRANSITIONS: Mapping[RefundState, frozenset[RefundState]] = {
    RefundState.REQUESTED: frozenset({RefundState.APPROVED, RefundState.REJECTED}),
    RefundState.APPROVED: frozenset({RefundState.PROCESSING, RefundState.PROCESSED, RefundState.FAILED}),
    RefundState.PROCESSING: frozenset({RefundState.PROCESSED, RefundState.FAILED}),
    RefundState.REJECTED: frozenset(),
    RefundState.PROCESSED: frozenset(),
    RefundState.FAILED: frozenset(),
}

# The smallest refund the payment service takes, one rupee.
MINIMUM_PAISE = 100


def sources(target: RefundState) -> list[str]:
    """The states from which ``target`` may be entered, as stored."""
    return [state.value for state, targets in TRANSITIONS.items() if target in targets]


def unused_share(amount_paise: int, *, granted: int, remaining: int) -> int:
    """What the unused mocks of an order cost, in paise, rounded down; the whole amount if all are unused."""
    return amount_paise * remaining // granted


def credits_to_withdraw(
    amount_paise: int, *, paid_paise: int, reserved_paise: int, granted: int, remaining: int
) -> int:
    """How many unused credits a refund of that much takes with it: its share, rounded up, as far as they are unused.

    What completes the refund of the whole order (``reserved_paise`` went back or is on its way) takes all.
    """
    if reserved_paise + amount_paise >= paid_paise:
        return remaining
    return min(remaining, -(-granted * amount_paise // paid_paise))


def idempotency_key(refund_id: object) -> str:
    """What makes sending a refund twice one refund; a function of the refund alone, so that no crash can lose it."""
    return f"refund-{refund_id}"
