"""How often somebody is reminded, and when somebody else is told."""

from datetime import datetime, timedelta

_EVERY = timedelta(days=1)
# Days after it was due.
_TELL_ADMINISTRATORS = 3
# Then it is in the administrators' hands, and a mail a day would only teach people to ignore mails.
_LAST = 7


def reminder_number(due_at: datetime, now: datetime) -> int | None:
    """0 when it is due, 1 a day later, and so on; None before and when enough has been said."""
    number = (now - due_at) // _EVERY
    return number if 0 <= number <= _LAST else None


def oldest_due(now: datetime) -> datetime:
    """Of what was due then or before, enough has been said."""
    return now - (_LAST + 1) * _EVERY


def is_for_administrators(due_at: datetime, now: datetime) -> bool:
    return now - due_at >= _TELL_ADMINISTRATORS * _EVERY
