"""An order as the services handle it; documents of ``orders`` have the same fields."""

from dataclasses import dataclass
from datetime import datetime

from bson import ObjectId

from codementee.core.database import Document
from codementee.payments.schemas import OrderState


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan as it was when it was ordered."""

    code: str
    name: str
    price_paise: int
    mocks: int
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    id: str
    method: str
    captured_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    payment_id: str
    code: str
    description: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """What the invoice should say; None where the account's own is meant, or nothing."""

    name: str | None = None
    address: str | None = None
    state_code: str | None = None
    gstin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    id: ObjectId
    user_id: ObjectId
    plan: Plan
    booking_id: ObjectId | None
    buyer: Buyer
    policy_version: str
    amount_paise: int
    currency: str
    razorpay_order_id: str | None
    state: OrderState
    payment: Payment | None
    failure: Failure | None
    # Refunded or being refunded: never more than amount_paise.
    reserved_paise: int
    refunded_paise: int
    # Ids of payments reported for the order that do not fit it.
    mismatches: tuple[str, ...]
    next_check_at: datetime | None
    expires_at: datetime
    created_at: datetime


def order_of(document: Document) -> Order:
    payment, failure = document.get("payment"), document.get("failure")
    return Order(
        id=document["_id"],
        user_id=document["user_id"],
        plan=Plan(**document["plan"]),
        booking_id=document.get("booking_id"),
        buyer=Buyer(**document["buyer"]),
        policy_version=document["policy_version"],
        amount_paise=document["amount_paise"],
        currency=document["currency"],
        razorpay_order_id=document.get("razorpay_order_id"),
        state=OrderState(document["state"]),
        payment=Payment(**payment) if payment else None,
        failure=Failure(**failure) if failure else None,
        reserved_paise=document["reserved_paise"],
        refunded_paise=document["refunded_paise"],
        mismatches=tuple(document.get("mismatches", ())),
        next_check_at=document.get("next_check_at"),
        expires_at=document["expires_at"],
        created_at=document["created_at"],
    )
