"""Moving a booking to other times under the policy."""

from collections.abc import Sequence
from datetime import datetime

from bson import ObjectId

from codementee.bookings.endings import quote_for
from codementee.bookings.errors import BOOKING_MOVED_ON, RESCHEDULE_REFUSED, SLOT_UNCHANGED, conflict
from codementee.bookings.offers import Offers, booked, hold_of
from codementee.bookings.parts import Parts
from codementee.bookings.policy import Quote
from codementee.bookings.records import Booking
from codementee.bookings.schemas import BookingState
from codementee.bookings.times import Times
from codementee.claims.policy import ClaimConflictError, Wanted, seats
from codementee.core.database import Document, Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.feedback.policy import GOAL
from codementee.mocks.schemas import MockState
from codementee.slots.repository import Slot


class Moving:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._offers = Offers(parts.database)
        self._times = Times(parts)

    async def reschedule(
        self, mentee_id: ObjectId, booking_id: ObjectId, slot_ids: Sequence[ObjectId], *, now: datetime
    ) -> Booking:
        """Waiting for a mentor: these slots are preferred from now on. Confirmed: the mock moves, with its mentor, to
        the first of the slots at which the mentor is free.

        Raises AppError(NOT_FOUND | BOOKING_MOVED_ON | RESCHEDULE_REFUSED | SLOT_UNCHANGED), one of SLOT_ERRORS, or, of
        the last slot tried, one of TIME_ERRORS; then nothing has changed.
        """
        booking = await self._parts.bookings.load(booking_id, mentee_id=mentee_id)
        if booking is None:
            raise AppError(NOT_FOUND)
        allowed(booking, now)
        slots = await self._offers.slots(slot_ids, booking.interview_type or "", now=now)

        async def work(session: Session) -> Booking:
            current = await self._parts.bookings.load(booking_id, session=session)
            if current is None:
                raise AppError(NOT_FOUND)
            offer = allowed(current, now)
            if current.state is BookingState.PENDING_ADMIN:
                return await self._prefer(current, slots, now, session)
            return await self._move(current, slots, offer, now, session)

        try:
            return await self._parts.transactions.run(work)
        except ClaimConflictError as error:
            raise conflict(error) from None

    async def _prefer(self, booking: Booking, slots: Sequence[Slot], now: datetime, session: Session) -> Booking:
        taken = await self._parts.claims.take(hold_of(booking.mentee_id, slots), booking.id, now=now, session=session)
        await self._parts.claims.release(booking.id, keep=taken.keys, session=session)
        changes: Document = {
            "slots": [booked(slot).document() for slot in slots],
            "hold_expires_at": max(slot.start_at for slot in slots),
        }
        moved = await self._amend(booking, changes, now, session)
        await self._parts.journey.received(moved, now=now, session=session)
        return moved

    async def _move(
        self, booking: Booking, slots: Sequence[Slot], offer: Quote, now: datetime, session: Session
    ) -> Booking:
        assert booking.slot is not None  # noqa: S101 - confirmed
        assert booking.mentor_id is not None  # noqa: S101 - confirmed
        assert booking.mock_id is not None  # noqa: S101 - confirmed
        mentor = await self._times.mentor(booking.mentor_id, booking.interview_type, session=session)
        refusal: Exception = AppError(SLOT_UNCHANGED)
        for slot in slots:
            if slot.id == booking.slot.id:
                continue
            target = booked(slot)
            try:
                await self._times.check(mentor, target, now=now, session=session)
                seat = Wanted(one_of=(seats(slot.id, slot.capacity),))
                given = await self._times.give(booking, mentor, target, seat, now=now, session=session)
            except (AppError, ClaimConflictError) as error:
                # Both are raised before anything is written: the next slot may do.
                refusal = error
                continue
            break
        else:
            raise refusal
        await self._parts.claims.release(booking.id, keep=given.taken.keys, session=session)
        changes: Document = {
            "slot": target.document(),
            "link": given.link.document(),
            "late_reschedules": booking.late_reschedules + int(offer.reschedule_counts),
        }
        moved = await self._amend(booking, changes, now, session)
        mock: Document = {
            "start_at": target.start_at,
            "end_at": target.end_at,
            "link": given.link.document(),
            "calendar.sequence": moved.calendar.sequence,
            "feedback_due_at": target.end_at + GOAL,
        }
        await self._parts.mocks.change(booking.mock_id, MockState.SCHEDULED, mock, now=now, session=session)
        await self._parts.journey.rescheduled(moved, previous_start_at=booking.slot.start_at, now=now, session=session)
        return moved

    async def _amend(self, booking: Booking, changes: Document, now: datetime, session: Session) -> Booking:
        more = {"reschedules": booking.reschedules + 1, "calendar.sequence": booking.calendar.sequence + 1}
        moved = await self._parts.bookings.amend(booking, changes | more, now=now, session=session)
        if moved is None:
            raise AppError(BOOKING_MOVED_ON)
        return moved


def allowed(booking: Booking, now: datetime) -> Quote:
    """What moving it now means. Raises AppError(BOOKING_MOVED_ON | RESCHEDULE_REFUSED)."""
    if booking.state not in (BookingState.PENDING_ADMIN, BookingState.CONFIRMED):
        raise AppError(BOOKING_MOVED_ON)
    offer = quote_for(booking, now)
    if not offer.can_reschedule:
        raise AppError(RESCHEDULE_REFUSED)
    return offer
