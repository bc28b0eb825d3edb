"""Recording and applying stay within bounds of memory whatever the rate, and are faster than the platform writes."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from tests.support.command import Command, Ended
from tests.support.journals import Journal, beating, cluster_time, contents
from tests.support.servers import Mongod

MOST_MB = 200
MOST_APPLY_MB = 350
EVENTS = 20_000
CAMPAIGN_EVENTS = 300_000
LEAST_RECORDED_PER_SECOND = 3_000
LEAST_APPLIED_PER_SECOND = 1_000


@pytest.fixture(autouse=True, scope="module")
def beats(mongod: Mongod) -> Iterator[None]:
    with mongod.client() as client, beating(client):
        yield


@pytest.fixture
def journal(
    client: MongoClient[dict[str, Any]], name: str, tmp_path: Path, command: Command, journal_command: Command
) -> Journal:
    return Journal(client[name], tmp_path / "journal", tmp_path / "dump", journal_command, command)


def _recorded_and_applied(journal: Journal, name: str, count: int) -> tuple[Ended, float, Ended, float]:
    """Inserts and updates of documents as large as those of the platform, and a few as large as can be; what recording
    and applying them came to, and their seconds."""
    database = journal.database
    database.bookings.insert_one({"_id": -1})
    journal.begin()
    for first in range(0, count // 2, 5_000):
        ids = range(first, min(first + 5_000, count // 2))
        database.bookings.insert_many([{"_id": n, "text": os.urandom(180).hex(), "n": {"x": 1, "y": n}} for n in ids])
    database.bookings.update_many({}, {"$inc": {"n.x": 1}, "$set": {"state": "confirmed"}})
    database.large.insert_many([{"_id": n, "v": os.urandom(16_000_000)} for n in range(4)])
    database.large.update_many({}, {"$set": {"small": 1}})
    moment = cluster_time(database.client)
    start = time.perf_counter()
    recorded = journal.catch_up()
    between = time.perf_counter()
    journal.restore(f"{name}_new")
    begun = time.perf_counter()
    applied = journal.command.succeed(*journal.apply(f"{name}_new", moment))
    applying = time.perf_counter() - begun
    assert contents(database.client[f"{name}_new"]) == contents(database)
    recording = between - start
    print(  # noqa: T201 - the figures are the point
        f"recorded {count / recording:,.0f} events/s, peak {recorded.peak_mb:.0f} MB; "
        f"applied {count / applying:,.0f} events/s, peak {applied.peak_mb:.0f} MB"
    )
    return recorded, count / recording, applied, count / applying


def test_memory_is_bounded(journal: Journal, name: str) -> None:
    recorded, _, applied, _ = _recorded_and_applied(journal, name, EVENTS)
    assert recorded.peak_mb <= MOST_MB
    assert applied.peak_mb <= MOST_APPLY_MB


@pytest.mark.campaign
@pytest.mark.timeout(1800)
def test_campaign_of_many_events(journal: Journal, name: str) -> None:
    recorded, recording, applied, applying = _recorded_and_applied(journal, name, CAMPAIGN_EVENTS)
    assert recorded.peak_mb <= MOST_MB
    assert applied.peak_mb <= MOST_APPLY_MB
    assert recording >= LEAST_RECORDED_PER_SECOND
    assert applying >= LEAST_APPLIED_PER_SECOND
