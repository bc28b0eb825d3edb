"""Whether what somebody asks for is offered: company, track, interview type, slots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bson import ObjectId

from codementee.bookings.errors import SLOT_INCOMPATIBLE, SLOT_TOO_SOON, SLOT_UNAVAILABLE, UNKNOWN_CHOICE
from codementee.bookings.records import Named
from codementee.bookings.records import Slot as BookedSlot
from codementee.claims.policy import Choice, Resource, Wanted, choose, seats, time_keys
from codementee.claims.repository import ClaimRepository
from codementee.companies.repository import CompanyRepository
from codementee.core.database import Database
from codementee.core.errors import AppError, ErrorKind, FieldProblem
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.interview_types.schemas import InterviewType
from codementee.slots.policy import MINIMUM_NOTICE, fits
from codementee.slots.repository import Slot, SlotRepository


class Offers:
    def __init__(self, database: Database) -> None:
        self._companies = CompanyRepository(database)
        self._types = InterviewTypeRepository(database)
        self._slots = SlotRepository(database)
        self._claims = ClaimRepository(database)

    async def company(self, slug: str, track: str | None) -> tuple[Named, Named | None]:
        """The company and its track as they are called now. Raises AppError(UNKNOWN_CHOICE)."""
        found = await self._companies.find_by_slug(slug)
        if found is None:
            raise _refused(UNKNOWN_CHOICE, "company", "There is no such company.")
        company = Named(found.slug, found.name)
        if track is None:
            return company, None
        titles = {entry.code: entry.title for entry in found.tracks}
        if track not in titles:
            raise _refused(UNKNOWN_CHOICE, "track", f"{found.name} has no such track.")
        return company, Named(track, titles[track])

    async def interview_type(self, code: str) -> str:
        """The code. Raises AppError(UNKNOWN_CHOICE)."""
        if await self._types.find_by_code(code) is None:
            raise _refused(UNKNOWN_CHOICE, "interview_type", "There is no such interview type.")
        return code

    async def slots(self, slot_ids: Sequence[ObjectId], interview_type: str, *, now: datetime) -> list[Slot]:
        """As Offer.bookable, without the seats."""
        kind = await self._types.find_by_code(interview_type)
        return Offer(tuple(slot_ids), await self._slots_by_id(slot_ids), kind, {}).bookable(now)

    async def look(self, slot_ids: Sequence[ObjectId], interview_type: str) -> "Offer":
        """What is offered at this moment, and who has the seats."""
        found = await self._slots_by_id(slot_ids)
        kind = await self._types.find_by_code(interview_type)
        keys = [key for slot in found.values() for (key,) in seats(slot.id, slot.capacity)]
        return Offer(tuple(slot_ids), found, kind, await self._claims.holders(keys))

    async def _slots_by_id(self, slot_ids: Sequence[ObjectId]) -> dict[ObjectId, Slot]:
        return {slot.id: slot for slot in await self._slots.find(slot_ids)}


@dataclass(frozen=True, slots=True)
class Offer:
    """Slots as they were found, for an interview type; the same for all who ask."""

    slot_ids: tuple[ObjectId, ...]
    found: Mapping[ObjectId, Slot]
    interview_type: InterviewType | None
    seat_holders: Mapping[str, ObjectId]

    def bookable(self, now: datetime) -> list[Slot]:
        """The slots, in the order asked for, if each can be booked for this type.

        Raises AppError(SLOT_UNAVAILABLE | SLOT_TOO_SOON | SLOT_INCOMPATIBLE) naming the first that cannot.
        """
        kind = self.interview_type
        for index, slot_id in enumerate(self.slot_ids):
            path = f"slot_ids.{index}"
            slot = self.found.get(slot_id)
            if slot is None or not slot.active:
                raise _refused(SLOT_UNAVAILABLE, path, SLOT_UNAVAILABLE.message)
            if slot.start_at - now < MINIMUM_NOTICE:
                raise _refused(SLOT_TOO_SOON, path, SLOT_TOO_SOON.message)
            if kind is None or kind.code not in slot.interview_types or not fits(kind, slot.minutes):
                raise _refused(SLOT_INCOMPATIBLE, path, SLOT_INCOMPATIBLE.message)
        return [self.found[slot_id] for slot_id in self.slot_ids]

    def check_seats(self, booking_id: ObjectId) -> None:
        """Raise ClaimConflictError if a slot has no seat for this booking: it cannot be had, transaction or not."""
        wanted = Wanted(one_of=tuple(seats(slot.id, slot.capacity) for slot in self.found.values()))
        choose(wanted, self.seat_holders, booking_id, min)


def hold_of(mentee_id: ObjectId, slots: Sequence[Slot], *further: Choice) -> Wanted:
    """The mentee's time, a seat in each slot, and one alternative of each further choice."""
    every = [key for slot in slots for key in time_keys(Resource.MENTEE, mentee_id, slot.start_at, slot.end_at)]
    choices: tuple[Choice, ...] = tuple(seats(slot.id, slot.capacity) for slot in slots)
    # Preferred slots may overlap each other: only one of them will be given.
    return Wanted(every=tuple(dict.fromkeys(every)), one_of=(*choices, *further))


def booked(slot: Slot) -> BookedSlot:
    return BookedSlot(slot.id, slot.start_at, slot.end_at)


def _refused(kind: ErrorKind, path: str, message: str) -> AppError:
    return AppError(kind, fields=(FieldProblem(path, message),))
