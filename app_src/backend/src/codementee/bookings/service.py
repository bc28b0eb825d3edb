"""A booking from its draft to the administrators' queue, and the expiry of what was not finished."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from bson import ObjectId

from codementee.bookings.crowd import Crowd
from codementee.bookings.endings import Endings
from codementee.bookings.errors import (
    BOOKING_INCOMPLETE,
    BOOKING_MOVED_ON,
    HOLD_EXPIRED,
    TOO_MANY_DRAFTS,
    conflict,
)
from codementee.bookings.offers import Offers, booked, hold_of
from codementee.bookings.parts import Parts
from codementee.bookings.policy import CURRENT_POLICY, HOLD, MAXIMUM_DRAFTS, MAXIMUM_HOLDS, PAYMENT
from codementee.bookings.records import Booking, Named
from codementee.bookings.repository import ReferenceTakenError
from codementee.bookings.schemas import BookingState
from codementee.claims.policy import ClaimConflictError, Resource, Wanted, places_to_hold
from codementee.core.database import Database, Document, Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.transactions import Transactions
from codementee.credits.errors import NO_CREDIT

# No vowels, no digits that look like letters: easy to read out, and no words.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
_UNPAID = (BookingState.HELD, BookingState.AWAITING_PAYMENT)


class BookingService:
    """``organiser_email`` is needed where times are agreed or withdrawn (endings of confirmed bookings)."""

    def __init__(self, database: Database, transactions: Transactions, *, organiser_email: str = "") -> None:
        self._parts = Parts(database, transactions, organiser_email=organiser_email)
        self._offers = Offers(database)
        self._endings = Endings(self._parts)
        self._crowd = Crowd()

    async def create(
        self, mentee_id: ObjectId, *, company: str, track: str | None, interview_type: str | None, now: datetime
    ) -> Booking:
        """A draft. Raises AppError(UNKNOWN_CHOICE | TOO_MANY_DRAFTS)."""
        found, found_track = await self._offers.company(company, track)
        if interview_type is not None:
            await self._offers.interview_type(interview_type)
        if await self._parts.bookings.count_of_mentee(mentee_id, [BookingState.DRAFT]) >= MAXIMUM_DRAFTS:
            raise AppError(TOO_MANY_DRAFTS)
        document: Document = {
            "mentee_id": mentee_id,
            "state": BookingState.DRAFT.value,
            "state_since": now,
            "company": {"slug": found.code, "name": found.name},
            "track": _named(found_track),
            "interview_type": interview_type,
            "slots": [],
            "calendar": {"uid": str(uuid4()), "sequence": 0},
            "history": [{"state": BookingState.DRAFT.value, "at": now, "actor": "mentee"}],
            "created_at": now,
            "updated_at": now,
        }
        while True:
            reference = "CM-" + "".join(secrets.choice(_LETTERS) for _ in range(6))
            try:
                return await self._parts.bookings.insert({"_id": ObjectId(), "reference": reference} | document)
            except ReferenceTakenError:
                # One in 480 million for each booking there is.
                continue

    async def change_draft(
        self, mentee_id: ObjectId, booking_id: ObjectId, changes: dict[str, Any], *, now: datetime
    ) -> Booking:
        """``changes`` may hold company, track and interview_type. Raises AppError(NOT_FOUND | BOOKING_MOVED_ON |
        UNKNOWN_CHOICE)."""
        booking = await self.own(mentee_id, booking_id)
        fields: Document = {}
        if "company" in changes or "track" in changes:
            slug = changes.get("company") or booking.company.code
            same = slug == booking.company.code
            kept = booking.track.code if booking.track and same else None
            company, track = await self._offers.company(slug, changes.get("track", kept))
            fields |= {"company": {"slug": company.code, "name": company.name}, "track": _named(track)}
        if changes.get("interview_type") is not None:
            fields["interview_type"] = await self._offers.interview_type(changes["interview_type"])
        changed = await self._parts.bookings.change_draft(booking_id, mentee_id, fields, now=now)
        if changed is None:
            raise AppError(BOOKING_MOVED_ON)
        return changed

    async def delete_draft(self, mentee_id: ObjectId, booking_id: ObjectId) -> None:
        """Raises AppError(NOT_FOUND | BOOKING_MOVED_ON)."""
        await self.own(mentee_id, booking_id)
        if not await self._parts.bookings.delete_draft(booking_id, mentee_id):
            raise AppError(BOOKING_MOVED_ON)

    async def own(self, mentee_id: ObjectId, booking_id: ObjectId) -> Booking:
        """Raises AppError(NOT_FOUND), also for somebody else's."""
        booking = await self._parts.bookings.load(booking_id, mentee_id=mentee_id)
        if booking is None:
            raise AppError(NOT_FOUND)
        return booking

    async def of_mentee(
        self, mentee_id: ObjectId, *, state: BookingState | None, after: ObjectId | None, limit: int
    ) -> list[Booking]:
        return await self._parts.bookings.of_mentee(mentee_id, state=state, after=after, limit=limit)

    async def hold(
        self, mentee_id: ObjectId, booking_id: ObjectId, slot_ids: Sequence[ObjectId], *, now: datetime
    ) -> Booking:
        """Keep a seat in each slot for a quarter of an hour. Held already: other slots instead, the time goes on.

        Raises AppError with one of SLOT_ERRORS, NOT_FOUND, BOOKING_INCOMPLETE, BOOKING_MOVED_ON, HOLD_EXPIRED or
        TOO_MANY_HOLDS; then nothing has changed.
        """
        crowd = self._crowd
        booking = await crowd.turn(lambda: self.own(mentee_id, booking_id))
        if booking.state not in (BookingState.DRAFT, BookingState.HELD):
            raise AppError(BOOKING_MOVED_ON)
        interview_type = booking.interview_type
        if interview_type is None:
            raise AppError(BOOKING_INCOMPLETE)
        _check_deadline(booking, now)

        async def work(session: Session) -> Booking:
            return await self._hold(booking, wanted, fields, now, session)

        try:
            # Before the transaction, and one look for all who ask at the same moment: most of a crowd ends here.
            subject = (interview_type, *slot_ids)
            offer = await crowd.look(subject, lambda: self._offers.look(slot_ids, interview_type))
            slots = offer.bookable(now)
            offer.check_seats(booking_id)
            wanted = hold_of(mentee_id, slots, places_to_hold(mentee_id, MAXIMUM_HOLDS))
            fields: Document = {"slots": [booked(slot).document() for slot in slots]}
            return await crowd.turn(lambda: self._parts.transactions.run(work))
        except ClaimConflictError as error:
            raise conflict(error) from None

    async def _hold(
        self, booking: Booking, wanted: Wanted, fields: Document, now: datetime, session: Session
    ) -> Booking:
        bookings, claims = self._parts.bookings, self._parts.claims
        taken = await claims.take(wanted, booking.id, now=now, session=session)
        if booking.state is BookingState.HELD:
            await claims.release(booking.id, keep=taken.keys, session=session)
            held = await bookings.amend(booking, fields, now=now, session=session)
        else:
            held = await bookings.advance(
                booking,
                BookingState.HELD,
                actor="mentee",
                now=now,
                session=session,
                changes=fields,
                hold_expires_at=now + HOLD,
            )
        if held is None:
            raise AppError(BOOKING_MOVED_ON)
        return held

    async def confirm(self, mentee_id: ObjectId, booking_id: ObjectId, *, now: datetime) -> Booking:
        """With a credit it is used and the booking waits for a mentor; without, the booking waits to be paid.

        Confirming what is confirmed changes nothing, except that a credit that has come meanwhile is used. Raises
        AppError(NOT_FOUND | BOOKING_MOVED_ON | HOLD_EXPIRED).
        """

        async def work(session: Session) -> Booking:
            booking = await self._parts.bookings.load(booking_id, mentee_id=mentee_id, session=session)
            if booking is None:
                raise AppError(NOT_FOUND)
            if booking.state is BookingState.PENDING_ADMIN:
                return booking
            if booking.state not in _UNPAID:
                raise AppError(BOOKING_MOVED_ON)
            _check_deadline(booking, now)
            if await self._parts.credits.available(mentee_id, now=now, session=session):
                return await self._queue(booking, actor="mentee", now=now, session=session)
            if booking.state is BookingState.AWAITING_PAYMENT:
                return booking
            waiting = await self._parts.bookings.advance(
                booking,
                BookingState.AWAITING_PAYMENT,
                actor="mentee",
                now=now,
                session=session,
                changes={"policy_version": CURRENT_POLICY.version},
                hold_expires_at=now + PAYMENT,
            )
            return _moved(waiting)

        return await self._parts.transactions.run(work)

    async def payment_captured(
        self, user_id: ObjectId, booking_id: ObjectId, *, now: datetime, session: Session
    ) -> bool:
        """A payment for this booking has arrived and its credits are there: use one, in the payment's transaction.

        False when the booking does not wait for it any more (expired, cancelled, paid otherwise, or not the payer's):
        then nothing changes and the credits stay. A booking that is overdue but still has its claims counts as waiting.
        """
        booking = await self._parts.bookings.load(booking_id, mentee_id=user_id, session=session)
        if booking is None or booking.state not in _UNPAID:
            return False
        try:
            await self._queue(booking, actor="system", now=now, session=session)
        except AppError as error:
            if error.kind is NO_CREDIT:
                return False
            raise
        return True

    async def _queue(self, booking: Booking, *, actor: str, now: datetime, session: Session) -> Booking:
        lot_id = await self._parts.credits.consume(booking.mentee_id, booking.id, now=now, session=session)
        queued = await self._parts.bookings.advance(
            booking,
            BookingState.PENDING_ADMIN,
            actor=actor,
            now=now,
            session=session,
            changes={"credit": {"lot_id": lot_id}, "policy_version": CURRENT_POLICY.version},
            # After that there is no slot left that somebody could be assigned to.
            hold_expires_at=max(slot.start_at for slot in booking.slots),
        )
        queued = _moved(queued)
        await self._parts.claims.release_kind(booking.id, Resource.HOLD, session=session)
        await self._parts.journey.received(queued, now=now, session=session)
        return queued

    async def expire_holds(self, now: datetime, limit: int) -> int:
        """End up to ``limit`` bookings whose time to decide, to pay or to be assigned is over; answers how many.

        Each in a transaction of its own, decided by its state: of an expiry and a payment that come at the same moment
        exactly one takes place.
        """
        expired = 0
        for booking in await self._parts.bookings.past_deadline(now, limit=limit):

            async def work(session: Session, booking: Booking = booking) -> bool:
                return await self._endings.expire(booking, now=now, session=session)

            expired += await self._parts.transactions.run(work)
        return expired

    async def complete_ended(self, now: datetime, limit: int) -> int:
        """Complete up to ``limit`` mocks that ended a day ago and of which nobody has said otherwise."""
        return await self._endings.complete_ended(now, limit)


def _check_deadline(booking: Booking, now: datetime) -> None:
    if booking.hold_expires_at is not None and booking.hold_expires_at <= now:
        raise AppError(HOLD_EXPIRED)


def _moved(booking: Booking | None) -> Booking:
    if booking is None:
        raise AppError(BOOKING_MOVED_ON)
    return booking


def _named(value: Named | None) -> Document | None:
    return {"code": value.code, "name": value.name} if value else None
