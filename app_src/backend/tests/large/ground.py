"""The large data set, who is in it, and what the demonstration leaves out: sessions, refunds, errors and such."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import batched, count, cycle
from typing import Any

from bson import ObjectId

from codementee.auth.keys import KeyRing
from codementee.auth.tokens import AccessTokens
from codementee.core.settings import Settings
from codementee.error_tracking.schemas import Source
from codementee.privacy.consents import POLICY_VERSION
from codementee.refunds.schemas import RefundState
from codementee.seeding.demo.timetable import Scale
from tests.conftest import Database, Environment
from tests.large.load import Load, Times
from tests.support.installation import settings_from
from tests.support.processes import Codementee
from tests.support.razorpay import RecordingGateway

type Document = dict[str, Any]

CALENDARS = 200
FAILED_MAILS = 500
_SOURCES: tuple[Source, ...] = ("api", "worker", "client")


@dataclass
class Ground:
    """``number`` gives every journey names nobody else has."""

    api: Codementee
    environment: Environment
    database: Database
    gateway: RecordingGateway
    scale: Scale
    load: Load
    seconds: float
    times: Times = field(default_factory=Times)
    number: Iterator[int] = field(default_factory=count)

    @cached_property
    def settings(self) -> Settings:
        return settings_from(self.environment)

    @cached_property
    def tokens(self) -> AccessTokens:
        return AccessTokens(KeyRing.parse(self.settings.jwt_keys.get_secret_value()), issuer=self.settings.public_url)

    def signed_in(self, user_id: ObjectId, session_id: ObjectId | None = None) -> dict[str, str]:
        token = self.tokens.issue(user_id=user_id, session_id=session_id or ObjectId(), now=datetime.now(UTC))
        return {"Authorization": f"Bearer {token}"}

    def people(self, role: str, numbers: Sequence[int]) -> list[ObjectId]:
        """Active accounts of the demonstration by their numbers, from 1."""
        addresses = [f"demo-{role}-{number}@example.com" for number in numbers]
        found = self.database.users.find({"email": {"$in": addresses}, "status": "active"})
        return [user["_id"] for user in found]

    @cached_property
    def busy(self) -> dict[str, list[ObjectId]]:
        """Those with the most to be seen, by role."""
        return {
            "admin": self.people("admin", range(1, self.scale.admins + 1)),
            "mentor": self.people("mentor", range(1, min(self.scale.mentors, 100) + 1)),
            "mentee": self.people("mentee", range(1, 101)),
        }

    @cached_property
    def newcomers(self) -> Iterator[ObjectId]:
        """Mentees who have booked nothing yet, each once."""
        last = self.scale.mentees
        return iter(self.people("mentee", range(last, max(last - 2_000, self.scale.bookers), -1)))

    @cached_property
    def unconfirmed(self) -> Iterator[ObjectId]:
        """Mentees who have not confirmed their address, each once."""
        query = {"role": "mentee", "status": "active", "email_verified_at": None}
        return iter([user["_id"] for user in self.database.users.find(query).limit(1_000)])

    @cached_property
    def scheduled(self) -> Iterator[Document]:
        """Mocks to come, each once."""
        suspended = [user["_id"] for user in self.database.users.find({"status": "suspended"})]
        query = {"state": "scheduled", "mentee_id": {"$nin": suspended}}
        return iter(self.database.mocks.find(query).limit(2_000).to_list())

    @cached_property
    def failed_mails(self) -> Iterator[ObjectId]:
        return iter([mail["_id"] for mail in self.database.outbox.find({"state": "failed"})])

    @cached_property
    def admins(self) -> Iterator[ObjectId]:
        return cycle(self.busy["admin"])

    @cached_property
    def free_times(self) -> Iterator[tuple[ObjectId, list[ObjectId]]]:
        """A mentor for coding and three slots of theirs on as many days on which nothing is booked, each once."""
        last = self.database.time_slots.find_one(sort=[("start_at", -1)])
        assert last is not None
        days = [(last["start_at"] - timedelta(days=back)).date() for back in range(3)]
        mentors = list(self.database.mentors.find({"interview_types": "coding", "active": True}))
        starts = self.database.time_slots.find(
            {"interview_types": "coding", "active": True, "start_at": {"$gte": last["start_at"] - timedelta(days=4)}}
        )
        by_day: dict[Any, list[ObjectId]] = {day: [] for day in days}
        for slot in starts:
            if slot["start_at"].date() in by_day and slot["start_at"].minute == 0:
                by_day[slot["start_at"].date()].append(slot["_id"])
        hours = list(zip(*by_day.values(), strict=True))
        return ((mentor["_id"], list(slots)) for slots in hours for mentor in mentors)

    def fill(self) -> None:
        """What the demonstration leaves out, in proportion."""
        now = datetime.now(UTC).replace(microsecond=0)
        users = [user["_id"] for user in self.database.users.find({}, {"_id": 1})]
        self._add("sessions", (_session(user, now) for user in users))
        self._add("consents", (_consent(user, subject, now) for user in users for subject in ("terms", "privacy")))
        self._add("waitlist", (_waiting(user, index, now) for index, user in enumerate(users) if index % 10 == 0))
        orders = self.database.orders.find({"state": "paid"})
        self._add("refunds", (_refund(order, index) for index, order in enumerate(orders) if index % 20 == 0))
        self._add("webhook_inbox", (_report(index, now) for index in range(len(users))))
        self._add("errors", (_error(index, now) for index in range(2_000)))
        self._add("outbox", (_failed_mail(users[-1], index, now) for index in range(FAILED_MAILS)))
        watchers = [*self.busy["mentee"], *self.busy["mentor"][:2]][:CALENDARS]
        self._add("calendar_feeds", (_feed(user, index, now) for index, user in enumerate(watchers)))
        mentors = self.busy["mentor"]
        self._add("mentor_exceptions", (_away(user, day, now) for user in mentors for day in range(120, 180)))
        # Looked up now, so that nobody searches a million documents while others are being measured.
        _ = self.newcomers, self.unconfirmed, self.scheduled, self.failed_mails, self.free_times

    def _add(self, collection: str, documents: Iterator[Document]) -> None:
        for batch in batched(documents, 5_000, strict=False):
            self.database[collection].insert_many(batch, ordered=False)


def calendar_token(index: int) -> str:
    return f"large-{index}"


def _session(user_id: ObjectId, now: datetime) -> Document:
    return {
        "user_id": user_id,
        "seed": "0" * 64,
        "counter": 3,
        "rotated_at": now,
        "client": "198.51.100.7",
        "user_agent": "tests",
        "created_at": now,
        "last_used_at": now,
        "expires_at": now + timedelta(days=30),
        "ended_at": None,
    }


def _consent(user_id: ObjectId, subject: str, now: datetime) -> Document:
    given = {"subject": subject, "version": POLICY_VERSION, "granted": True}
    return given | {"user_id": user_id, "at": now, "request_id": "0123456789abcdef", "client": ""}


def _waiting(user_id: ObjectId, index: int, now: datetime) -> Document:
    waiting = index % 1_000 == 0
    return {
        "mentee_id": user_id,
        "interview_type": "hr",
        "state": "waiting" if waiting else "notified",
        "created_at": now,
        "notified_at": None if waiting else now,
    }


def _refund(order: Document, index: int) -> Document:
    state = list(RefundState)[index % len(RefundState)]
    return {
        "order_id": order["_id"],
        "user_id": order["user_id"],
        "payment_id": order["payment"]["id"],
        "amount_paise": 10_000,
        "credits": 0,
        "state": state.value,
        "origin": "mentee",
        "reason": "I have found a job",
        "requested_by": order["user_id"],
        "decided_by": None,
        "decision_reason": None,
        "razorpay_refund_id": f"rfnd_large{index}",
        "attempts": 1,
        "created_at": order["created_at"],
        "updated_at": order["created_at"],
    }


def _report(index: int, now: datetime) -> Document:
    return {
        "_id": f"large-{index}",
        "event": "payment.captured",
        "entities": "{}",
        "state": "applied",
        "attempts": 1,
        "received_at": now,
        "finished_at": now,
        "expires_at": now + timedelta(days=90),
    }


def _error(index: int, now: datetime) -> Document:
    seen = now - timedelta(minutes=index)
    return {
        "release": f"release-{index % 40}",
        "fingerprint": hashlib.sha256(str(index).encode()).hexdigest()[:16],
        "source": _SOURCES[index % len(_SOURCES)],
        "type": "KeyError",
        "message": "…",
        "place": "POST /api/mentee/bookings",
        "trace": "Traceback\n" * 40,
        "count": 3,
        "request_ids": [],
        "first_seen": seen,
        "last_seen": seen,
    }


def _failed_mail(user_id: ObjectId, index: int, now: datetime) -> Document:
    return {
        "key": f"welcome:large:{index}",
        "template": "welcome",
        "user_id": user_id,
        "email": "demo-mentee-1@example.com",
        "name": "Asha",
        "time_zone": "UTC",
        "context": {},
        "state": "failed",
        "attempts": 8,
        "reason": "refused",
        "due_at": now,
        "next_attempt_at": now,
        "valid_until": None,
        "created_at": now,
        "ended_at": now,
        "expires_at": now + timedelta(days=180),
    }


def _feed(user_id: ObjectId, index: int, now: datetime) -> Document:
    digest = hashlib.sha256(calendar_token(index).encode()).hexdigest()
    return {"_id": user_id, "token_hash": digest, "created_at": now}


def _away(user_id: ObjectId, day: int, now: datetime) -> Document:
    date = (now + timedelta(days=day)).date().isoformat()
    return {"mentor_id": user_id, "date": date, "windows": [], "created_at": now, "updated_at": now}
