"""Issues invoices and credit notes inside the transaction that makes them due."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bson import ObjectId

from codementee.core.database import Database, Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.gstin import state_code
from codementee.core.schemas import Pagination
from codementee.core.settings import Settings
from codementee.invoices.policy import (
    DocumentKind,
    Tax,
    document_number,
    financial_year,
    split_credit,
    split_inclusive,
)
from codementee.invoices.repository import Invoice, InvoiceRepository, Party
from codementee.invoices.schemas import InvoicePage, InvoiceView, TaxView

if TYPE_CHECKING:
    from codementee.core.pagination import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What an invoice is about: a paid order, with what the buyer wants to read on it."""

    order_id: ObjectId
    user_id: ObjectId
    description: str
    amount_paise: int
    currency: str
    payment_id: str
    paid_at: datetime
    buyer: Party


class InvoiceService:
    def __init__(self, database: Database, settings: Settings) -> None:
        self._repository = InvoiceRepository(database)
        self._settings = settings

    async def issue(self, sale: Sale, *, now: datetime, session: Session) -> Invoice:
        """The order's invoice; issued now if there is none yet. Without a GSTIN of the seller's it shows no tax."""
        found = await self._repository.find_of_order(sale.order_id, session=session)
        if found is not None:
            return found
        seller = self._seller()
        tax, place = None, sale.buyer.state_code or seller.state_code
        if seller.gstin:
            # Where the buyer's state is not on record, the law takes the seller's (IGST Act, section 12(2)(b)(ii)).
            same_state = place == seller.state_code
            tax = split_inclusive(sale.amount_paise, self._settings.gst_rate_percent, same_state=same_state)
        year = financial_year(now)
        serial = await self._repository.next_serial(DocumentKind.INVOICE, year, session=session)
        invoice = Invoice(
            id=ObjectId(),
            kind=DocumentKind.INVOICE,
            number=document_number(DocumentKind.INVOICE, year, serial),
            financial_year=year,
            serial=serial,
            user_id=sale.user_id,
            order_id=sale.order_id,
            refund_id=None,
            original_number=None,
            original_issued_at=None,
            seller=seller,
            buyer=sale.buyer,
            description=sale.description,
            sac=self._settings.seller_sac,
            amount_paise=sale.amount_paise,
            currency=sale.currency,
            tax_rate_percent=self._settings.gst_rate_percent if tax else 0,
            tax=tax,
            place_of_supply=place,
            payment_id=sale.payment_id,
            paid_at=sale.paid_at,
            issued_at=now,
        )
        await self._repository.insert(invoice, session=session)
        return invoice

    async def credit(
        self, order_id: ObjectId, amount_paise: int, *, refund_id: ObjectId, now: datetime, session: Session
    ) -> Invoice:
        """The refund's credit note; issued now if there is none yet. The order must have been invoiced."""
        found = await self._repository.find_of_refund(refund_id, session=session)
        if found is not None:
            return found
        original = await self._repository.find_of_order(order_id, session=session)
        assert original is not None  # noqa: S101 - a refund needs a payment, and every payment is invoiced
        tax: Tax | None = None
        if original.tax is not None:
            credited = await self._repository.credited(order_id, session=session)
            tax = split_credit(original.tax, credited, amount_paise, original.tax_rate_percent)
        year = financial_year(now)
        serial = await self._repository.next_serial(DocumentKind.CREDIT_NOTE, year, session=session)
        note = replace(
            original,
            id=ObjectId(),
            kind=DocumentKind.CREDIT_NOTE,
            number=document_number(DocumentKind.CREDIT_NOTE, year, serial),
            financial_year=year,
            serial=serial,
            refund_id=refund_id,
            original_number=original.number,
            original_issued_at=original.issued_at,
            amount_paise=amount_paise,
            tax=tax,
            issued_at=now,
        )
        await self._repository.insert(note, session=session)
        return note

    async def find_of_order(self, order_id: ObjectId) -> Invoice | None:
        return await self._repository.find_of_order(order_id)

    async def get(self, user_id: ObjectId, invoice_id: ObjectId) -> Invoice:
        """The user's own invoice. Raises AppError(NOT_FOUND)."""
        found = await self._repository.find_for(user_id, invoice_id)
        if found is None:
            raise AppError(NOT_FOUND)
        return found

    async def list_of(self, user_id: ObjectId, page: "Page") -> InvoicePage:
        found = await self._repository.find_of_user(user_id, after=page.after_id(), limit=page.limit + 1)
        items = found[: page.limit]
        cursor = page.next_cursor(found, str(items[-1].id) if items else None)
        return InvoicePage(
            items=[view_of(invoice) for invoice in items],
            pagination=Pagination(limit=page.limit, next_cursor=cursor),
        )

    def _seller(self) -> Party:
        gstin = self._settings.seller_gstin
        return Party(
            name=self._settings.seller_name,
            address=self._settings.seller_address,
            email=self._settings.seller_email,
            state_code=state_code(gstin) if gstin else self._settings.seller_state_code,
            gstin=gstin,
        )


def tax_view(invoice: Invoice) -> TaxView | None:
    tax = invoice.tax
    if tax is None:
        return None
    return TaxView(
        rate_percent=invoice.tax_rate_percent,
        place_of_supply=invoice.place_of_supply,
        taxable_paise=tax.taxable_paise,
        cgst_paise=tax.cgst_paise,
        sgst_paise=tax.sgst_paise,
        igst_paise=tax.igst_paise,
    )


def view_of(invoice: Invoice) -> InvoiceView:
    return InvoiceView(
        id=str(invoice.id),
        kind=invoice.kind,
        number=invoice.number,
        financial_year=invoice.financial_year,
        order_id=str(invoice.order_id),
        description=invoice.description,
        amount_paise=invoice.amount_paise,
        currency=invoice.currency,
        tax=tax_view(invoice),
        issued_at=invoice.issued_at,
        document_url=f"/api/mentee/invoices/{invoice.id}/document",
    )
