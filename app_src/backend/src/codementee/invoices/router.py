"""``/api/mentee/invoices``."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from codementee.auth.dependencies import AUTH_ERRORS, CurrentMentee
from codementee.core.dependencies import CurrentDatabase, CurrentSettings
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import error_responses
from codementee.core.pagination import PageRequest
from codementee.invoices.document import CONTENT_SECURITY_POLICY, file_name, render
from codementee.invoices.schemas import InvoicePage, InvoiceView
from codementee.invoices.service import InvoiceService, view_of

router = APIRouter(prefix="/api/mentee/invoices", tags=["invoices"])

_ERRORS = (*AUTH_ERRORS, INVALID_PARAMETER, DATABASE_UNAVAILABLE)


async def _service(database: CurrentDatabase, settings: CurrentSettings) -> InvoiceService:
    return InvoiceService(database, settings)


CurrentInvoices = Annotated[InvoiceService, Depends(_service)]


@router.get("", operation_id="listMyInvoices", summary="List my invoices", responses=error_responses(*_ERRORS))
async def list_my_invoices(mentee: CurrentMentee, page: PageRequest, service: CurrentInvoices) -> InvoicePage:
    """Invoices and credit notes, newest first."""
    return await service.list_of(mentee.id, page)


@router.get(
    "/{invoice_id}",
    operation_id="getMyInvoice",
    summary="Read one of my invoices",
    responses=error_responses(*_ERRORS, NOT_FOUND),
)
async def get_my_invoice(invoice_id: Identifier, mentee: CurrentMentee, service: CurrentInvoices) -> InvoiceView:
    """Its figures; the printable page is at `document_url`."""
    return view_of(await service.get(mentee.id, object_id(invoice_id)))


@router.get(
    "/{invoice_id}/document",
    operation_id="getMyInvoiceDocument",
    summary="Read one of my invoices as a page to print",
    response_class=HTMLResponse,
    responses=error_responses(*_ERRORS, NOT_FOUND),
)
async def get_my_invoice_document(
    invoice_id: Identifier, mentee: CurrentMentee, service: CurrentInvoices
) -> HTMLResponse:
    """HTML in one file that loads nothing, made for A4."""
    invoice = await service.get(mentee.id, object_id(invoice_id))
    headers = {
        "Content-Disposition": f'inline; filename="{file_name(invoice)}"',
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cache-Control": "private, no-store",
    }
    return HTMLResponse(render(invoice), headers=headers)
