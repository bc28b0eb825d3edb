"""Many clients at a time, and how long each kind of request takes them."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import httpx2

from codementee.core.database import application_name
from tests.conftest import Database
from tests.large.contract import operations
from tests.support.processes import Codementee

# The driver watches the server over connections of its own.
MONITORS = 2


@dataclass(frozen=True, slots=True)
class Load:
    """``think_seconds``: people read what they were shown before they ask again; who writes takes longer."""

    clients: int
    reads_each: int
    journeys_each: int
    read_think_seconds: tuple[float, float]
    write_think_seconds: tuple[float, float]


# Seconds for all of it: what is measured is what queries read, not how long they take.
LIGHT = Load(clients=4, reads_each=2, journeys_each=1, read_think_seconds=(0, 0), write_think_seconds=(0, 0))
FULL = Load(clients=50, reads_each=6, journeys_each=2, read_think_seconds=(0.2, 0.8), write_think_seconds=(1, 3))


class RefusedError(Exception):
    """An answer that is none of those expected; it is among the failures already."""


@dataclass(slots=True)
class Times:
    """Milliseconds by what was asked, and what went wrong: one failure does not end half an hour of measuring."""

    by_label: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)

    def percentile(self, label: str, share: float) -> float:
        values = sorted(self.by_label[label])
        return values[min(len(values) - 1, int(share * len(values)))]

    def show(self, label: str) -> str:
        middle, late, most = (self.percentile(label, share) for share in (0.5, 0.95, 1.0))
        count = len(self.by_label[label])
        return f"{label:60} {count:5} times  p50 {middle:7.1f} ms  p95 {late:7.1f} ms  max {most:7.1f} ms"


class Sender:
    """Sends operations by their name in the contract and takes their time."""

    def __init__(self, client: httpx2.AsyncClient, times: Times) -> None:
        self._client = client
        self._times = times

    async def send(
        self,
        operation_id: str,
        headers: Mapping[str, str],
        *,
        path: Mapping[str, object] | None = None,
        query: Mapping[str, Any] | None = None,
        body: object = None,
        content: bytes | None = None,
        also: frozenset[int] = frozenset(),
        label: str | None = None,
    ) -> httpx2.Response:
        """The answer: one of the operation's successes, or of ``also``. Raises RefusedError for any other."""
        operation = operations()[operation_id]
        address = operation.path.format(**(path or {}))
        sent = {"content": content} if content is not None else {"json": body} if body is not None else {}
        begun = time.perf_counter()
        try:
            answer = await self._client.request(operation.method, address, params=query, headers=dict(headers), **sent)
        except httpx2.HTTPError as error:
            self._times.failures.append(f"{operation_id} {address} {query or ''}: {type(error).__name__}")
            raise RefusedError from error
        self._times.by_label[label or operation_id].append((time.perf_counter() - begun) * 1_000)
        if answer.status_code not in operation.success | also:
            self._times.failures.append(f"{operation_id} {address} {query or ''}: {answer.text[:300]}")
            raise RefusedError
        return answer


async def crowd(clients: int, rounds: int, think_seconds: tuple[float, float], act: Callable[[int], Any]) -> None:
    """Each client acts that often, with pauses; ``act`` gets the number of the act among all of them."""

    async def one(client: int) -> None:
        await asyncio.sleep(random.uniform(0, think_seconds[1]))  # noqa: S311 - spreads arrivals
        for round_ in range(rounds):
            waiting: Awaitable[object] = act(round_ * clients + client)
            with suppress(RefusedError):
                await waiting
            await asyncio.sleep(random.uniform(*think_seconds))  # noqa: S311 - think time

    async with asyncio.TaskGroup() as group:
        for client in range(clients):
            group.create_task(one(client))


@contextmanager
def watched_connections(database: Database, api: Codementee) -> Iterator[list[int]]:
    """Afterwards the list holds how many connections of this API the server counted, several times a second."""
    pipeline: list[dict[str, Any]] = [
        {"$currentOp": {"allUsers": True, "idleConnections": True}},
        {"$match": {"appName": application_name("api", api.release)}},
        {"$count": "open"},
    ]
    counts: list[int] = []
    stop = Event()

    def watch() -> None:
        while not stop.wait(0.25):
            found = list(database.client.admin.aggregate(pipeline))
            counts.append(found[0]["open"] if found else 0)

    thread = Thread(target=watch)
    thread.start()
    try:
        yield counts
    finally:
        stop.set()
        thread.join()
