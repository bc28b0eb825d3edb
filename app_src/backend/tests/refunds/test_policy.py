"""How much goes back, and what goes with it."""

import pytest

from codementee.refunds.policy import credits_to_withdraw, unused_share


@pytest.mark.parametrize(
    ("granted", "remaining", "share"),
    [(3, 3, 4_999_00), (3, 2, 3_332_66), (3, 1, 1_666_33), (6, 0, 0), (1, 1, 4_999_00)],
)
def test_unused_share_is_rounded_down_and_whole_when_all_is_unused(granted: int, remaining: int, share: int) -> None:
    assert unused_share(4_999_00, granted=granted, remaining=remaining) == share


@pytest.mark.parametrize(
    ("amount", "reserved", "remaining", "count"),
    [
        (1_666_33, 0, 3, 1),
        (1_666_34, 0, 3, 2),
        (100, 0, 3, 1),
        (4_999_00, 0, 2, 2),
        (3_000_00, 0, 1, 1),
        # What completes the refund takes all, however small.
        (100, 4_998_00, 3, 3),
        (100, 0, 0, 0),
    ],
)
def test_credits_that_go_with_a_refund(amount: int, reserved: int, remaining: int, count: int) -> None:
    found = credits_to_withdraw(amount, paid_paise=4_999_00, reserved_paise=reserved, granted=3, remaining=remaining)
    assert found == count
