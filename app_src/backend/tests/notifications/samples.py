"""A context for every template, and with branches in it for every branch."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from codementee.notifications.schemas import Template

START = datetime(2026, 11, 28, 13, 0, tzinfo=UTC)
END = datetime(2026, 11, 28, 14, 0, tzinfo=UTC)
BEFORE = datetime(2026, 11, 27, 4, 30, tzinfo=UTC)

_ID = "65a0b1c2d3e4f5a6b7c8d9e0"
_MOCK = {"reference": "CM-7K2MQD", "company": "Flipkart", "interview_type": "System design"}
_TIMED = _MOCK | {"start_at": START, "end_at": END}
_MEET = {"meeting_url": "https://meet.example.com/abc-defg"}
_SLOTS = {"slots": [{"start_at": START, "end_at": END}, {"start_at": BEFORE, "end_at": BEFORE.replace(hour=5)}]}
_FEEDBACK = {"mock_id": _ID, "company": "Flipkart", "interview_type": "Coding", "mentee_name": "Asha"}
_ENDED = {"ended_at": END, "due_at": datetime(2026, 11, 30, 14, 0, tzinfo=UTC)}
_ORDER = {"order_id": _ID, "plan_name": "Growth", "amount_paise": 12_345_600}

SAMPLES: Mapping[Template, tuple[Mapping[str, Any], ...]] = {
    Template.VERIFY_EMAIL: ({"link": "/verify-email?token=t-1_A", "valid_hours": 48},),
    Template.EMAIL_TAKEN: ({},),
    Template.WELCOME: ({},),
    Template.PASSWORD_RESET: ({"link": "/reset-password?token=t-1_A", "valid_minutes": 30},),
    Template.PASSWORD_CHANGED: ({"at": START},),
    Template.SESSION_REUSE: ({"at": START},),
    Template.BOOKING_RECEIVED: (_MOCK | _SLOTS | {"booking_id": _ID},),
    Template.BOOKING_EXPIRED: (_MOCK,),
    Template.BOOKING_CONFIRMED_MENTEE: (_TIMED | _MEET | {"booking_id": _ID, "mentor_name": "Ravi"},),
    Template.BOOKING_CONFIRMED_MENTOR: (_TIMED | _MEET | {"mock_id": _ID, "track": "SDE 2", "mentee_name": "Asha"},),
    Template.BOOKING_RESCHEDULED_MENTEE: (
        _TIMED | _MEET | {"booking_id": _ID, "mentor_name": "Ravi", "previous_start_at": BEFORE},
    ),
    Template.BOOKING_RESCHEDULED_MENTOR: (
        _TIMED | _MEET | {"mock_id": _ID, "mentee_name": "Asha", "previous_start_at": BEFORE},
    ),
    Template.BOOKING_CANCELLED_MENTEE: tuple(
        _TIMED | {"cancelled_by": by, "credit_returned": returned}
        for by, returned in (("mentee", True), ("mentee", False), ("mentor", True), ("admin", True))
    ),
    Template.BOOKING_CANCELLED_MENTOR: tuple(
        _TIMED | {"cancelled_by": by, "mentee_name": "Asha"} for by in ("mentee", "mentor", "admin")
    ),
    Template.REMINDER_24H: tuple(
        _TIMED | _MEET | {"role": role, "other_name": "Ravi"} for role in ("mentee", "mentor")
    ),
    Template.REMINDER_1H: tuple(_TIMED | _MEET | {"role": role, "other_name": "Ravi"} for role in ("mentee", "mentor")),
    Template.NO_SHOW_MENTEE: (
        _TIMED | {"absent": "mentee", "credit_returned": False},
        _TIMED | {"absent": "mentor", "credit_returned": True},
    ),
    Template.NO_SHOW_MENTOR: tuple(
        _TIMED | {"absent": absent, "mentee_name": "Asha"} for absent in ("mentee", "mentor")
    ),
    Template.FEEDBACK_DUE: (_FEEDBACK | _ENDED,),
    Template.FEEDBACK_OVERDUE: (_FEEDBACK | _ENDED | {"mentor_name": "Ravi"},),
    Template.FEEDBACK_READY: ({"mock_id": _ID, "company": "Flipkart", "interview_type": "HR", "mentor_name": "Ravi"},),
    Template.WAITLIST_OPEN: (_SLOTS | {"interview_type": "Coding"},),
    Template.PAYMENT_RECEIVED: (_ORDER | {"mocks": 3, "valid_until_at": START},),
    Template.PAYMENT_LATE: (_ORDER | {"mocks": 3, "reference": "CM-7K2MQD"},),
    Template.INVOICE: (
        {"invoice_id": _ID, "number": "CM/26-27/000042", "plan_name": "Growth", "amount_paise": 499_900}
        | {"issued_at": START},
    ),
    Template.REFUND_REQUESTED: (_ORDER,),
    Template.REFUND_APPROVED: (_ORDER,),
    Template.REFUND_PROCESSED: (_ORDER,),
    Template.REFUND_REJECTED: (_ORDER | {"reason": "Two of the three mocks were taken"},),
    Template.CREDITS_EXPIRING: ({"credits": 1, "expires_at": START}, {"credits": 3, "expires_at": START}),
    Template.DATA_EXPORT: ({"at": START},),
    Template.ACCOUNT_DELETED: ({"at": START},),
}
