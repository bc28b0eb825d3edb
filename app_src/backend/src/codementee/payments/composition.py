"""Puts the services around money together, once per process: for the API and for the worker."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from codementee.bookings.service import BookingService
from codementee.core.database import Database
from codementee.core.secrets import secret_lines
from codementee.core.settings import Settings
from codementee.core.transactions import Transactions
from codementee.payments.apply import Bookings, PaymentApplier, PrincipalsChanged
from codementee.payments.gateway import PaymentGateway
from codementee.payments.inbox.service import InboxService
from codementee.payments.metrics import PaymentMetrics
from codementee.payments.razorpay import RazorpayGateway, create_razorpay_client
from codementee.payments.reconciliation import Reconciliation
from codementee.payments.service import PaymentService
from codementee.refunds.service import RefundService
from codementee.refunds.settlement import RefundSettlement


@dataclass(frozen=True, slots=True)
class Money:
    """Everything that moves money."""

    gateway: PaymentGateway
    orders: PaymentService
    applier: PaymentApplier
    inbox: InboxService
    reconciliation: Reconciliation
    refunds: RefundService


def build_money(
    settings: Settings,
    database: Database,
    transactions: Transactions,
    gateway: PaymentGateway,
    metrics: PaymentMetrics,
    *,
    bookings: Bookings,
    principals_changed: PrincipalsChanged,
) -> Money:
    applier = PaymentApplier(
        database,
        transactions,
        settings,
        bookings=bookings,
        metrics=metrics,
        principals_changed=principals_changed,
    )
    key_secrets = secret_lines(settings.razorpay_key_secret.get_secret_value())
    webhook_secrets = secret_lines(settings.razorpay_webhook_secret.get_secret_value())
    orders = PaymentService(database, gateway, applier, key_secrets=key_secrets)
    settlement = RefundSettlement(
        database, transactions, settings, metrics=metrics, principals_changed=principals_changed
    )
    refunds = RefundService(database, transactions, gateway, settlement, metrics)
    return Money(
        gateway=gateway,
        orders=orders,
        applier=applier,
        inbox=InboxService(database, applier, refunds, metrics, secrets=webhook_secrets),
        reconciliation=Reconciliation(database, gateway, applier, orders),
        refunds=refunds,
    )


@asynccontextmanager
async def open_money(
    settings: Settings,
    database: Database,
    transactions: Transactions,
    metrics: PaymentMetrics,
    *,
    principals_changed: PrincipalsChanged,
    gateway: PaymentGateway | None = None,
) -> AsyncIterator[Money]:
    """As ``build_money``, over Razorpay unless another ``gateway`` is given; its connections close at the end."""
    async with create_razorpay_client(settings) as client:
        yield build_money(
            settings,
            database,
            transactions,
            gateway or RazorpayGateway(client, settings.razorpay_key_id),
            metrics,
            bookings=BookingService(database, transactions),
            principals_changed=principals_changed,
        )
