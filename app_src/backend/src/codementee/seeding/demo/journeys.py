"""Mentees and their bookings, from registration to rating, in every state there is."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bson import ObjectId

from codementee.bookings.policy import HOLD, PAYMENT
from codementee.bookings.schemas import BookingState
from codementee.claims.policy import Resource, places_in_day, places_to_hold, seats, time_keys
from codementee.core.database import Document
from codementee.mentors.policy import local_date
from codementee.seeding.catalogue import COMPANIES, PRICING_PLANS
from codementee.seeding.demo.mocks import feedback_of, mock_of, reference
from codementee.seeding.demo.people import MENTOR_TYPES, MINUTES, admin_id, email_of, link, mentor_id, user
from codementee.seeding.demo.timetable import Kind, Timetable, mentor_zone, object_id, slot_id
from codementee.seeding.demo.wallet import POLICY_VERSION, Add, Books, Wallet
from codementee.users.schemas import Role, UserStatus

type States = tuple[BookingState, ...]

_S = BookingState
# What happened to bookings of which nobody waits for anything any more.
_PAST: States = (
    *([_S.COMPLETED] * 31),
    *([_S.CANCELLED_BY_MENTEE] * 3),
    _S.CANCELLED_BY_MENTOR,
    _S.CANCELLED_BY_ADMIN,
    _S.NO_SHOW_MENTEE,
    _S.NO_SHOW_MENTOR,
    *([_S.EXPIRED] * 2),
)
# Where the newest booking of somebody is: in the small demonstration, and among a hundred thousand.
_NEWEST_SMALL: States = (
    _S.CONFIRMED, _S.PENDING_ADMIN, _S.COMPLETED, _S.AWAITING_PAYMENT, _S.CONFIRMED, _S.HELD, _S.COMPLETED, _S.DRAFT,
)  # fmt: skip
_NEWEST_LARGE: States = (
    *([_S.CONFIRMED] * 6), *([_S.PENDING_ADMIN] * 2), _S.DRAFT, *([_S.COMPLETED] * 91),
)  # fmt: skip
_CANCELLED = {_S.CANCELLED_BY_MENTEE: "mentee", _S.CANCELLED_BY_MENTOR: "mentor", _S.CANCELLED_BY_ADMIN: "admin"}
_GIVEN_BACK = {_S.CANCELLED_BY_MENTOR, _S.CANCELLED_BY_ADMIN, _S.NO_SHOW_MENTOR, _S.EXPIRED}
_REASONS = {
    "mentee": "I have to travel that day",
    "mentor": "I am ill, sorry",
    "admin": "The mentor cannot make it and nobody else can",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a booking is about, decided before anything happens to it."""

    number: int
    mentor: int
    start_at: datetime
    minutes: int
    interview_type: str
    company: Document
    track: Document

    @property
    def end_at(self) -> datetime:
        return self.start_at + timedelta(minutes=self.minutes)

    def slot(self, days: int = 0) -> Document:
        start_at = self.start_at + timedelta(days=days)
        return {
            "id": slot_id(start_at, self.minutes),
            "start_at": start_at,
            "end_at": start_at + timedelta(minutes=self.minutes),
        }


class Journeys:
    """Writes one mentee after the other; ``now`` is the moment the data speaks of."""

    def __init__(self, add: Add, timetable: Timetable, books: Books, *, password_hash: str, now: datetime) -> None:
        self._add = add
        self._timetable = timetable
        self._books = books
        self._password_hash = password_hash
        self._now = now
        self._seats: Counter[ObjectId] = Counter()

    def write(self, mentee: int) -> None:
        """The account numbered ``mentee`` (from 0) with everything it did."""
        scale = self._timetable.scale
        rng = random.Random(f"codementee-demo-{mentee}")  # noqa: S311 - reproducible on purpose
        rounds = range(scale.bookings_of(mentee) - 1, -1, -1)
        choices = [self._choice(mentee, round_, rng) for round_ in rounds]
        joined = self._joined(mentee, choices, rng)
        user_id = object_id(joined, Kind.USER, 2_000_000 + mentee)
        account = user(
            Role.MENTEE,
            mentee + 1,
            identifier=user_id,
            created_at=joined,
            password_hash=self._password_hash,
            verified=rng.random() < 0.95 or mentee == 0,  # noqa: PLR2004 - one in twenty does not confirm
            status=UserStatus.SUSPENDED if mentee % 211 == 210 else UserStatus.ACTIVE,  # noqa: PLR2004
            intended_plan=rng.choice((None, None, "foundation", "growth")),
        )
        wallet = Wallet(
            self._add,
            self._books,
            mentee=mentee,
            user_id=user_id,
            name=account["name"],
            email=account["email"],
            plans=PRICING_PLANS,
        )
        for round_, choice in zip(rounds, choices, strict=True):
            state = self._state(mentee, round_, rng)
            if state in {_S.DRAFT, _S.HELD, _S.AWAITING_PAYMENT, _S.PENDING_ADMIN, _S.CONFIRMED}:
                self._open(choice, state, user_id, wallet, rng)
            else:
                self._ended(choice, state, user_id, wallet, rng)
        wallet.close(self._now)
        self._add("users", account | {"paid_until": wallet.paid_until})

    def _joined(self, mentee: int, choices: Sequence[Choice], rng: random.Random) -> datetime:
        if choices:
            return choices[0].start_at - timedelta(days=8 + rng.randrange(20), minutes=rng.randrange(600))
        return self._timetable.anchor - timedelta(days=1 + mentee * 37 % 400, minutes=rng.randrange(1_440))

    def _state(self, mentee: int, round_: int, rng: random.Random) -> BookingState:
        if round_ > 0:
            return (
                rng.choice(_PAST) if self._timetable.scale.is_large else _PAST[(mentee * 7 + round_ * 3) % len(_PAST)]
            )
        if self._timetable.scale.is_large:
            # Links go by mentor: beyond the last link nobody can be confirmed.
            free = mentee % self._timetable.scale.mentors < self._timetable.scale.links
            state = rng.choice(_NEWEST_LARGE)
            return state if free or state is not _S.CONFIRMED else _S.COMPLETED
        return _NEWEST_SMALL[mentee % len(_NEWEST_SMALL)]

    def _choice(self, mentee: int, round_: int, rng: random.Random) -> Choice:
        timetable = self._timetable
        mentor = timetable.mentor(mentee, round_)
        interview_type = rng.choice(MENTOR_TYPES[mentor % len(MENTOR_TYPES)])
        company = rng.choice(COMPANIES)
        return Choice(
            number=mentee * 64 + round_,
            mentor=mentor,
            start_at=timetable.past(mentee, round_),
            minutes=MINUTES[interview_type],
            interview_type=interview_type,
            company=company,
            track=rng.choice(company["tracks"]),
        )

    def _open(self, choice: Choice, state: BookingState, user_id: ObjectId, wallet: Wallet, rng: random.Random) -> None:
        """A booking that goes on: something is still to come."""
        mentee, now = choice.number // 64, self._now
        choice = Choice(
            choice.number,
            choice.mentor,
            self._timetable.future(mentee),
            choice.minutes,
            choice.interview_type,
            choice.company,
            choice.track,
        )
        waiting = (
            timedelta(minutes=2) if state in {_S.HELD, _S.AWAITING_PAYMENT} else timedelta(hours=rng.randint(1, 20))
        )
        created = now - waiting
        booking = self._draft(choice, user_id, created)
        if state is _S.DRAFT:
            self._add("booking_requests", booking)
            return
        booking["slots"] = [choice.slot(days) for days in range(1 + rng.randrange(3))]
        held = [self._seat(slot) for slot in booking["slots"]]
        times = {
            key
            for slot in booking["slots"]
            for key in time_keys(Resource.MENTEE, user_id, slot["start_at"], slot["end_at"])
        }
        _enter(booking, _S.HELD, created + timedelta(seconds=20), "mentee")
        booking["hold_expires_at"] = booking["state_since"] + HOLD
        place = {key for (key,) in places_to_hold(user_id, 1)}
        if state is _S.AWAITING_PAYMENT:
            booking["policy_version"] = POLICY_VERSION
            _enter(booking, state, created + timedelta(seconds=40), "mentee")
            booking["hold_expires_at"] = booking["state_since"] + PAYMENT
            placed = booking["state_since"] + timedelta(minutes=1)
            booking["order_id"] = wallet.abandon(
                1, placed + timedelta(minutes=2), booking_id=booking["_id"], expired=False
            )
        elif state is not _S.HELD:
            place = set()
            self._queue(booking, wallet, rng)
        if state is _S.CONFIRMED:
            times, held = self._confirm(booking, choice, rng), held[:1]
        self._claim(booking, times | place | set(held))
        self._add("booking_requests", booking)

    def _ended(
        self, choice: Choice, state: BookingState, user_id: ObjectId, wallet: Wallet, rng: random.Random
    ) -> None:
        created = choice.start_at - timedelta(days=3 + rng.randrange(3), minutes=rng.randrange(600))
        booking = self._draft(choice, user_id, created)
        booking["slots"] = [choice.slot()]
        _enter(booking, _S.HELD, created + timedelta(minutes=1), "mentee")
        if state is _S.EXPIRED:
            self._expired(booking, wallet, rng)
            self._add("booking_requests", booking)
            return
        self._queue(booking, wallet, rng)
        mock = None
        if state is not _S.CANCELLED_BY_ADMIN:
            self._confirm(booking, choice, rng)
            mock = mock_of(booking, at=booking["state_since"])
        lot_id = booking["credit"]["lot_id"]
        if state in _CANCELLED:
            by = _CANCELLED[state]
            # Of those who cancel themselves, some do it too late.
            early = state is not _S.CANCELLED_BY_MENTEE or rng.random() < 0.7  # noqa: PLR2004
            at = choice.start_at - (timedelta(hours=26) if early else timedelta(hours=5))
            _enter(booking, state, at, by)
            booking["cancellation_reason"] = _REASONS[by]
            booking["calendar"]["sequence"] += 1
            (wallet.give_back if early else wallet.forfeit)(booking["_id"], lot_id, at)
        elif state is _S.COMPLETED:
            _enter(booking, state, choice.end_at + timedelta(minutes=10), "mentor")
        else:
            at = choice.start_at + timedelta(minutes=20)
            _enter(booking, state, at, "mentor" if state is _S.NO_SHOW_MENTEE else "admin")
            (wallet.give_back if state in _GIVEN_BACK else wallet.forfeit)(booking["_id"], lot_id, at)
        self._add("booking_requests", booking)
        if mock is not None:
            self._end_mock(mock, booking, rng)

    def _draft(self, choice: Choice, user_id: ObjectId, at: datetime) -> Document:
        return {
            "_id": object_id(at, Kind.BOOKING, choice.number),
            "reference": reference(choice.number),
            "mentee_id": user_id,
            "state": _S.DRAFT.value,
            "state_since": at,
            "company": {"slug": choice.company["slug"], "name": choice.company["name"]},
            "track": {"code": choice.track["code"], "name": choice.track["title"]},
            "interview_type": choice.interview_type,
            "slots": [],
            "calendar": {"uid": str(UUID(int=(0xDE << 120) | choice.number, version=4)), "sequence": 0},
            "history": [{"state": _S.DRAFT.value, "at": at, "actor": "mentee"}],
            "created_at": at,
            "updated_at": at,
        }

    def _queue(self, booking: Document, wallet: Wallet, rng: random.Random) -> None:
        """Paid for, by a credit that is there or by an order for this booking."""
        at = booking["state_since"] + timedelta(minutes=1)
        actor = "mentee"
        booking["policy_version"] = POLICY_VERSION
        if not wallet.holds_credit(at):
            _enter(booking, _S.AWAITING_PAYMENT, at, "mentee")
            at += timedelta(minutes=4)
            booking["order_id"] = wallet.buy(rng.choice((0, 0, 1, 1, 1, 2)), at, booking_id=booking["_id"])
            actor = "system"
        booking["credit"] = {"lot_id": wallet.consume(booking["_id"], at)}
        _enter(booking, _S.PENDING_ADMIN, at, actor)
        booking["hold_expires_at"] = max(slot["start_at"] for slot in booking["slots"])

    def _confirm(self, booking: Document, choice: Choice, rng: random.Random) -> set[str]:
        """Assigned by an administrator; answers the claims on everybody's time."""
        anchor = self._timetable.anchor
        at = booking["state_since"] + timedelta(minutes=5 + rng.randrange(45))
        room = link(anchor, choice.mentor % self._timetable.scale.links)
        mentor, slot = mentor_id(anchor, choice.mentor), choice.slot()
        mock_id = object_id(at, Kind.MOCK, choice.number)
        booking |= {
            "slot": slot,
            "mentor_id": mentor,
            "link": {"id": room["_id"], "url": room["url"]},
            "mock_id": mock_id,
        }
        _enter(booking, _S.CONFIRMED, at, "admin")
        booking.pop("hold_expires_at", None)
        if choice.start_at > self._now:
            self._add("mocks", mock_of(booking, at=at))
        if choice.number % 64 == 0:
            # Of the newest round only: an audit log and an outbox of some size, and not of the largest.
            self._leave_traces(booking, choice.number // 64 + 1, mentor, at)
        place = self._timetable.place(choice.number // 64) % 3
        day = local_date(str(mentor_zone(choice.mentor)), choice.start_at)
        return {
            *time_keys(Resource.MENTOR, mentor, slot["start_at"], slot["end_at"]),
            *time_keys(Resource.MENTEE, booking["mentee_id"], slot["start_at"], slot["end_at"]),
            *time_keys(Resource.LINK, room["_id"], slot["start_at"], slot["end_at"]),
            *places_in_day(mentor, day, 3)[place],
        }

    def _end_mock(self, mock: Document, booking: Document, rng: random.Random) -> None:
        state = BookingState(booking["state"])
        mock["updated_at"] = booking["state_since"]
        mock["calendar"] = dict(booking["calendar"])
        mock["state"] = state.value if state in {_S.COMPLETED, _S.NO_SHOW_MENTEE, _S.NO_SHOW_MENTOR} else "cancelled"
        mock["feedback_pending"] = state is _S.COMPLETED
        given = mock["end_at"] + timedelta(hours=2 + rng.randrange(40))
        # Within the goal half of the mentors have yet to write: there is something to do for whoever looks around.
        owed = given >= self._now or (self._now < mock["feedback_due_at"] and rng.randrange(2) == 0)
        if state is _S.COMPLETED and not owed:
            feedback = feedback_of(mock, given, self._now, rng)
            mock |= {"feedback_pending": False, "feedback_at": given, "updated_at": given}
            if feedback["rating"]:
                mock["stars"] = feedback["rating"]["stars"]
            self._add("feedbacks", feedback)
        self._add("mocks", mock)

    def _expired(self, booking: Document, wallet: Wallet, rng: random.Random) -> None:
        """Not decided in time, not paid in time, or no mentor found in time."""
        match rng.randrange(3):
            case 0:
                _enter(booking, _S.EXPIRED, booking["state_since"] + HOLD, "system")
            case 1:
                booking["policy_version"] = POLICY_VERSION
                _enter(booking, _S.AWAITING_PAYMENT, booking["state_since"] + timedelta(minutes=1), "mentee")
                at = booking["state_since"] + timedelta(minutes=3)
                booking["order_id"] = wallet.abandon(1, at, booking_id=booking["_id"], expired=True)
                _enter(booking, _S.EXPIRED, booking["state_since"] + PAYMENT, "system")
            case _:
                self._queue(booking, wallet, rng)
                at = booking.pop("hold_expires_at")
                _enter(booking, _S.EXPIRED, at, "system")
                wallet.give_back(booking["_id"], booking["credit"]["lot_id"], at)

    def _seat(self, slot: Document) -> str:
        """The next free seat of the slot. There is one: a place is preferred from three days at most."""
        self._seats[slot["id"]] += 1
        return seats(slot["id"], self._timetable.scale.seats)[self._seats[slot["id"]] - 1][0]

    def _claim(self, booking: Document, keys: set[str]) -> None:
        for key in sorted(keys):
            resource, _, rest = key.partition(":")
            claim: Document = {"_id": key, "booking_id": booking["_id"], "created_at": booking["state_since"]}
            if resource == Resource.SLOT:
                claim["slot_id"] = ObjectId(rest.partition(":")[0])
            self._add("claims", claim)

    def _leave_traces(self, booking: Document, number: int, mentor: ObjectId, at: datetime) -> None:
        self._add(
            "audit_log",
            {
                "_id": object_id(at, Kind.AUDIT, int(str(booking["_id"])[12:], 16)),
                "actor": admin_id(self._timetable.anchor, 1),
                "actor_role": "admin",
                "action": "booking.assigned",
                "subject": "booking",
                "subject_id": booking["_id"],
                "details": {"mentor_id": mentor, "slot_id": booking["slot"]["id"], "link_id": booking["link"]["id"]},
                "at": at,
            },
        )
        self._add(
            "outbox",
            {
                "_id": object_id(at, Kind.OUTBOX, int(str(booking["_id"])[12:], 16)),
                "key": f"booking-confirmed:{booking['_id']}:0:mentee",
                "template": "booking-confirmed-mentee",
                "user_id": booking["mentee_id"],
                "email": email_of(Role.MENTEE, number),
                "time_zone": "Asia/Kolkata",
                "due_at": at,
                "next_attempt_at": at,
                "valid_until": None,
                "state": "sent",
                "attempts": 1,
                "created_at": at,
                "claimed_at": at,
                "ended_at": at + timedelta(seconds=3),
                "reason": None,
                "provider_id": f"demo-{booking['_id']}",
                "expires_at": at + timedelta(days=180),
            },
        )


def _enter(booking: Document, state: BookingState, at: datetime, actor: str) -> None:
    booking["state"] = state.value
    booking["state_since"] = booking["updated_at"] = at
    booking["history"].append({"state": state.value, "at": at, "actor": actor})
    # Deadlines belong to one state.
    booking.pop("hold_expires_at", None)
