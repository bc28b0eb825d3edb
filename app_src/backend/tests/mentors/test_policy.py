"""When a mentor has time: the odd days, checked against the wall clock itself."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from codementee.mentors.policy import (
    Availability,
    AvailabilityProblem,
    Exceptions,
    Window,
    Windows,
    day_bounds,
    is_available,
    local_date,
    overlapping,
    parse_clock,
)

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu"]
# Clocks change on these dates, or their neighbours.
ODD_DAYS = {
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Asia/Kolkata": (date(2026, 3, 29),),
    # Half an hour only.
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    # At midnight: there is a date that does not begin at 00:00, and one whose last hour comes twice.
    "Africa/Cairo": (date(2026, 4, 24), date(2026, 10, 29), date(2026, 10, 30)),
    "Asia/Kathmandu": (date(2026, 6, 1),),
}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(start: str, end: str) -> Window:
    return Window(parse_clock(start), parse_clock(end))


def availability(zone: str, *windows: Window, notice: int = 0, per_day: int = 3, active: bool = True) -> Availability:
    """The same windows on all days."""
    day: Windows = windows
    return Availability(zone, (day, day, day, day, day, day, day), notice, per_day, active)


def problem(
    available: Availability, start: datetime, minutes: int, exceptions: Exceptions | None = None
) -> AvailabilityProblem | None:
    end = start + timedelta(minutes=minutes)
    return is_available(available, exceptions or {}, start, end, now=LONG_AGO, booked_that_day=0)


def test_kolkata_is_five_and_a_half_hours_ahead() -> None:
    office = availability("Asia/Kolkata", window("10:00", "18:00"))
    assert problem(office, utc("2026-12-01T04:30"), 60) is None
    assert problem(office, utc("2026-12-01T04:15"), 60) is AvailabilityProblem.OUTSIDE_HOURS
    assert problem(office, utc("2026-12-01T11:30"), 60) is None
    assert problem(office, utc("2026-12-01T11:45"), 60) is AvailabilityProblem.OUTSIDE_HOURS


@pytest.mark.parametrize(("day", "start"), [("2026-03-28", "09:00"), ("2026-03-29", "08:00"), ("2026-10-25", "09:00")])
def test_berlin_keeps_its_wall_clock_over_the_change(day: str, start: str) -> None:
    office = availability("Europe/Berlin", window("10:00", "11:00"))
    assert problem(office, utc(f"{day}T{start}"), 60) is None
    assert problem(office, utc(f"{day}T{start}") + timedelta(minutes=15), 60) is AvailabilityProblem.OUTSIDE_HOURS
    assert problem(office, utc(f"{day}T{start}") - timedelta(minutes=15), 60) is AvailabilityProblem.OUTSIDE_HOURS


def test_skipped_hour_makes_no_time() -> None:
    """Berlin, 29 March 2026: 02:00 is 03:00."""
    night = availability("Europe/Berlin", window("02:00", "03:00"))
    for quarter in range(96):
        start = utc("2026-03-28T23:00") + timedelta(minutes=15 * quarter)
        if local_date("Europe/Berlin", start) == date(2026, 3, 29):
            assert problem(night, start, 15) is AvailabilityProblem.OUTSIDE_HOURS
    across = availability("Europe/Berlin", window("01:00", "04:00"))
    # 01:30 to 03:30 by the wall: one hour.
    assert problem(across, utc("2026-03-29T00:30"), 60) is None
    assert problem(across, utc("2026-03-29T01:15"), 60) is AvailabilityProblem.OUTSIDE_HOURS


def test_hour_that_comes_twice_counts_twice() -> None:
    """Berlin, 25 October 2026: 03:00 is 02:00 again."""
    night = availability("Europe/Berlin", window("02:00", "03:00"))
    assert problem(night, utc("2026-10-25T00:00"), 60) is None
    assert problem(night, utc("2026-10-25T01:00"), 60) is None
    assert problem(night, utc("2026-10-25T00:15"), 90) is None
    half = availability("Europe/Berlin", window("02:00", "02:30"))
    assert problem(half, utc("2026-10-25T00:00"), 30) is None
    assert problem(half, utc("2026-10-25T01:00"), 30) is None
    # The half hour between the two is not the mentor's.
    assert problem(half, utc("2026-10-25T00:15"), 60) is AvailabilityProblem.OUTSIDE_HOURS


def test_new_york_change_days() -> None:
    evening = availability("America/New_York", window("18:00", "19:00"))
    assert problem(evening, utc("2026-03-07T23:00"), 60) is None
    assert problem(evening, utc("2026-03-08T22:00"), 60) is None
    assert problem(evening, utc("2026-11-01T23:00"), 60) is None


def test_midnight_is_no_border_when_both_days_are_open() -> None:
    late = availability("Asia/Kolkata", window("00:00", "00:30"), window("23:00", "24:00"))
    assert problem(late, utc("2026-12-01T17:45"), 60) is None
    assert problem(late, utc("2026-12-01T18:15"), 60) is AvailabilityProblem.OUTSIDE_HOURS


def test_exception_replaces_the_week_on_its_date_only() -> None:
    office = availability("Asia/Kolkata", window("10:00", "18:00"))
    exceptions = {date(2026, 12, 1): (window("20:00", "21:00"),), date(2026, 12, 2): ()}
    assert problem(office, utc("2026-12-01T04:30"), 60, exceptions) is AvailabilityProblem.OUTSIDE_HOURS
    assert problem(office, utc("2026-12-01T14:30"), 60, exceptions) is None
    assert problem(office, utc("2026-12-02T04:30"), 60, exceptions) is AvailabilityProblem.AWAY
    assert problem(office, utc("2026-12-03T04:30"), 60, exceptions) is None


def test_exception_belongs_to_the_mentors_date_not_to_utcs() -> None:
    early = availability("Asia/Kolkata", window("01:00", "05:00"))
    # 02:00 on the second in Kolkata is still the first in UTC.
    assert problem(early, utc("2026-12-01T20:30"), 60, {date(2026, 12, 2): ()}) is AvailabilityProblem.AWAY
    assert problem(early, utc("2026-12-01T20:30"), 60, {date(2026, 12, 1): ()}) is None


def test_notice_is_hours_not_wall_clock() -> None:
    """24 hours before 10:00 on the day of the change is 09:00 the day before."""
    office = availability("Europe/Berlin", window("10:00", "18:00"), notice=24)
    start, end = utc("2026-03-29T08:00"), utc("2026-03-29T09:00")
    on_time, late = utc("2026-03-28T08:00"), utc("2026-03-28T08:00:01")
    assert is_available(office, {}, start, end, now=on_time, booked_that_day=0) is None
    assert is_available(office, {}, start, end, now=late, booked_that_day=0) is AvailabilityProblem.TOO_SOON


def test_without_notice_the_past_is_still_too_late() -> None:
    office = availability("Asia/Kolkata", window("10:00", "18:00"))
    start, end = utc("2026-12-01T04:30"), utc("2026-12-01T05:30")
    assert is_available(office, {}, start, end, now=start, booked_that_day=0) is AvailabilityProblem.TOO_SOON


def test_full_day_and_retired_mentor() -> None:
    office = availability("Asia/Kolkata", window("10:00", "18:00"), per_day=2)
    start, end = utc("2026-12-01T04:30"), utc("2026-12-01T05:30")
    assert is_available(office, {}, start, end, now=LONG_AGO, booked_that_day=1) is None
    full = is_available(office, {}, start, end, now=LONG_AGO, booked_that_day=2)
    assert full is AvailabilityProblem.DAY_FULL
    retired = availability("Asia/Kolkata", window("10:00", "18:00"), active=False)
    assert problem(retired, start, 60) is AvailabilityProblem.INACTIVE


def minutes_of(start: datetime, end: datetime) -> Iterator[datetime]:
    while start < end:
        yield start
        start += timedelta(minutes=1)


def random_windows(rng: random.Random) -> Windows:
    edges = sorted(rng.sample(range(97), 2 * rng.randint(1, 3)))
    return tuple(Window(edges[i] * 15, edges[i + 1] * 15) for i in range(0, len(edges), 2))


@pytest.mark.parametrize("zone", ZONES)
def test_available_exactly_when_every_minute_is_in_a_window(zone: str) -> None:
    """The definition, minute by minute, against the answer, for random hours and mocks around the changes."""
    rng = random.Random(zone)  # noqa: S311 - reproducible, guards nothing
    zone_info = ZoneInfo(zone)
    answers = set()
    for _ in range(400):
        week = tuple(random_windows(rng) for _ in range(7))
        day = rng.choice(ODD_DAYS[zone])
        exceptions: dict[date, Windows] = {}
        if rng.random() < 0.3:
            exceptions[day] = random_windows(rng) if rng.random() < 0.7 else ()
        first = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
        start = first + timedelta(minutes=15 * rng.randrange(4 * 48))
        end = start + timedelta(minutes=rng.choice([15, 30, 45, 60, 90]))
        found = is_available(
            Availability(zone, week, 0, 3, active=True),  # type: ignore[arg-type]  # seven, which the type cannot see
            exceptions,
            start,
            end,
            now=LONG_AGO,
            booked_that_day=0,
        )

        def inside(moment: datetime, exceptions: Exceptions = exceptions, week: tuple[Windows, ...] = week) -> bool:
            local = moment.astimezone(zone_info)
            windows = exceptions.get(local.date(), week[local.weekday()])
            return any(w.start <= local.hour * 60 + local.minute < w.end for w in windows)

        assert (found is None) == all(map(inside, minutes_of(start, end))), (week, exceptions, start, end)
        answers.add(found)
    assert {None, AvailabilityProblem.OUTSIDE_HOURS} <= answers


@pytest.mark.parametrize("zone", ZONES)
def test_days_follow_each_other_and_hold_exactly_their_date(zone: str) -> None:
    for odd in ODD_DAYS[zone]:
        # Noon exists on every date of every zone.
        noons = [
            datetime(odd.year, odd.month, odd.day, 12, tzinfo=ZoneInfo(zone)) + timedelta(days=n)
            for n in (-2, -1, 0, 1)
        ]
        bounds = [day_bounds(zone, noon.astimezone(UTC)) for noon in noons]
        for before, after in pairwise(bounds):
            assert before[1] == after[0]
        for noon, (first, behind_last) in zip(noons, bounds, strict=True):
            assert timedelta(hours=23) <= behind_last - first <= timedelta(hours=25)
            for quarter in range((behind_last - first) // timedelta(minutes=15)):
                assert local_date(zone, first + timedelta(minutes=15 * quarter)) == noon.date()
            assert local_date(zone, first - timedelta(minutes=1)) < noon.date()
            assert local_date(zone, behind_last) > noon.date()


def test_day_of_change_has_23_and_25_hours() -> None:
    spring = day_bounds("Europe/Berlin", utc("2026-03-29T10:00"))
    autumn = day_bounds("Europe/Berlin", utc("2026-10-25T10:00"))
    assert spring == (utc("2026-03-28T23:00"), utc("2026-03-29T22:00"))
    assert autumn == (utc("2026-10-24T22:00"), utc("2026-10-25T23:00"))


def test_overlapping_windows() -> None:
    assert overlapping((window("10:00", "12:00"), window("11:45", "13:00")))
    assert not overlapping((window("12:00", "13:00"), window("10:00", "12:00")))
