"""Random journeys: whatever people do in whatever order, the invariants hold.

Everybody acts through the services on a real database; the clock jumps. After every step the whole database is
compared with what must be true of it.
"""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from bson import ObjectId

from codementee.bookings.policy import CLAIMING, TERMINAL, TRANSITIONS
from codementee.bookings.schemas import BookingState
from codementee.core.database import Document, Session
from codementee.core.errors import NOT_FOUND, AppError
from tests.support.application import Person
from tests.support.stage import ADMIN, Stage

pytestmark = pytest.mark.anyio

ENDS_GIVING_BACK = {"cancelled_by_mentor", "cancelled_by_admin", "no_show_mentor", "expired"}


class Journeys:
    """A few mentees, mentors and slots, and everything they can do."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        # No two walks have a slot in common.
        self.minutes = 60 + 15 * seed
        self.dice = random.Random(seed)  # noqa: S311 - the same every time
        self.mentees: list[Person] = []
        self.mentors: list[Person] = []
        self.slots: list[ObjectId] = []
        self.until = stage.now
        self.granted: Counter[ObjectId] = Counter()
        self.seen: Counter[str] = Counter()

    async def prepare(self) -> None:
        self.mentees = [await self.stage.world.user() for _ in range(3)]
        self.mentors = [await self.stage.mentor(maximum_per_day=3) for _ in range(2)]
        await self.stage.links(2)
        self.until = self.stage.now.replace(minute=0) + timedelta(hours=14)
        await self.extend()

    async def extend(self) -> None:
        """Slots up to two days ahead."""
        while self.until < self.stage.now + timedelta(hours=48):
            await self.add_slots(self.until, 4)
            self.until += 4 * timedelta(minutes=45)

    async def step(self) -> None:
        weights: dict[Callable[[], Awaitable[object]], int] = {
            self.draft: 6, self.hold: 8, self.confirm: 8, self.pay: 3, self.assign: 10, self.cancel: 1,
            self.cancel_by_mentor: 1, self.cancel_by_admin: 1, self.reschedule: 5, self.outcome: 2,
            self.time_passes: 8, self.expire: 3, self.complete_ended: 2,
        }  # fmt: skip
        action = self.dice.choices(list(weights), list(weights.values()))[0]
        try:
            await action()
        except AppError as error:
            self.seen[error.kind.code] += 1
        else:
            self.seen[action.__name__] += 1

    async def any_booking(self, *states: str) -> tuple[ObjectId, Person]:
        """Mostly one for which the action makes sense."""
        wanted: Document = {"mentee_id": {"$in": [mentee.id for mentee in self.mentees]}}
        if self.dice.random() < 0.8:
            wanted["state"] = {"$in": states}
        found = await self.stage.database.booking_requests.find(wanted, {"mentee_id": 1}).sort("_id", 1).to_list()
        if not found:
            raise AppError(NOT_FOUND)
        chosen = self.dice.choice(found)
        return chosen["_id"], next(mentee for mentee in self.mentees if mentee.id == chosen["mentee_id"])

    def some_slots(self) -> list[ObjectId]:
        # Mostly such as can still be booked.
        latest = self.slots[-30:] if self.dice.random() < 0.9 else self.slots
        return self.dice.sample(latest, self.dice.randint(1, 3))

    async def add_slots(self, start_at: datetime, count: int) -> None:
        for number in range(count):
            # Each overlaps its neighbour.
            self.slots.append(
                await self.stage.slot(start_at + number * timedelta(minutes=45), minutes=self.minutes, capacity=2)
            )

    async def draft(self) -> None:
        mentee = self.dice.choice(self.mentees)
        await self.stage.draft(mentee)

    async def hold(self) -> None:
        booking_id, mentee = await self.any_booking("draft", "held")
        await self.stage.bookings.hold(mentee.id, booking_id, self.some_slots(), now=self.stage.now)

    async def confirm(self) -> None:
        booking_id, mentee = await self.any_booking("held", "awaiting_payment")
        if self.dice.random() < 0.5 and not await self.stage.credits_of(mentee):
            await self.stage.grant(mentee)
            self.granted[mentee.id] += 1
        await self.stage.bookings.confirm(mentee.id, booking_id, now=self.stage.now)

    async def pay(self) -> None:
        booking_id, mentee = await self.any_booking("awaiting_payment", "held", "expired")

        async def work(session: Session) -> None:
            await self.stage.credits.grant(
                mentee.id, order_id=ObjectId(), mocks=1, months=12, at=self.stage.now, session=session
            )
            await self.stage.bookings.payment_captured(mentee.id, booking_id, now=self.stage.now, session=session)

        await self.stage.world.transactions.run(work)
        self.granted[mentee.id] += 1

    async def assign(self) -> None:
        booking_id, _ = await self.any_booking("pending_admin")
        booking = await self.stage.booking(booking_id)
        slot_id = self.dice.choice(booking["slots"])["id"] if booking["slots"] else ObjectId()
        mentor = self.dice.choice(self.mentors)
        await self.stage.assignment.assign(ADMIN, booking_id, mentor.id, slot_id, now=self.stage.now)

    async def cancel(self) -> None:
        booking_id, mentee = await self.any_booking("held", "awaiting_payment", "pending_admin", "confirmed")
        await self.stage.endings.cancel_by_mentee(mentee.id, booking_id, reason=None, now=self.stage.now)

    async def cancel_by_mentor(self) -> None:
        booking_id, _ = await self.any_booking("confirmed")
        mentor = self.dice.choice(self.mentors)
        await self.stage.endings.cancel_by_mentor(mentor.id, booking_id, reason="ill", now=self.stage.now)

    async def cancel_by_admin(self) -> None:
        booking_id, _ = await self.any_booking("held", "awaiting_payment", "pending_admin", "confirmed")
        await self.stage.endings.cancel_by_admin(ADMIN.id, booking_id, reason="closed", now=self.stage.now)

    async def reschedule(self) -> None:
        booking_id, mentee = await self.any_booking("pending_admin", "confirmed")
        await self.stage.moving.reschedule(mentee.id, booking_id, self.some_slots(), now=self.stage.now)

    async def outcome(self) -> None:
        booking_id, _ = await self.any_booking("confirmed")
        outcome = self.dice.choice([BookingState.COMPLETED, BookingState.NO_SHOW_MENTEE, BookingState.NO_SHOW_MENTOR])
        await self.stage.endings.say_outcome(booking_id, outcome, actor_id=ADMIN.id, actor="admin", now=self.stage.now)

    async def time_passes(self) -> None:
        minutes = self.dice.choice([1, 5, 14, 29, 60, 240, 720, 1440])
        self.stage.world.clock.advance(minutes=minutes)
        await self.extend()

    async def expire(self) -> None:
        await self.stage.bookings.expire_holds(self.stage.now, 100)

    async def complete_ended(self) -> None:
        await self.stage.bookings.complete_ended(self.stage.now, 100)

    async def check(self) -> None:
        bookings = await self.stage.database.booking_requests.find().to_list()
        claims = await self.stage.database.claims.find().to_list()
        by_id = {booking["_id"]: booking for booking in bookings}
        for booking in bookings:
            check_history(booking)
            held = [claim["_id"] for claim in claims if claim["booking_id"] == booking["_id"]]
            state = BookingState(booking["state"])
            assert bool(held) is (state in CLAIMING), (state, held)
            if state is BookingState.CONFIRMED:
                check_confirmed(booking, held)
        assert {claim["booking_id"] for claim in claims} <= set(by_id)
        await self.check_mocks(by_id)
        for mentee in self.mentees:
            await self.check_credits(mentee, bookings)

    async def check_mocks(self, bookings: dict[ObjectId, Document]) -> None:
        mocks = await self.stage.database.mocks.find({"state": "scheduled"}).to_list()
        confirmed = {key for key, booking in bookings.items() if booking["state"] == "confirmed"}
        assert {mock["booking_id"] for mock in mocks} == confirmed
        for mock in mocks:
            booking = bookings[mock["booking_id"]]
            assert (mock["start_at"], mock["end_at"]) == (booking["slot"]["start_at"], booking["slot"]["end_at"])
            assert mock["link"] == booking["link"]
            assert mock["calendar"] == booking["calendar"]
        for one in mocks:
            for other in mocks:
                if one["_id"] < other["_id"] and overlap(one, other):
                    assert one["mentor_id"] != other["mentor_id"]
                    assert one["mentee_id"] != other["mentee_id"]
                    assert one["link"]["id"] != other["link"]["id"]

    async def check_credits(self, mentee: Person, bookings: list[Document]) -> None:
        mine = [booking for booking in bookings if booking["mentee_id"] == mentee.id]
        used = [booking for booking in mine if booking.get("credit")]
        ledger = await self.stage.database.credit_ledger.find({"user_id": mentee.id}).to_list()
        back = {entry["booking_id"] for entry in ledger if entry["kind"] == "give_back"}
        forfeited = {entry["booking_id"] for entry in ledger if entry["kind"] == "forfeit"}
        assert {entry["booking_id"] for entry in ledger if entry["kind"] == "consume"} == {b["_id"] for b in used}
        assert not back & forfeited
        for booking in used:
            if booking["state"] in ENDS_GIVING_BACK:
                assert booking["_id"] in back
            elif booking["state"] == "no_show_mentee":
                assert booking["_id"] in forfeited
            elif booking["state"] == "cancelled_by_mentee":
                assert (booking["_id"] in back) is was_free(booking)
                assert (booking["_id"] in forfeited) is not was_free(booking)
            else:
                assert booking["_id"] not in back | forfeited
        balance = await self.stage.credits_of(mentee)
        assert balance == self.granted[mentee.id] - len(used) + len(back)


def was_free(booking: Document) -> bool:
    """Said once more, in other words than the policy's: that is the point of the test."""
    if booking.get("slot") is None:
        return True
    ended_at = booking["history"][-1]["at"]
    in_time = booking["slot"]["start_at"] - ended_at >= timedelta(hours=24)
    return in_time and not booking.get("late_reschedules")


def overlap(one: Document, other: Document) -> bool:
    return bool(one["start_at"] < other["end_at"] and other["start_at"] < one["end_at"])


def check_history(booking: Document) -> None:
    states = [BookingState(entry["state"]) for entry in booking["history"]]
    assert states[0] is BookingState.DRAFT
    assert states[-1] is BookingState(booking["state"])
    for before, after in pairwise(states):
        assert after in TRANSITIONS[before]
    if states[-1] in TERMINAL:
        assert "hold_expires_at" not in booking


def check_confirmed(booking: Document, held: list[str]) -> None:
    kinds = Counter(key.partition(":")[0] for key in held)
    quarters = (booking["slot"]["end_at"] - booking["slot"]["start_at"]) // timedelta(minutes=15)
    assert kinds == {"mentor": quarters, "mentee": quarters, "link": quarters, "slot": 1, "day": 1}


async def test_random_journeys(stage: Stage) -> None:
    seen: Counter[str] = Counter()
    for seed in range(3):
        journeys = Journeys(stage, seed)
        await journeys.prepare()
        for number in range(600):
            await journeys.step()
            if number % 10 == 0:
                await journeys.check()
        await journeys.check()
        seen += journeys.seen
    # The walks have been everywhere, and were refused in many ways.
    bookings = await stage.database.booking_requests.find().to_list()
    assert {entry["state"] for booking in bookings for entry in booking["history"]} == set(BookingState)
    assert len({kind for kind in seen if not hasattr(Journeys, kind)}) >= 10, seen
