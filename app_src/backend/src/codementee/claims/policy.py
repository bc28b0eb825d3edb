"""What a claim is, and which claims an interval or a seat needs.

A claim is one document whose ``_id`` names a resource and a part of it; the uniqueness of ``_id`` is the invariant.
Time is claimed in buckets of a quarter of an hour, so that intervals which overlap by a minute share a bucket and
collide, whether they are equal or not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bson import ObjectId

BUCKET_SECONDS = 900

type Choice = tuple[tuple[str, ...], ...]


class Resource(StrEnum):
    """What can be claimed; the first part of every key."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    LINK = "link"
    SLOT = "slot"
    # A place in a mentor's day: what makes "at most n a day" hold when two assignments happen at once.
    MENTOR_DAY = "day"
    # One of the few bookings a mentee may have that take up seats and are not paid for.
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every key of ``every``, and of each choice all keys of one of its alternatives."""

    every: tuple[str, ...] = ()
    one_of: tuple[Choice, ...] = ()

    def keys(self) -> list[str]:
        """Every key that matters to the decision, once."""
        chosen = (key for choice in self.one_of for alternative in choice for key in alternative)
        return list(dict.fromkeys((*self.every, *chosen)))


@dataclass(frozen=True, slots=True)
class Taken:
    """``chosen`` holds, for each choice, the index of the alternative that was taken."""

    keys: frozenset[str]
    chosen: tuple[int, ...]


class ClaimConflictError(Exception):
    """Someone else has it; nothing was taken."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
        self.resource = Resource(key.partition(":")[0])


def time_keys(resource: Resource, owner: ObjectId, start_at: datetime, end_at: datetime) -> tuple[str, ...]:
    """One key for each bucket that [start_at, end_at) touches."""
    first = int(start_at.timestamp()) // BUCKET_SECONDS
    behind_last = -(-int(end_at.timestamp()) // BUCKET_SECONDS)
    return tuple(f"{resource}:{owner}:{bucket}" for bucket in range(first, behind_last))


def seats(slot_id: ObjectId, capacity: int) -> Choice:
    """Any one seat of a slot."""
    return tuple((f"{Resource.SLOT}:{slot_id}:{seat}",) for seat in range(capacity))


def places_in_day(mentor_id: ObjectId, day: date, maximum: int) -> Choice:
    """Any one place in a mentor's day, which is a day in the mentor's time zone."""
    return tuple((f"{Resource.MENTOR_DAY}:{mentor_id}:{day.isoformat()}:{place}",) for place in range(maximum))


def places_to_hold(mentee_id: ObjectId, maximum: int) -> Choice:
    """Any one of the mentee's places for unpaid bookings."""
    return tuple((f"{Resource.HOLD}:{mentee_id}:{place}",) for place in range(maximum))


def spans(keys: Iterable[str]) -> list[tuple[str, str]]:
    """The first and the last key of each owner of a time or a day: every claim of theirs in between lies in order.

    Buckets have as many digits, and dates are written so, that text sorts as time does.
    """
    by_owner: dict[str, list[str]] = {}
    for key in keys:
        resource, owner, _ = key.split(":", 2)
        by_owner.setdefault(f"{resource}:{owner}", []).append(key)
    return [(min(several), max(several)) for several in by_owner.values()]


def choose(
    wanted: Wanted, holders: Mapping[str, ObjectId], booking_id: ObjectId, pick: Callable[[Sequence[int]], int]
) -> Taken:
    """Which keys the booking gets, given who holds what. Raises ClaimConflictError naming one key that is missing.

    What the booking already holds counts as free, and an alternative it holds wholly is kept. Otherwise ``pick``
    decides between the free ones: at random, so that many who come at once do not all want the same.
    """

    def available(keys: Iterable[str]) -> bool:
        return all(holders.get(key, booking_id) == booking_id for key in keys)

    for key in wanted.every:
        if not available((key,)):
            raise ClaimConflictError(key)
    taken = set(wanted.every)
    chosen = []
    for choice in wanted.one_of:
        free = [index for index, alternative in enumerate(choice) if available(alternative)]
        if not free:
            raise ClaimConflictError(choice[0][0])
        held = [index for index in free if all(key in holders for key in choice[index])]
        index = held[0] if held else pick(free)
        chosen.append(index)
        taken.update(choice[index])
    return Taken(frozenset(taken), tuple(chosen))
