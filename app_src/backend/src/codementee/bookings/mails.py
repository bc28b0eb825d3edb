"""The mails of a booking's life. Each is put into the outbox in the transaction of what it tells about.

Keys name the event and the recipient; everything that waits for a time is under ``reminder:<booking>``, so that moving
or cancelling a mock withdraws it with one prefix.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bson import ObjectId

from codementee.bookings.records import Booking
from codementee.core.database import Database, Session
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.mocks.repository import Mock
from codementee.notifications.schemas import CalendarEvent, CalendarMethod, ContextValue, Message, Template
from codementee.notifications.service import Outbox
from codementee.users.repository import User, UserRepository
from codementee.users.schemas import UserStatus

_MINUTE = timedelta(minutes=1)
# How long before the start a reminder is due, and from when on it would come too late to be of use.
_REMINDERS = (
    (Template.REMINDER_24H, "24h", 24 * 60 * _MINUTE, 18 * 60 * _MINUTE),
    (Template.REMINDER_1H, "1h", 60 * _MINUTE, 15 * _MINUTE),
)


@dataclass(frozen=True, slots=True)
class _Mail:
    """One event; ``key`` without the recipient."""

    key: str
    context: Mapping[str, ContextValue]
    due_at: datetime | None = None
    valid_until: datetime | None = None
    calendar: CalendarMethod | None = None


@dataclass(frozen=True, slots=True)
class _Parties:
    mentee: User | None
    mentor: User | None
    # As people read it.
    interview_type: str


class Journey:
    def __init__(self, database: Database, *, organiser_email: str) -> None:
        self._outbox = Outbox(database)
        self._users = UserRepository(database)
        self._types = InterviewTypeRepository(database)
        self._organiser_email = organiser_email

    async def received(self, booking: Booking, *, now: datetime, session: Session) -> None:
        """The booking waits for a mentor; also when the mentee has changed the times."""
        parties = await self._parties(booking, session)
        slots: list[ContextValue] = [{"start_at": slot.start_at, "end_at": slot.end_at} for slot in booking.slots]
        context = _about(booking, parties) | {"slots": slots}
        mail = _Mail(f"booking-received:{booking.id}:{booking.calendar.sequence}", context)
        to = ("mentee", parties.mentee)
        await self._send(
            booking, Template.BOOKING_RECEIVED, to=to, mail=mail, parties=parties, now=now, session=session
        )

    async def expired(self, booking: Booking, *, now: datetime, session: Session) -> None:
        parties = await self._parties(booking, session)
        mail = _Mail(f"booking-expired:{booking.id}", _about(booking, parties))
        to = ("mentee", parties.mentee)
        await self._send(booking, Template.BOOKING_EXPIRED, to=to, mail=mail, parties=parties, now=now, session=session)

    async def confirmed(self, booking: Booking, *, now: datetime, session: Session) -> None:
        """To both, with the invitation; and what will remind them."""
        parties = await self._parties(booking, session)
        mail = _Mail(
            f"booking-confirmed:{booking.id}:{booking.calendar.sequence}",
            _about(booking, parties),
            calendar=CalendarMethod.REQUEST,
        )
        templates = (Template.BOOKING_CONFIRMED_MENTEE, Template.BOOKING_CONFIRMED_MENTOR)
        await self._send_both(booking, parties, templates, mail=mail, now=now, session=session)
        await self._remind(booking, parties, now, session)

    async def rescheduled(
        self, booking: Booking, *, previous_start_at: datetime, now: datetime, session: Session
    ) -> None:
        """To both, with the invitation that replaces the earlier one; reminders move along."""
        parties = await self._parties(booking, session)
        mail = _Mail(
            f"booking-rescheduled:{booking.id}:{booking.calendar.sequence}",
            _about(booking, parties) | {"previous_start_at": previous_start_at},
            calendar=CalendarMethod.REQUEST,
        )
        templates = (Template.BOOKING_RESCHEDULED_MENTEE, Template.BOOKING_RESCHEDULED_MENTOR)
        await self._outbox.cancel(f"reminder:{booking.id}", session=session)
        await self._send_both(booking, parties, templates, mail=mail, now=now, session=session)
        await self._remind(booking, parties, now, session)

    async def cancelled(
        self, booking: Booking, *, by: str, credit_returned: bool, now: datetime, session: Session
    ) -> None:
        """To both if a time was agreed, with the invitation's withdrawal; else to the mentee alone."""
        await self._outbox.cancel(f"reminder:{booking.id}", session=session)
        parties = await self._parties(booking, session)
        context = _about(booking, parties) | {"cancelled_by": by, "credit_returned": credit_returned}
        calendar = CalendarMethod.CANCEL if booking.slot is not None else None
        mail = _Mail(f"booking-cancelled:{booking.id}", context, calendar=calendar)
        templates = (Template.BOOKING_CANCELLED_MENTEE, Template.BOOKING_CANCELLED_MENTOR)
        await self._send_both(booking, parties, templates, mail=mail, now=now, session=session)

    async def no_show(
        self, booking: Booking, *, absent: str, credit_returned: bool, now: datetime, session: Session
    ) -> None:
        """``absent``: "mentee" or "mentor"."""
        await self._outbox.cancel(f"reminder:{booking.id}", session=session)
        parties = await self._parties(booking, session)
        context = _about(booking, parties) | {"absent": absent, "credit_returned": credit_returned}
        templates = (Template.NO_SHOW_MENTEE, Template.NO_SHOW_MENTOR)
        mail = _Mail(f"no-show:{booking.id}", context)
        await self._send_both(booking, parties, templates, mail=mail, now=now, session=session)

    async def completed(self, booking: Booking, *, session: Session) -> None:
        """Nothing to tell; but nobody is to be reminded of it any more."""
        await self._outbox.cancel(f"reminder:{booking.id}", session=session)

    async def feedback_ready(self, mock: Mock, *, now: datetime, session: Session) -> None:
        mentee = await self._users.find(mock.mentee_id, session=session)
        mentor = await self._users.find(mock.mentor_id, session=session)
        if mentee is None or mentee.status is not UserStatus.ACTIVE:
            return
        context: dict[str, ContextValue] = {
            "mock_id": str(mock.id),
            "mentor_name": mentor.name if mentor else "Your mentor",
            "company": mock.company.name,
            "interview_type": await self._type_name(mock.interview_type, session),
        }
        key = f"feedback-ready:{mock.id}:mentee"
        message = _message(key, Template.FEEDBACK_READY, mentee, _Mail(key, context), None)
        await self._outbox.enqueue(message, now=now, session=session)

    async def _remind(self, booking: Booking, parties: _Parties, now: datetime, session: Session) -> None:
        assert booking.slot is not None  # noqa: S101 - confirmed bookings have one
        for template, name, ahead, too_late in _REMINDERS:
            due_at = booking.slot.start_at - ahead
            if due_at <= now:
                continue
            sides = (("mentee", parties.mentee, parties.mentor), ("mentor", parties.mentor, parties.mentee))
            for side, user, other in sides:
                mail = _Mail(
                    f"reminder:{booking.id}:{booking.calendar.sequence}:{name}",
                    _about(booking, parties) | {"role": side, "other_name": other.name if other else ""},
                    due_at=due_at,
                    valid_until=booking.slot.start_at - too_late,
                )
                await self._send(
                    booking, template, to=(side, user), mail=mail, parties=parties, now=now, session=session
                )

    async def _send_both(
        self,
        booking: Booking,
        parties: _Parties,
        templates: tuple[Template, Template],
        *,
        mail: _Mail,
        now: datetime,
        session: Session,
    ) -> None:
        sides = (("mentee", parties.mentee), ("mentor", parties.mentor))
        for template, to in zip(templates, sides, strict=True):
            await self._send(booking, template, to=to, mail=mail, parties=parties, now=now, session=session)

    async def _send(
        self,
        booking: Booking,
        template: Template,
        *,
        to: tuple[str, User | None],
        mail: _Mail,
        parties: _Parties,
        now: datetime,
        session: Session,
    ) -> None:
        side, user = to
        if user is None or user.status is not UserStatus.ACTIVE:
            return
        event = self._event(booking, parties, mail.calendar) if mail.calendar else None
        message = _message(f"{mail.key}:{side}", template, user, mail, event)
        await self._outbox.enqueue(message, now=now, session=session)

    def _event(self, booking: Booking, parties: _Parties, method: CalendarMethod) -> CalendarEvent:
        assert booking.slot is not None  # noqa: S101 - there is an invitation only for an agreed time
        return CalendarEvent(
            uid=booking.calendar.uid,
            sequence=booking.calendar.sequence,
            method=method,
            start_at=booking.slot.start_at,
            end_at=booking.slot.end_at,
            summary=f"Mock interview: {booking.company.name} {parties.interview_type}",
            description=f"Codementee mock interview, reference {booking.reference}.",
            location=booking.link.url if booking.link else "",
            organiser_email=self._organiser_email,
            attendee_emails=tuple(user.email for user in (parties.mentee, parties.mentor) if user is not None),
        )

    async def _parties(self, booking: Booking, session: Session) -> _Parties:
        mentee = await self._users.find(booking.mentee_id, session=session)
        mentor = await self._mentor(booking.mentor_id, session)
        return _Parties(mentee, mentor, await self._type_name(booking.interview_type, session))

    async def _mentor(self, mentor_id: ObjectId | None, session: Session) -> User | None:
        return await self._users.find(mentor_id, session=session) if mentor_id is not None else None

    async def _type_name(self, code: str | None, session: Session) -> str:
        found = await self._types.find_by_code(code, active_only=False, session=session) if code else None
        return found.name if found is not None else (code or "")


def _about(booking: Booking, parties: _Parties) -> dict[str, ContextValue]:
    # Before a time is agreed, the one that is wanted most stands for it.
    slot = booking.slot or (booking.slots[0] if booking.slots else None)
    return {
        "booking_id": str(booking.id),
        "mock_id": str(booking.mock_id) if booking.mock_id else None,
        "reference": booking.reference,
        "company": booking.company.name,
        "track": booking.track.name if booking.track else "any",
        "interview_type": parties.interview_type,
        "mentee_name": parties.mentee.name if parties.mentee else "",
        "mentor_name": parties.mentor.name if parties.mentor else "",
        "start_at": slot.start_at if slot else None,
        "end_at": slot.end_at if slot else None,
        "meeting_url": booking.link.url if booking.link else None,
    }


def _message(key: str, template: Template, user: User, mail: _Mail, event: CalendarEvent | None) -> Message:
    return Message(
        key=key,
        template=template,
        user_id=user.id,
        email=user.email,
        name=user.name,
        time_zone=user.time_zone,
        context=mail.context,
        calendar=event,
        due_at=mail.due_at,
        valid_until=mail.valid_until,
    )
