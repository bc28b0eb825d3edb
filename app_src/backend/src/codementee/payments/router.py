"""``/api/payment``: ordering a plan and paying for it; ``/api/mentee/orders``: what was ordered."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, status

from codementee.auth.dependencies import AUTH_ERRORS, CurrentMentee
from codementee.core.dependencies import CurrentClock, needs
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND
from codementee.core.features import FEATURE_OFF, Feature
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses, raw_body_responses
from codementee.core.pagination import PageRequest
from codementee.payments.dependencies import CurrentInbox, CurrentPayments, IdempotencyKey, RazorpayKeyId
from codementee.payments.errors import (
    BOOKING_NOT_AWAITING_PAYMENT,
    IDEMPOTENCY_KEY_REUSED,
    ORDER_IN_PROGRESS,
    PAYMENT_MISMATCH,
    PAYMENT_PROVIDER_UNAVAILABLE,
    PLAN_NOT_ON_SALE,
    SIGNATURE_INVALID,
    TOO_MANY_OPEN_ORDERS,
    WEBHOOK_SIGNATURE_INVALID,
)
from codementee.payments.schemas import Checkout, CheckoutResult, NewOrder, OrderPage, OrderView, WebhookReceipt
from codementee.payments.views import view_of

router = APIRouter(prefix="/api/payment", tags=["payment"])
mentee_router = APIRouter(prefix="/api/mentee/orders", tags=["payment"])

_ERRORS = (*AUTH_ERRORS, INVALID_PARAMETER, DATABASE_UNAVAILABLE)


@router.post(
    "/orders",
    operation_id="createOrder",
    summary="Order a plan",
    status_code=status.HTTP_201_CREATED,
    dependencies=[needs(Feature.ORDERS)],
    responses=body_responses(
        *_ERRORS,
        FEATURE_OFF,
        NOT_FOUND,
        PLAN_NOT_ON_SALE,
        BOOKING_NOT_AWAITING_PAYMENT,
        IDEMPOTENCY_KEY_REUSED,
        ORDER_IN_PROGRESS,
        TOO_MANY_OPEN_ORDERS,
        PAYMENT_PROVIDER_UNAVAILABLE,
    ),
)
async def create_order(
    form: NewOrder,
    *,
    key: IdempotencyKey,
    mentee: CurrentMentee,
    service: CurrentPayments,
    key_id: RazorpayKeyId,
    clock: CurrentClock,
) -> Checkout:
    """What the checkout needs. The price is the plan's at this moment; sent again with the same key the same order."""
    order = await service.create(mentee.id, form, key=key, now=clock())
    return Checkout(order=view_of(order), razorpay_key_id=key_id)


@router.get(
    "/orders/{order_id}",
    operation_id="getOrder",
    summary="Read one of my orders",
    responses=error_responses(*_ERRORS, NOT_FOUND),
)
async def get_order(order_id: Identifier, mentee: CurrentMentee, service: CurrentPayments) -> OrderView:
    """Where it is; ask again while the money is on its way."""
    return view_of(await service.get(mentee.id, object_id(order_id)))


@router.post(
    "/verify",
    operation_id="verifyPayment",
    summary="Hand in what the checkout answered",
    responses=body_responses(
        *AUTH_ERRORS,
        SIGNATURE_INVALID,
        NOT_FOUND,
        PAYMENT_MISMATCH,
        DATABASE_UNAVAILABLE,
        PAYMENT_PROVIDER_UNAVAILABLE,
    ),
)
async def verify_payment(
    result: CheckoutResult, mentee: CurrentMentee, service: CurrentPayments, clock: CurrentClock
) -> OrderView:
    """Makes the order paid without waiting for the payment service's own report. Repeating it changes nothing."""
    return view_of(await service.verify(mentee.id, result, now=clock()))


@router.post(
    "/webhook",
    operation_id="receivePaymentWebhook",
    summary="Take a report of the payment service",
    responses=raw_body_responses(WEBHOOK_SIGNATURE_INVALID, INVALID_PARAMETER, DATABASE_UNAVAILABLE),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"type": "object", "description": "As Razorpay documents it; signed byte by byte"},
                    "examples": {
                        "captured": {
                            "value": {
                                "entity": "event",
                                "event": "payment.captured",
                                "contains": ["payment"],
                                "payload": {"payment": {"entity": {"id": "pay_PNfAqyWkLmNoPq"}}},
                            }
                        }
                    },
                }
            },
        }
    },
)
async def receive_payment_webhook(
    request: Request,
    inbox: CurrentInbox,
    clock: CurrentClock,
    signature: Annotated[
        str | None, Header(alias="X-Razorpay-Signature", description="HMAC-SHA256 of the body, in hexadecimal")
    ] = None,
    event_id: Annotated[str | None, Header(alias="X-Razorpay-Event-Id")] = None,
) -> WebhookReceipt:
    """Stored, then applied: at once where that works, later where not. In any order, any number of times."""
    await inbox.receive(await request.body(), signature=signature, event_id=event_id, now=clock())
    return WebhookReceipt()


@mentee_router.get("", operation_id="listMyOrders", summary="List my orders", responses=error_responses(*_ERRORS))
async def list_my_orders(mentee: CurrentMentee, page: PageRequest, service: CurrentPayments) -> OrderPage:
    """Newest first."""
    return await service.list_of(mentee.id, page)
