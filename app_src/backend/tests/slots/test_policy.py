"""The grid, the notice, and series by a wall clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from codementee.interview_types.schemas import InterviewType
from codementee.slots.policy import SkipReason, first_bookable, misfits, next_on_grid, occurrences, on_grid

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
EVERY_DAY = frozenset(range(7))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_grid() -> None:
    assert on_grid(utc("2026-12-01T04:45"))
    assert not on_grid(utc("2026-12-01T04:50"))
    assert not on_grid(utc("2026-12-01T04:45:00.001"))
    assert next_on_grid(utc("2026-12-01T04:45")) == utc("2026-12-01T04:45")
    assert next_on_grid(utc("2026-12-01T04:45:00.001")) == utc("2026-12-01T05:00")


def test_first_bookable_is_twelve_hours_ahead_and_shared_for_a_quarter() -> None:
    assert first_bookable(utc("2026-12-01T00:00")) == utc("2026-12-01T12:00")
    assert first_bookable(utc("2026-12-01T00:00:01")) == utc("2026-12-01T12:15")
    assert first_bookable(utc("2026-12-01T00:15")) == utc("2026-12-01T12:15")


def test_misfits_name_each_type_and_why() -> None:
    coding = InterviewType(id="x", code="coding", name="Coding", minimum_minutes=60, maximum_minutes=90, rubric=[])
    assert misfits(["coding"], {"coding": coding}, 60) == []
    assert misfits(["coding"], {"coding": coding}, 90) == []
    assert misfits(["coding", "tarot"], {"coding": coding}, 45) == [
        "coding takes 60 to 90 minutes, the slot has 45.",
        "There is no active interview type tarot.",
    ]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata"])
def test_series_shows_the_same_time_on_the_wall_every_day(zone: str) -> None:
    for first in (date(2026, 3, 1), date(2026, 10, 20)):
        series = list(
            occurrences(
                time_zone=zone,
                first=first,
                last=first + timedelta(days=40),
                weekdays=EVERY_DAY,
                times=[time(10)],
                now=LONG_AGO,
            )
        )
        assert len(series) == 41
        for occurrence in series:
            assert occurrence.start_at is not None
            local = occurrence.start_at.astimezone(ZoneInfo(zone))
            assert (local.date(), local.time()) == (occurrence.day, time(10))


@pytest.mark.parametrize(
    ("zone", "spring", "autumn", "at"),
    [
        ("Europe/Berlin", date(2026, 3, 29), date(2026, 10, 25), time(2, 30)),
        ("America/New_York", date(2026, 3, 8), date(2026, 11, 1), time(1, 30)),
    ],
)
def test_time_that_does_not_exist_is_skipped_and_one_that_comes_twice_is_the_first(
    zone: str, spring: date, autumn: date, at: time
) -> None:
    missing = time(2, 30)
    [skipped] = occurrences(
        time_zone=zone, first=spring, last=spring, weekdays=EVERY_DAY, times=[missing], now=LONG_AGO
    )
    assert (skipped.start_at, skipped.skipped) == (None, SkipReason.NO_SUCH_TIME)
    [twice] = occurrences(time_zone=zone, first=autumn, last=autumn, weekdays=EVERY_DAY, times=[at], now=LONG_AGO)
    assert twice.start_at is not None
    for moment in (twice.start_at, twice.start_at + timedelta(hours=1)):
        assert moment.astimezone(ZoneInfo(zone)).time() == at


def test_series_keeps_to_its_weekdays_and_the_future() -> None:
    now = utc("2026-12-02T12:00")
    series = list(
        occurrences(
            time_zone="Asia/Kolkata",
            first=date(2026, 12, 1),
            last=date(2026, 12, 14),
            weekdays=frozenset({2}),
            times=[time(10), time(18)],
            now=now,
        )
    )
    assert [(o.day.day, o.at.hour, o.skipped) for o in series] == [
        (2, 10, SkipReason.PAST),
        (2, 18, None),
        (9, 10, None),
        (9, 18, None),
    ]
