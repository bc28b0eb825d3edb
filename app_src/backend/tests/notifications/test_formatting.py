"""Money and time as people read them."""

from datetime import UTC, datetime

import pytest

from codementee.notifications.formatting import day, moment, rupees, span


@pytest.mark.parametrize(
    ("paise", "shown"),
    [
        (0, "₹0"),
        (5, "₹0.05"),
        (99_900, "₹999"),
        (199_900, "₹1,999"),
        (499_950, "₹4,999.50"),
        (12_345_600, "₹1,23,456"),
        (1_234_567_800, "₹1,23,45,678"),
        (-499_900, "-₹4,999"),
    ],
)
def test_rupees_are_grouped_the_indian_way(paise: int, shown: str) -> None:
    assert rupees(paise) == shown


def test_noon_and_midnight() -> None:
    assert moment(datetime(2026, 1, 1, 0, 5, tzinfo=UTC), "UTC") == "Thu 1 Jan 2026, 12:05 am UTC"
    assert moment(datetime(2026, 1, 1, 12, 0, tzinfo=UTC), "UTC") == "Thu 1 Jan 2026, 12:00 pm UTC"


def test_day_is_the_recipients() -> None:
    late = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
    assert day(late, "Asia/Kolkata") == "Sun 29 Nov 2026"
    assert day(late, "America/New_York") == "Sat 28 Nov 2026"


def test_span_names_both_days_over_midnight() -> None:
    start, end = datetime(2026, 11, 28, 18, 0, tzinfo=UTC), datetime(2026, 11, 28, 19, 0, tzinfo=UTC)
    assert (
        span(start, end, "Asia/Kolkata") == "Sat 28 Nov 2026, 11:30 pm – Sun 29 Nov 2026, 12:30 am IST (Asia/Kolkata)"
    )


def test_span_names_both_zones_when_clocks_change_in_between() -> None:
    start, end = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert span(start, end, "America/New_York") == "Sun 1 Nov 2026, 1:30 am EDT – 1:30 am EST (America/New_York)"
