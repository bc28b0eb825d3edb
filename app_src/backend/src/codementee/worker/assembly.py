"""Puts the worker's jobs together from the domains' services."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from email.utils import parseaddr

from codementee.audit.service import AuditLog
from codementee.bookings.service import BookingService
from codementee.core.cache import Cache, create_cache_client
from codementee.core.clock import Clock
from codementee.core.database import Client, Database, open_database
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings
from codementee.core.transactions import Transactions
from codementee.credits.upkeep import CreditUpkeep
from codementee.error_tracking.repository import ErrorRepository
from codementee.error_tracking.sentry import open_forwarder
from codementee.error_tracking.tracker import ErrorTracker
from codementee.insights.service import InsightsService
from codementee.invoices.days import InvoiceDays
from codementee.nags.service import FeedbackNags
from codementee.notifications.delivery import Delivery, DeliveryMetrics, RegisteredRecipients
from codementee.notifications.mailer import LoggingMailer, Mailer, ResendMailer, resend_client
from codementee.notifications.rendering import Renderer
from codementee.notifications.repository import OutboxRepository
from codementee.payments.composition import Money, open_money
from codementee.payments.metrics import PaymentMetrics
from codementee.privacy.retention import Retention
from codementee.slots.policy import NAMESPACE as SLOTS
from codementee.users.repository import UserRepository
from codementee.users.service import UserService
from codementee.waitlist.service import WaitlistService
from codementee.worker.jobs import Job, batch_job, catalogue_metrics, outbox_job
from codementee.worker.measuring import BusinessMetrics, Measuring, measuring_jobs
from codementee.worker.metrics import WorkerMetrics


@dataclass(frozen=True, slots=True)
class WorkerResources:
    """Everything the jobs stand on."""

    settings: Settings
    database: Database
    cache: Cache
    transactions: Transactions
    clock: Clock
    mailer: Mailer
    money: Money
    tracker: ErrorTracker
    metrics: Metrics
    worker_metrics: WorkerMetrics


@asynccontextmanager
async def open_resources(
    client: Client, settings: Settings, metrics: Metrics, clock: Clock
) -> AsyncIterator[WorkerResources]:
    database, transactions = open_database(client, settings), Transactions(client)
    tracker = ErrorTracker(source="worker", release=settings.release, clock=clock, registry=metrics.registry)
    async with AsyncExitStack() as stack:
        cache_client = create_cache_client(settings)
        stack.push_async_callback(cache_client.aclose)
        # The worker reads nothing from it, but what it changes must not go on being served.
        cache = Cache(cache_client, metrics, settings)
        mailer = await stack.enter_async_context(_open_mailer(settings))
        money = await stack.enter_async_context(
            open_money(
                settings,
                database,
                transactions,
                PaymentMetrics(metrics.registry),
                principals_changed=UserService(UserRepository(database), cache).principals_changed,
            )
        )
        forwarder = await stack.enter_async_context(
            open_forwarder(
                settings.sentry_dsn.get_secret_value(), release=settings.release, environment=settings.environment
            )
        )
        await stack.enter_async_context(tracker.running(ErrorRepository(database), forwarder))
        yield WorkerResources(
            settings=settings,
            database=database,
            cache=cache,
            transactions=transactions,
            clock=clock,
            mailer=mailer,
            money=money,
            tracker=tracker,
            metrics=metrics,
            worker_metrics=WorkerMetrics(metrics.registry),
        )


def build_jobs(shop: WorkerResources) -> list[Job]:
    """Each name is a lease's and a metric's label."""
    settings, database, transactions, clock = shop.settings, shop.database, shop.transactions, shop.clock
    bookings = BookingService(database, transactions, organiser_email=parseaddr(settings.mail_from)[1])
    credits_ = CreditUpkeep(database, transactions)
    soon, now_and_then = settings.worker_interval_seconds, settings.worker_slow_interval_seconds
    measuring = Measuring(database, BusinessMetrics(shop.metrics.registry))

    async def seats_and_credits_changed() -> None:
        await shop.cache.invalidate(SLOTS)
        await UserService(UserRepository(database), shop.cache).principals_changed()

    return [
        # Reminders are mails with a time; the outbox sends them when it has come.
        outbox_job(
            _delivery(shop),
            interval_seconds=settings.worker_outbox_interval_seconds,
            concurrency=settings.mail_concurrency,
        ),
        batch_job(
            "holds-expiry", bookings.expire_holds, clock, interval_seconds=soon, changed=seats_and_credits_changed
        ),
        batch_job("webhook-inbox", shop.money.inbox.retry_due, clock, interval_seconds=soon),
        batch_job("refunds", shop.money.refunds.work_off, clock, interval_seconds=soon),
        batch_job("reconciliation", shop.money.reconciliation.reconcile, clock, interval_seconds=soon, batch=20),
        batch_job("waitlist", WaitlistService(database, transactions).notify, clock, interval_seconds=4 * soon),
        batch_job("bookings-complete", bookings.complete_ended, clock, interval_seconds=now_and_then),
        batch_job("credits-expiry", credits_.expire, clock, interval_seconds=now_and_then),
        batch_job("credits-warning", credits_.warn, clock, interval_seconds=now_and_then),
        batch_job("feedback-nags", FeedbackNags(database).remind, clock, interval_seconds=now_and_then, batch=1_000),
        batch_job(
            "insights",
            InsightsService(database).refresh,
            clock,
            interval_seconds=now_and_then,
            timeout_seconds=240,
            # The present month and one other: a large month costs seconds.
            batch=2,
        ),
        batch_job("invoice-days", InvoiceDays(database).close, clock, interval_seconds=now_and_then),
        batch_job(
            "books-retention",
            Retention(database, transactions, kept_years=settings.books_kept_years).enforce,
            clock,
            interval_seconds=now_and_then,
        ),
        catalogue_metrics(database, shop.worker_metrics, interval_seconds=soon),
        *measuring_jobs(measuring, clock, interval_seconds=soon),
    ]


def _delivery(shop: WorkerResources) -> Delivery:
    return Delivery(
        repository=OutboxRepository(shop.database),
        recipients=RegisteredRecipients(UserRepository(shop.database)),
        audit=AuditLog(shop.database),
        mailer=shop.mailer,
        renderer=Renderer(public_url=shop.settings.public_url),
        metrics=DeliveryMetrics(shop.metrics.registry),
        clock=shop.clock,
    )


@asynccontextmanager
async def _open_mailer(settings: Settings) -> AsyncIterator[Mailer]:
    if not settings.resend_api_key.get_secret_value():
        yield LoggingMailer()
        return
    async with resend_client(settings) as client:
        yield ResendMailer(client, sender=settings.mail_from, reply_to=settings.mail_reply_to)
