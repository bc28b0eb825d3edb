"""The administrators' part: who could take a booking, and giving it to somebody."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import batched

from bson import ObjectId

from codementee.bookings.errors import BOOKING_MOVED_ON, SLOT_NOT_PREFERRED, SLOT_TOO_SOON, conflict
from codementee.bookings.parts import Parts
from codementee.bookings.records import Booking, Slot
from codementee.bookings.schemas import BookingState, Candidate, CandidatePage, Person, SlotFit
from codementee.bookings.times import Given, Times, mentor_keys, not_given, occupied
from codementee.claims.policy import ClaimConflictError, Resource, Wanted, time_keys
from codementee.core.database import Document, Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.feedback.policy import GOAL
from codementee.mentors.policy import AvailabilityProblem
from codementee.mentors.repository import Mentor, MentorRepository
from codementee.mocks.schemas import MockState
from codementee.users.principal import Principal
from codementee.users.repository import UserRepository

type Holders = Mapping[str, ObjectId]
# By mentor and slot.
type Problems = Mapping[tuple[ObjectId, ObjectId], AvailabilityProblem | None]

_LINKS_AT_ONCE = 5


class Assignment:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._times = Times(parts)
        self._mentors = MentorRepository(parts.database)
        self._users = UserRepository(parts.database)

    async def assign(
        self, admin: Principal, booking_id: ObjectId, mentor_id: ObjectId, slot_id: ObjectId, *, now: datetime
    ) -> Booking:
        """Confirm the booking with this mentor at one of its preferred slots; the pool gives a link.

        Raises AppError(NOT_FOUND | BOOKING_MOVED_ON | SLOT_NOT_PREFERRED | SLOT_TOO_SOON) or one of TIME_ERRORS; then
        nothing has changed.
        """

        async def work(session: Session) -> Booking:
            booking = await self._parts.bookings.load(booking_id, session=session)
            if booking is None:
                raise AppError(NOT_FOUND)
            if booking.state is not BookingState.PENDING_ADMIN:
                raise AppError(BOOKING_MOVED_ON)
            slot = next((slot for slot in booking.slots if slot.id == slot_id), None)
            if slot is None:
                raise AppError(SLOT_NOT_PREFERRED)
            if slot.start_at <= now:
                raise AppError(SLOT_TOO_SOON)
            mentor = await self._times.mentor(mentor_id, booking.interview_type, session=session)
            await self._times.check(mentor, slot, now=now, session=session)
            given = await self._times.give(booking, mentor, slot, Wanted(), now=now, session=session)
            return await self._confirm(
                admin, booking, mentor_id=mentor_id, slot=slot, given=given, now=now, session=session
            )

        try:
            return await self._parts.transactions.run(work)
        except ClaimConflictError as error:
            raise conflict(error) from None

    async def _confirm(
        self,
        admin: Principal,
        booking: Booking,
        *,
        mentor_id: ObjectId,
        slot: Slot,
        given: Given,
        now: datetime,
        session: Session,
    ) -> Booking:
        parts = self._parts
        # The seat in the slot that was chosen stays; the others, and the mentee's other times, are free again.
        held = await parts.claims.held_by(booking.id, session=session)
        seat = {key for key in held if key.startswith(f"{Resource.SLOT}:{slot.id}:")}
        await parts.claims.release(booking.id, keep=given.taken.keys | seat, session=session)
        mock_id = ObjectId()
        agreed: Document = {
            "slot": slot.document(),
            "mentor_id": mentor_id,
            "link": given.link.document(),
            "mock_id": mock_id,
        }
        confirmed = await parts.bookings.advance(
            booking, BookingState.CONFIRMED, actor="admin", now=now, session=session, changes=agreed
        )
        if confirmed is None:
            raise AppError(BOOKING_MOVED_ON)
        await parts.mocks.insert(_mock(confirmed, mock_id, slot, now), session=session)
        await parts.journey.confirmed(confirmed, now=now, session=session)
        await parts.audit.record(
            actor=admin.id,
            actor_role=admin.role.value,
            action="booking.assigned",
            subject="booking",
            subject_id=booking.id,
            details={"mentor_id": mentor_id, "slot_id": slot.id, "link_id": given.link.id},
            now=now,
            session=session,
        )
        return confirmed

    async def candidates(self, booking_id: ObjectId, page: Page, *, now: datetime) -> CandidatePage:
        """Active mentors for the type, in order of id, each with what is in the way of each preferred slot.

        Raises AppError(NOT_FOUND | BOOKING_MOVED_ON).
        """
        booking = await self._parts.bookings.load(booking_id)
        if booking is None:
            raise AppError(NOT_FOUND)
        if booking.state is not BookingState.PENDING_ADMIN:
            raise AppError(BOOKING_MOVED_ON)
        found = await self._mentors.find_active(
            interview_type=booking.interview_type, after=page.after_id(), limit=page.limit + 1
        )
        mentors = found[: page.limit]
        exceptions = await self._times.exceptions(mentors, booking.slots)
        problems: Problems = {
            (mentor.id, slot.id): not_given(mentor, slot, exceptions[mentor.id], now=now)
            for mentor in mentors
            for slot in booking.slots
        }
        # Of a time that a mentor does not give it does not matter who else has it.
        given = [(mentor, slot) for mentor in mentors for slot in booking.slots if not problems[mentor.id, slot.id]]
        # By key: a hundred ranges, two for each mentor, took five times as long in all.
        holders = await self._parts.claims.holders({key for pair in given for key in mentor_keys(*pair)})
        users = await self._users.cards([mentor.id for mentor in mentors])
        items = [
            _candidate(
                mentor,
                booking,
                name=users[mentor.id].name,
                problems=problems,
                holders=holders,
            )
            for mentor in mentors
            if mentor.id in users
        ]
        cursor = page.next_cursor(found, str(mentors[-1].id) if mentors else None)
        return CandidatePage(
            items=items,
            links_free=await self._links_free(booking.slots),
            pagination=Pagination(limit=page.limit, next_cursor=cursor),
        )

    async def _links_free(self, slots: Sequence[Slot]) -> dict[str, bool]:
        # One link that is free will do, and most are: a few are looked at, and more only while none was found.
        free = dict.fromkeys((str(slot.id) for slot in slots), False)
        for links in batched(await self._times.active_links(), _LINKS_AT_ONCE, strict=False):
            waiting = [slot for slot in slots if not free[str(slot.id)]]
            if not waiting:
                break
            keys = {
                (slot.id, link.id): time_keys(Resource.LINK, link.id, slot.start_at, slot.end_at)
                for slot in waiting
                for link in links
            }
            taken = await self._parts.claims.holders({key for several in keys.values() for key in several})
            for (slot_id, _), several in keys.items():
                free[str(slot_id)] |= taken.keys().isdisjoint(several)
        return free


def _candidate(mentor: Mentor, booking: Booking, *, name: str, problems: Problems, holders: Holders) -> Candidate:
    fits = [_fit(slot, problems[mentor.id, slot.id] or occupied(mentor, slot, holders)) for slot in booking.slots]
    return Candidate(
        mentor=Person(id=str(mentor.id), name=name),
        time_zone=mentor.availability.time_zone,
        company_match=booking.company.code in mentor.companies,
        fits=any(fit.fits for fit in fits),
        slots=fits,
    )


def _fit(slot: Slot, problem: str | None) -> SlotFit:
    return SlotFit(
        slot_id=str(slot.id), start_at=slot.start_at, end_at=slot.end_at, fits=problem is None, problem=problem
    )


def _mock(booking: Booking, mock_id: ObjectId, slot: Slot, now: datetime) -> Document:
    assert booking.link is not None  # noqa: S101 - set in the same breath
    track = {"code": booking.track.code, "name": booking.track.name} if booking.track else None
    return {
        "_id": mock_id,
        "booking_id": booking.id,
        "reference": booking.reference,
        "mentee_id": booking.mentee_id,
        "mentor_id": booking.mentor_id,
        "company": {"slug": booking.company.code, "name": booking.company.name},
        "track": track,
        "interview_type": booking.interview_type,
        "start_at": slot.start_at,
        "end_at": slot.end_at,
        "link": booking.link.document(),
        "calendar": {"uid": booking.calendar.uid, "sequence": booking.calendar.sequence},
        "state": MockState.SCHEDULED.value,
        "feedback_due_at": slot.end_at + GOAL,
        "feedback_pending": True,
        "created_at": now,
        "updated_at": now,
    }
