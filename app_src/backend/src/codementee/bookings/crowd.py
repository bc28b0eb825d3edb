"""Many who want the same at the same moment, inside one process."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any


class Crowd:
    """Keeps a crowd from queueing in the driver's pool, where waiting ends in an error, and from asking the same
    question a thousand times.

    Made once per process; nothing in it outlives the requests that wait.
    """

    def __init__(self, width: int = 8) -> None:
        self._turns = asyncio.Semaphore(width)
        self._next: dict[Hashable, asyncio.Task[Any]] = {}
        self._running: dict[Hashable, asyncio.Task[Any]] = {}

    async def turn[T](self, work: Callable[[], Awaitable[T]]) -> T:
        """Do it when there is room, in the order of arrival."""
        async with self._turns:
            return await work()

    async def look[T](self, subject: Hashable, load: Callable[[], Awaitable[T]]) -> T:
        """What ``load`` finds, asked after this call began: never older than the question.

        While one look is on its way, all who come share the next one.
        """
        task = self._next.get(subject)
        if task is None:
            task = asyncio.create_task(self._load(subject, load))
            self._next[subject] = task
            task.add_done_callback(_seen)
        # Shielded: one caller going away must not fail the others.
        found: T = await asyncio.shield(task)
        return found

    async def _load[T](self, subject: Hashable, load: Callable[[], Awaitable[T]]) -> T:
        running = self._running.get(subject)
        if running is not None:
            await asyncio.wait([running])
        task = self._next.pop(subject)
        self._running[subject] = task
        try:
            return await load()
        finally:
            if self._running.get(subject) is task:
                del self._running[subject]


def _seen(task: asyncio.Task[Any]) -> None:
    if not task.cancelled():
        # Even if every caller has gone, so that the loop does not report it as lost.
        task.exception()
