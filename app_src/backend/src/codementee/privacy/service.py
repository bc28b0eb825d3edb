"""Deleting accounts: what the law wants kept stays, with nobody to be seen in it."""

from datetime import datetime

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.auth.errors import SESSION_ENDED
from codementee.auth.repository import SessionRepository
from codementee.auth.service import AuthService
from codementee.auth.sessions import EndReason
from codementee.bookings.desk import Changed
from codementee.bookings.endings import Endings
from codementee.bookings.policy import CLAIMING
from codementee.bookings.records import Booking
from codementee.bookings.schemas import BookingState
from codementee.bookings.service import BookingService
from codementee.core.database import Database, Session
from codementee.core.errors import AppError
from codementee.core.logging import logger
from codementee.core.transactions import Transactions
from codementee.mocks.repository import MockRepository
from codementee.mocks.schemas import MockState
from codementee.notifications.schemas import Message, Template
from codementee.notifications.service import Outbox
from codementee.privacy.errors import ADMIN_ACCOUNT
from codementee.privacy.repository import ErasureRepository
from codementee.users.principal import Principal
from codementee.users.schemas import Role

_BATCH = 100
# Who leaves has few open bookings, but a mentor may have a long calendar.
_ROUNDS = 20


class AccountDeletion:
    def __init__(
        self,
        database: Database,
        transactions: Transactions,
        auth: AuthService,
        *,
        bookings: BookingService,
        endings: Endings,
        changed: Changed,
    ) -> None:
        self._transactions = transactions
        self._auth = auth
        self._bookings = bookings
        self._endings = endings
        self._changed = changed
        self._erasure = ErasureRepository(database)
        self._sessions = SessionRepository(database)
        self._outbox = Outbox(database)
        self._audit = AuditLog(database)
        self._mocks = MockRepository(database)

    async def delete(self, principal: Principal, password: str, *, now: datetime) -> None:
        """Cancel what is to come, then take the person out of everything at one moment.

        Interrupted in between, it can be asked for again. Raises AppError(PASSWORD_WRONG | TOO_MANY_ATTEMPTS |
        ADMIN_ACCOUNT | SESSION_ENDED).
        """
        if principal.role is Role.ADMIN:
            # The last one would lock everybody out, and what administrators did stays on record under their name.
            raise AppError(ADMIN_ACCOUNT)
        await self._auth.check_password(principal, password, now=now)
        await self._end_bookings(principal, now=now)

        async def work(session: Session) -> bool:
            return await self._erase(principal, now=now, session=session)

        erased = await self._transactions.run(work)
        # Seats, credits of those whose mentor has left, and who this was: all of it at once, everywhere.
        await self._changed.credits()
        if principal.role is Role.MENTOR:
            await self._changed.mentors()
        if not erased:
            raise AppError(SESSION_ENDED)
        logger.info("account_deleted", user_id=str(principal.id))

    async def _erase(self, principal: Principal, *, now: datetime, session: Session) -> bool:
        if not await self._erasure.erase(principal.id, now=now, session=session):
            return False
        await self._sessions.end_all(principal.id, EndReason.REVOKED, now=now, session=session)
        await self._outbox.drop_user(principal.id, session=session)
        message = Message(
            key=f"account-deleted:{principal.id}",
            template=Template.ACCOUNT_DELETED,
            user_id=principal.id,
            email=principal.email,
            name=principal.name,
            time_zone=principal.time_zone,
            context={"at": now},
        )
        await self._outbox.enqueue(message, now=now, session=session)
        await self._audit.record(
            actor=principal.id,
            actor_role=principal.role.value,
            action="account.deleted",
            subject="user",
            subject_id=principal.id,
            now=now,
            session=session,
        )
        return True

    async def _end_bookings(self, principal: Principal, *, now: datetime) -> None:
        if principal.role is Role.MENTOR:
            await self._end_of_mentor(principal.id, now=now)
            return
        for state in (BookingState.DRAFT, *CLAIMING):
            found = await self._bookings.of_mentee(principal.id, state=state, after=None, limit=_BATCH)
            for booking in found:
                await self._end_of_mentee(principal.id, booking, now=now)

    async def _end_of_mentee(self, mentee_id: ObjectId, booking: Booking, *, now: datetime) -> None:
        try:
            if booking.state is BookingState.DRAFT:
                await self._bookings.delete_draft(mentee_id, booking.id)
            else:
                await self._endings.cancel_by_mentee(mentee_id, booking.id, reason=None, now=now)
        except AppError as error:
            # It has begun, or just ended by itself: its outcome is said as for any other.
            logger.info("booking_not_cancelled", booking_id=str(booking.id), reason=error.kind.code)

    async def _end_of_mentor(self, mentor_id: ObjectId, *, now: datetime) -> None:
        for _ in range(_ROUNDS):
            coming = await self._mocks.between("mentor", mentor_id, start=now, limit=_BATCH)
            scheduled = [mock for mock in coming if mock.state is MockState.SCHEDULED]
            for mock in scheduled:
                try:
                    await self._endings.cancel_by_mentor(
                        mentor_id, mock.booking_id, reason="The mentor has left Codementee.", now=now
                    )
                except AppError as error:
                    logger.info("booking_not_cancelled", booking_id=str(mock.booking_id), reason=error.kind.code)
            if len(coming) < _BATCH:
                return
