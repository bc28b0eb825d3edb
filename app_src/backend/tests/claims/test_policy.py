"""Which keys an interval needs, and which of them somebody gets."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bson import ObjectId

from codementee.claims.policy import (
    ClaimConflictError,
    Resource,
    Wanted,
    choose,
    places_in_day,
    seats,
    spans,
    time_keys,
)

AT = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
OWNER, MINE, OTHER = ObjectId(), ObjectId(), ObjectId()


def keys(start_minute: int, minutes: int) -> set[str]:
    start_at = AT + timedelta(minutes=start_minute)
    return set(time_keys(Resource.MENTOR, OWNER, start_at, start_at + timedelta(minutes=minutes)))


def test_one_key_per_quarter_of_an_hour() -> None:
    assert len(keys(0, 60)) == 4
    assert len(keys(0, 45)) == 3


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        ((0, 60), True),  # equal
        ((15, 30), True),  # within
        ((-30, 120), True),  # around
        ((-45, 60), True),  # over the start
        ((45, 60), True),  # over the end
        ((59, 60), True),  # by a minute, off the grid
        ((60, 60), False),  # right after
        ((-60, 60), False),  # right before
        ((-61, 60), False),
    ],
)
def test_overlapping_intervals_share_a_key_and_others_do_not(other: tuple[int, int], overlap: bool) -> None:
    assert bool(keys(0, 60) & keys(*other)) is overlap


def test_keys_differ_by_owner_and_resource() -> None:
    end_at = AT + timedelta(minutes=15)
    assert time_keys(Resource.LINK, OWNER, AT, end_at) != time_keys(Resource.MENTOR, OWNER, AT, end_at)
    assert time_keys(Resource.LINK, OTHER, AT, end_at) != time_keys(Resource.LINK, OWNER, AT, end_at)


def test_spans_hold_every_key_of_an_owner_and_none_of_another() -> None:
    one, other = ObjectId(), ObjectId()
    mine = time_keys(Resource.MENTEE, one, AT, AT + timedelta(days=40))
    mentors = time_keys(Resource.MENTOR, one, AT, AT + timedelta(hours=1))
    days = [key for day in (9, 10, 11) for (key,) in places_in_day(one, date(2026, 10, day), 3)]
    found = spans([*mentors, *reversed(mine), *days])
    within = {key for key in (*mine, *mentors, *days) for first, last in found if first <= key <= last}
    assert within == {*mine, *mentors, *days}
    assert len(found) == 3
    others = time_keys(Resource.MENTEE, other, AT, AT + timedelta(days=40))
    assert not any(first <= key <= last for key in others for first, last in found)


def test_conflict_names_the_resource() -> None:
    every = time_keys(Resource.MENTEE, OWNER, AT, AT + timedelta(minutes=30))
    with pytest.raises(ClaimConflictError) as caught:
        choose(Wanted(every=every), {every[1]: OTHER}, MINE, min)
    assert caught.value.resource is Resource.MENTEE


def test_own_claims_are_free() -> None:
    every = time_keys(Resource.MENTEE, OWNER, AT, AT + timedelta(minutes=30))
    taken = choose(Wanted(every=every), {every[1]: MINE}, MINE, min)
    assert taken.keys == set(every)


def test_any_free_seat_and_none_when_full() -> None:
    choice = seats(OWNER, 3)
    taken = choose(Wanted(one_of=(choice,)), {choice[0][0]: OTHER, choice[2][0]: OTHER}, MINE, max)
    assert taken.chosen == (1,)
    with pytest.raises(ClaimConflictError) as caught:
        choose(Wanted(one_of=(choice,)), {key: OTHER for (key,) in choice}, MINE, max)
    assert caught.value.resource is Resource.SLOT


def test_seat_that_is_held_is_kept() -> None:
    choice = seats(OWNER, 3)
    assert choose(Wanted(one_of=(choice,)), {choice[2][0]: MINE}, MINE, min).chosen == (2,)


def test_alternative_needs_all_of_its_keys() -> None:
    first, second = (time_keys(Resource.LINK, owner, AT, AT + timedelta(minutes=60)) for owner in (OWNER, OTHER))
    taken = choose(Wanted(one_of=((first, second),)), {first[3]: OTHER}, MINE, min)
    assert taken.chosen == (1,)
    assert taken.keys == set(second)


def test_day_has_so_many_places() -> None:
    places = places_in_day(OWNER, date(2027, 2, 1), 2)
    assert len(places) == 2
    assert places != places_in_day(OWNER, date(2027, 2, 2), 2)
