"""The jobs there are. Each is idempotent: a lease makes doing it twice unlikely, not impossible."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from codementee.companies.repository import CompanyRepository
from codementee.core.database import Database
from codementee.pricing.repository import PricingPlanRepository
from codementee.worker.leases import Lease
from codementee.worker.metrics import WorkerMetrics


@dataclass(frozen=True, slots=True)
class Job:
    """``run`` may take up to ``timeout_seconds``; the lease outlives that, so a job never loses it half-way."""

    name: str
    interval_seconds: float
    timeout_seconds: int
    run: Callable[[Lease], Awaitable[None]]

    @property
    def lease_seconds(self) -> int:
        return int(self.interval_seconds) + 2 * self.timeout_seconds


def catalogue_metrics(database: Database, metrics: WorkerMetrics, *, interval_seconds: float) -> Job:
    """Counts what users can choose from: an empty catalogue is an outage that no error log shows."""
    companies = CompanyRepository(database)
    plans = PricingPlanRepository(database)

    async def run(_lease: Lease) -> None:
        metrics.catalogue_documents.labels("companies").set(await companies.count_active())
        metrics.catalogue_documents.labels("pricing_plans").set(await plans.count_active())

    return Job("catalogue-metrics", interval_seconds, timeout_seconds=15, run=run)
