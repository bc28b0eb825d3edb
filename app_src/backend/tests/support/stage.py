"""What a booking needs around it: slots, mentors with hours, meeting links, credits; and the steps of the journey."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx2
from bson import ObjectId

from codementee.bookings.assignment import Assignment
from codementee.bookings.endings import Endings
from codementee.bookings.moving import Moving
from codementee.bookings.parts import Parts
from codementee.bookings.service import BookingService
from codementee.core.database import Document, Session
from codementee.credits.service import CreditService
from codementee.users.principal import Principal
from codementee.users.schemas import Role
from tests.support.application import Person, World

# A Monday, far from any change of clocks.
MONDAY = datetime(2027, 2, 1, tzinfo=UTC)
ORGANISER = "mail@codementee.example"
ALL_DAY = [{"weekday": day, "start": "00:00", "end": "24:00"} for day in range(7)]
ADMIN = Principal(
    id=ObjectId(),
    role=Role.ADMIN,
    email="admin@example.com",
    name="Admin",
    time_zone="UTC",
    email_verified=True,
    paid_until=None,
    tokens_valid_from=MONDAY,
)


def instant(value: datetime) -> str:
    """As answers write it."""
    return value.isoformat().replace("+00:00", "Z")


class Stage:
    def __init__(self, world: World) -> None:
        self.world = world
        self.database = world.database
        self.parts = Parts(world.database, world.transactions, organiser_email=ORGANISER)
        self.bookings = BookingService(world.database, world.transactions, organiser_email=ORGANISER)
        self.endings = Endings(self.parts)
        self.moving = Moving(self.parts)
        self.assignment = Assignment(self.parts)
        self.credits = CreditService(world.database)

    @property
    def now(self) -> datetime:
        return self.world.now

    async def slot(self, start_at: datetime, *, minutes: int = 60, capacity: int = 1, **fields: object) -> ObjectId:
        document: Document = {
            "_id": ObjectId(),
            "start_at": start_at,
            "end_at": start_at + timedelta(minutes=minutes),
            "minutes": minutes,
            "interview_types": ["coding"],
            "capacity": capacity,
            "active": True,
            "version": 1,
            "created_at": self.now,
            "updated_at": self.now,
        } | fields
        await self.database.time_slots.insert_one(document)
        return ObjectId(document["_id"])

    async def slots(
        self, start_at: datetime, count: int, *, apart_minutes: int = 60, capacity: int = 1
    ) -> list[ObjectId]:
        step = timedelta(minutes=apart_minutes)
        return [await self.slot(start_at + number * step, capacity=capacity) for number in range(count)]

    async def mentor(self, **fields: object) -> Person:
        """Available at all hours, up to twelve times a day, at an hour's notice."""
        person = await self.world.user("mentor")
        document: Document = {
            "_id": person.id,
            "headline": "Interviews for fun",
            "bio": "Many years of it.",
            "companies": ["google"],
            "interview_types": ["coding"],
            "time_zone": "UTC",
            "rules": ALL_DAY,
            "minimum_notice_hours": 1,
            "maximum_per_day": 12,
            "active": True,
            "version": 1,
            "created_at": self.now,
            "updated_at": self.now,
        } | fields
        await self.database.mentors.insert_one(document)
        return person

    async def links(self, count: int) -> list[ObjectId]:
        documents: list[Document] = [
            {
                "_id": ObjectId(),
                "url": f"https://meet.example/{ObjectId()}",
                "label": f"Room {number}",
                "active": True,
                "version": 1,
                "created_at": self.now,
                "updated_at": self.now,
            }
            for number in range(count)
        ]
        await self.database.meet_links.insert_many(documents)
        return [document["_id"] for document in documents]

    async def grant(self, person: Person, mocks: int = 1, *, months: int = 12) -> None:
        async def work(session: Session) -> None:
            await self.credits.grant(
                person.id, order_id=ObjectId(), mocks=mocks, months=months, at=self.now, session=session
            )

        await self.world.transactions.run(work)
        # As whoever grants credits does.
        await self.world.app.state.desk.changed.credits()

    async def credits_of(self, person: Person) -> int:
        return await self.credits.available(person.id, now=self.now)

    async def ledger_of(self, person: Person) -> list[str]:
        entries = await self.database.credit_ledger.find({"user_id": person.id}).sort("_id", 1).to_list()
        return [entry["kind"] for entry in entries]

    async def claims_of(self, booking_id: ObjectId) -> list[str]:
        return [d["_id"] for d in await self.database.claims.find({"booking_id": booking_id}).sort("_id", 1).to_list()]

    async def booking(self, booking_id: ObjectId) -> Document:
        found = await self.database.booking_requests.find_one({"_id": booking_id})
        assert found is not None
        return found

    async def mails(self, state: str = "pending") -> list[str]:
        """Keys in the outbox, in order."""
        return sorted(entry["key"] for entry in await self.database.outbox.find({"state": state}).to_list())

    # The journey, each step by the services a router would call.

    async def draft(self, mentee: Person, *, interview_type: str | None = "coding") -> ObjectId:
        booking = await self.bookings.create(
            mentee.id, company="google", track="l4", interview_type=interview_type, now=self.now
        )
        return booking.id

    async def held(self, mentee: Person, slot_ids: Sequence[ObjectId]) -> ObjectId:
        booking_id = await self.draft(mentee)
        await self.bookings.hold(mentee.id, booking_id, slot_ids, now=self.now)
        return booking_id

    async def queued(self, mentee: Person, slot_ids: Sequence[ObjectId]) -> ObjectId:
        """Held and confirmed with a credit that is granted here."""
        booking_id = await self.held(mentee, slot_ids)
        await self.grant(mentee)
        await self.bookings.confirm(mentee.id, booking_id, now=self.now)
        return booking_id

    async def confirmed(self, mentee: Person, mentor: Person, slot_id: ObjectId) -> ObjectId:
        booking_id = await self.queued(mentee, [slot_id])
        await self.assign(booking_id, mentor, slot_id)
        return booking_id

    async def assign(self, booking_id: ObjectId, mentor: Person, slot_id: ObjectId) -> None:
        await self.assignment.assign(ADMIN, booking_id, mentor.id, slot_id, now=self.now)

    async def mock_of(self, booking_id: ObjectId) -> Document:
        found = await self.database.mocks.find_one({"booking_id": booking_id})
        assert found is not None
        return found

    @asynccontextmanager
    async def client(self, person: Person | None = None) -> AsyncIterator[httpx2.AsyncClient]:
        """Signed in now: the clock may have moved since the person was made."""
        fresh = await self.world.signed_in(person) if person else None
        async with self.world.client(fresh) as client:
            yield client
