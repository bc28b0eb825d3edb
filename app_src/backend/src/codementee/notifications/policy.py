"""What each mail needs to be told, and how long a mail is tried."""

import random
from datetime import timedelta

from codementee.notifications.schemas import Template

# The names in Message.context by template. ``…_at`` are instants, ``…_paise`` integers, ``…_url`` https addresses,
# ``link`` a path of the site with its token, ``slots`` a list of {start_at, end_at}; ``cancelled_by`` is "mentee",
# "mentor" or "admin", ``absent`` "mentee" or "mentor", ``role`` whom a reminder goes to ("mentee" or "mentor").
_MOCK = frozenset({"reference", "company", "interview_type"})
_TIMED = _MOCK | {"start_at", "end_at"}
_REFUND = frozenset({"order_id", "plan_name", "amount_paise"})

FIELDS: dict[Template, frozenset[str]] = {
    Template.VERIFY_EMAIL: frozenset({"link", "valid_hours"}),
    Template.EMAIL_TAKEN: frozenset(),
    Template.WELCOME: frozenset(),
    Template.PASSWORD_RESET: frozenset({"link", "valid_minutes"}),
    Template.PASSWORD_CHANGED: frozenset({"at"}),
    Template.SESSION_REUSE: frozenset({"at"}),
    Template.BOOKING_RECEIVED: _MOCK | {"booking_id", "slots"},
    Template.BOOKING_EXPIRED: _MOCK,
    Template.BOOKING_CONFIRMED_MENTEE: _TIMED | {"booking_id", "mentor_name", "meeting_url"},
    Template.BOOKING_CONFIRMED_MENTOR: _TIMED | {"mock_id", "track", "mentee_name", "meeting_url"},
    Template.BOOKING_RESCHEDULED_MENTEE: _TIMED | {"booking_id", "previous_start_at", "mentor_name", "meeting_url"},
    Template.BOOKING_RESCHEDULED_MENTOR: _TIMED | {"mock_id", "previous_start_at", "mentee_name", "meeting_url"},
    Template.BOOKING_CANCELLED_MENTEE: _TIMED | {"cancelled_by", "credit_returned"},
    Template.BOOKING_CANCELLED_MENTOR: _TIMED | {"cancelled_by", "mentee_name"},
    Template.REMINDER_24H: _TIMED | {"role", "other_name", "meeting_url"},
    Template.REMINDER_1H: _TIMED | {"role", "other_name", "meeting_url"},
    Template.NO_SHOW_MENTEE: _TIMED | {"absent", "credit_returned"},
    Template.NO_SHOW_MENTOR: _TIMED | {"absent", "mentee_name"},
    Template.FEEDBACK_DUE: frozenset({"mock_id", "company", "interview_type", "mentee_name", "ended_at", "due_at"}),
    Template.FEEDBACK_OVERDUE: frozenset(
        {"mock_id", "company", "interview_type", "mentee_name", "mentor_name", "ended_at", "due_at"}
    ),
    Template.FEEDBACK_READY: frozenset({"mock_id", "company", "interview_type", "mentor_name"}),
    Template.WAITLIST_OPEN: frozenset({"interview_type", "slots"}),
    Template.PAYMENT_RECEIVED: frozenset({"order_id", "plan_name", "amount_paise", "mocks", "valid_until_at"}),
    Template.PAYMENT_LATE: frozenset({"order_id", "plan_name", "amount_paise", "mocks", "reference"}),
    Template.INVOICE: frozenset({"invoice_id", "number", "plan_name", "amount_paise", "issued_at"}),
    Template.REFUND_REQUESTED: _REFUND,
    Template.REFUND_APPROVED: _REFUND,
    Template.REFUND_PROCESSED: _REFUND,
    Template.REFUND_REJECTED: _REFUND | {"reason"},
    Template.CREDITS_EXPIRING: frozenset({"credits", "expires_at"}),
    Template.DATA_EXPORT: frozenset({"at"}),
    Template.ACCOUNT_DELETED: frozenset({"at"}),
}

# Sent although the account is gone: it is what tells its owner.
AFTER_DELETION = frozenset({Template.ACCOUNT_DELETED})

# The mail service recognises a repeated request for 24 hours. An attempt whose outcome is unknown for longer is given
# up: asking again might send the mail a second time.
RECOGNISED = timedelta(hours=23)
# Refusals that are certain may be repeated for longer, but yesterday's news is not worth much.
GIVE_UP_AFTER = timedelta(days=3)

_FIRST_RETRY_SECONDS = 5.0
_LONGEST_RETRY_SECONDS = 1_800.0


def retry_delay(attempts: int, *, retry_after_seconds: float | None) -> timedelta:
    """How long to wait after that many attempts: doubled each time, spread, never less than the service asks for."""
    ceiling = min(_LONGEST_RETRY_SECONDS, _FIRST_RETRY_SECONDS * 2.0 ** min(attempts - 1, 16))
    spread = ceiling * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing
    return timedelta(seconds=max(spread, retry_after_seconds or 0.0))
