"""The one place where a payment takes effect, whoever reports it: the checkout, a webhook or our own asking."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.bookings.repository import BookingRepository
from codementee.core.database import Database, Session
from codementee.core.gstin import state_code
from codementee.core.logging import logger
from codementee.core.settings import Settings
from codementee.core.transactions import Transactions
from codementee.credits.service import CreditService
from codementee.invoices.repository import Invoice, Party
from codementee.invoices.service import InvoiceService, Sale
from codementee.notifications.schemas import ContextValue, Template
from codementee.payments.gateway import GatewayPayment, PaymentStatus
from codementee.payments.mails import MoneyMails
from codementee.payments.metrics import PaymentMetrics
from codementee.payments.records import Failure, Order, Payment
from codementee.payments.repository import OrderRepository
from codementee.users.repository import UserRepository

# How many payments one process applies at once. Each takes the next invoice number, so more of them at the same time
# only get in each other's way.
_WIDTH = 2


class Source(StrEnum):
    """Who says that a payment was made."""

    VERIFY = "verify"
    WEBHOOK = "webhook"
    RECONCILIATION = "reconciliation"


class Outcome(StrEnum):
    APPLIED = "applied"
    # The order is paid by this payment already.
    ALREADY = "already"
    # A failed attempt, kept for the mentee to see.
    FAILED = "failed"
    # Not captured yet: nothing follows from it.
    NOTHING = "nothing"
    # Not applied, and somebody has to look.
    MISMATCH = "mismatch"


class Bookings(Protocol):
    """What a payment needs of bookings.service.BookingService."""

    async def payment_captured(
        self, user_id: ObjectId, booking_id: ObjectId, *, now: datetime, session: Session
    ) -> bool: ...


type PrincipalsChanged = Callable[[], Awaitable[None]]


class PaymentApplier:
    def __init__(
        self,
        database: Database,
        transactions: Transactions,
        settings: Settings,
        *,
        bookings: Bookings,
        metrics: PaymentMetrics,
        principals_changed: PrincipalsChanged,
    ) -> None:
        self._orders = OrderRepository(database)
        self._booking_requests = BookingRepository(database)
        self._users = UserRepository(database)
        self._credits = CreditService(database)
        self._invoices = InvoiceService(database, settings)
        self._audit = AuditLog(database)
        self._mails = MoneyMails(database)
        self._transactions = transactions
        self._bookings = bookings
        self._metrics = metrics
        self._principals_changed = principals_changed
        self._turns = asyncio.Semaphore(_WIDTH)

    async def apply(self, order: Order, payment: GatewayPayment, *, source: Source, now: datetime) -> Outcome:
        """What follows from ``payment``, as the service described it, for ``order``. Asked again nothing more does.

        A captured payment makes, in one transaction: the order paid, its credits, the paid period, the invoice, the
        booking's next step, mails, an audit entry. One that does not fit the order makes noise instead.
        """
        if payment.status is PaymentStatus.FAILED:
            return await self._note_failure(order, payment, now=now)
        if not payment.is_captured:
            return Outcome.NOTHING
        if problem := _mismatch(order, payment):
            return await self._refuse(order, payment, problem, source=source, now=now)
        if order.payment is not None:
            return await self._repeated(order, payment, source=source, now=now)

        async def work(session: Session) -> Order | None:
            return await self._pay(order, payment, source=source, now=now, session=session)

        async with self._turns:
            paid = await self._transactions.run(work)
        if paid is None:
            current = await self._orders.find(order.id)
            assert current is not None  # noqa: S101 - orders are never deleted
            return await self._repeated(current, payment, source=source, now=now)
        await self._principals_changed()
        self._metrics.applied.labels(source.value).inc()
        logger.info("payment_applied", order=str(order.id), payment=payment.id, source=source.value)
        return Outcome.APPLIED

    async def _pay(
        self, order: Order, payment: GatewayPayment, *, source: Source, now: datetime, session: Session
    ) -> Order | None:
        # When the money was taken, as the service knows it: what was bought begins then, however late we hear of it.
        paid = Payment(id=payment.id, method=payment.method, captured_at=payment.created_at)
        updated = await self._orders.mark_paid(order.id, paid, now=now, session=session)
        if updated is None:
            return None
        # Early, because two payments at the same time clash here: the one that is turned away has done least.
        invoice = await self._invoice(updated, paid, now=now, session=session)
        lot = await self._credits.grant(
            order.user_id,
            order_id=order.id,
            mocks=order.plan.mocks,
            months=order.plan.months,
            at=paid.captured_at,
            session=session,
        )
        in_time = await self._advance_booking(order, now=now, session=session)
        context: dict[str, ContextValue] = {
            "order_id": str(order.id),
            "plan_name": order.plan.name,
            "amount_paise": order.amount_paise,
            "mocks": order.plan.mocks,
        }
        if in_time:
            received = context | {"valid_until_at": lot.expires_at}
            await self._mails.send(
                Template.PAYMENT_RECEIVED, order.id, order.user_id, received, now=now, session=session
            )
        else:
            late = context | {"reference": await self._reference(order, session=session)}
            await self._mails.send(Template.PAYMENT_LATE, order.id, order.user_id, late, now=now, session=session)
        await self._audit.record(
            actor=None,
            actor_role="system",
            action="order.paid",
            subject="order",
            subject_id=order.id,
            details={
                "from": order.state.value,
                "payment": payment.id,
                "amount_paise": order.amount_paise,
                "invoice": invoice.number,
                "source": source.value,
            },
            now=now,
            session=session,
        )
        return updated

    async def _invoice(self, order: Order, payment: Payment, *, now: datetime, session: Session) -> Invoice:
        user = await self._users.find(order.user_id, session=session)
        buyer = order.buyer
        sale = Sale(
            order_id=order.id,
            user_id=order.user_id,
            description=_description(order),
            amount_paise=order.amount_paise,
            currency=order.currency,
            payment_id=payment.id,
            paid_at=payment.captured_at,
            buyer=Party(
                name=buyer.name or (user.name if user else ""),
                address=buyer.address or "",
                email=user.email if user else "",
                state_code=buyer.state_code or (state_code(buyer.gstin) if buyer.gstin else ""),
                gstin=buyer.gstin or "",
            ),
        )
        invoice = await self._invoices.issue(sale, now=now, session=session)
        context: dict[str, ContextValue] = {
            "invoice_id": str(invoice.id),
            "number": invoice.number,
            "plan_name": order.plan.name,
            "amount_paise": invoice.amount_paise,
            "issued_at": invoice.issued_at,
        }
        await self._mails.send(Template.INVOICE, order.id, order.user_id, context, now=now, session=session)
        return invoice

    async def _advance_booking(self, order: Order, *, now: datetime, session: Session) -> bool:
        """False when the order was for a booking that does not wait any more; the credits stay."""
        if order.booking_id is None:
            return True
        return await self._bookings.payment_captured(order.user_id, order.booking_id, now=now, session=session)

    async def _reference(self, order: Order, *, session: Session) -> str:
        assert order.booking_id is not None  # noqa: S101 - only a booking can have moved on
        booking = await self._booking_requests.load(order.booking_id, mentee_id=order.user_id, session=session)
        return booking.reference if booking else ""

    async def _repeated(self, order: Order, payment: GatewayPayment, *, source: Source, now: datetime) -> Outcome:
        if order.payment is not None and order.payment.id == payment.id:
            return Outcome.ALREADY
        return await self._refuse(order, payment, "second_payment", source=source, now=now)

    async def _note_failure(self, order: Order, payment: GatewayPayment, *, now: datetime) -> Outcome:
        failure = Failure(
            payment_id=payment.id,
            code=payment.error_code or "",
            description=payment.error_description or "",
            at=payment.created_at,
        )
        await self._orders.note_failure(order.id, failure, now=now)
        return Outcome.FAILED

    async def _refuse(
        self, order: Order, payment: GatewayPayment, reason: str, *, source: Source, now: datetime
    ) -> Outcome:
        details = {
            "payment": payment.id,
            "reason": reason,
            "amount_paise": payment.amount,
            "currency": payment.currency,
            "expected_paise": order.amount_paise,
            "source": source.value,
        }
        # Once per payment: the report of it comes again and again.
        if await self._orders.note_mismatch(order.id, payment.id, now=now):
            self._metrics.mismatches.labels(reason).inc()
            logger.error("payment_mismatch", order=str(order.id), **details)
            await self._audit.record(
                actor=None,
                actor_role="system",
                action="order.payment_refused",
                subject="order",
                subject_id=order.id,
                details=details,
                now=now,
            )
        return Outcome.MISMATCH


def _mismatch(order: Order, payment: GatewayPayment) -> str | None:
    if payment.order_id is None or payment.order_id != order.razorpay_order_id:
        return "order"
    if payment.currency != order.currency:
        return "currency"
    return "amount" if payment.amount != order.amount_paise else None


def _description(order: Order) -> str:
    mocks = "1 mock interview" if order.plan.mocks == 1 else f"{order.plan.mocks} mock interviews"
    months = "1 month" if order.plan.months == 1 else f"{order.plan.months} months"
    return f"{order.plan.name} plan: {mocks}, to be used within {months}"
