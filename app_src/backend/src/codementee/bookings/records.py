"""A booking as the services handle it; documents of ``booking_requests`` have the same fields."""

from dataclasses import dataclass
from datetime import datetime

from bson import ObjectId

from codementee.bookings.schemas import BookingState
from codementee.core.database import Document


@dataclass(frozen=True, slots=True)
class Slot:
    id: ObjectId
    start_at: datetime
    end_at: datetime

    def document(self) -> Document:
        return {"id": self.id, "start_at": self.start_at, "end_at": self.end_at}


@dataclass(frozen=True, slots=True)
class Link:
    id: ObjectId
    url: str

    def document(self) -> Document:
        return {"id": self.id, "url": self.url}


@dataclass(frozen=True, slots=True)
class Calendar:
    """``uid`` never changes; ``sequence`` grows with every change calendars have to hear of."""

    uid: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Change:
    state: BookingState
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Named:
    """A company or a track as it was called when it was chosen."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    id: ObjectId
    reference: str
    mentee_id: ObjectId
    state: BookingState
    # When the present state was entered.
    state_since: datetime
    company: Named
    track: Named | None
    interview_type: str | None
    slots: tuple[Slot, ...]
    slot: Slot | None
    mentor_id: ObjectId | None
    link: Link | None
    # When the present state ends by itself; None for states that do not.
    hold_expires_at: datetime | None
    calendar: Calendar
    policy_version: str | None
    # The lot a credit was taken from; None while none was.
    credit_lot_id: ObjectId | None
    mock_id: ObjectId | None
    reschedules: int
    late_reschedules: int
    cancellation_reason: str | None
    # Oldest first. Lists leave it out: it is as long as everything else together.
    history: tuple[Change, ...]
    created_at: datetime
    updated_at: datetime


def named(value: Document | None) -> Named | None:
    return Named(value["code"], value["name"]) if value else None


def slot_of(value: Document) -> Slot:
    return Slot(value["id"], value["start_at"], value["end_at"])


def booking_of(document: Document) -> Booking:
    company = document["company"]
    calendar = document["calendar"]
    credit = document.get("credit")
    link = document.get("link")
    slot = document.get("slot")
    return Booking(
        id=document["_id"],
        reference=document["reference"],
        mentee_id=document["mentee_id"],
        state=BookingState(document["state"]),
        state_since=document["state_since"],
        company=Named(company["slug"], company["name"]),
        track=named(document.get("track")),
        interview_type=document.get("interview_type"),
        slots=tuple(slot_of(value) for value in document["slots"]),
        slot=slot_of(slot) if slot else None,
        mentor_id=document.get("mentor_id"),
        link=Link(link["id"], link["url"]) if link else None,
        hold_expires_at=document.get("hold_expires_at"),
        calendar=Calendar(calendar["uid"], calendar["sequence"]),
        policy_version=document.get("policy_version"),
        credit_lot_id=credit["lot_id"] if credit else None,
        mock_id=document.get("mock_id"),
        reschedules=document.get("reschedules", 0),
        late_reschedules=document.get("late_reschedules", 0),
        cancellation_reason=document.get("cancellation_reason"),
        history=tuple(Change(BookingState(c["state"]), c["at"], c["actor"]) for c in document.get("history", ())),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
    )
