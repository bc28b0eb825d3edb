"""Runs jobs when they are due, keeps a heartbeat, backs off while the database is away."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from pymongo.errors import PyMongoError

from codementee.core.logging import logger
from codementee.worker.jobs import Job
from codementee.worker.leases import Lease
from codementee.worker.metrics import WorkerMetrics

# The probe (codementee healthcheck worker) calls a loop dead that has not come round for several times this.
HEARTBEAT_SECONDS = 5.0
_LONGEST_BACKOFF_SECONDS = 30.0
_RELEASE_SECONDS = 3.0


class Leases(Protocol):
    """What the loop needs of LeaseRepository."""

    async def acquire(self, name: str, *, seconds: int) -> Lease | None: ...

    async def release_all(self) -> None: ...


@dataclass(slots=True)
class _Schedule:
    job: Job
    due: float
    failures: int = 0


class WorkerLoop:
    def __init__(
        self,
        jobs: Sequence[Job],
        leases: Leases,
        metrics: WorkerMetrics,
        *,
        on_crash: Callable[[Exception, str], None] = lambda _error, _job: None,
    ) -> None:
        """``on_crash`` hears of defects, with the job's name; it neither waits nor raises."""
        self._on_crash = on_crash
        self._leases = leases
        self._metrics = metrics
        now = time.monotonic()
        self._schedules = [_Schedule(job, now) for job in jobs]
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """The job in progress ends first; nothing new is started."""
        self._stopping.set()

    async def run(self) -> None:
        # Side by side: mail does not wait for a slow reconciliation, and no job can make the heartbeat late.
        async with asyncio.TaskGroup() as group:
            group.create_task(self._beat())
            for schedule in self._schedules:
                group.create_task(self._repeat(schedule))
        await self._release()

    async def _beat(self) -> None:
        while not self._stopping.is_set():
            self._metrics.heartbeat.set_to_current_time()
            await self._wait(HEARTBEAT_SECONDS)

    async def _repeat(self, schedule: _Schedule) -> None:
        while not self._stopping.is_set():
            await self._round(schedule)
            await self._wait(schedule.due - time.monotonic())

    async def _wait(self, seconds: float) -> None:
        """Until the time has passed or the process is asked to stop."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), max(seconds, 0.0))

    async def _round(self, schedule: _Schedule) -> None:
        job = schedule.job
        try:
            async with asyncio.timeout(job.timeout_seconds):
                lease = await self._lease(job)
                if lease is not None:
                    await job.run(lease)
        except (PyMongoError, TimeoutError) as error:
            schedule.failures += 1
            delay = _backoff(schedule.failures)
            self._metrics.job_runs.labels(job.name, "failure").inc()
            logger.warning("job_failed", job=job.name, error=type(error).__name__, retry_seconds=round(delay, 1))
        except Exception as error:  # noqa: BLE001 - the outermost handler of a job
            # A defect in one job must not stop the others; it is loud in the log and in the metric.
            schedule.failures += 1
            delay = _backoff(schedule.failures)
            self._metrics.job_runs.labels(job.name, "failure").inc()
            logger.exception("job_crashed", job=job.name)
            self._on_crash(error, job.name)
        else:
            if schedule.failures:
                logger.info("job_recovered", job=job.name, failures=schedule.failures)
            schedule.failures = 0
            delay = job.interval_seconds
            self._metrics.job_runs.labels(job.name, "held" if lease is None else "success").inc()
            if lease is not None:
                self._metrics.job_last_success.labels(job.name).set_to_current_time()
        schedule.due = time.monotonic() + delay

    async def _lease(self, job: Job) -> Lease | None:
        if not job.exclusive:
            return Lease(job.name, fence=0)
        return await self._leases.acquire(job.name, seconds=job.lease_seconds)

    async def _release(self) -> None:
        try:
            async with asyncio.timeout(_RELEASE_SECONDS):
                await self._leases.release_all()
        except (PyMongoError, TimeoutError) as error:
            # They expire by themselves; leaving must not wait for a database that is gone.
            logger.warning("leases_not_released", error=type(error).__name__)


def _backoff(failures: int) -> float:
    ceiling = min(_LONGEST_BACKOFF_SECONDS, 2.0 ** min(failures - 1, 10))
    return ceiling * random.uniform(0.5, 1.0)  # noqa: S311 - spreads workers apart, guards nothing
