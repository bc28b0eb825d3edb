"""The jobs there are. Each is idempotent: a lease makes doing it twice unlikely, not impossible."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from codementee.companies.repository import CompanyRepository
from codementee.core.clock import Clock
from codementee.core.database import Database
from codementee.notifications.delivery import Delivery
from codementee.pricing.repository import PricingPlanRepository
from codementee.worker.leases import Lease
from codementee.worker.metrics import WorkerMetrics

# Below the grace a stopping process has: the round in progress still ends.
_OUTBOX_ROUND_SECONDS = 10.0
_OUTBOX_TIMEOUT_SECONDS = 60
_OUTBOX_BATCH = 500
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Job:
    """``run`` may take up to ``timeout_seconds``; the lease outlives that, so a job never loses it half-way.

    Not ``exclusive``: its work is claimed piece by piece, so every worker does it at the same time, and one that dies
    holds up no more than its own pieces.
    """

    name: str
    interval_seconds: float
    timeout_seconds: int
    run: Callable[[Lease], Awaitable[None]]
    exclusive: bool = True

    @property
    def lease_seconds(self) -> int:
        return int(self.interval_seconds) + 2 * self.timeout_seconds


def outbox_job(delivery: Delivery, *, interval_seconds: float, concurrency: int) -> Job:
    """Sends mail. Every mail is claimed by itself, which is what keeps two workers from sending it twice."""

    async def run(_lease: Lease) -> None:
        await delivery.drain(concurrency=concurrency, limit=_OUTBOX_BATCH, seconds=_OUTBOX_ROUND_SECONDS)

    return Job("outbox", interval_seconds, _OUTBOX_TIMEOUT_SECONDS, run, exclusive=False)


def batch_job(
    name: str,
    work: Callable[[datetime, int], Awaitable[int]],
    clock: Clock,
    *,
    interval_seconds: float,
    timeout_seconds: int = 30,
    batch: int = _BATCH,
    changed: Callable[[], Awaitable[None]] | None = None,
) -> Job:
    """Has ``work(now, limit)`` do up to ``batch`` at a time, until it finds fewer or half of the time is over.

    ``changed`` is told after every batch that did something.
    """

    async def run(_lease: Lease) -> None:
        deadline = time.monotonic() + timeout_seconds / 2
        done = batch
        while done >= batch and time.monotonic() < deadline:
            done = await work(clock(), batch)
            if done and changed is not None:
                await changed()

    return Job(name, interval_seconds, timeout_seconds, run)


def catalogue_metrics(database: Database, metrics: WorkerMetrics, *, interval_seconds: float) -> Job:
    """Counts what users can choose from: an empty catalogue is an outage that no error log shows."""
    companies = CompanyRepository(database)
    plans = PricingPlanRepository(database)

    async def run(_lease: Lease) -> None:
        metrics.catalogue_documents.labels("companies").set(await companies.count_active())
        metrics.catalogue_documents.labels("pricing_plans").set(await plans.count_active())

    return Job("catalogue-metrics", interval_seconds, timeout_seconds=15, run=run)
