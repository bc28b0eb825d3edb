"""Takes defects from wherever they are caught and stores them behind the scenes.

``capture`` only puts them into a bounded queue: it neither waits nor fails, whatever the database does. What does not
fit is counted and forgotten; the log has every occurrence anyway.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter
from pymongo.errors import PyMongoError

from codementee.core.clock import Clock
from codementee.core.context import request_id
from codementee.core.logging import logger
from codementee.error_tracking.policy import Crash, crash_of
from codementee.error_tracking.repository import ErrorRepository

_QUEUE = 200
_GATHER_SECONDS = 0.5
_STORE_SECONDS = 5.0
_CLOSE_SECONDS = 3.0

type Forward = Callable[[Crash, str, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Occurrence:
    crash: Crash
    release: str
    request_id: str | None
    at: datetime


@dataclass(slots=True)
class _Sum:
    crash: Crash
    release: str
    first: datetime
    last: datetime
    count: int = 0
    request_ids: list[str] = field(default_factory=list)

    def add(self, occurrence: _Occurrence) -> None:
        self.count += 1
        self.last = max(self.last, occurrence.at)
        if occurrence.request_id is not None:
            self.request_ids = [*self.request_ids[-4:], occurrence.request_id]


class ErrorTracker:
    def __init__(self, *, source: str, release: str, clock: Clock, registry: CollectorRegistry) -> None:
        self._source = source
        self._release = release
        self._clock = clock
        self._queue: asyncio.Queue[_Occurrence] = asyncio.Queue(_QUEUE)
        self._results = Counter(
            "codementee_errors",
            "Defects by what became of them: stored, dropped (too many at once), lost (they could not be stored)",
            ["result"],
            registry=registry,
        )
        for result in ("stored", "dropped", "lost"):
            self._results.labels(result)

    def capture(self, error: BaseException, place: str) -> None:
        """To be called where the exception is handled, with its route or job."""
        try:
            self.put(crash_of(error, source=self._source, place=place))
        except Exception as problem:  # noqa: BLE001 - called while an answer is owed: whatever it is, it must not show
            logger.warning("error_not_tracked", error=type(problem).__name__)

    def put(self, crash: Crash, *, release: str | None = None) -> bool:
        """False when the queue is full."""
        occurrence = _Occurrence(crash, release or self._release, request_id.get(), self._clock())
        try:
            self._queue.put_nowait(occurrence)
        except asyncio.QueueFull:
            self._results.labels("dropped").inc()
            return False
        return True

    @asynccontextmanager
    async def running(self, repository: ErrorRepository, forward: Forward | None = None) -> AsyncIterator[None]:
        """Stores what is captured, and hands each cause that is new here to ``forward``."""
        task = asyncio.create_task(self._store_forever(repository, forward))
        try:
            yield
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await self._queue.join()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _store_forever(self, repository: ErrorRepository, forward: Forward | None) -> None:
        forwarded: set[str] = set()
        while True:
            occurrences = [await self._queue.get()]
            # A defect that shows on every request costs one write per round, not one per request.
            await asyncio.sleep(_GATHER_SECONDS)
            while not self._queue.empty():
                occurrences.append(self._queue.get_nowait())
            for total in _totals(occurrences):
                await self._store(repository, total)
                if forward is not None and total.crash.fingerprint not in forwarded and len(forwarded) < _QUEUE:
                    forwarded.add(total.crash.fingerprint)
                    await forward(total.crash, total.request_ids[-1] if total.request_ids else "", total.last)
            for _ in occurrences:
                self._queue.task_done()

    async def _store(self, repository: ErrorRepository, total: _Sum) -> None:
        try:
            async with asyncio.timeout(_STORE_SECONDS):
                new = await repository.count_up(
                    total.crash,
                    release=total.release,
                    count=total.count,
                    request_ids=total.request_ids,
                    first=total.first,
                    last=total.last,
                )
        except (PyMongoError, TimeoutError) as problem:
            self._results.labels("lost").inc(total.count)
            logger.warning("error_not_stored", fingerprint=total.crash.fingerprint, error=type(problem).__name__)
            return
        self._results.labels("stored").inc(total.count)
        if new:
            logger.error(
                "error_new", fingerprint=total.crash.fingerprint, type=total.crash.type, place=total.crash.place
            )


def _totals(occurrences: list[_Occurrence]) -> list[_Sum]:
    totals: dict[tuple[str, str], _Sum] = {}
    for occurrence in occurrences:
        key = (occurrence.release, occurrence.crash.fingerprint)
        if key not in totals:
            totals[key] = _Sum(occurrence.crash, occurrence.release, first=occurrence.at, last=occurrence.at)
        totals[key].add(occurrence)
    return list(totals.values())
