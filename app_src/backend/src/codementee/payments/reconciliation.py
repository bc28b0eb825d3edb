"""Asking the payment service about orders whose payment nobody has reported."""

from datetime import datetime, timedelta

from bson import ObjectId

from codementee.core.database import Database
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.logging import logger
from codementee.payments.apply import PaymentApplier, Source
from codementee.payments.gateway import GatewayRefusedError, GatewayUnavailableError, PaymentGateway
from codementee.payments.policy import UNPAID, next_check
from codementee.payments.records import Order
from codementee.payments.repository import OrderRepository
from codementee.payments.service import PaymentService, unavailable

# An order the service has no answer for waits this long, so that it does not keep the others from being asked about.
_PAUSE = timedelta(minutes=1)


class Reconciliation:
    def __init__(
        self, database: Database, gateway: PaymentGateway, applier: PaymentApplier, payments: PaymentService
    ) -> None:
        self._orders = OrderRepository(database)
        self._gateway = gateway
        self._applier = applier
        self._payments = payments

    async def reconcile(self, now: datetime, limit: int) -> int:
        """Ask about up to ``limit`` unpaid orders that are due, apply what is found, expire what is over.

        How many were asked about; stops at the first one the service does not answer for.
        """
        done = 0
        for order in await self._orders.find_due(now=now, limit=limit):
            try:
                await self._reconcile(order, now=now)
            except GatewayUnavailableError as error:
                logger.warning("reconciliation_interrupted", order=str(order.id), reason=str(error), done=done)
                await self._orders.schedule_check(order.id, now + _PAUSE)
                break
            done += 1
        return done

    async def reconcile_order(self, order_id: ObjectId, *, now: datetime) -> Order:
        """The order after asking about it. Raises AppError(NOT_FOUND | PAYMENT_PROVIDER_UNAVAILABLE)."""
        order = await self._orders.find(order_id)
        if order is None:
            raise AppError(NOT_FOUND)
        try:
            await self._reconcile(order, now=now)
        except GatewayUnavailableError as error:
            raise unavailable(error) from error
        return await self._payments.get_any(order_id)

    async def _reconcile(self, order: Order, *, now: datetime) -> None:
        if order.razorpay_order_id is not None:
            try:
                found = await self._gateway.payments_of(order.razorpay_order_id)
            except GatewayRefusedError as error:
                logger.error("order_unknown_to_payment_provider", order=str(order.id), reason=str(error))
                found = []
            # In the order they were made: the first that was captured is the one that pays.
            for payment in sorted(found, key=lambda one: (one.created_at, one.id)):
                current = await self._payments.captured(payment, order)
                await self._applier.apply(order, current, source=Source.RECONCILIATION, now=now)
                order = await self._payments.get_any(order.id)
        if order.state in UNPAID:
            if order.expires_at <= now:
                await self._orders.expire(order.id, now=now)
            await self._orders.schedule_check(order.id, next_check(order.created_at, order.expires_at, now=now))
