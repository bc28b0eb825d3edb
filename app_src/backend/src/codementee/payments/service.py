"""Orders: placed at the payment service, looked up, and paid by what the checkout hands back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bson import ObjectId

from codementee.bookings.policy import CURRENT_POLICY
from codementee.bookings.repository import BookingRepository
from codementee.bookings.schemas import BookingState
from codementee.core.database import Database
from codementee.core.errors import NOT_FOUND, AppError, ErrorKind
from codementee.core.identifiers import object_id
from codementee.core.logging import logger
from codementee.core.schemas import Pagination
from codementee.payments.apply import Outcome, PaymentApplier, Source
from codementee.payments.errors import (
    BOOKING_NOT_AWAITING_PAYMENT,
    IDEMPOTENCY_KEY_REUSED,
    ORDER_IN_PROGRESS,
    PAYMENT_MISMATCH,
    PAYMENT_PROVIDER_UNAVAILABLE,
    PLAN_NOT_ON_SALE,
    SIGNATURE_INVALID,
    TOO_MANY_OPEN_ORDERS,
)
from codementee.payments.gateway import (
    GatewayPayment,
    GatewayRefusedError,
    GatewayUnavailableError,
    PaymentGateway,
    PaymentStatus,
)
from codementee.payments.policy import CREATION_LEASE, MAXIMUM_OPEN_ORDERS, ORDER_LIFETIME, first_check
from codementee.payments.records import Buyer, Order, Plan
from codementee.payments.repository import OrderRepository
from codementee.payments.schemas import CheckoutResult, NewOrder, OrderPage, OrderState
from codementee.payments.signatures import checkout_message, is_signed
from codementee.payments.views import admin_view_of, view_of
from codementee.pricing.repository import PricingPlanRepository

if TYPE_CHECKING:
    from codementee.core.pagination import Page
    from codementee.payments.schemas import AdminOrderPage


class PaymentService:
    def __init__(
        self, database: Database, gateway: PaymentGateway, applier: PaymentApplier, *, key_secrets: Sequence[str]
    ) -> None:
        self._orders = OrderRepository(database)
        self._plans = PricingPlanRepository(database)
        self._bookings = BookingRepository(database)
        self._gateway = gateway
        self._applier = applier
        self._key_secrets = key_secrets

    async def create(self, user_id: ObjectId, form: NewOrder, *, key: str, now: datetime) -> Order:
        """The order under this key, placed at the payment service; asked again the same one.

        Raises AppError(PLAN_NOT_ON_SALE | NOT_FOUND | BOOKING_NOT_AWAITING_PAYMENT | IDEMPOTENCY_KEY_REUSED |
        ORDER_IN_PROGRESS | TOO_MANY_OPEN_ORDERS | PAYMENT_PROVIDER_UNAVAILABLE).
        """
        order = await self._orders.find_by_key(user_id, key) or await self._insert(user_id, form, key=key, now=now)
        if not _is_for(order, form):
            raise AppError(IDEMPOTENCY_KEY_REUSED)
        return order if order.razorpay_order_id is not None else await self._place(order, now=now)

    async def verify(self, user_id: ObjectId, result: CheckoutResult, *, now: datetime) -> Order:
        """The order after what the checkout says was applied. It may still be unpaid: the money is on its way then.

        Raises AppError(NOT_FOUND | SIGNATURE_INVALID | PAYMENT_MISMATCH | PAYMENT_PROVIDER_UNAVAILABLE).
        """
        order = await self._orders.find_by_razorpay_order(result.razorpay_order_id)
        if order is None or order.user_id != user_id:
            raise AppError(NOT_FOUND)
        message = checkout_message(result.razorpay_order_id, result.razorpay_payment_id)
        if not is_signed(message, result.razorpay_signature, self._key_secrets):
            raise AppError(SIGNATURE_INVALID)
        if order.payment is None or order.payment.id != result.razorpay_payment_id:
            payment = await self.captured(await self._ask(result.razorpay_payment_id), order)
            if await self._applier.apply(order, payment, source=Source.VERIFY, now=now) is Outcome.MISMATCH:
                raise AppError(PAYMENT_MISMATCH)
        return await self._reread(order)

    async def captured(self, payment: GatewayPayment, order: Order) -> GatewayPayment:
        """The payment, taken if it is only authorised and fits the order; as it was where that did not work."""
        fits = (payment.order_id, payment.amount, payment.currency) == (
            order.razorpay_order_id,
            order.amount_paise,
            order.currency,
        )
        if payment.status is not PaymentStatus.AUTHORIZED or not fits:
            return payment
        try:
            return await self._gateway.capture(payment)
        except GatewayRefusedError:
            # Captured meanwhile, by the service itself; or let go.
            return await self._ask(payment.id)
        except GatewayUnavailableError:
            return payment

    async def get(self, user_id: ObjectId, order_id: ObjectId) -> Order:
        """The user's own order. Raises AppError(NOT_FOUND)."""
        return _existing(await self._orders.find_for(user_id, order_id))

    async def get_any(self, order_id: ObjectId) -> Order:
        """For administrators. Raises AppError(NOT_FOUND)."""
        return _existing(await self._orders.find(order_id))

    async def list_of(self, user_id: ObjectId, page: "Page") -> OrderPage:
        found = await self._orders.find_page(user_id=user_id, state=None, after=page.after_id(), limit=page.limit + 1)
        items = found[: page.limit]
        cursor = page.next_cursor(found, str(items[-1].id) if items else None)
        return OrderPage(
            items=[view_of(order) for order in items], pagination=Pagination(limit=page.limit, next_cursor=cursor)
        )

    async def list_all(self, page: "Page", *, user_id: ObjectId | None, state: OrderState | None) -> "AdminOrderPage":
        found = await self._orders.find_page(user_id=user_id, state=state, after=page.after_id(), limit=page.limit + 1)
        return admin_view_of(found, page)

    async def _insert(self, user_id: ObjectId, form: NewOrder, *, key: str, now: datetime) -> Order:
        plan = await self._plans.find_by_code(form.plan_code)
        if plan is None:
            raise AppError(PLAN_NOT_ON_SALE)
        if await self._orders.count_open(user_id, limit=MAXIMUM_OPEN_ORDERS) >= MAXIMUM_OPEN_ORDERS:
            raise AppError(TOO_MANY_OPEN_ORDERS)
        booking_id = object_id(form.booking_id) if form.booking_id is not None else None
        expires_at = now + ORDER_LIFETIME
        if booking_id is not None:
            expires_at = min(expires_at, await self._payable_until(user_id, booking_id) or expires_at)
        return await self._orders.find_or_insert(
            user_id=user_id,
            idempotency_key=key,
            plan=Plan(
                code=plan.code, name=plan.name, price_paise=plan.price_paise, mocks=plan.mocks, months=plan.months
            ),
            currency=plan.currency,
            booking_id=booking_id,
            buyer=Buyer(**form.billing.model_dump()) if form.billing else Buyer(),
            policy_version=CURRENT_POLICY.version,
            expires_at=expires_at,
            next_check_at=first_check(now),
            now=now,
        )

    async def _payable_until(self, user_id: ObjectId, booking_id: ObjectId) -> datetime | None:
        booking = await self._bookings.load(booking_id, mentee_id=user_id)
        if booking is None:
            raise AppError(NOT_FOUND)
        if booking.state is not BookingState.AWAITING_PAYMENT:
            raise AppError(BOOKING_NOT_AWAITING_PAYMENT)
        return booking.hold_expires_at

    async def _place(self, order: Order, *, now: datetime) -> Order:
        """Make the order at the payment service, or find the one an earlier attempt made without learning of it."""
        tried_before = await self._orders.claim_creation(order.id, now=now, until=now + CREATION_LEASE)
        if tried_before is None:
            current = await self._reread(order)
            if current.razorpay_order_id is None:
                raise AppError(ORDER_IN_PROGRESS)
            return current
        receipt = str(order.id)
        try:
            found = await self._gateway.find_orders(receipt) if tried_before else []
            fitting = [one for one in found if (one.amount, one.currency) == (order.amount_paise, order.currency)]
            placed = (
                fitting[0]
                if fitting
                else await self._gateway.create_order(
                    amount_paise=order.amount_paise,
                    currency=order.currency,
                    receipt=receipt,
                    notes={"order_id": receipt, "plan": order.plan.code},
                )
            )
        except GatewayUnavailableError as error:
            await self._orders.release_creation(order.id, now=now)
            raise unavailable(error) from error
        except GatewayRefusedError as error:
            logger.error("order_refused_by_payment_provider", order=receipt, reason=str(error))
            await self._orders.release_creation(order.id, now=now)
            raise AppError(PAYMENT_PROVIDER_UNAVAILABLE) from error
        saved = await self._orders.set_razorpay_order(order.id, placed.id, now=now)
        return _existing(saved)

    async def _ask(self, razorpay_payment_id: str) -> GatewayPayment:
        try:
            return await self._gateway.payment(razorpay_payment_id)
        except GatewayUnavailableError as error:
            raise unavailable(error) from error
        except GatewayRefusedError as error:
            # Signed, but not known there: the signature is ours to believe only together with the payment.
            raise AppError(SIGNATURE_INVALID) from error

    async def _reread(self, order: Order) -> Order:
        return _existing(await self._orders.find(order.id))


def unavailable(error: GatewayUnavailableError) -> AppError:
    """The error for callers, with the pause the service asked for."""
    kind: ErrorKind = PAYMENT_PROVIDER_UNAVAILABLE
    if error.retry_after_seconds is not None:
        kind = replace(kind, headers={"Retry-After": str(max(error.retry_after_seconds, 1))})
    return AppError(kind)


def _existing(order: Order | None) -> Order:
    if order is None:
        raise AppError(NOT_FOUND)
    return order


def _is_for(order: Order, form: NewOrder) -> bool:
    booking_id = str(order.booking_id) if order.booking_id is not None else None
    return (order.plan.code, booking_id) == (form.plan_code, form.booking_id)
