"""Orders as their owner and administrators see them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination
from codementee.invoices.schemas import Billing


class OrderState(StrEnum):
    """Forward only, from left to right; late money moves `failed` and `expired` on to `paid`."""

    CREATED = "created"
    FAILED = "failed"
    EXPIRED = "expired"
    PAID = "paid"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"


PlanCode = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60),
    Field(description="Of a plan on sale; its price is the server's", examples=["growth"]),
]
# As Razorpay makes them: a kind and letters and digits.
RazorpayOrderId = Annotated[
    str, StringConstraints(pattern=r"^order_[A-Za-z0-9]{1,40}$"), Field(examples=["order_PNf9jDXSqAaBcd"])
]
RazorpayPaymentId = Annotated[
    str, StringConstraints(pattern=r"^pay_[A-Za-z0-9]{1,40}$"), Field(examples=["pay_PNfAqyWkLmNoPq"])
]
Signature = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{64}$"),
    Field(examples=["9ef4dffbfd84f1318f6739a3ce19f9d85851857ae648f114332d8401e0949a3d"]),
]


class NewOrder(Model):
    plan_code: PlanCode
    booking_id: Identifier | None = Field(default=None, description="The booking that waits for this payment")
    billing: Billing | None = Field(default=None, description="What the invoice should say about the buyer")


class OrderedPlan(Model):
    """The plan as it was when it was ordered; later changes of price or content do not reach back."""

    code: str = Field(examples=["growth"])
    name: str = Field(examples=["Growth"])
    price_paise: int = Field(examples=[499900])
    mocks: int = Field(examples=[3])
    months: int = Field(examples=[3])


class PaymentView(Model):
    id: str = Field(examples=["pay_PNfAqyWkLmNoPq"])
    method: str = Field(examples=["upi"])
    captured_at: datetime


class PaymentFailureView(Model):
    """The last attempt that did not succeed; the order can still be paid until it expires."""

    code: str = Field(examples=["BAD_REQUEST_ERROR"])
    description: str = Field(examples=["Payment failed at the bank"])
    at: datetime


class OrderView(Model):
    id: Identifier
    state: OrderState
    plan: OrderedPlan
    booking_id: Identifier | None
    amount_paise: int = Field(description="To pay, tax included", examples=[499900])
    refunded_paise: int = Field(examples=[0])
    currency: str = Field(examples=["INR"])
    policy_version: str = Field(description="Terms of cancelling that the order was placed under", examples=["2026-11"])
    razorpay_order_id: str | None = Field(
        description="What the checkout needs; null while the order could not be placed at the payment service",
        examples=["order_PNf9jDXSqAaBcd"],
    )
    payment: PaymentView | None
    failure: PaymentFailureView | None
    expires_at: datetime
    created_at: datetime


class Checkout(Model):
    """What the page hands to Razorpay's checkout; the key id is public."""

    order: OrderView
    razorpay_key_id: str = Field(examples=["rzp_test_AbCdEfGhIjKlMn"])


class OrderPage(Model):
    items: list[OrderView]
    pagination: Pagination


class CheckoutResult(Model):
    """What the checkout hands to the page when the customer has paid."""

    razorpay_order_id: RazorpayOrderId
    razorpay_payment_id: RazorpayPaymentId
    razorpay_signature: Signature


class AdminOrderView(OrderView):
    """An order as administrators see it."""

    user_id: Identifier
    reserved_paise: int = Field(description="Refunded or being refunded", examples=[0])
    mismatches: int = Field(description="Payments reported for it that do not fit and were not applied", examples=[0])
    next_check_at: datetime | None = Field(description="When the payment service is asked about it next")


class AdminOrderPage(Model):
    items: list[AdminOrderView]
    pagination: Pagination


class WebhookReceipt(Model):
    """The report is stored; whether it could be applied already is not the sender's business."""

    received: bool = True
