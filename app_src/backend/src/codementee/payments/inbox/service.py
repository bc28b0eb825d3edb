"""Takes Razorpay's reports in, and applies them now or later."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from codementee.core.database import Database
from codementee.core.errors import MALFORMED_BODY, AppError
from codementee.core.logging import logger
from codementee.payments.apply import PaymentApplier, Source
from codementee.payments.errors import WEBHOOK_SIGNATURE_INVALID
from codementee.payments.gateway import GatewayPayment, GatewayRefund, MalformedEntityError, entity
from codementee.payments.inbox.policy import (
    MAXIMUM_ATTEMPTS,
    MAXIMUM_DEFERRALS,
    entities_of,
    event_name,
    well_formed_identifier,
)
from codementee.payments.inbox.repository import InboxRepository
from codementee.payments.inbox.schemas import Report, ReportState
from codementee.payments.metrics import PaymentMetrics
from codementee.payments.repository import OrderRepository
from codementee.payments.signatures import is_signed
from codementee.refunds.service import RefundService

# The sender waits five seconds for an answer and counts a later one as a failure.
_APPLY_SECONDS = 3.0
# How many reports one process stores at once. A burst waits here for its turn rather than in the driver's pool, where
# waiting ends in an error.
_STORING = 8
# How many may be on their way to being applied while their senders wait; those that come on top are the worker's.
_APPLYING = 40

_PAYMENT_EVENTS = frozenset({"payment.authorized", "payment.captured", "payment.failed", "order.paid"})
_REFUND_EVENTS = frozenset({"refund.created", "refund.processed", "refund.failed", "refund.speed_changed"})


class InboxService:
    def __init__(
        self,
        database: Database,
        applier: PaymentApplier,
        refunds: RefundService,
        metrics: PaymentMetrics,
        *,
        secrets: Sequence[str],
    ) -> None:
        self._repository = InboxRepository(database)
        self._orders = OrderRepository(database)
        self._applier = applier
        self._refunds = refunds
        self._metrics = metrics
        self._secrets = secrets
        self._storing = asyncio.Semaphore(_STORING)
        self._applying = 0

    async def receive(self, body: bytes, *, signature: str | None, event_id: str | None, now: datetime) -> None:
        """Store the report, then try to apply it; what cannot be applied now is tried again by the worker.

        Raises AppError(WEBHOOK_SIGNATURE_INVALID), with nothing stored, or AppError(MALFORMED_BODY).
        """
        if not is_signed(body, signature or "", self._secrets):
            self._metrics.webhooks.labels("signature_invalid").inc()
            logger.warning("webhook_signature_invalid", bytes=len(body))
            raise AppError(WEBHOOK_SIGNATURE_INVALID)
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            raise AppError(MALFORMED_BODY) from None
        if not isinstance(content, dict):
            raise AppError(MALFORMED_BODY)
        # The event's id is not covered by the signature: it saves work, correctness does not hang on it.
        report_id = well_formed_identifier(event_id) or hashlib.sha256(body).hexdigest()
        entities = entities_of(content.get("payload"))
        async with self._storing:
            report = await self._repository.store(report_id, event_name(content.get("event")), entities, now=now)
        if report is None:
            self._metrics.webhooks.labels("duplicate").inc()
        elif self._applying >= _APPLYING:
            self._metrics.webhooks.labels("later").inc()
        else:
            await self._apply_in_time(report, now=now)

    async def retry_due(self, now: datetime, limit: int) -> int:
        """Apply up to ``limit`` stored reports that are due; how many were tried."""
        for done in range(limit):
            report = await self._repository.claim_next(now=now)
            if report is None:
                return done
            await self._apply(report, now=now)
        return limit

    async def _apply_in_time(self, report: Report, *, now: datetime) -> None:
        self._applying += 1
        try:
            async with asyncio.timeout(_APPLY_SECONDS):
                await self._apply(report, now=now)
        except TimeoutError:
            # It stays claimed for a few seconds more, then the worker has it.
            logger.warning("webhook_apply_slow", report=report.id, event_name=report.event)
        finally:
            self._applying -= 1

    async def _apply(self, report: Report, *, now: datetime) -> None:
        try:
            state = await self._take_effect(report, now=now)
        except MalformedEntityError as error:
            await self._give_up(report, f"malformed: {error}", now=now)
            return
        except Exception as error:  # noqa: BLE001 - whatever it was, the report is stored and comes up again
            logger.exception("webhook_apply_failed", report=report.id, event_name=report.event)
            await self._put_back(report, type(error).__name__, "failed", MAXIMUM_ATTEMPTS, now=now)
            return
        if state is None:
            await self._put_back(report, "order not known", "deferred", MAXIMUM_DEFERRALS, now=now)
            return
        self._metrics.webhooks.labels(state.value).inc()
        await self._repository.finish(report.id, state, reason=None, now=now)

    async def _take_effect(self, report: Report, *, now: datetime) -> ReportState | None:
        """None when the report speaks of something that we do not know, or do not know yet."""
        if report.event in _PAYMENT_EVENTS:
            payment = entity(GatewayPayment, report.entities.get("payment"))
            if payment.order_id is None:
                return ReportState.IGNORED
            order = await self._orders.find_by_razorpay_order(payment.order_id)
            if order is None:
                return None
            await self._applier.apply(order, payment, source=Source.WEBHOOK, now=now)
            return ReportState.APPLIED
        if report.event in _REFUND_EVENTS:
            refund = entity(GatewayRefund, report.entities.get("refund"))
            return ReportState.APPLIED if await self._refunds.report(refund, now=now) else None
        return ReportState.IGNORED

    async def _put_back(self, report: Report, reason: str, result: str, attempts: int, *, now: datetime) -> None:
        if report.attempts >= attempts:
            await self._give_up(report, reason, now=now)
            return
        self._metrics.webhooks.labels(result).inc()
        await self._repository.put_back(report, reason=reason, now=now)

    async def _give_up(self, report: Report, reason: str, *, now: datetime) -> None:
        self._metrics.webhooks.labels(ReportState.GIVEN_UP.value).inc()
        logger.error("webhook_given_up", report=report.id, event_name=report.event, reason=reason)
        await self._repository.finish(report.id, ReportState.GIVEN_UP, reason=reason, now=now)
