"""Months as the business counts them, and figures made of counts. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MAXIMUM_MONTHS = 24
# Somebody who buys or books again within this has come back.
RETENTION = timedelta(days=60)
# The books are kept in India; a month begins there.
_ZONE = ZoneInfo("Asia/Kolkata")
_DECEMBER = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """``2026-11``."""
        year, _, month = text.partition("-")
        return cls(int(year), int(month))

    @classmethod
    def of(cls, at: datetime) -> "Month":
        local = at.astimezone(_ZONE)
        return cls(local.year, local.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def start(self) -> datetime:
        return datetime(self.year, self.month, 1, tzinfo=_ZONE).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """Exclusive."""
        return self.plus(1).start

    def plus(self, months: int) -> "Month":
        index = self.year * _DECEMBER + self.month - 1 + months
        return Month(index // _DECEMBER, index % _DECEMBER + 1)


def months_between(first: Month, last: Month) -> list[Month]:
    """In order, both included; empty when the first is after the last."""
    count = (last.year - first.year) * _DECEMBER + last.month - first.month + 1
    return [first.plus(number) for number in range(max(count, 0))]


def is_final(month: Month, now: datetime) -> bool:
    """Whether nothing that happens from now on changes the month's figures (late refunds aside)."""
    return now >= month.end + RETENTION


def share(part: int, whole: int) -> float | None:
    """Four decimals; None of nothing."""
    return round(part / whole, 4) if whole else None


def net_promoter_score(promoters: int, detractors: int, answers: int) -> int | None:
    """From -100 to 100."""
    return round(100 * (promoters - detractors) / answers) if answers else None
