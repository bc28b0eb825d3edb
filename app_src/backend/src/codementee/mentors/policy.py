"""When a mentor can be given a mock. Pure: everything it needs is passed in, time included.

Windows are read on the mentor's wall clock. A moment is inside the mentor's hours if the clock on the mentor's wall,
at that moment, shows a time inside a window of the date it shows. This decides the odd days without special cases:

- Clocks put forward (02:00 → 03:00): times that are skipped make no hours; a window 01:00-04:00 is two hours long, and
  01:30-03:30 by the wall is one hour and entirely inside it.
- Clocks put back (03:00 → 02:00): times that come twice count both times; a window 01:00-04:00 is four hours long. A
  window 02:00-02:30 is two half hours, with half an hour between them that is not the mentor's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
# Windows and slots keep to quarters of an hour, and so do all zones' offsets: one look per quarter sees everything.
_QUARTER = timedelta(minutes=15)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

type Windows = tuple[Window, ...]
type Exceptions = Mapping[date, Windows]


@dataclass(frozen=True, slots=True)
class Window:
    """[start, end) in minutes from midnight by the wall clock, 0 to 1440, both whole quarters of an hour."""

    start: int
    end: int

    def __contains__(self, minute: int) -> bool:
        return self.start <= minute < self.end


@dataclass(frozen=True, slots=True)
class Availability:
    """``week`` holds the windows of Monday (0) to Sunday (6); ``time_zone`` is an IANA name."""

    time_zone: str
    week: tuple[Windows, Windows, Windows, Windows, Windows, Windows, Windows]
    minimum_notice_hours: int
    maximum_per_day: int
    active: bool


class AvailabilityProblem(StrEnum):
    INACTIVE = "inactive"
    # Less than the mentor's notice, or past.
    TOO_SOON = "too_soon"
    # The mentor is away the whole of that date.
    AWAY = "away"
    OUTSIDE_HOURS = "outside_hours"
    DAY_FULL = "day_full"


def is_available(
    availability: Availability,
    exceptions: Exceptions,
    start_at: datetime,
    end_at: datetime,
    *,
    now: datetime,
    booked_that_day: int,
) -> AvailabilityProblem | None:
    """Why the mentor cannot have a mock in [start_at, end_at), or None.

    ``exceptions`` replace the week's windows of their dates (no windows: away); those of the local dates of start and
    end must be among them. ``booked_that_day`` counts the mentor's mocks in day_bounds of ``start_at``.
    """
    if not availability.active:
        return AvailabilityProblem.INACTIVE
    if start_at - now < timedelta(hours=availability.minimum_notice_hours) or start_at <= now:
        return AvailabilityProblem.TOO_SOON
    zone = ZoneInfo(availability.time_zone)
    moment = start_at - (start_at - _EPOCH) % _QUARTER
    while moment < end_at:
        local = moment.astimezone(zone)
        windows = windows_of(availability, exceptions, local.date())
        minute = local.hour * 60 + local.minute
        if not any(minute in window for window in windows):
            away = exceptions.get(local.date()) == ()
            return AvailabilityProblem.AWAY if away else AvailabilityProblem.OUTSIDE_HOURS
        moment += _QUARTER
    if booked_that_day >= availability.maximum_per_day:
        return AvailabilityProblem.DAY_FULL
    return None


def windows_of(availability: Availability, exceptions: Exceptions, day: date) -> Windows:
    found = exceptions.get(day)
    return availability.week[day.weekday()] if found is None else found


def local_date(time_zone: str, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(time_zone)).date()


def day_bounds(time_zone: str, instant: datetime) -> tuple[datetime, datetime]:
    """[from, to) in UTC of the date it is for the mentor at that instant: 23 to 25 hours, as the clocks have it."""
    zone = ZoneInfo(time_zone)
    day = local_date(time_zone, instant)
    return _midnight(day, zone), _midnight(day + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    # Where midnight is skipped this is the moment the clocks were put forward, where it comes twice the first one.
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def overlapping(windows: Windows) -> bool:
    ordered = sorted(windows, key=lambda window: window.start)
    return any(before.end > after.start for before, after in pairwise(ordered))


def parse_clock(text: str) -> int:
    """Minutes from midnight of "HH:MM", 24:00 included."""
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)
