"""Calendar months, Indian time."""

from datetime import UTC, datetime, timedelta

import pytest

from codementee.credits.policy import INDIA, add_months, usable_until


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-11-22T10:00", 1, "2026-12-22T10:00"),
        ("2026-12-31T10:00", 1, "2027-01-31T10:00"),
        ("2027-01-31T10:00", 1, "2027-02-28T10:00"),
        ("2028-01-31T10:00", 1, "2028-02-29T10:00"),
        ("2027-08-31T10:00", 6, "2028-02-29T10:00"),
        ("2027-01-31T10:00", 3, "2027-04-30T10:00"),
        ("2027-10-15T00:00", 3, "2028-01-15T00:00"),
        ("2026-11-30T23:59", 12, "2027-11-30T23:59"),
        ("2027-01-30T10:00", 25, "2029-02-28T10:00"),
    ],
)
def test_months_are_calendar_months_and_clamped(start: str, months: int, end: str) -> None:
    at = datetime.fromisoformat(start).replace(tzinfo=INDIA)
    assert add_months(at, months) == datetime.fromisoformat(end).replace(tzinfo=INDIA)


def test_the_day_is_the_one_in_india() -> None:
    # 20:00 UTC on 30 January is 31 January, 01:30, in India: the clamp applies there.
    at = datetime(2027, 1, 30, 20, 0, tzinfo=UTC)
    assert add_months(at, 1) == datetime(2027, 2, 27, 20, 0, tzinfo=UTC)
    assert add_months(at, 1).tzinfo is UTC


def test_never_shorter_than_the_shortest_month() -> None:
    at = datetime(2027, 1, 1, tzinfo=UTC)
    for _ in range(800):
        at += timedelta(hours=11)
        assert timedelta(days=28) <= add_months(at, 1) - at <= timedelta(days=31)


def test_a_credit_that_comes_back_lasts_a_fortnight() -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    assert usable_until(now - timedelta(days=3), now=now) == now + timedelta(days=14)
    assert usable_until(now + timedelta(days=30), now=now) == now + timedelta(days=30)
