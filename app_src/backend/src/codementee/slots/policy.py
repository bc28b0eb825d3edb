"""What makes a slot: its grid, its length, which interviews fit it, from when on it is too late to ask for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from codementee.interview_types.schemas import InterviewType

# Of the cache: the lists people choose from.
NAMESPACE = "slots"

GRID = timedelta(minutes=15)
# An administrator has to find a mentor first.
MINIMUM_NOTICE = timedelta(hours=12)
DEFAULT_RANGE = timedelta(days=28)
LONGEST_RANGE = timedelta(days=92)
# How far ahead slots can be made.
HORIZON = timedelta(days=366)
LONGEST_MINUTES = 240
MAXIMUM_CAPACITY = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def on_grid(instant: datetime) -> bool:
    return (instant - _EPOCH) % GRID == timedelta(0)


def next_on_grid(instant: datetime) -> datetime:
    """The instant itself, or the first one after it that a slot could start at."""
    return instant + (_EPOCH - instant) % GRID


def first_bookable(now: datetime) -> datetime:
    """The earliest start that can still be asked for: the same for a quarter of an hour, so that lists are shared."""
    return next_on_grid(now + MINIMUM_NOTICE)


def fits(interview_type: InterviewType, minutes: int) -> bool:
    return interview_type.minimum_minutes <= minutes <= interview_type.maximum_minutes


def misfits(codes: list[str], known: Mapping[str, InterviewType], minutes: int) -> list[str]:
    """One sentence for each code that a slot of this length cannot be for; ``known`` are the active types."""
    problems = []
    for code in codes:
        found = known.get(code)
        if found is None:
            problems.append(f"There is no active interview type {code}.")
        elif not fits(found, minutes):
            bounds = f"{found.minimum_minutes} to {found.maximum_minutes}"
            problems.append(f"{code} takes {bounds} minutes, the slot has {minutes}.")
    return problems


class SkipReason(StrEnum):
    """Why a time of a series makes no slot."""

    # The clocks are put forward over it.
    NO_SUCH_TIME = "no_such_time"
    OFF_GRID = "off_grid"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One local date and time of a series; ``start_at`` (UTC) unless it is skipped."""

    day: date
    at: time
    start_at: datetime | None
    skipped: SkipReason | None = None


def occurrences(
    *, time_zone: str, first: date, last: date, weekdays: frozenset[int], times: list[time], now: datetime
) -> Iterator[Occurrence]:
    """Each time on each of the weekdays (Monday 0) from ``first`` to ``last``, by the zone's wall clock.

    A time that exists twice (clocks put back) means the first of the two; one that does not exist is skipped: moving
    it would put it where the next one of the series already is.
    """
    zone = ZoneInfo(time_zone)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day.weekday() not in weekdays:
            continue
        for at in times:
            local = datetime.combine(day, at, tzinfo=zone)
            start_at = local.astimezone(UTC)
            if start_at.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
                yield Occurrence(day, at, None, SkipReason.NO_SUCH_TIME)
            elif not on_grid(start_at):
                yield Occurrence(day, at, None, SkipReason.OFF_GRID)
            elif start_at <= now:
                yield Occurrence(day, at, None, SkipReason.PAST)
            else:
                yield Occurrence(day, at, start_at)
