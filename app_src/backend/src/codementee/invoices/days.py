"""What was issued on each day that is over, added up once: a year of invoices takes half a second to count again."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from codementee.core.database import Database, Document
from codementee.invoices.policy import INDIA, indian_days
from codementee.invoices.repository import InvoiceDayRepository, InvoiceRepository

# After midnight, for what was still being issued then.
_GRACE = timedelta(minutes=10)
_DAY = timedelta(days=1)


class InvoiceDays:
    """Days in India, closed one after the other from the first on which anything was issued.

    A day that is not there is counted: taking days away, as after a restore, costs time and no truth. What retention
    deletes after its years stays in the sums, which were declared so.
    """

    def __init__(self, database: Database) -> None:
        self._invoices = InvoiceRepository(database)
        self._closed = InvoiceDayRepository(database)

    async def close(self, now: datetime, limit: int) -> int:
        """Add up to ``limit`` days that are over and not added up yet, in their order; answers how many."""
        day = await self._first_open()
        if day is None:
            return 0
        over = ((now - _GRACE).astimezone(INDIA).date() - day).days
        days = [day + ahead * _DAY for ahead in range(min(limit, over))]
        for each in days:
            await self._closed.add(each, await self._invoices.totals(indian_days(each, each)))
        return len(days)

    async def totals(self, first: date, last: date) -> list[Document]:
        """As InvoiceRepository.totals of these days, both included: closed ones as they were added up."""
        closed = await self._closed.between(first, last)
        rows = [row for totals in closed.values() for row in totals]
        for span in _open_spans(closed, first, last):
            rows += await self._invoices.totals(indian_days(*span))
        return _added_up(rows)

    async def _first_open(self) -> date | None:
        closed = await self._closed.last()
        if closed is not None:
            return closed + _DAY
        issued_at = await self._invoices.first_issued_at()
        return issued_at.astimezone(INDIA).date() if issued_at else None


def _open_spans(closed: Collection[date], first: date, last: date) -> Iterator[tuple[date, date]]:
    """What is not closed, as (first, last) of the days that follow each other."""
    begin = first
    for day in sorted(closed):
        if begin < day:
            yield begin, day - _DAY
        begin = day + _DAY
    if begin <= last:
        yield begin, last


def _added_up(rows: Iterable[Document]) -> list[Document]:
    by_kind_and_rate: dict[tuple[str, int], Document] = {}
    for row in rows:
        key = (row["kind"], row["rate_percent"])
        sums = by_kind_and_rate.get(key)
        if sums is None:
            by_kind_and_rate[key] = dict(row)
        else:
            sums.update(
                {name: sums[name] + value for name, value in row.items() if name not in ("kind", "rate_percent")}
            )
    return list(by_kind_and_rate.values())
