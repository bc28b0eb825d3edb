"""How long credits last."""

import calendar
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

# Plans are sold in India: a month there is a month, whatever day it is in UTC by then.
INDIA = ZoneInfo("Asia/Kolkata")

# A credit that comes back is of use for at least this long, even if its plan has ended meanwhile.
GIVEN_BACK = timedelta(days=14)
# Mentees hear this long before what is left of a plan expires.
WARNING = timedelta(days=7)


def add_months(at: datetime, months: int) -> datetime:
    """The same time of day, Indian time, ``months`` calendar months on; on the last day of a month too short for it.

    31 January + 1 month is 28 or 29 February. Aware in, UTC out.
    """
    local = at.astimezone(INDIA)
    years, month = divmod(local.month - 1 + months, 12)
    year, month = local.year + years, month + 1
    day = min(local.day, calendar.monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day).astimezone(UTC)


def usable_until(expires_at: datetime, *, now: datetime) -> datetime:
    """Until when a lot can be used after a credit came back to it."""
    return max(expires_at, now + GIVEN_BACK)
