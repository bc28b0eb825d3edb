"""What other domains hand over to have a mail sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bson import ObjectId


class Template(StrEnum):
    """One per event; ``notifications/policy.py`` lists what each needs in its context."""

    VERIFY_EMAIL = "verify-email"
    EMAIL_TAKEN = "email-taken"
    WELCOME = "welcome"
    PASSWORD_RESET = "password-reset"  # noqa: S105 - a template's name
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - a template's name
    SESSION_REUSE = "session-reuse"
    BOOKING_RECEIVED = "booking-received"
    BOOKING_EXPIRED = "booking-expired"
    BOOKING_CONFIRMED_MENTEE = "booking-confirmed-mentee"
    BOOKING_CONFIRMED_MENTOR = "booking-confirmed-mentor"
    BOOKING_RESCHEDULED_MENTEE = "booking-rescheduled-mentee"
    BOOKING_RESCHEDULED_MENTOR = "booking-rescheduled-mentor"
    BOOKING_CANCELLED_MENTEE = "booking-cancelled-mentee"
    BOOKING_CANCELLED_MENTOR = "booking-cancelled-mentor"
    REMINDER_24H = "reminder-24h"
    REMINDER_1H = "reminder-1h"
    NO_SHOW_MENTEE = "no-show-mentee"
    NO_SHOW_MENTOR = "no-show-mentor"
    FEEDBACK_DUE = "feedback-due"
    FEEDBACK_OVERDUE = "feedback-overdue"
    FEEDBACK_READY = "feedback-ready"
    WAITLIST_OPEN = "waitlist-open"
    PAYMENT_RECEIVED = "payment-received"
    PAYMENT_LATE = "payment-late"
    INVOICE = "invoice"
    REFUND_REQUESTED = "refund-requested"
    REFUND_APPROVED = "refund-approved"
    REFUND_PROCESSED = "refund-processed"
    REFUND_REJECTED = "refund-rejected"
    CREDITS_EXPIRING = "credits-expiring"
    DATA_EXPORT = "data-export"
    ACCOUNT_DELETED = "account-deleted"


class CalendarMethod(StrEnum):
    REQUEST = "request"
    CANCEL = "cancel"


type ContextValue = str | int | bool | datetime | Sequence["ContextValue"] | Mapping[str, "ContextValue"] | None


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An invitation (or its cancellation) attached to a mail.

    ``uid`` is a UUID that stays for the life of the booking; ``sequence`` grows with every change. Instants are UTC.
    """

    uid: str
    sequence: int
    method: CalendarMethod
    start_at: datetime
    end_at: datetime
    summary: str
    description: str
    location: str
    organiser_email: str
    attendee_emails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One mail to one person.

    ``key`` names the event and the recipient ("booking-confirmed:<booking>:<sequence>:mentee", up to 200 characters):
    the same key never makes a second mail, not even after the first one was cancelled. ``context`` holds plain values,
    instants as tz-aware datetimes (shown in ``time_zone``), money as integer paise; links are paths of the site
    ("/verify?token=…"), made absolute when the mail is rendered, or https addresses.
    Not sent before ``due_at``, nor after ``valid_until`` (a reminder that comes too late is worse than none).
    """

    key: str
    template: Template
    user_id: ObjectId
    email: str
    name: str
    time_zone: str
    context: Mapping[str, ContextValue] = field(default_factory=dict)
    calendar: CalendarEvent | None = None
    due_at: datetime | None = None
    valid_until: datetime | None = None


class State(StrEnum):
    """Of an outbox entry. All but ``pending`` are final."""

    PENDING = "pending"
    SENT = "sent"
    # The mail service refused it for good, or nobody can say any more whether it was sent.
    FAILED = "failed"
    # Withdrawn by its domain: the reminder of a mock that was moved.
    CANCELLED = "cancelled"
    # Came too late, or to someone who has left.
    DROPPED = "dropped"
