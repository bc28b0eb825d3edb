"""The cache-aside contract: fresh after a write, one load at a time, never a reason to fail."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from pydantic import SecretStr

from codementee.core.cache import Cache, create_cache_client
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings
from tests.support.databases import Valkey

pytestmark = pytest.mark.anyio

NAMESPACE = "things"
# Generous: on a busy machine the event loop itself may be late, which is not what these tests are about.
TIMEOUT_MS = 1_000


class Source:
    """Stands where the database would: counts loads, can be held open, can fail."""

    def __init__(self, value: bytes = b"one") -> None:
        self.value = value
        self.loads = 0
        self.entered = asyncio.Event()
        self.entered_again = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()
        self.error: Exception | None = None

    async def load(self) -> bytes:
        self.loads += 1
        # What a query does: it sees the data as it is now, and answers later.
        value = self.value
        (self.entered_again if self.entered.is_set() else self.entered).set()
        await self.open.wait()
        if self.error is not None:
            raise self.error
        return value


async def happens(event: asyncio.Event) -> None:
    """Bounded here rather than by the runner, which could not end a test whose tasks still wait."""
    async with asyncio.timeout(10):
        await event.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Valkey]:
    """A Valkey of the test's own, to be harmed."""
    with Valkey(tmp_path, password="0123456789abcdef") as server:
        yield server.started()


def settings_for(server: Valkey) -> Settings:
    return Settings(
        release="test",
        cache_port=server.port,
        cache_password=SecretStr(server.password),
        cache_timeout_ms=TIMEOUT_MS,
        cache_max_connections=8,
    )


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(service="test", release="test")


@pytest.fixture
async def cache(server: Valkey, metrics: Metrics) -> AsyncIterator[Cache]:
    settings = settings_for(server)
    client = create_cache_client(settings)
    yield Cache(client, metrics, settings)
    await client.aclose()


@pytest.fixture
async def other_replica(server: Valkey, metrics: Metrics) -> AsyncIterator[Cache]:
    settings = settings_for(server)
    client = create_cache_client(settings)
    yield Cache(client, metrics, settings)
    await client.aclose()


def results(metrics: Metrics, result: str) -> float:
    return (
        metrics.registry.get_sample_value("codementee_cache_requests_total", {"namespace": NAMESPACE, "result": result})
        or 0.0
    )


async def test_second_read_is_a_hit(cache: Cache, metrics: Metrics) -> None:
    source = Source()
    assert [await cache.get_or_load(NAMESPACE, "k", source.load) for _ in range(3)] == [b"one"] * 3
    assert source.loads == 1
    assert (results(metrics, "miss"), results(metrics, "hit")) == (1, 2)


async def test_values_with_any_bytes_survive(cache: Cache) -> None:
    source = Source(b"a\nb\x00\n" + "₹".encode())
    assert {await cache.get_or_load(NAMESPACE, "k", source.load) for _ in range(2)} == {source.value}
    assert source.loads == 1


async def test_concurrent_misses_load_once(cache: Cache, metrics: Metrics) -> None:
    """Far more readers than connections: they wait their turn, which is no failure of the cache."""
    source = Source()
    source.open.clear()
    readers = [asyncio.create_task(cache.get_or_load(NAMESPACE, "k", source.load)) for _ in range(200)]
    async with asyncio.timeout(10):
        while results(metrics, "miss") < 200:  # noqa: ASYNC110 - the counter is all that shows they have joined
            await asyncio.sleep(0)
    source.open.set()
    assert set(await asyncio.gather(*readers)) == {b"one"}
    assert source.loads == 1
    assert results(metrics, "error") == 0


async def test_reader_who_leaves_does_not_fail_the_others(cache: Cache, metrics: Metrics) -> None:
    source = Source()
    source.open.clear()
    first = asyncio.create_task(cache.get_or_load(NAMESPACE, "k", source.load))
    await happens(source.entered)
    second = asyncio.create_task(cache.get_or_load(NAMESPACE, "k", source.load))
    async with asyncio.timeout(10):
        while results(metrics, "miss") < 2:  # noqa: ASYNC110 - the counter is all that shows it has joined
            await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    source.open.set()
    assert await second == b"one"


async def test_failed_load_is_raised_and_not_remembered(cache: Cache) -> None:
    source = Source()
    source.error = LookupError("database")
    with pytest.raises(LookupError):
        await cache.get_or_load(NAMESPACE, "k", source.load)
    source.error = None
    assert await cache.get_or_load(NAMESPACE, "k", source.load) == b"one"


async def test_invalidation_shows_at_once_on_every_replica(cache: Cache, other_replica: Cache) -> None:
    source = Source()
    for replica in (cache, other_replica):
        await replica.get_or_load(NAMESPACE, "k", source.load)
    source.value = b"two"
    assert await cache.invalidate(NAMESPACE)
    assert [await r.get_or_load(NAMESPACE, "k", source.load) for r in (cache, other_replica)] == [b"two"] * 2


async def test_value_read_before_a_write_is_not_stored_after_it(cache: Cache, other_replica: Cache) -> None:
    """The race that plain delete-on-write loses: slow reader, write, invalidation, reader stores the old value."""
    source = Source()
    source.open.clear()
    slow_reader = asyncio.create_task(cache.get_or_load(NAMESPACE, "k", source.load))
    await happens(source.entered)
    source.value = b"two"
    await other_replica.invalidate(NAMESPACE)
    source.open.set()
    assert await slow_reader == b"one"
    assert await cache.get_or_load(NAMESPACE, "k", source.load) == b"two"


@pytest.mark.parametrize("writer", ["same replica", "other replica"])
async def test_reader_after_a_write_does_not_join_a_load_from_before(
    cache: Cache, other_replica: Cache, writer: str
) -> None:
    source = Source()
    source.open.clear()
    before = asyncio.create_task(cache.get_or_load(NAMESPACE, "k", source.load))
    await happens(source.entered)
    source.value = b"two"
    await (cache if writer == "same replica" else other_replica).invalidate(NAMESPACE)
    after = asyncio.create_task(cache.get_or_load(NAMESPACE, "k", source.load))
    await happens(source.entered_again)
    source.open.set()
    assert (await before, await after) == (b"one", b"two")


async def test_reader_after_a_write_loads_anew_also_without_a_cache(cache: Cache, server: Valkey) -> None:
    server.kill()
    source = Source()
    source.open.clear()
    before = asyncio.create_task(cache.get_or_load(NAMESPACE, "k", source.load))
    await happens(source.entered)
    source.value = b"two"
    await cache.invalidate(NAMESPACE)
    after = asyncio.create_task(cache.get_or_load(NAMESPACE, "k", source.load))
    await happens(source.entered_again)
    source.open.set()
    assert (await before, await after) == (b"one", b"two")


async def test_lost_generation_makes_old_values_unreadable(cache: Cache, server: Valkey) -> None:
    source = Source()
    await cache.get_or_load(NAMESPACE, "k", source.load)
    source.value = b"two"
    with server.client() as direct:
        direct.delete(f"codementee:generation:{NAMESPACE}")
    assert await cache.get_or_load(NAMESPACE, "k", source.load) == b"two"


async def test_values_expire(cache: Cache, server: Valkey) -> None:
    await cache.get_or_load(NAMESPACE, "k", Source().load)
    with server.client() as direct:
        remaining = direct.pttl(f"codementee:test:{NAMESPACE}:k")
    assert isinstance(remaining, int)
    assert 40_000 < remaining <= 60_000


async def test_killed_server_costs_time_not_answers(cache: Cache, server: Valkey, metrics: Metrics) -> None:
    source = Source()
    await cache.get_or_load(NAMESPACE, "k", source.load)
    server.kill()
    assert {await cache.get_or_load(NAMESPACE, "k", source.load) for _ in range(20)} == {b"one"}
    assert results(metrics, "error") >= 1
    assert results(metrics, "bypass") >= 1, "every request paid for the broken cache"
    assert not await cache.invalidate(NAMESPACE)


async def test_hung_server_costs_one_time_out(cache: Cache, server: Valkey) -> None:
    source = Source()
    with server.frozen():
        started = time.monotonic()
        readers = (cache.get_or_load(NAMESPACE, f"k{number}", source.load) for number in range(200))
        assert set(await asyncio.gather(*readers)) == {b"one"}
        # One time-out and one retry for the first eight, the connections there are; nobody behind them asks any more.
        assert time.monotonic() - started < 4 * TIMEOUT_MS / 1_000


async def test_restarted_server_is_used_again(cache: Cache, server: Valkey, tmp_path: Path, metrics: Metrics) -> None:
    source = Source()
    await cache.get_or_load(NAMESPACE, "k", source.load)
    server.kill()
    await cache.get_or_load(NAMESPACE, "k", source.load)
    with Valkey(tmp_path, password=server.password, port=server.port) as restarted:
        restarted.started()
        hits = results(metrics, "hit")
        async with asyncio.timeout(10):
            while results(metrics, "hit") == hits:
                await cache.get_or_load(NAMESPACE, "k", source.load)
                await asyncio.sleep(0.02)


async def test_wrong_password_is_an_error_of_the_cache_not_of_the_request(server: Valkey, metrics: Metrics) -> None:
    settings = Settings(cache_port=server.port, cache_password=SecretStr("not the password"))
    client = create_cache_client(settings)
    try:
        cache = Cache(client, metrics, settings)
        assert await cache.get_or_load(NAMESPACE, "k", Source().load) == b"one"
        assert results(metrics, "error") == 1
    finally:
        await client.aclose()


async def test_outcomes_are_exported(cache: Cache, metrics: Metrics) -> None:
    await cache.get_or_load(NAMESPACE, "k", Source().load)
    expected = 'codementee_cache_requests_total{namespace="things",result="miss"} 1.0'
    assert expected in generate_latest(metrics.registry).decode()
