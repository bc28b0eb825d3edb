"""Memory stays within bounds whatever the size, and time within what the server itself takes."""

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.command import Command, Ended
from tests.support.servers import Mongod

MOST_MB = 200
# Of a loop that reads and throws away.
LEAST_SHARE = 0.7
LEAST_DUMP_MB_PER_SECOND = 40
LEAST_RESTORE_MB_PER_SECOND = 20
ROUNDS = 3


@dataclass(frozen=True)
class Source:
    name: str
    bytes: int


def filled(mongod: Mongod, name: str, documents: int) -> Iterator[Source]:
    """Documents as large as those of the platform, about 500 bytes, and a few as large as can be."""
    chance = random.Random(name)  # noqa: S311 - not a secret
    with mongod.client() as client:
        database = client[name]
        client.drop_database(name)
        for first in range(0, documents, 10_000):
            database.bookings.insert_many(
                [
                    {"_id": n, "text": chance.randbytes(180).hex(), "tags": ["a", "b"], "n": {"x": 1.5, "y": n}}
                    for n in range(first, first + 10_000)
                ]
            )
        database.bookings.create_index("n.y")
        for number in range(3):
            database.large.insert_one({"_id": number, "v": os.urandom(16_000_000)})
        yield Source(name, int(database.command("collStats", "bookings")["size"]))
        client.drop_database(name)


@pytest.fixture(scope="module")
def source(mongod: Mongod) -> Iterator[Source]:
    yield from filled(mongod, "test_resources", 120_000)


@pytest.fixture(scope="module")
def large(mongod: Mongod) -> Iterator[Source]:
    """1 GB."""
    yield from filled(mongod, "test_resources_large", 2_400_000)


def seconds(result: Ended, task: str, collection: str = "bookings") -> float:
    found = [e for e in result.named("collection") if (e["task"], e["collection"]) == (task, collection)]
    return float(found[0]["seconds"])


def plain_loop(mongod: Mongod, name: str) -> float:
    """Seconds to read the collection and throw it away."""
    with mongod.client() as client:
        start = time.perf_counter()
        for _ in client[name].bookings.find_raw_batches({}):
            pass
        return time.perf_counter() - start


def test_memory_is_bounded(command: Command, source: Source, tmp_path: Path) -> None:
    dump = command.succeed("dump", "--database", source.name, "--out", tmp_path / "dump")
    restore = command.succeed("restore", tmp_path / "dump", "--to", f"{source.name}_new", "--scratch")
    command.succeed("discard", f"{source.name}_new")
    print(f"peak memory: dump {dump.peak_mb:.0f} MB, restore {restore.peak_mb:.0f} MB")  # noqa: T201 - the figure is the point
    assert dump.peak_mb <= MOST_MB
    assert restore.peak_mb <= MOST_MB


def _share_of_plain_loop(mongod: Mongod, command: Command, source: Source, out: Path) -> tuple[float, float]:
    """The best of some rounds each, taken in turns: the share of the loop's speed, and the dump's bytes a second."""
    loops, dumps = [], []
    for _ in range(ROUNDS):
        loops.append(plain_loop(mongod, source.name))
        dumps.append(seconds(command.succeed("dump", "--database", source.name, "--out", out, "--replace"), "dumped"))
    print(f"loop {source.bytes / min(loops) / 1e6:.0f} MB/s, dump {source.bytes / min(dumps) / 1e6:.0f} MB/s")  # noqa: T201
    return min(loops) / min(dumps), source.bytes / min(dumps)


def test_a_dump_is_nearly_as_fast_as_reading(mongod: Mongod, command: Command, source: Source, tmp_path: Path) -> None:
    share, _ = _share_of_plain_loop(mongod, command, source, tmp_path / "dump")
    assert share >= LEAST_SHARE


@pytest.mark.campaign
@pytest.mark.timeout(1800)
def test_a_gigabyte(mongod: Mongod, command: Command, large: Source, tmp_path: Path) -> None:
    share, rate = _share_of_plain_loop(mongod, command, large, tmp_path / "dump")
    dump = command.succeed("dump", "--database", large.name, "--out", tmp_path / "dump", "--replace")
    start = time.perf_counter()
    restore = command.succeed("restore", tmp_path / "dump", "--to", f"{large.name}_new", "--scratch")
    whole = time.perf_counter() - start
    loaded = large.bytes / seconds(restore, "loaded")
    command.succeed("discard", f"{large.name}_new")
    print(  # noqa: T201
        f"dump {rate / 1e6:.0f} MB/s, {share:.0%} of the loop; restore {loaded / 1e6:.0f} MB/s, with verification and "
        f"indexes {large.bytes / whole / 1e6:.0f} MB/s; peak {dump.peak_mb:.0f} and {restore.peak_mb:.0f} MB"
    )
    assert share >= LEAST_SHARE
    assert rate >= LEAST_DUMP_MB_PER_SECOND * 1e6
    assert large.bytes / whole >= LEAST_RESTORE_MB_PER_SECOND * 1e6
    assert dump.peak_mb <= MOST_MB
    assert restore.peak_mb <= MOST_MB
