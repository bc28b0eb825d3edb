"""Bookings as they are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bson import ObjectId

from codementee.bookings.policy import CURRENT_POLICY, Quote
from codementee.bookings.records import Booking, Named, Slot
from codementee.bookings.schemas import (
    AdminBooking,
    AdminBookingSummary,
    BookedCompany,
    BookedSlot,
    BookedTrack,
    BookingSummary,
    BookingView,
    CancellationQuote,
    Contact,
    HistoryEntry,
    Person,
)
from codementee.core.database import Database
from codementee.users.repository import UserCard, UserRepository

type People = dict[ObjectId, UserCard]

_GONE = "Deleted account"


class Views:
    def __init__(self, database: Database) -> None:
        self._users = UserRepository(database)

    async def booking(self, booking: Booking) -> BookingView:
        people = await self._people([booking])
        return BookingView(**_fields(booking, people), history=_history(booking))

    async def bookings(self, bookings: Sequence[Booking]) -> list[BookingSummary]:
        people = await self._people(bookings)
        return [BookingSummary(**_fields(booking, people)) for booking in bookings]

    async def admin_booking(self, booking: Booking, *, now: datetime) -> AdminBooking:
        people = await self._people([booking], mentees=True)
        return AdminBooking(**_admin_fields(booking, people, now=now), history=_history(booking))

    async def admin_bookings(self, bookings: Sequence[Booking], *, now: datetime) -> list[AdminBookingSummary]:
        people = await self._people(bookings, mentees=True)
        return [AdminBookingSummary(**_admin_fields(booking, people, now=now)) for booking in bookings]

    async def _people(self, bookings: Sequence[Booking], *, mentees: bool = False) -> People:
        ids = [b.mentor_id for b in bookings if b.mentor_id is not None]
        if mentees:
            ids += [b.mentee_id for b in bookings]
        return await self._users.cards(list(dict.fromkeys(ids))) if ids else {}


def quote_view(booking: Booking, offer: Quote) -> CancellationQuote:
    return CancellationQuote(
        window=offer.window,
        can_cancel=offer.can_cancel,
        credit=offer.credit,
        can_reschedule=offer.can_reschedule,
        reschedule_counts=offer.reschedule_counts,
        free_until=offer.free_until,
        reschedule_until=offer.reschedule_until,
        policy_version=booking.policy_version or CURRENT_POLICY.version,
    )


def company_view(company: Named) -> BookedCompany:
    return BookedCompany(slug=company.code, name=company.name)


def track_view(track: Named | None) -> BookedTrack | None:
    return BookedTrack(code=track.code, title=track.name) if track else None


def person_view(user_id: ObjectId, people: People) -> Person:
    return Person(id=str(user_id), name=people[user_id].name if user_id in people else _GONE)


def _contact(user: UserCard | None) -> Contact | None:
    return Contact(id=str(user.id), name=user.name, email=user.email) if user else None


def _slot(slot: Slot) -> BookedSlot:
    return BookedSlot(id=str(slot.id), start_at=slot.start_at, end_at=slot.end_at)


def _fields(booking: Booking, people: People) -> dict[str, Any]:
    return {
        "id": str(booking.id),
        "reference": booking.reference,
        "state": booking.state,
        "company": company_view(booking.company),
        "track": track_view(booking.track),
        "interview_type": booking.interview_type,
        "preferred_slots": [_slot(slot) for slot in booking.slots],
        "slot": _slot(booking.slot) if booking.slot else None,
        "mentor": person_view(booking.mentor_id, people) if booking.mentor_id else None,
        "meeting_url": booking.link.url if booking.link else None,
        "mock_id": str(booking.mock_id) if booking.mock_id else None,
        "hold_expires_at": booking.hold_expires_at,
        "policy_version": booking.policy_version,
        "uses_credit": booking.credit_lot_id is not None,
        "reschedules": booking.reschedules,
        "cancellation_reason": booking.cancellation_reason,
        "created_at": booking.created_at,
        "updated_at": booking.updated_at,
    }


def _admin_fields(booking: Booking, people: People, *, now: datetime) -> dict[str, Any]:
    return {
        **_fields(booking, people),
        "mentee": _contact(people.get(booking.mentee_id)),
        "state_since": booking.state_since,
        "waiting_seconds": max(0, int((now - booking.state_since).total_seconds())),
    }


def _history(booking: Booking) -> list[HistoryEntry]:
    return [HistoryEntry(state=c.state, at=c.at, actor=c.actor) for c in booking.history]
