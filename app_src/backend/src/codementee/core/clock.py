"""Time as the services see it: passed in, so that tests can set it, and never finer than the database keeps it."""

from collections.abc import Callable
from datetime import UTC, datetime

type Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Now, aware, in UTC, cut to milliseconds: what is written is what is read back."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1_000 * 1_000)
