"""Probes what the process depends on: all at once, each within a bound, and once however many ask."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import pymongo
from pymongo.errors import OperationFailure, PyMongoError
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError, NoPermissionError, RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from codementee.core.database import Database
from codementee.core.lifecycle import Lifecycle
from codementee.core.logging import logger
from codementee.health.schemas import ComponentHealth, Readiness

PROBE_SECONDS = 1.0

type Probe = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Component:
    """Something outside this process; ``probe`` returns when it answered and raises when it did not."""

    probe: Probe
    critical: bool


class HealthService:
    def __init__(self, components: Mapping[str, Component], lifecycle: Lifecycle, *, release: str) -> None:
        self._components = components
        self._lifecycle = lifecycle
        self._release = release
        self._running: asyncio.Task[dict[str, ComponentHealth]] | None = None

    async def readiness(self) -> Readiness:
        """Never raises and never takes much longer than PROBE_SECONDS."""
        # Shared while it runs: anyone may ask, and asking a lot must not become load on the database.
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._probe_all())
        components = await asyncio.shield(self._running)
        failing = [component for component in components.values() if component.status == "failing"]
        if self._lifecycle.draining:
            status = "draining"
        elif any(component.critical for component in failing):
            status = "failing"
        else:
            status = "degraded" if failing else "ok"
        return Readiness.model_validate({"status": status, "release": self._release, "components": components})

    async def _probe_all(self) -> dict[str, ComponentHealth]:
        results = await asyncio.gather(*(self._probe(name, c) for name, c in self._components.items()))
        return dict(zip(self._components, results, strict=True))

    async def _probe(self, name: str, component: Component) -> ComponentHealth:
        started = time.perf_counter()
        reason = None
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await component.probe()
        except (PyMongoError, RedisError, OSError, TimeoutError) as error:
            reason = _reason(error)
            logger.warning("component_failing", component=name, reason=reason, error=type(error).__name__)
        latency_ms = round((time.perf_counter() - started) * 1_000, 2)
        return ComponentHealth.model_validate(
            {
                "status": "failing" if reason else "ok",
                "critical": component.critical,
                "latency_ms": latency_ms,
                "reason": reason,
            }
        )


def database_probe(database: Database) -> Probe:
    async def probe() -> None:
        # The driver's own time-out ends first, so that a connection is handed back rather than cut.
        with pymongo.timeout(PROBE_SECONDS * 0.8):
            await database.command("ping")

    return probe


def cache_probe(client: Redis) -> Probe:
    async def probe() -> None:
        await client.ping()

    return probe


def _reason(error: Exception) -> str:
    match error:
        case OperationFailure() | AuthenticationError() | NoPermissionError():
            return "refused"
        case TimeoutError() | RedisTimeoutError():
            return "timeout"
        case PyMongoError() if error.timeout:
            return "timeout"
        case _:
            return "unreachable"
