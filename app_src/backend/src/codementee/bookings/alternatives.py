"""Where a booking could be moved to: times at which everybody who is bound to it is free."""

from collections.abc import Sequence
from datetime import datetime

from bson import ObjectId

from codementee.bookings.moving import allowed
from codementee.bookings.offers import booked
from codementee.bookings.parts import Parts
from codementee.bookings.records import Booking
from codementee.bookings.times import Times, mentor_keys, not_given, occupied
from codementee.claims.policy import Resource, spans, time_keys
from codementee.claims.repository import ClaimRepository
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.mentors.repository import MentorRepository
from codementee.slots.repository import Slot, SlotRepository
from codementee.slots.schemas import BookableSlotPage
from codementee.slots.service import bookable, bookable_range, cursor_key, start_cursor


class Alternatives:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._times = Times(parts)
        self._types = InterviewTypeRepository(parts.database)
        self._slots = SlotRepository(parts.database)
        self._claims = ClaimRepository(parts.database)
        self._mentors = MentorRepository(parts.database)

    async def find(
        self,
        mentee_id: ObjectId,
        booking_id: ObjectId,
        page: Page,
        *,
        start: tuple[datetime | None, datetime | None],
        now: datetime,
    ) -> BookableSlotPage:
        """In order of start. A page looks at ``limit`` slots and holds those that will do, which may be none.

        Raises AppError(NOT_FOUND | BOOKING_MOVED_ON | RESCHEDULE_REFUSED | INVALID_PARAMETER).
        """
        booking = await self._parts.bookings.load(booking_id, mentee_id=mentee_id)
        if booking is None:
            raise AppError(NOT_FOUND)
        allowed(booking, now)
        between, after = bookable_range(start, now=now), start_cursor(page)
        kind = await self._types.find_by_code(booking.interview_type or "")
        found: list[Slot] = []
        if kind is not None:
            minutes = (kind.minimum_minutes, kind.maximum_minutes)
            found = await self._slots.find_bookable(
                kind.code, minutes=minutes, start=between, after=after, limit=page.limit + 1
            )
        looked_at = found[: page.limit]
        taken = await self._claims.seats_taken({slot.id: slot.capacity for slot in looked_at})
        fitting = await self._free(booking, [slot for slot in looked_at if taken[slot.id] < slot.capacity], now)
        cursor = page.next_cursor(found, cursor_key(looked_at[-1]) if looked_at else None)
        return BookableSlotPage(
            items=[bookable(slot, slot.capacity - taken[slot.id]) for slot in fitting],
            pagination=Pagination(limit=page.limit, next_cursor=cursor),
        )

    async def _free(self, booking: Booking, slots: Sequence[Slot], now: datetime) -> list[Slot]:
        """Those in which the mentee is free, and the mentor where there is one; what the booking holds is free."""
        mentor = await self._mentors.find(booking.mentor_id) if booking.mentor_id is not None else None
        if mentor is None and booking.mentor_id is not None:
            return []
        times = {slot.id: booked(slot) for slot in slots if booking.slot is None or slot.id != booking.slot.id}
        if mentor is not None:
            exceptions = (await self._times.exceptions([mentor], times.values())).get(mentor.id, {})
            times = {
                slot_id: time for slot_id, time in times.items() if not_given(mentor, time, exceptions, now=now) is None
            }
        mentees = {
            slot_id: time_keys(Resource.MENTEE, booking.mentee_id, time.start_at, time.end_at)
            for slot_id, time in times.items()
        }
        keys = {key for several in mentees.values() for key in several}
        if mentor is not None:
            keys.update(key for time in times.values() for key in mentor_keys(mentor, time))
        claimed = await self._claims.holders_within(spans(keys))
        holders = {key: holder for key, holder in claimed.items() if holder != booking.id}

        def is_free(slot: Slot) -> bool:
            time = times.get(slot.id)
            if time is None or not holders.keys().isdisjoint(mentees[slot.id]):
                return False
            return mentor is None or occupied(mentor, time, holders) is None

        return [slot for slot in slots if is_free(slot)]
