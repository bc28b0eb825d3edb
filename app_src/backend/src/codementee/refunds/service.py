"""Asking for a refund, deciding on it, sending it, and hearing of one."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bson import ObjectId
from pymongo.errors import DuplicateKeyError

from codementee.audit.service import AuditLog
from codementee.core.database import Database, Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.identifiers import object_id
from codementee.core.logging import logger
from codementee.core.schemas import Pagination
from codementee.core.transactions import Transactions
from codementee.credits.errors import CREDITS_TOO_FEW
from codementee.credits.service import CreditService
from codementee.notifications.schemas import Template
from codementee.payments.gateway import (
    GatewayRefund,
    GatewayRefusedError,
    GatewayUnavailableError,
    PaymentGateway,
)
from codementee.payments.mails import MoneyMails
from codementee.payments.metrics import PaymentMetrics
from codementee.payments.policy import REFUNDABLE
from codementee.payments.records import Order
from codementee.payments.repository import OrderRepository
from codementee.refunds.errors import (
    NOTHING_TO_REFUND,
    REFUND_DECIDED,
    REFUND_OPEN,
    REFUND_TOO_HIGH,
    SECOND_ADMIN_REQUIRED,
)
from codementee.refunds.policy import MINIMUM_PAISE, credits_to_withdraw, idempotency_key, unused_share
from codementee.refunds.repository import Refund, RefundRepository
from codementee.refunds.schemas import NewRefund, RefundOrigin, RefundPage, RefundState
from codementee.refunds.settlement import RefundSettlement, context_of
from codementee.refunds.views import page_of, view_of

if TYPE_CHECKING:
    from codementee.core.pagination import Page
    from codementee.refunds.schemas import AdminRefundPage

# Who approves sends at once; if that process dies, the worker sends after this. The key makes both one refund.
_SENDING = timedelta(seconds=30)


class RefundService:
    def __init__(
        self,
        database: Database,
        transactions: Transactions,
        gateway: PaymentGateway,
        settlement: RefundSettlement,
        metrics: PaymentMetrics,
    ) -> None:
        self._repository = RefundRepository(database)
        self._orders = OrderRepository(database)
        self._credits = CreditService(database)
        self._audit = AuditLog(database)
        self._mails = MoneyMails(database)
        self._transactions = transactions
        self._gateway = gateway
        self._settlement = settlement
        self._metrics = metrics

    async def request(self, user_id: ObjectId, order_id: ObjectId, reason: str, *, now: datetime) -> Refund:
        """A mentee asks for the price of the mocks they have not used; the amount is computed here.

        Raises AppError(NOT_FOUND | NOTHING_TO_REFUND | REFUND_OPEN).
        """
        order = await self._orders.find_for(user_id, order_id)
        if order is None:
            raise AppError(NOT_FOUND)
        lot = await self._credits.of_order(order.id)
        if lot is None or lot.remaining == 0 or lot.expires_at <= now or order.state not in REFUNDABLE:
            raise AppError(NOTHING_TO_REFUND)
        share = unused_share(order.amount_paise, granted=lot.granted, remaining=lot.remaining)
        amount = min(share, order.amount_paise - order.reserved_paise)
        if amount < MINIMUM_PAISE:
            raise AppError(NOTHING_TO_REFUND)
        refund = _new(order, amount, lot.remaining, RefundOrigin.MENTEE, reason, requested_by=user_id, now=now)
        return await self._insert(refund, order, role="mentee", now=now)

    async def request_by_admin(
        self, admin_id: ObjectId, order_id: ObjectId, form: NewRefund, *, now: datetime
    ) -> Refund:
        """An administrator asks for another one's approval.

        Raises AppError(NOT_FOUND | NOTHING_TO_REFUND | REFUND_TOO_HIGH | CREDITS_TOO_FEW | REFUND_OPEN).
        """
        order = await self._orders.find(order_id)
        if order is None:
            raise AppError(NOT_FOUND)
        if order.state not in REFUNDABLE:
            raise AppError(NOTHING_TO_REFUND)
        if order.reserved_paise + form.amount_paise > order.amount_paise:
            raise AppError(REFUND_TOO_HIGH)
        remaining, share = await self._share(order, form.amount_paise)
        completes = order.reserved_paise + form.amount_paise == order.amount_paise
        count = share if completes or form.withdraw_credits is None else form.withdraw_credits
        if count > remaining:
            raise AppError(CREDITS_TOO_FEW)
        refund = _new(order, form.amount_paise, count, RefundOrigin.ADMIN, form.reason, requested_by=admin_id, now=now)
        return await self._insert(refund, order, role="admin", now=now)

    async def approve(self, admin_id: ObjectId, refund_id: ObjectId, *, now: datetime) -> Refund:
        """Set the amount aside, withdraw the credits, and send it; when the service does not answer, it is sent later.

        Raises AppError(NOT_FOUND | SECOND_ADMIN_REQUIRED | REFUND_DECIDED | REFUND_TOO_HIGH | CREDITS_TOO_FEW).
        """
        refund = await self.get(refund_id)
        if refund.requested_by == admin_id:
            raise AppError(SECOND_ADMIN_REQUIRED)

        async def work(session: Session) -> Refund:
            return await self._approve(admin_id, refund, now=now, session=session)

        approved = await self._transactions.run(work)
        self._metrics.refunds.labels(RefundState.APPROVED.value).inc()
        await self._send(approved, now=now)
        return await self.get(refund_id)

    async def reject(self, admin_id: ObjectId, refund_id: ObjectId, reason: str, *, now: datetime) -> Refund:
        """Raises AppError(NOT_FOUND | REFUND_DECIDED)."""
        await self.get(refund_id)

        async def work(session: Session) -> Refund:
            changes = {"decided_by": admin_id, "decision_reason": reason}
            rejected = await self._repository.advance(
                refund_id, RefundState.REJECTED, changes, now=now, session=session
            )
            if rejected is None:
                raise AppError(REFUND_DECIDED)
            order = await self._order(rejected, session=session)
            context = context_of(rejected, order) | {"reason": reason}
            await self._mails.send(
                Template.REFUND_REJECTED, refund_id, rejected.user_id, context, now=now, session=session
            )
            await self._record("refund.rejected", rejected, actor=admin_id, role="admin", now=now, session=session)
            return rejected

        return await self._transactions.run(work)

    async def report(self, reported: GatewayRefund, *, now: datetime) -> bool:
        """What a webhook says of a refund. False when its payment is not known (yet)."""
        refund = await self._repository.find_by_razorpay(reported.id) or await self._find_by_receipt(reported)
        if refund is None:
            refund = await self._adopt(reported, now=now)
        if refund is None:
            return False
        await self._settlement.settle(refund, reported, now=now)
        return True

    async def work_off(self, now: datetime, limit: int) -> int:
        """Send up to ``limit`` approved refunds that were not sent, ask about those on their way; how many."""
        for done in range(limit):
            refund = await self._repository.claim_next(now=now, until=now + _SENDING)
            if refund is None:
                return done
            await self._send(refund, now=now)
        return limit

    async def get(self, refund_id: ObjectId) -> Refund:
        """For administrators. Raises AppError(NOT_FOUND)."""
        refund = await self._repository.find(refund_id)
        if refund is None:
            raise AppError(NOT_FOUND)
        return refund

    async def list_of(self, user_id: ObjectId, order_id: ObjectId, page: "Page") -> RefundPage:
        """Refunds of the user's own order. Raises AppError(NOT_FOUND)."""
        if await self._orders.find_for(user_id, order_id) is None:
            raise AppError(NOT_FOUND)
        found = await self._repository.find_of_order(order_id, after=page.after_id(), limit=page.limit + 1)
        items = found[: page.limit]
        cursor = page.next_cursor(found, str(items[-1].id) if items else None)
        return RefundPage(
            items=[view_of(refund) for refund in items], pagination=Pagination(limit=page.limit, next_cursor=cursor)
        )

    async def list_all(self, page: "Page", *, state: RefundState | None) -> "AdminRefundPage":
        return page_of(await self._repository.find_page(state=state, after=page.after_id(), limit=page.limit + 1), page)

    async def _insert(self, refund: Refund, order: Order, *, role: str, now: datetime) -> Refund:
        async def work(session: Session) -> None:
            await self._repository.insert(refund, session=session)
            await self._mails.send(
                Template.REFUND_REQUESTED,
                refund.id,
                refund.user_id,
                context_of(refund, order),
                now=now,
                session=session,
            )
            await self._record(
                "refund.requested", refund, actor=refund.requested_by, role=role, now=now, session=session
            )

        try:
            await self._transactions.run(work)
        except DuplicateKeyError as error:
            raise AppError(REFUND_OPEN) from error
        return refund

    async def _approve(self, admin_id: ObjectId, refund: Refund, *, now: datetime, session: Session) -> Refund:
        approved = await self._repository.advance(
            refund.id,
            RefundState.APPROVED,
            {"decided_by": admin_id},
            next_try_at=now + _SENDING,
            now=now,
            session=session,
        )
        if approved is None:
            raise AppError(REFUND_DECIDED)
        order = await self._order(approved, session=session)
        if await self._orders.reserve(order, approved.amount_paise, now=now, session=session) is None:
            raise AppError(REFUND_TOO_HIGH)
        await self._credits.withdraw(order.id, approved.credits, refund_id=approved.id, now=now, session=session)
        await self._mails.send(
            Template.REFUND_APPROVED,
            approved.id,
            approved.user_id,
            context_of(approved, order),
            now=now,
            session=session,
        )
        await self._record("refund.approved", approved, actor=admin_id, role="admin", now=now, session=session)
        return approved

    async def _send(self, refund: Refund, *, now: datetime) -> None:
        """Ask the payment service to do it, or how far it is. The same key and content every time: it is done once."""
        try:
            if refund.razorpay_refund_id is not None:
                reported = await self._gateway.refund_status(refund.razorpay_refund_id)
            else:
                reported = await self._find_sent(refund) or await self._gateway.refund(
                    refund.payment_id,
                    amount_paise=refund.amount_paise,
                    key=idempotency_key(refund.id),
                    receipt=str(refund.id),
                    notes={"refund_id": str(refund.id), "order_id": str(refund.order_id)},
                )
        except GatewayUnavailableError as error:
            logger.warning("refund_not_sent", refund=str(refund.id), reason=str(error), attempts=refund.attempts)
            await self._repository.put_back(refund, now=now)
        except GatewayRefusedError as error:
            logger.error("refund_refused", refund=str(refund.id), reason=str(error))
            if refund.razorpay_refund_id is None:
                await self._settlement.fail(refund, str(error), now=now)
            else:
                await self._repository.put_back(refund, now=now)
        else:
            await self._settlement.settle(refund, reported, now=now)

    async def _find_sent(self, refund: Refund) -> GatewayRefund | None:
        """What an earlier attempt made without our learning of it: no service remembers a key for ever."""
        if refund.attempts == 0:
            return None
        found = await self._gateway.refunds_of(refund.payment_id)
        return next((one for one in found if one.receipt == str(refund.id)), None)

    async def _find_by_receipt(self, reported: GatewayRefund) -> Refund | None:
        """Ours, reported before we learnt its id from the answer."""
        try:
            return await self._repository.find(object_id(reported.receipt or ""))
        except ValueError:
            return None

    async def _adopt(self, reported: GatewayRefund, *, now: datetime) -> Refund | None:
        """A refund that was made past us: from here on it counts like our own."""
        order = await self._orders.find_by_payment(reported.payment_id)
        if order is None:
            return None
        _, share = await self._share(order, reported.amount)
        reason = "made at the payment service"
        refund = replace(
            _new(order, reported.amount, share, RefundOrigin.PROVIDER, reason, requested_by=None, now=now),
            state=RefundState.PROCESSING,
            razorpay_refund_id=reported.id,
        )

        async def work(session: Session) -> bool:
            if await self._orders.reserve(order, refund.amount_paise, now=now, session=session) is None:
                return False
            await self._repository.insert(refund, session=session)
            await self._credits.withdraw(order.id, refund.credits, refund_id=refund.id, now=now, session=session)
            await self._record("refund.adopted", refund, actor=None, role="system", now=now, session=session)
            return True

        if await self._transactions.run(work):
            logger.warning("refund_adopted", refund=str(refund.id), order=str(order.id), reported=reported.id)
            return refund
        # More than was left, so one of our own is in the way of it: tried again when that is decided.
        logger.error("refund_exceeds_payment", order=str(order.id), reported=reported.id)
        return None

    async def _share(self, order: Order, amount_paise: int) -> tuple[int, int]:
        """The order's unused credits, and how many of them go with a refund of that much."""
        lot = await self._credits.of_order(order.id)
        if lot is None:
            return 0, 0
        share = credits_to_withdraw(
            amount_paise,
            paid_paise=order.amount_paise,
            reserved_paise=order.reserved_paise,
            granted=lot.granted,
            remaining=lot.remaining,
        )
        return lot.remaining, share

    async def _order(self, refund: Refund, *, session: Session) -> Order:
        order = await self._orders.find(refund.order_id, session=session)
        assert order is not None  # noqa: S101 - orders are never deleted
        return order

    async def _record(
        self, action: str, refund: Refund, *, actor: ObjectId | None, role: str, now: datetime, session: Session
    ) -> None:
        await self._audit.record(
            actor=actor,
            actor_role=role,
            action=action,
            subject="refund",
            subject_id=refund.id,
            details={
                "order": refund.order_id,
                "amount_paise": refund.amount_paise,
                "credits": refund.credits,
                "origin": refund.origin.value,
            },
            now=now,
            session=session,
        )


def _new(
    order: Order,
    amount_paise: int,
    count: int,
    origin: RefundOrigin,
    reason: str,
    *,
    requested_by: ObjectId | None,
    now: datetime,
) -> Refund:
    if order.payment is None:
        raise AppError(NOTHING_TO_REFUND)
    return Refund(
        id=ObjectId(),
        order_id=order.id,
        user_id=order.user_id,
        payment_id=order.payment.id,
        amount_paise=amount_paise,
        credits=count,
        state=RefundState.REQUESTED,
        origin=origin,
        reason=reason,
        requested_by=requested_by,
        decided_by=None,
        decision_reason=None,
        razorpay_refund_id=None,
        attempts=0,
        created_at=now,
        updated_at=now,
    )
