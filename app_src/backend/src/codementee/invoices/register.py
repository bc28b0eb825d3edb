"""The register of what was issued, for administrators and their tax returns."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime

from pydantic import TypeAdapter

from codementee.core.cache import Cache
from codementee.core.database import Database
from codementee.core.errors import INVALID_PARAMETER, AppError, FieldProblem
from codementee.core.pagination import Page, instant_key
from codementee.core.schemas import Pagination
from codementee.invoices.days import InvoiceDays
from codementee.invoices.policy import INDIA, indian_days
from codementee.invoices.repository import Invoice, InvoiceRepository, Period
from codementee.invoices.schemas import AdminInvoice, AdminInvoicePage, TaxTotal
from codementee.invoices.service import tax_view

NAMESPACE = "invoice-totals"
# A financial year, with its leap day.
_LONGEST_DAYS = 366
# Bounded before any arithmetic: the year 9999 in another zone is not representable.
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
# Of one file; a spreadsheet takes no more than ten times as many.
MOST_ROWS = 100_000
_TOTALS = TypeAdapter(list[TaxTotal])
COLUMNS = (
    "number", "kind", "issued_on", "financial_year", "original_number", "buyer_name", "buyer_gstin", "place_of_supply",
    "sac", "rate_percent", "amount", "taxable", "cgst", "sgst", "igst", "currency", "order_id",
)  # fmt: skip


class InvoiceRegister:
    def __init__(self, database: Database, cache: Cache) -> None:
        self._repository = InvoiceRepository(database)
        self._days = InvoiceDays(database)
        self._cache = cache

    async def page(self, page: Page, days: tuple[date, date]) -> AdminInvoicePage:
        """In order of issue. Raises AppError(INVALID_PARAMETER)."""
        period = _period(days)
        found = await self._repository.find_issued(period, after=page.after_instant(), limit=page.limit + 1)
        items = found[: page.limit]
        cursor = page.next_cursor(found, instant_key(items[-1].issued_at, items[-1].id) if items else None)
        return AdminInvoicePage(
            items=[_shown(invoice) for invoice in items],
            totals=await self._totals(*days),
            pagination=Pagination(limit=page.limit, next_cursor=cursor),
        )

    def table(self, days: tuple[date, date]) -> AsyncIterator[str]:
        """As CSV, some lines at a time. Raises AppError(INVALID_PARAMETER) before the first."""
        return self._lines(_period(days))

    async def _lines(self, period: Period) -> AsyncIterator[str]:
        head = _csv([COLUMNS])
        async for invoices in self._repository.each_issued(period, limit=MOST_ROWS):
            yield head + _csv([_row(invoice) for invoice in invoices])
            head = ""
        if head:
            yield head

    async def _totals(self, first: date, last: date) -> list[TaxTotal]:
        """By kind and rate, up to a minute old: the same for every page."""

        async def load() -> bytes:
            rows = [TaxTotal(**row) for row in await self._days.totals(first, last)]
            return _TOTALS.dump_json(sorted(rows, key=lambda row: (row.kind, row.rate_percent)))

        key = f"{first.isoformat()}:{last.isoformat()}"
        return _TOTALS.validate_json(await self._cache.get_or_load(NAMESPACE, key, load))


def days_of(first: date | None, last: date | None, *, now: datetime) -> tuple[date, date]:
    """Today is where a period ends, and the first of its month where one begins, unless said otherwise."""
    end = last or now.astimezone(INDIA).date()
    return first or end.replace(day=1), end


def _period(days: tuple[date, date]) -> Period:
    first, last = days
    if not _FIRST_YEAR <= first.year <= last.year <= _LAST_YEAR:
        problem = FieldProblem("from", f"Expected days between {_FIRST_YEAR} and {_LAST_YEAR}, in order.")
        raise AppError(INVALID_PARAMETER, fields=(problem,))
    if last < first:
        raise AppError(INVALID_PARAMETER, fields=(FieldProblem("to", "Must not be before `from`."),))
    if (last - first).days >= _LONGEST_DAYS:
        raise AppError(INVALID_PARAMETER, fields=(FieldProblem("from", f"At most {_LONGEST_DAYS} days at once."),))
    return indian_days(first, last)


def _shown(invoice: Invoice) -> AdminInvoice:
    return AdminInvoice(
        id=str(invoice.id),
        kind=invoice.kind,
        number=invoice.number,
        financial_year=invoice.financial_year,
        issued_at=invoice.issued_at,
        original_number=invoice.original_number,
        order_id=str(invoice.order_id),
        user_id=str(invoice.user_id),
        buyer_name=invoice.buyer.name,
        buyer_gstin=invoice.buyer.gstin,
        description=invoice.description,
        sac=invoice.sac,
        amount_paise=invoice.amount_paise,
        currency=invoice.currency,
        tax=tax_view(invoice),
    )


def _row(invoice: Invoice) -> list[str]:
    tax = invoice.tax
    parts = (tax.taxable_paise, tax.cgst_paise, tax.sgst_paise, tax.igst_paise) if tax else (0, 0, 0, 0)
    return [
        invoice.number,
        invoice.kind.value,
        invoice.issued_at.astimezone(INDIA).date().isoformat(),
        invoice.financial_year,
        invoice.original_number or "",
        _text(invoice.buyer.name),
        invoice.buyer.gstin,
        invoice.place_of_supply,
        invoice.sac,
        str(invoice.tax_rate_percent),
        *map(_rupees, (invoice.amount_paise, *parts)),
        invoice.currency,
        str(invoice.order_id),
    ]


def _rupees(paise: int) -> str:
    return f"{paise // 100}.{paise % 100:02}"


def _text(value: str) -> str:
    """What somebody typed must not be a formula when a spreadsheet opens it."""
    return f"'{value}" if value[:1] in tuple("=+-@\t\r") else value


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
