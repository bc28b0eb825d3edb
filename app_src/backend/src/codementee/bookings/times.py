"""Giving a mentor's time: availability, the mentor's other mocks, a meeting link."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bson import ObjectId

from codementee.bookings.errors import MENTOR_UNAVAILABLE, NO_LINK_FREE
from codementee.bookings.parts import Parts
from codementee.bookings.records import Booking, Link, Slot
from codementee.claims.policy import Resource, Taken, Wanted, places_in_day, time_keys
from codementee.core.database import Session
from codementee.core.errors import AppError
from codementee.links.repository import LinkRepository
from codementee.mentors.policy import AvailabilityProblem, Exceptions, is_available, local_date
from codementee.mentors.repository import Mentor, MentorRepository
from codementee.users.repository import UserRepository
from codementee.users.schemas import Role, UserStatus

# More than one installation will ever have at once; a list without a limit is none of ours.
_MAXIMUM_LINKS = 500

_SENTENCES = {
    AvailabilityProblem.INACTIVE: "The mentor is not active.",
    AvailabilityProblem.TOO_SOON: "That is past, or sooner than the mentor's notice.",
    AvailabilityProblem.AWAY: "The mentor is away that day.",
    AvailabilityProblem.OUTSIDE_HOURS: "That is outside the mentor's hours.",
    AvailabilityProblem.DAY_FULL: "The mentor has as many mocks that day as they take.",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What was taken for a mock, and the link both will meet under."""

    taken: Taken
    link: Link


class Times:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._mentors = MentorRepository(parts.database)
        self._links = LinkRepository(parts.database)
        self._users = UserRepository(parts.database)

    async def mentor(self, mentor_id: ObjectId, interview_type: str | None, *, session: Session) -> Mentor:
        """An active mentor for the type, with an active account. Raises AppError(MENTOR_UNAVAILABLE)."""
        mentor = await self._mentors.find(mentor_id, session=session)
        user = await self._users.find(mentor_id, session=session)
        if mentor is None or not mentor.active or user is None:
            raise AppError(MENTOR_UNAVAILABLE, "There is no such active mentor.")
        if user.status is not UserStatus.ACTIVE or user.role is not Role.MENTOR:
            raise AppError(MENTOR_UNAVAILABLE, "There is no such active mentor.")
        if interview_type not in mentor.interview_types:
            raise AppError(MENTOR_UNAVAILABLE, "The mentor does not give this type of interview.")
        return mentor

    async def check(self, mentor: Mentor, slot: Slot, *, now: datetime, session: Session) -> None:
        """Raise AppError(MENTOR_UNAVAILABLE) when the time is not among those the mentor gives.

        How many mocks a day is decided where the time is taken, by claims.
        """
        exceptions = await self.exceptions([mentor], [slot], session=session)
        found = problem(mentor, exceptions[mentor.id], slot, booked_that_day=0, now=now)
        if found is not None:
            raise AppError(MENTOR_UNAVAILABLE, _SENTENCES[found])

    async def exceptions(
        self, mentors: Sequence[Mentor], slots: Iterable[Slot], *, session: Session | None = None
    ) -> dict[ObjectId, Exceptions]:
        """By mentor, those of every local date the slots touch."""
        days = [
            local_date(mentor.availability.time_zone, at)
            for mentor in mentors
            for slot in slots
            for at in (slot.start_at, slot.end_at)
        ]
        if not days:
            return {}
        ids = [mentor.id for mentor in mentors]
        return await self._mentors.exceptions(ids, first=min(days), last=max(days), session=session)

    async def active_links(self, *, session: Session | None = None) -> list[Link]:
        found = await self._links.find_active(limit=_MAXIMUM_LINKS, session=session)
        return [Link(link.id, link.url) for link in found]

    async def give(
        self, booking: Booking, mentor: Mentor, slot: Slot, further: Wanted, *, now: datetime, session: Session
    ) -> Given:
        """Take the mentor's and the mentee's time, a place in the mentor's day, a link, and ``further``.

        What the booking holds already counts as free. Raises ClaimConflictError, or AppError(NO_LINK_FREE) when there
        are no links at all; then nothing was taken.
        """
        links = await self.active_links(session=session)
        if booking.link is not None:
            links = await self._same_link_if_free(booking, booking.link, slot, links, session)
        if not links:
            raise AppError(NO_LINK_FREE)
        link_choice = tuple(time_keys(Resource.LINK, link.id, slot.start_at, slot.end_at) for link in links)
        places = places_in_day(mentor.id, mentor_day(mentor, slot), mentor.availability.maximum_per_day)
        wanted = Wanted(
            every=(
                *time_keys(Resource.MENTOR, mentor.id, slot.start_at, slot.end_at),
                *time_keys(Resource.MENTEE, booking.mentee_id, slot.start_at, slot.end_at),
                *further.every,
            ),
            one_of=(link_choice, places, *further.one_of),
        )
        taken = await self._parts.claims.take(wanted, booking.id, now=now, session=session)
        return Given(taken, links[taken.chosen[0]])

    async def _same_link_if_free(
        self, booking: Booking, link: Link, slot: Slot, links: list[Link], session: Session
    ) -> list[Link]:
        # People keep the old mail: the same address at the new time is one thing less to go wrong.
        keys = time_keys(Resource.LINK, link.id, slot.start_at, slot.end_at)
        holders = await self._parts.claims.holders(keys, session=session)
        free = link in links and all(holder == booking.id for holder in holders.values())
        return [link] if free else links


def mentor_day(mentor: Mentor, slot: Slot) -> date:
    return local_date(mentor.availability.time_zone, slot.start_at)


def mentor_keys(mentor: Mentor, slot: Slot) -> list[str]:
    """Every claim that says how busy the mentor is at that time and on that day."""
    return [*time_keys(Resource.MENTOR, mentor.id, slot.start_at, slot.end_at), *_places(mentor, slot)]


def not_given(mentor: Mentor, slot: Slot, exceptions: Exceptions, *, now: datetime) -> AvailabilityProblem | None:
    """What keeps the mentor from that time, whatever else they have in it; None when claims decide."""
    return problem(mentor, exceptions, slot, booked_that_day=0, now=now)


def occupied(mentor: Mentor, slot: Slot, holders: Mapping[str, ObjectId]) -> str | None:
    """What the mentor has already at a time that they give: "mentor_busy", "day_full", or nothing.

    ``holders`` says who has which of the ``mentor_keys``.
    """
    if any(key in holders for key in time_keys(Resource.MENTOR, mentor.id, slot.start_at, slot.end_at)):
        return "mentor_busy"
    booked = sum(place in holders for place in _places(mentor, slot))
    return AvailabilityProblem.DAY_FULL if booked >= mentor.availability.maximum_per_day else None


def _places(mentor: Mentor, slot: Slot) -> list[str]:
    places = places_in_day(mentor.id, mentor_day(mentor, slot), mentor.availability.maximum_per_day)
    return [key for (key,) in places]


def problem(
    mentor: Mentor, exceptions: Exceptions, slot: Slot, *, booked_that_day: int, now: datetime
) -> AvailabilityProblem | None:
    return is_available(
        mentor.availability,
        exceptions,
        slot.start_at,
        slot.end_at,
        now=now,
        booked_that_day=booked_that_day,
    )
