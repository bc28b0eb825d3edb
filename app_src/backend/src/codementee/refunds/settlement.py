"""What follows from what the payment service says about a refund."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from codementee.audit.service import AuditLog
from codementee.core.database import Database, Session
from codementee.core.logging import logger
from codementee.core.settings import Settings
from codementee.core.transactions import Transactions
from codementee.credits.service import CreditService
from codementee.invoices.service import InvoiceService
from codementee.notifications.schemas import Template
from codementee.payments.gateway import GatewayRefund, RefundStatus
from codementee.payments.mails import MoneyMails
from codementee.payments.metrics import PaymentMetrics
from codementee.payments.records import Order
from codementee.payments.repository import OrderRepository
from codementee.payments.schemas import OrderState
from codementee.refunds.repository import Refund, RefundRepository
from codementee.refunds.schemas import RefundState

# Banks take days; the webhook comes when they are done, this is for the case that it does not.
_ASK_AGAIN = timedelta(minutes=30)


class RefundSettlement:
    def __init__(
        self,
        database: Database,
        transactions: Transactions,
        settings: Settings,
        *,
        metrics: PaymentMetrics,
        principals_changed: Callable[[], Awaitable[None]],
    ) -> None:
        self._repository = RefundRepository(database)
        self._orders = OrderRepository(database)
        self._credits = CreditService(database)
        self._invoices = InvoiceService(database, settings)
        self._audit = AuditLog(database)
        self._mails = MoneyMails(database)
        self._transactions = transactions
        self._metrics = metrics
        self._principals_changed = principals_changed

    async def settle(self, refund: Refund, reported: GatewayRefund, *, now: datetime) -> None:
        """Bring the refund to where the payment service says it is; never backwards, and nothing twice."""
        if (reported.payment_id, reported.amount) != (refund.payment_id, refund.amount_paise):
            self._metrics.mismatches.labels("refund").inc()
            logger.error(
                "refund_mismatch",
                refund=str(refund.id),
                reported=reported.id,
                amount_paise=reported.amount,
                expected_paise=refund.amount_paise,
            )
            return
        match reported.status:
            case RefundStatus.PENDING:
                await self._repository.advance(
                    refund.id,
                    RefundState.PROCESSING,
                    {"razorpay_refund_id": reported.id},
                    next_try_at=now + _ASK_AGAIN,
                    now=now,
                )
            case RefundStatus.PROCESSED:
                await self._run(self._process, RefundState.PROCESSED, refund, reported.id, now=now)
            case RefundStatus.FAILED:
                await self.fail(refund, "failed at the payment service", now=now)

    async def fail(self, refund: Refund, reason: str, *, now: datetime) -> None:
        """It will not arrive: the amount is free again, and the credits are back."""
        await self._run(self._fail, RefundState.FAILED, refund, reason, now=now)

    async def _run(
        self,
        step: Callable[[Refund, str, datetime, Session], Awaitable[bool]],
        target: RefundState,
        refund: Refund,
        detail: str,
        *,
        now: datetime,
    ) -> None:
        async def work(session: Session) -> bool:
            return await step(refund, detail, now, session)

        if await self._transactions.run(work):
            await self._principals_changed()
            self._metrics.refunds.labels(target.value).inc()
            logger.info("refund_settled", refund=str(refund.id), state=target.value)

    async def _process(self, refund: Refund, razorpay_refund_id: str, now: datetime, session: Session) -> bool:
        changes = {"razorpay_refund_id": razorpay_refund_id}
        updated = await self._repository.advance(refund.id, RefundState.PROCESSED, changes, now=now, session=session)
        if updated is None:
            return False
        order = await self._order(refund, session=session)
        note = await self._invoices.credit(order.id, refund.amount_paise, refund_id=refund.id, now=now, session=session)
        order = await self._orders.add_refunded(order, refund.amount_paise, now=now, session=session)
        if order.state is OrderState.REFUNDED:
            await self._credits.close(order.id, now=now, session=session)
        await self._mails.send(
            Template.REFUND_PROCESSED, refund.id, refund.user_id, context_of(refund, order), now=now, session=session
        )
        await self._record("refund.processed", refund, {"credit_note": note.number}, now=now, session=session)
        return True

    async def _fail(self, refund: Refund, reason: str, now: datetime, session: Session) -> bool:
        updated = await self._repository.advance(
            refund.id, RefundState.FAILED, {"decision_reason": reason}, now=now, session=session
        )
        if updated is None:
            return False
        await self._orders.unreserve(refund.order_id, refund.amount_paise, now=now, session=session)
        await self._credits.restore(refund.order_id, refund.credits, refund_id=refund.id, now=now, session=session)
        await self._record("refund.failed", refund, {"reason": reason}, now=now, session=session)
        return True

    async def _order(self, refund: Refund, *, session: Session) -> Order:
        order = await self._orders.find(refund.order_id, session=session)
        assert order is not None  # noqa: S101 - orders are never deleted
        return order

    async def _record(
        self, action: str, refund: Refund, details: dict[str, object], *, now: datetime, session: Session
    ) -> None:
        await self._audit.record(
            actor=None,
            actor_role="system",
            action=action,
            subject="refund",
            subject_id=refund.id,
            details={"order": refund.order_id, "amount_paise": refund.amount_paise} | details,
            now=now,
            session=session,
        )


def context_of(refund: Refund, order: Order) -> dict[str, str | int]:
    """What every mail about a refund says."""
    return {"order_id": str(order.id), "plan_name": order.plan.name, "amount_paise": refund.amount_paise}
