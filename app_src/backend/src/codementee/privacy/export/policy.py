"""What belongs to a person: which documents of which collection, and what in them is somebody else's or a secret.

Every collection is either in SECTIONS or in NOT_PERSONAL; a test compares both with what migrations create.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bson import ObjectId


@dataclass(frozen=True, slots=True)
class Person:
    """``order_ids``: what belongs to their orders is found by them."""

    id: ObjectId
    order_ids: tuple[ObjectId, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One file of the archive. ``hidden`` fields are left out, or with ``shown`` all others are."""

    file: str
    about: str
    collection: str
    query: Callable[[Person], Mapping[str, Any]]
    hidden: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def projection(self) -> dict[str, int] | None:
        if self.shown:
            return dict.fromkeys(self.shown, 1)
        return dict.fromkeys(self.hidden, 0) or None


def _by(field: str) -> Callable[[Person], Mapping[str, Any]]:
    return lambda person: {field: person.id}


def _by_order(person: Person) -> Mapping[str, Any]:
    return {"order_id": {"$in": list(person.order_ids)}}


def _in_log(person: Person) -> Mapping[str, Any]:
    return {"$or": [{"actor": person.id}, {"subject": "user", "subject_id": person.id}]}


_MAIL = ("template", "email", "state", "created_at", "ended_at")
_LOG = ("action", "subject", "subject_id", "at")

SECTIONS = (
    Section("account", "your account", "users", _by("_id"), ("password_hash", "administrative_changes")),
    Section("sessions", "where you signed in", "sessions", _by("user_id"), ("seed", "counter")),
    Section("consents", "what you agreed to, and when", "consents", _by("user_id")),
    Section(
        "bookings",
        "your bookings",
        "booking_requests",
        _by("mentee_id"),
        ("mentor_id", "link", "cancellation.actor_id"),
    ),
    Section("mocks", "your mock interviews", "mocks", _by("mentee_id"), ("mentor_id", "link")),
    Section("feedback", "feedback you got, and your ratings", "feedbacks", _by("mentee_id"), ("mentor_id",)),
    Section("waitlist", "what you wait for", "waitlist", _by("mentee_id")),
    Section("credits", "mock interviews you bought", "credit_lots", _by("user_id")),
    Section("credit-entries", "how they were used", "credit_ledger", _by("user_id")),
    Section("orders", "your orders and payments", "orders", _by("user_id")),
    Section("refunds", "your refunds", "refunds", _by_order, ("requested_by", "decided_by")),
    Section("invoices", "your invoices", "invoices", _by("user_id")),
    Section("mails", "mails we sent you", "outbox", _by("user_id"), shown=_MAIL),
    Section("activity", "what was done by you or to your account", "audit_log", _in_log, shown=_LOG),
    Section("calendar-feed", "your calendar subscription", "calendar_feeds", _by("_id"), ("token_hash",)),
    Section("data-exports", "when you asked for your data", "data_exports", _by("user_id")),
    Section("mentor-profile", "your profile as a mentor", "mentors", _by("_id")),
    Section("mentor-exceptions", "days you are available otherwise", "mentor_exceptions", _by("mentor_id")),
    Section("mocks-given", "mock interviews you gave", "mocks", _by("mentor_id"), ("mentee_id", "link")),
    Section("feedback-given", "feedback you wrote", "feedbacks", _by("mentor_id"), ("mentee_id", "rating")),
)

NOT_PERSONAL = frozenset(
    {
        "companies",
        "interview_types",
        "pricing_plans",
        "time_slots",
        "meet_links",
        # Which time is taken by which booking; gone when it is over.
        "claims",
        "counters",
        "errors",
        # Digests that say nothing to anybody, and links that stop working within days.
        "login_attempts",
        "one_time_tokens",
        # What the payment service reported, by payment; it takes effect in orders and refunds.
        "webhook_inbox",
    }
)
