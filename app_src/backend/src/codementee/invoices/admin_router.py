"""``/api/admin/invoices``, as a list and as a file."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.core.dependencies import CurrentCache, CurrentClock, CurrentDatabase
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER
from codementee.core.openapi import Responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.core.schemas import Day
from codementee.invoices.register import InvoiceRegister, days_of
from codementee.invoices.schemas import AdminInvoicePage

router = APIRouter(prefix="/api/admin", tags=["admin: money"])

_ERRORS = (*AUTH_ERRORS, INVALID_PARAMETER, DATABASE_UNAVAILABLE)
_TABLE: Responses = {
    200: {
        "description": "Comma-separated values, the first line names the columns; amounts in rupees",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}

_First = Annotated[
    Day | None,
    Query(alias="from", description="In India; the first of the month of `to` unless said", examples=["2026-10-01"]),
]
_Last = Annotated[
    Day | None,
    Query(alias="to", description="Included; today unless said, 366 days at most", examples=["2026-10-31"]),
]


async def _days(clock: CurrentClock, first: _First = None, last: _Last = None) -> tuple[date, date]:
    return days_of(first, last, now=clock())


async def _register(database: CurrentDatabase, cache: CurrentCache) -> InvoiceRegister:
    return InvoiceRegister(database, cache)


CurrentDays = Annotated[tuple[date, date], Depends(_days)]
CurrentRegister = Annotated[InvoiceRegister, Depends(_register)]


@router.get(
    "/invoices",
    operation_id="adminListInvoices",
    summary="What was invoiced in a period, and its taxes",
    responses=error_responses(*_ERRORS),
)
async def list_invoices(
    _admin: CurrentAdmin, register: CurrentRegister, page: PageRequest, days: CurrentDays
) -> AdminInvoicePage:
    """Invoices and credit notes of everybody, in order of issue, with totals by rate for the tax return."""
    return await register.page(page, days)


@router.get(
    "/invoices.csv",
    operation_id="adminExportInvoices",
    summary="What was invoiced in a period, as a table",
    response_class=StreamingResponse,
    responses=_TABLE | error_responses(*_ERRORS),
)
async def export_invoices(_admin: CurrentAdmin, register: CurrentRegister, days: CurrentDays) -> StreamingResponse:
    """The same as the list, at once: up to 100,000 lines."""
    lines = register.table(days)
    # Before the answer begins: a database that is away can still be said.
    first = await anext(lines)

    async def body() -> AsyncIterator[str]:
        yield first
        async for chunk in lines:
            yield chunk

    disposition = f'attachment; filename="invoices-{days[0]}-{days[1]}.csv"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return StreamingResponse(body(), media_type="text/csv", headers=headers)
