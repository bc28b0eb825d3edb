"""Every way in which a booking ends: claims released, the credit settled, both told, reminders withdrawn.

All of it happens in the transaction that changes the state, so that no end is half done.
"""

from datetime import datetime, timedelta

from bson import ObjectId

from codementee.bookings.errors import BOOKING_MOVED_ON, CANCELLATION_CLOSED, TOO_EARLY, TOO_LATE
from codementee.bookings.parts import Parts
from codementee.bookings.policy import (
    CREDIT_ON,
    CURRENT_POLICY,
    NO_SHOW_GRACE,
    OUTCOME_PERIOD,
    POLICIES,
    TRANSITIONS,
    Quote,
    quote,
)
from codementee.bookings.records import Booking
from codementee.bookings.schemas import BookingState, CreditEffect
from codementee.core.database import Document, Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.mocks.schemas import MockState

_MOCK_STATES = {
    BookingState.COMPLETED: MockState.COMPLETED,
    BookingState.NO_SHOW_MENTEE: MockState.NO_SHOW_MENTEE,
    BookingState.NO_SHOW_MENTOR: MockState.NO_SHOW_MENTOR,
}
_ABSENT = {BookingState.NO_SHOW_MENTEE: "mentee", BookingState.NO_SHOW_MENTOR: "mentor"}
_CANCELLED_BY = {
    BookingState.CANCELLED_BY_MENTEE: "mentee",
    BookingState.CANCELLED_BY_MENTOR: "mentor",
    BookingState.CANCELLED_BY_ADMIN: "admin",
}


def quote_for(booking: Booking, now: datetime) -> Quote:
    """Under the policy the booking was confirmed with."""
    return quote(
        state=booking.state,
        start_at=booking.slot.start_at if booking.slot else None,
        has_credit=booking.credit_lot_id is not None,
        late_reschedules=booking.late_reschedules,
        policy=POLICIES[booking.policy_version or CURRENT_POLICY.version],
        now=now,
    )


class Endings:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def cancel_by_mentee(
        self, mentee_id: ObjectId, booking_id: ObjectId, *, reason: str | None, now: datetime
    ) -> Booking:
        """Raises AppError(NOT_FOUND | BOOKING_MOVED_ON | CANCELLATION_CLOSED)."""

        async def work(session: Session) -> Booking:
            booking = await self._load(booking_id, session, mentee_id=mentee_id)
            self._allowed(booking, BookingState.CANCELLED_BY_MENTEE)
            offer = quote_for(booking, now)
            if not offer.can_cancel:
                raise AppError(CANCELLATION_CLOSED)
            return await self._end(
                booking,
                BookingState.CANCELLED_BY_MENTEE,
                actor_id=mentee_id,
                actor="mentee",
                credit=offer.credit,
                reason=reason,
                now=now,
                session=session,
            )

        return await self._parts.transactions.run(work)

    async def cancel_by_mentor(
        self, mentor_id: ObjectId, booking_id: ObjectId, *, reason: str, now: datetime
    ) -> Booking:
        """Until the mock begins. Raises AppError(NOT_FOUND | BOOKING_MOVED_ON | CANCELLATION_CLOSED)."""

        async def work(session: Session) -> Booking:
            booking = await self._load(booking_id, session)
            if booking.mentor_id != mentor_id:
                raise AppError(NOT_FOUND)
            self._allowed(booking, BookingState.CANCELLED_BY_MENTOR)
            if booking.slot is not None and booking.slot.start_at <= now:
                raise AppError(CANCELLATION_CLOSED)
            return await self._end(
                booking,
                BookingState.CANCELLED_BY_MENTOR,
                actor_id=mentor_id,
                actor="mentor",
                credit=CREDIT_ON[BookingState.CANCELLED_BY_MENTOR],
                reason=reason,
                now=now,
                session=session,
            )

        return await self._parts.transactions.run(work)

    async def cancel_by_admin(self, admin_id: ObjectId, booking_id: ObjectId, *, reason: str, now: datetime) -> Booking:
        """At any time before the outcome is known. Raises AppError(NOT_FOUND | BOOKING_MOVED_ON)."""

        async def work(session: Session) -> Booking:
            booking = await self._load(booking_id, session)
            self._allowed(booking, BookingState.CANCELLED_BY_ADMIN)
            return await self._end(
                booking,
                BookingState.CANCELLED_BY_ADMIN,
                actor_id=admin_id,
                actor="admin",
                credit=CREDIT_ON[BookingState.CANCELLED_BY_ADMIN],
                reason=reason,
                now=now,
                session=session,
            )

        return await self._parts.transactions.run(work)

    async def say_outcome(
        self,
        booking_id: ObjectId,
        outcome: BookingState,
        *,
        actor_id: ObjectId,
        actor: str,
        note: str | None = None,
        mentor_id: ObjectId | None = None,
        now: datetime,
    ) -> Booking:
        """Completed, or someone did not come; with ``mentor_id`` only for a mock of that mentor, within a day of its
        end, and absence only once ten minutes have passed. Raises AppError(NOT_FOUND | BOOKING_MOVED_ON | TOO_EARLY |
        TOO_LATE)."""

        async def work(session: Session) -> Booking:
            booking = await self._load(booking_id, session)
            if mentor_id is not None and booking.mentor_id != mentor_id:
                raise AppError(NOT_FOUND)
            self._allowed(booking, outcome)
            assert booking.slot is not None  # noqa: S101 - outcomes follow confirmed bookings only
            grace = NO_SHOW_GRACE if outcome in _ABSENT else timedelta(0)
            if now < booking.slot.start_at + grace:
                raise AppError(TOO_EARLY)
            if mentor_id is not None and now > booking.slot.end_at + OUTCOME_PERIOD:
                raise AppError(TOO_LATE)
            return await self._end(
                booking,
                outcome,
                actor_id=actor_id,
                actor=actor,
                credit=CREDIT_ON[outcome],
                reason=note,
                now=now,
                session=session,
            )

        return await self._parts.transactions.run(work)

    async def complete(self, booking: Booking, *, actor: str, now: datetime, session: Session) -> Booking | None:
        """In the caller's transaction; None when the booking is not confirmed any more."""
        if booking.state is not BookingState.CONFIRMED:
            return None
        return await self._end(
            booking,
            BookingState.COMPLETED,
            actor_id=None,
            actor=actor,
            credit=CreditEffect.NONE,
            now=now,
            session=session,
        )

    async def expire(self, booking: Booking, *, now: datetime, session: Session) -> bool:
        """In the caller's transaction; False when the booking has moved on or its deadline has."""
        current = await self._parts.bookings.load(booking.id, session=session)
        if current is None or current.hold_expires_at is None or current.hold_expires_at > now:
            return False
        await self._end(
            current,
            BookingState.EXPIRED,
            actor_id=None,
            actor="system",
            credit=CREDIT_ON[BookingState.EXPIRED],
            now=now,
            session=session,
        )
        return True

    async def complete_ended(self, now: datetime, limit: int) -> int:
        completed = 0
        for booking in await self._parts.bookings.ended_before(now - OUTCOME_PERIOD, limit=limit):

            async def work(session: Session, booking_id: ObjectId = booking.id) -> bool:
                current = await self._parts.bookings.load(booking_id, session=session)
                if current is None:
                    return False
                return await self.complete(current, actor="system", now=now, session=session) is not None

            completed += await self._parts.transactions.run(work)
        return completed

    async def _load(self, booking_id: ObjectId, session: Session, *, mentee_id: ObjectId | None = None) -> Booking:
        booking = await self._parts.bookings.load(booking_id, mentee_id=mentee_id, session=session)
        if booking is None:
            raise AppError(NOT_FOUND)
        return booking

    @staticmethod
    def _allowed(booking: Booking, target: BookingState) -> None:
        if target not in TRANSITIONS[booking.state]:
            raise AppError(BOOKING_MOVED_ON)

    async def _end(
        self,
        booking: Booking,
        target: BookingState,
        *,
        actor_id: ObjectId | None,
        actor: str,
        credit: CreditEffect,
        reason: str | None = None,
        now: datetime,
        session: Session,
    ) -> Booking:
        parts = self._parts
        changes: Document = {"cancellation_reason": reason} if reason else {}
        cancelled = target in _CANCELLED_BY
        if cancelled:
            # A calendar takes the withdrawal only if it is newer than the invitation.
            changes["calendar.sequence"] = booking.calendar.sequence + 1
        ended = await parts.bookings.advance(booking, target, actor=actor, now=now, session=session, changes=changes)
        if ended is None:
            raise AppError(BOOKING_MOVED_ON)
        await parts.claims.release(booking.id, session=session)
        returned = False
        if booking.credit_lot_id is not None and credit is CreditEffect.RETURNED:
            returned = await parts.credits.give_back(booking.mentee_id, booking.id, now=now, session=session)
        elif booking.credit_lot_id is not None and credit is CreditEffect.FORFEITED:
            await parts.credits.forfeit(booking.mentee_id, booking.id, now=now, session=session)
        if booking.mock_id is not None:
            state = _MOCK_STATES.get(target, MockState.CANCELLED)
            mock: Document = {"state": state.value, "feedback_pending": state is MockState.COMPLETED}
            if cancelled:
                mock["calendar.sequence"] = booking.calendar.sequence + 1
            await parts.mocks.change(booking.mock_id, MockState.SCHEDULED, mock, now=now, session=session)
        await self._tell(booking, ended, returned=returned, now=now, session=session)
        if actor != "mentee" and target is not BookingState.EXPIRED:
            await parts.audit.record(
                actor=actor_id,
                actor_role=actor,
                action=f"booking.{target.value}",
                subject="booking",
                subject_id=booking.id,
                details={"from": booking.state.value, "to": target.value, "credit": credit.value},
                now=now,
                session=session,
            )
        return ended

    async def _tell(self, before: Booking, ended: Booking, *, returned: bool, now: datetime, session: Session) -> None:
        journey = self._parts.journey
        if ended.state in _ABSENT:
            absent = _ABSENT[ended.state]
            await journey.no_show(ended, absent=absent, credit_returned=returned, now=now, session=session)
        elif ended.state is BookingState.COMPLETED:
            await journey.completed(ended, session=session)
        elif before.credit_lot_id is not None:
            # Expired though paid for: it is us who found no mentor in time, and that is a cancellation of ours.
            by = _CANCELLED_BY.get(ended.state, "admin")
            await journey.cancelled(ended, by=by, credit_returned=returned, now=now, session=session)
        elif ended.state is not BookingState.CANCELLED_BY_MENTEE:
            # Not paid for: nothing was charged, and the times are free again. Who did it oneself knows.
            await journey.expired(ended, now=now, session=session)
