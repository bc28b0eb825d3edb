"""The state of the business as gauges: what waits, how long, and how it goes this month.

Every worker measures for itself, so none exports what was true when it last had some lease.
"""

from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Gauge

from codementee.bookings.repository import BookingRepository
from codementee.bookings.schemas import BookingState
from codementee.core.clock import Clock
from codementee.core.database import Database
from codementee.error_tracking.repository import ErrorRepository
from codementee.insights.policy import Month
from codementee.insights.repository import InsightsRepository
from codementee.insights.schemas import MonthFigures
from codementee.insights.service import InsightsService
from codementee.notifications.repository import OutboxRepository
from codementee.notifications.schemas import State
from codementee.payments.inbox.repository import InboxRepository
from codementee.payments.inbox.schemas import ReportState
from codementee.payments.schemas import OrderState
from codementee.worker.jobs import Job
from codementee.worker.leases import Lease

# Alerts are made of these: one per cause, for as long as it was seen lately.
_ERROR_WINDOW = timedelta(hours=1)
_MAXIMUM_CAUSES = 20


class BusinessMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, text: str, *labels: str) -> Gauge:
            return Gauge(f"codementee_{name}", text, labels, registry=registry)

        self.outbox = gauge("outbox_mails", "Mails that wait (also for their time), or failed for good", "state")
        self.outbox_lag = gauge("outbox_lag_seconds", "How long the mail has been due that waits longest; 0: none")
        self.bookings = gauge("bookings", "Bookings by state", "state")
        self.queue_age = gauge("booking_queue_oldest_seconds", "How long the oldest booking waits for a mentor")
        self.orders = gauge("orders", "Orders by state", "state")
        self.webhooks = gauge("payment_webhooks_stored", "Payment reports not applied yet, or given up", "state")
        self.causes = gauge(
            "error_cause_last_seen_timestamp_seconds",
            "Defects seen within the last hour",
            "source",
            "type",
            "fingerprint",
            "release",
        )
        self.funnel = gauge("business_funnel_people", "Of this month's new mentees, how many got to the step", "step")
        self.month = gauge("business_month", "This month's figures; see the names in the API's insights", "figure")
        self.computed = gauge("business_computed_timestamp_seconds", "When this month's figures were computed")


class Measuring:
    def __init__(self, database: Database, metrics: BusinessMetrics) -> None:
        self._outbox = OutboxRepository(database)
        self._bookings = BookingRepository(database)
        self._orders = InsightsRepository(database)
        self._inbox = InboxRepository(database)
        self._errors = ErrorRepository(database)
        self._insights = InsightsService(database)
        self._metrics = metrics

    async def often(self, now: datetime) -> None:
        """What somebody may have to be woken for."""
        metrics = self._metrics
        for state in (State.PENDING, State.FAILED):
            metrics.outbox.labels(state.value).set(await self._outbox.count(state))
        for report_state in (ReportState.WAITING, ReportState.GIVEN_UP):
            metrics.webhooks.labels(report_state.value).set(await self._inbox.count(report_state))
        metrics.outbox_lag.set(_age(await self._outbox.oldest_due(now=now), now))
        metrics.queue_age.set(_age(await self._bookings.oldest_since(BookingState.PENDING_ADMIN), now))
        causes = list(await self._errors.seen_since(now - _ERROR_WINDOW, limit=_MAXIMUM_CAUSES))
        # Nothing is awaited from here on: whoever reads the figures meanwhile would find no causes.
        metrics.causes.clear()
        for cause in causes:
            labels = (cause["source"], cause["type"], cause["fingerprint"], cause["release"])
            metrics.causes.labels(*labels).set(cause["last_seen"].timestamp())

    async def seldom(self, now: datetime) -> None:
        """Counts over whole collections, each along an index."""
        for booking_state, count in (await self._bookings.count_by_state()).items():
            self._metrics.bookings.labels(booking_state.value).set(count)
        for order_state in OrderState:
            self._metrics.orders.labels(order_state.value).set(await self._orders.count_orders(order_state))
        month = Month.of(now)
        for figures in (await self._insights.read(month, month)).months:
            self._show(figures)

    def _show(self, figures: MonthFigures) -> None:
        for step, people in figures.funnel.model_dump().items():
            self._metrics.funnel.labels(step).set(people)
        parts = (figures.revenue, figures.loyalty, figures.satisfaction, figures.interviews)
        for name, value in ((name, value) for part in parts for name, value in part.model_dump().items()):
            if value is not None:
                self._metrics.month.labels(name).set(value)
        self._metrics.computed.set(figures.computed_at.timestamp())


def measuring_jobs(measuring: Measuring, clock: Clock, *, interval_seconds: float) -> list[Job]:
    async def often(_lease: Lease) -> None:
        await measuring.often(clock())

    async def seldom(_lease: Lease) -> None:
        await measuring.seldom(clock())

    return [
        Job("metrics", interval_seconds, timeout_seconds=15, run=often, exclusive=False),
        Job("business-metrics", 10 * interval_seconds, timeout_seconds=60, run=seldom, exclusive=False),
    ]


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0) if since is not None else 0.0
