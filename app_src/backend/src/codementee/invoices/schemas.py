"""Invoices as their owner sees them, and what a buyer may want to read on one."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from codementee.core.gstin import gstin_problem, state_code
from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination, ShortText
from codementee.invoices.places import StateCode
from codementee.invoices.policy import DocumentKind


def _valid_gstin(value: str) -> str:
    if problem := gstin_problem(value):
        raise ValueError(problem)
    return value


Gstin = Annotated[str, Field(max_length=15, examples=["29ABCDE1234F1ZW"]), AfterValidator(_valid_gstin)]


class Billing(Model):
    """Who the invoice is made out to, where that is not simply the account's name."""

    name: ShortText | None = Field(default=None, examples=["Asha Rao"])
    address: ShortText | None = Field(default=None, examples=["14 Lake Road, Bengaluru 560001"])
    state_code: StateCode | None = None
    gstin: Gstin | None = None

    @model_validator(mode="after")
    def _same_state(self) -> Self:
        if self.gstin and self.state_code and state_code(self.gstin) != self.state_code:
            raise ValueError("the GSTIN belongs to another state than state_code")
        return self


class TaxView(Model):
    """Present when the seller is registered for GST. All in paise; with the taxable value they add up to the amount."""

    rate_percent: int = Field(examples=[18])
    place_of_supply: str = Field(description="GST state code", examples=["29"])
    taxable_paise: int = Field(examples=[423644])
    cgst_paise: int = Field(examples=[38128])
    sgst_paise: int = Field(examples=[38128])
    igst_paise: int = Field(examples=[0])


class InvoiceView(Model):
    id: Identifier
    kind: DocumentKind
    number: str = Field(description="Without gaps within a financial year", examples=["CM/26-27/000001"])
    financial_year: str = Field(description="April to March", examples=["2026-27"])
    order_id: Identifier
    description: str = Field(examples=["Growth plan: 3 mock interviews"])
    amount_paise: int = Field(description="Tax included", examples=[499900])
    currency: str = Field(examples=["INR"])
    tax: TaxView | None
    issued_at: datetime
    document_url: str = Field(examples=["/api/mentee/invoices/64f0c0ffee64f0c0ffee64f0/document"])


class InvoicePage(Model):
    items: list[InvoiceView]
    pagination: Pagination


class AdminInvoice(Model):
    """As it was issued, with what a return asks about the buyer."""

    id: Identifier
    kind: DocumentKind
    number: str = Field(examples=["CM/26-27/000001"])
    financial_year: str = Field(description="April to March", examples=["2026-27"])
    issued_at: datetime
    original_number: str | None = Field(description="Of a credit note: the invoice it corrects")
    order_id: Identifier
    user_id: Identifier
    buyer_name: str = Field(examples=["Asha Rao"])
    buyer_gstin: str = Field(description="Empty when the buyer has none", examples=["29ABCDE1234F1ZW"])
    description: str = Field(examples=["Growth plan: 3 mock interviews"])
    sac: str = Field(description="Service accounting code", examples=["999293"])
    amount_paise: int = Field(description="Tax included", examples=[499900])
    currency: str = Field(examples=["INR"])
    tax: TaxView | None


class TaxTotal(Model):
    """Of all invoices, or all credit notes, of one rate in the period."""

    kind: DocumentKind
    rate_percent: int = Field(description="0: issued without tax", examples=[18])
    documents: int = Field(examples=[120])
    amount_paise: int = Field(description="Tax included", examples=[59_988_000])
    taxable_paise: int = Field(examples=[50_837_280])
    cgst_paise: int = Field(examples=[4_575_360])
    sgst_paise: int = Field(examples=[4_575_360])
    igst_paise: int = Field(examples=[0])


class AdminInvoicePage(Model):
    items: list[AdminInvoice]
    totals: list[TaxTotal] = Field(description="Over the whole period, not this page; up to a minute old")
    pagination: Pagination
