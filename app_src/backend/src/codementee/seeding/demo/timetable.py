"""Sizes, ids and times: how a million bookings fit without two of them meeting.

Every booking is a mentee's n-th; the n-th bookings of all mentees form a round. In one round mentee ``j`` goes to
mentor ``(j + n · stride) mod mentors`` at that mentor's ``j div mentors``-th place. So no mentor has two bookings at
one place of a round, and rounds do not overlap.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from bson import ObjectId

SMALLEST_USERS, LARGEST_USERS = 20, 200_000
LARGEST_BOOKINGS = 2_000_000
LARGEST_ROUNDS = 40

PLACES_A_DAY = 3
# Daytime from Berlin to Kathmandu, and far enough apart for the longest mock.
_HOURS = (5, 9, 13)
# Mentors of one shift start together; shifts are a quarter of an hour apart.
SHIFTS = 8
_SHORTEST_ROUND_DAYS = 8
_STRIDE = 7_919
_MARK = 0xDE


class Kind(IntEnum):
    """Keeps ids of different collections apart."""

    USER = 1
    LINK = 2
    SLOT = 3
    BOOKING = 4
    MOCK = 5
    ORDER = 6
    LOT = 7
    LEDGER = 8
    INVOICE = 9
    AUDIT = 10
    OUTBOX = 11
    EXCEPTION = 12


def object_id(at: datetime, kind: Kind, index: int) -> ObjectId:
    """In order of time, as the application's own are: newest-first lists read as they should."""
    return ObjectId(struct.pack(">IBB", int(at.timestamp()), _MARK, kind) + index.to_bytes(6, "big"))


class DemoRefusedError(Exception):
    """Nothing was changed; the message says why."""


class SizesError(DemoRefusedError):
    """The sizes asked for cannot be; the message says which can."""


@dataclass(frozen=True, slots=True)
class Scale:
    users: int
    bookings: int

    def __post_init__(self) -> None:
        if not SMALLEST_USERS <= self.users <= LARGEST_USERS:
            raise SizesError(f"users: from {SMALLEST_USERS} to {LARGEST_USERS}, not {self.users}")
        most = min(LARGEST_BOOKINGS, LARGEST_ROUNDS * self.bookers)
        if not 0 <= self.bookings <= most:
            raise SizesError(f"bookings: from 0 to {most} for {self.users} users, not {self.bookings}")

    @property
    def admins(self) -> int:
        return 2

    @property
    def mentors(self) -> int:
        return min(1_000, max(8, self.users // 100))

    @property
    def mentees(self) -> int:
        return self.users - self.admins - self.mentors

    @property
    def bookers(self) -> int:
        """The others look around for free."""
        return self.mentees * 4 // 5

    @property
    def links(self) -> int:
        return min(400, self.mentors)

    @property
    def is_large(self) -> bool:
        return self.bookings >= 10_000  # noqa: PLR2004 - from here on nobody looks at each

    @property
    def places(self) -> int:
        """Of one mentor in one round."""
        return -(-self.bookers // self.mentors)

    @property
    def rounds(self) -> int:
        return -(-self.bookings // self.bookers)

    @property
    def round_days(self) -> int:
        return max(_SHORTEST_ROUND_DAYS, -(-self.places // PLACES_A_DAY))

    @property
    def future_days(self) -> int:
        return max(28, -(-self.places // PLACES_A_DAY) + 6)

    @property
    def seats(self) -> int:
        """Per slot."""
        return min(500, 3 * (self.mentors // SHIFTS) + 4)

    def bookings_of(self, mentee: int) -> int:
        if mentee >= self.bookers:
            return 0
        return self.bookings // self.bookers + (mentee < self.bookings % self.bookers)


@dataclass(frozen=True, slots=True)
class Timetable:
    """``anchor`` is midnight (UTC) of the day the data was made."""

    scale: Scale
    anchor: datetime

    def mentor(self, mentee: int, round_: int) -> int:
        return (mentee + round_ * _STRIDE) % self.scale.mentors

    def place(self, mentee: int) -> int:
        return mentee // self.scale.mentors

    def past(self, mentee: int, round_: int) -> datetime:
        days = 1 + round_ * self.scale.round_days + self.place(mentee) // PLACES_A_DAY
        return self._start(-days, mentee, round_)

    def future(self, mentee: int) -> datetime:
        """Of the newest round."""
        return self._start(2 + self.place(mentee) // PLACES_A_DAY, mentee, 0)

    def starts(self) -> Iterator[datetime]:
        """Every start there is a slot for, in order."""
        for day in range(-1 - (self.scale.rounds + 1) * self.scale.round_days, self.scale.future_days + 1):
            for hour in _HOURS:
                for shift in range(SHIFTS):
                    yield self.anchor + timedelta(days=day, hours=hour, minutes=15 * shift)

    def _start(self, day: int, mentee: int, round_: int) -> datetime:
        shift = self.mentor(mentee, round_) % SHIFTS
        hour = _HOURS[self.place(mentee) % PLACES_A_DAY]
        return self.anchor + timedelta(days=day, hours=hour, minutes=15 * shift)


def slot_id(start_at: datetime, minutes: int) -> ObjectId:
    quarters = int(start_at.timestamp()) // 900
    return object_id(start_at - timedelta(days=30), Kind.SLOT, quarters * 256 + minutes)


def midnight(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def mentor_zone(mentor: int) -> ZoneInfo:
    return ZoneInfo(MENTOR_HOURS[mentor % len(MENTOR_HOURS)][0])


# Zone and hours; every place of the timetable is inside them, summer and winter.
MENTOR_HOURS = (
    ("Asia/Kolkata", "10:00", "22:00"),
    ("Asia/Kolkata", "10:00", "22:00"),
    ("Asia/Kolkata", "10:30", "21:30"),
    ("Europe/Berlin", "06:00", "18:00"),
    ("Asia/Kolkata", "09:00", "22:00"),
    ("Asia/Kathmandu", "10:45", "22:00"),
    ("Asia/Kolkata", "10:00", "24:00"),
)
