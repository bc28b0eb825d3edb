"""Money and time as people read them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def rupees(paise: int) -> str:
    """₹4,999, ₹1,23,456.50: Indian grouping, paise only where there are some."""
    sign = "-" if paise < 0 else ""
    whole, rest = divmod(abs(paise), 100)
    digits = str(whole)
    head, tail = digits[:-3], digits[-3:]
    while head:
        head, tail = head[:-2], f"{head[-2:]},{tail}"
    return f"{sign}₹{tail}" + (f".{rest:02}" if rest else "")


def moment(at: datetime, time_zone: str) -> str:
    """Sat 28 Nov 2026, 6:30 pm IST (Asia/Kolkata)."""
    local = at.astimezone(zone(time_zone))
    return f"{_day(local)}, {_clock(local)} {_zone_name(local)}"


def span(start_at: datetime, end_at: datetime, time_zone: str) -> str:
    """Sat 28 Nov 2026, 6:30 pm – 7:30 pm IST (Asia/Kolkata); the zone twice when it changes in between."""
    start, end = start_at.astimezone(zone(time_zone)), end_at.astimezone(zone(time_zone))
    first = f"{_day(start)}, {_clock(start)}" + (
        "" if start.utcoffset() == end.utcoffset() else f" {start.tzname() or ''}"
    )
    last = f"{_clock(end)} {_zone_name(end)}"
    return f"{first} – {last}" if start.date() == end.date() else f"{first} – {_day(end)}, {last}"


def day(at: datetime, time_zone: str) -> str:
    """Sat 28 Nov 2026."""
    return _day(at.astimezone(zone(time_zone)))


def zone(name: str) -> ZoneInfo:
    """The zone, or UTC for a name this release's time zone data does not know (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _day(local: datetime) -> str:
    # Not strftime: its names of days and months depend on the process's locale.
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{names[local.weekday()]} {local.day} {months[local.month - 1]} {local.year}"


def _clock(local: datetime) -> str:
    return f"{(local.hour + 11) % 12 + 1}:{local.minute:02} {'am' if local.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def _zone_name(local: datetime) -> str:
    key = getattr(local.tzinfo, "key", "UTC")
    short = local.tzname() or ""
    if not short.isalpha():
        # Zones without letters call themselves "+04"; say what that counts from.
        minutes = int((local.utcoffset() or timedelta()).total_seconds()) // 60
        short = f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    return short if short == key else f"{short} ({key})"
