"""Refunds as mentees and administrators see them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt

from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination, ShortText

# Far above any price; within what a database's integer holds.
MAXIMUM_PAISE = 100_000_000


class RefundState(StrEnum):
    """Forward only."""

    REQUESTED = "requested"
    REJECTED = "rejected"
    # The amount is set aside and its credits are withdrawn; it goes to the payment service now, or when that answers.
    APPROVED = "approved"
    PROCESSING = "processing"
    PROCESSED = "processed"
    FAILED = "failed"


class RefundOrigin(StrEnum):
    MENTEE = "mentee"
    ADMIN = "admin"
    # Made past us, at the payment service's own pages.
    PROVIDER = "provider"


class RefundRequest(Model):
    reason: ShortText = Field(examples=["I have found a job"])


class NewRefund(Model):
    amount_paise: Annotated[StrictInt, Field(ge=100, le=MAXIMUM_PAISE, examples=[166633])]
    withdraw_credits: Annotated[
        int | None,
        Field(
            ge=0,
            le=100,
            examples=[1],
            description="Unused credits that go with it; by default the amount's share, rounded up. "
            "A refund of everything that is left always takes all.",
        ),
    ] = None
    reason: ShortText = Field(examples=["The mentor did not come twice"])


class RefundDecision(Model):
    reason: ShortText = Field(examples=["All mocks took place"])


class RefundView(Model):
    id: Identifier
    order_id: Identifier
    state: RefundState
    amount_paise: int = Field(examples=[166633])
    credits: int = Field(description="Unused credits that go with it", examples=[1])
    reason: str
    decision_reason: str | None = Field(description="Why it was rejected, or failed")
    created_at: datetime
    updated_at: datetime


class AdminRefundView(RefundView):
    user_id: Identifier
    origin: RefundOrigin
    requested_by: Identifier | None
    decided_by: Identifier | None
    payment_id: str = Field(examples=["pay_PNfAqyWkLmNoPq"])
    razorpay_refund_id: str | None = Field(examples=["rfnd_PNgXyZaBcDeFgH"])
    attempts: int = Field(description="How often it was sent, or asked about", examples=[1])


class RefundPage(Model):
    items: list[RefundView]
    pagination: Pagination


class AdminRefundPage(Model):
    items: list[AdminRefundView]
    pagination: Pagination
