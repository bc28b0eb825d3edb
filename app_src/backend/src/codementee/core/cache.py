"""Cache-aside over a Redis-compatible server: faster when it is there, only slower when it is not.

Every namespace has a *generation*, a random token that every stored value carries. Invalidation replaces the token,
which makes everything stored before it unreadable in one command. A reader notes the generation before it
asks the database, so a value that was read before a write and stored after it carries the old token and is never
served. A lost token (restart, eviction) makes values unreadable too: an error always ends at the database.
"""

import asyncio
import random
import secrets
import time
from collections.abc import Awaitable, Callable

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from codementee.core.logging import logger
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings

# How long a failed cache is left alone: requests must not queue up to wait for the same time-out.
_PAUSE_SECONDS = 1.0
_UNAVAILABLE = (RedisError, OSError, TimeoutError)

type Load = Callable[[], Awaitable[bytes]]


def create_cache_client(settings: Settings) -> Redis:
    """Build the client; nothing connects before the first command."""
    timeout = settings.cache_timeout_ms / 1_000
    return Redis.from_pool(
        BlockingConnectionPool(
            host=settings.cache_host,
            port=settings.cache_port,
            password=settings.cache_password.get_secret_value() or None,
            # Cache keeps itself to cache_max_connections; the rest is for health probes.
            max_connections=settings.cache_max_connections + 2,
            timeout=timeout,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            # Once, at once: after the server's restart every pooled connection fails its first command.
            retry=Retry(NoBackoff(), retries=1),
        )
    )


class Cache:
    """Bytes by namespace and key, loaded once however many ask at the same moment."""

    def __init__(self, client: Redis, metrics: Metrics, settings: Settings) -> None:
        self._client = client
        self._metrics = metrics
        self._ttl_seconds = settings.cache_ttl_seconds
        # A burst waits here for its turn rather than in the client's pool, where waiting ends in an error that looks
        # like a broken server. And who waits here learns at once that the server broke meanwhile.
        self._slots = asyncio.Semaphore(settings.cache_max_connections)
        # Two releases running side by side must not read each other's shapes; generations are common to both.
        self._prefix = f"codementee:{settings.release[:16]}"
        self._flights: dict[tuple[str, str, bytes | None], asyncio.Task[bytes]] = {}
        self._paused_until = 0.0

    async def get_or_load(self, namespace: str, key: str, load: Load) -> bytes:
        """Answer from the cache, else from ``load`` (shared by concurrent callers) and store what it returned.

        Raises only what ``load`` raises.
        """
        generation, value = await self._read(namespace, key)
        if value is not None:
            return value
        flight = (namespace, key, generation)
        task = self._flights.get(flight)
        if task is None:
            task = asyncio.create_task(self._load_and_store(namespace, key, generation, load))
            self._flights[flight] = task
            task.add_done_callback(lambda done: self._land(flight, done))
        # Shielded: one caller going away must not fail the others.
        return await asyncio.shield(task)

    async def invalidate(self, namespace: str) -> bool:
        """Make every stored value of the namespace unreadable, everywhere. False when the cache could not be told.

        Then replicas that still reach it may serve values up to the time to live; call this after the write.
        """
        for flight in [f for f in self._flights if f[0] == namespace]:
            del self._flights[flight]
        try:
            async with self._slots:
                await self._client.set(self._generation_key(namespace), secrets.token_hex(8))
        except _UNAVAILABLE as error:
            self._failed("invalidate", error)
            self._metrics.cache_invalidations.labels(namespace, "error").inc()
            return False
        self._metrics.cache_invalidations.labels(namespace, "done").inc()
        return True

    async def _read(self, namespace: str, key: str) -> tuple[bytes | None, bytes | None]:
        async with self._slots:
            if self._paused:
                self._count(namespace, "bypass")
                return None, None
            return await self._ask(namespace, key)

    async def _ask(self, namespace: str, key: str) -> tuple[bytes | None, bytes | None]:
        try:
            found = await self._client.mget(self._generation_key(namespace), self._key(namespace, key))
            generation, stored = _optional_bytes(found[0]), _optional_bytes(found[1])
            if generation is None:
                generation = await self._start_generation(namespace)
        except _UNAVAILABLE as error:
            self._failed("read", error)
            self._count(namespace, "error")
            return None, None
        stored_generation, separator, value = (stored or b"").partition(b"\n")
        if separator and stored_generation == generation:
            self._count(namespace, "hit")
            return generation, value
        self._count(namespace, "miss")
        return generation, None

    async def _start_generation(self, namespace: str) -> bytes:
        fresh = secrets.token_hex(8)
        # Another replica may have set one since; then that one counts.
        earlier = await self._client.set(self._generation_key(namespace), fresh, nx=True, get=True)
        return _optional_bytes(earlier) or fresh.encode()

    async def _load_and_store(self, namespace: str, key: str, generation: bytes | None, load: Load) -> bytes:
        value = await load()
        if generation is not None and not self._paused:
            # Spread over a fifth of the time to live, so that pages stored together do not expire together.
            ttl_ms = int(self._ttl_seconds * random.uniform(800, 1_000))  # noqa: S311 - spreads load, guards nothing
            try:
                async with self._slots:
                    await self._client.set(self._key(namespace, key), generation + b"\n" + value, px=ttl_ms)
            except _UNAVAILABLE as error:
                self._failed("store", error)
        return value

    def _land(self, flight: tuple[str, str, bytes | None], task: asyncio.Task[bytes]) -> None:
        if self._flights.get(flight) is task:
            del self._flights[flight]
        if not task.cancelled():
            # Seen here even if every caller has gone, so that the loop does not report it as lost.
            task.exception()

    @property
    def _paused(self) -> bool:
        return time.monotonic() < self._paused_until

    def _failed(self, operation: str, error: Exception) -> None:
        if not self._paused:
            logger.warning("cache_unavailable", operation=operation, error=type(error).__name__)
        self._paused_until = time.monotonic() + _PAUSE_SECONDS

    def _count(self, namespace: str, result: str) -> None:
        self._metrics.cache_requests.labels(namespace, result).inc()

    def _key(self, namespace: str, key: str) -> str:
        return f"{self._prefix}:{namespace}:{key}"

    @staticmethod
    def _generation_key(namespace: str) -> str:
        return f"codementee:generation:{namespace}"


def _optional_bytes(reply: object) -> bytes | None:
    # The client is made without decoding; its annotations cannot say so.
    return reply if isinstance(reply, bytes) else None
