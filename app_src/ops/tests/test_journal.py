"""A dump and a journal come to exactly what the database was, at any moment."""

import io
import secrets
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bson import Int64, Timestamp
from pymongo import MongoClient

from codementee_ops.database.manifest import read_manifest
from codementee_ops.database.progress import Reporter
from codementee_ops.journal.apply import Apply
from codementee_ops.journal.chains import read_journal
from codementee_ops.journal.events import read_span
from tests.support.command import Command
from tests.support.everything import NOW, fill
from tests.support.journals import AnyDatabase, Journal, beating, cluster_time, said
from tests.support.servers import Mongod, wait_until
from tests.support.writes import Definer, Writer
from tests.test_consistency import TOTAL, Transfers

EVER = Timestamp(2**32 - 1, 0)
STEPS = 250
CAMPAIGN_SEEDS = 25


@pytest.fixture(autouse=True, scope="module")
def beats(mongod: Mongod) -> Iterator[None]:
    with mongod.client() as client, beating(client):
        yield


@pytest.fixture
def journal(
    client: MongoClient[dict[str, Any]], name: str, tmp_path: Path, command: Command, journal_command: Command
) -> Journal:
    return Journal(client[name], tmp_path / "journal", tmp_path / "dump", journal_command, command)


def expect_every_moment(journal: Journal, target: AnyDatabase) -> None:
    """Bring a restored dump from moment to moment, the last time for good."""
    journal.catch_up()
    journal.restore(target.name)
    for moment in journal.moments:
        journal.command.succeed(*journal.apply(target.name, moment.time, "--hold"))
        assert journal.differences(target, moment) == {}, said(moment.time)
    later = journal.dump.with_name("later")
    journal.dumping.succeed("dump", "--database", journal.database.name, "--out", later)
    journal.command.succeed(*journal.apply(target.name, journal.moments[-1].time))
    journal.dumping.succeed("check", later, "--against", target.name)


def write_at_random(journal: Journal, seed: int, steps: int) -> None:
    writer, definer = Writer(journal.database, seed), Definer(journal.database, seed)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    for number in range(steps):
        if number == steps // 10:
            journal.begin()
        if writer.chance.random() < 0.15:
            definer.step()
        else:
            writer.step()
        if number > steps // 10 and number % (steps // 6) == 0:
            journal.note()
    journal.note()


@pytest.mark.timeout(300)
def test_writes_of_every_kind(journal: Journal, name: str) -> None:
    write_at_random(journal, secrets.randbelow(2**32), STEPS)
    expect_every_moment(journal, journal.database.client[f"{name}_new"])


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(CAMPAIGN_SEEDS))
def test_campaign_of_writes(journal: Journal, name: str, seed: int) -> None:
    write_at_random(journal, seed, 2 * STEPS)
    expect_every_moment(journal, journal.database.client[f"{name}_new"])


def test_everything_from_the_beginning(journal: Journal, name: str) -> None:
    """Every type, option and index comes as events, onto a dump that has nearly nothing."""
    journal.database.first.insert_one({"_id": 1})
    # Of the server's own collections the server tells nothing.
    scripts = journal.database["system.js"]
    scripts.insert_one({"_id": "in the dump"})
    journal.begin()
    fill(journal.database)
    scripts.delete_one({"_id": "addition"})
    for series in ("weather", "plain-series"):
        journal.database.drop_collection(series)
    journal.note()
    expect_every_moment(journal, journal.database.client[f"{name}_new"])


def test_a_transfer_is_never_cut(client: MongoClient[dict[str, Any]], journal: Journal, name: str) -> None:
    """The total of two collections is constant at every moment there is."""
    transfers = Transfers(journal.database)
    with transfers.running():
        journal.begin()
        before = transfers.count
        wait_until(lambda: transfers.count > before + 40, what="forty transfers")
    journal.catch_up()
    journal.restore(f"{name}_new")
    segments = [stored for run in read_journal([journal.directory]).runs for stored in run.segments]
    dumped = read_manifest(journal.dump).cluster_time
    assert dumped is not None
    after = Timestamp(*dumped)
    moments = sorted({event.cluster_time for event in read_span(segments, after=after, until=EVER)})
    assert len(moments) >= 40
    target = client[f"{name}_new"]
    report = Reporter(machine=True, lines=io.StringIO())
    for moment in moments[:60]:
        Apply(client, [journal.directory], journal.dump, target.name, moment, hold=True, report=report).run()
        found = [sum(document["balance"] for document in target[half].find()) for half in ("assets", "zeal")]
        assert sum(found) == TOTAL, said(moment)


def test_nothing_expires_before_its_time(client: MongoClient[dict[str, Any]], journal: Journal, name: str) -> None:
    """What a journal still changes must not be gone, and afterwards it expires as it did."""
    old = {"_id": "kept", "at": NOW, "n": 0}
    journal.database.create_collection("sessions")
    journal.database.sessions.create_index("at", expireAfterSeconds=60)
    journal.database.sessions.insert_one(old)
    journal.begin()
    journal.database.sessions.update_one({"_id": "kept"}, {"$set": {"at": NOW + timedelta(days=365_000)}})
    moment = cluster_time(client)
    journal.catch_up()
    client.admin.command("setParameter", 1, ttlMonitorEnabled=True)
    try:
        passes = _ttl_passes(client)
        journal.restore(f"{name}_new")
        wait_until(lambda: _ttl_passes(client) > passes + 1, what="the TTL monitor")
        assert client[f"{name}_new"].sessions.count_documents({}) == 1
        journal.command.succeed(*journal.apply(f"{name}_new", moment))
        assert client[f"{name}_new"].sessions.index_information()["at_1"]["expireAfterSeconds"] == 60
        assert client[f"{name}_new"].sessions.count_documents({"n": 0}) == 1
    finally:
        client.admin.command("setParameter", 1, ttlMonitorEnabled=False)


def test_what_expired_comes_as_deletes(client: MongoClient[dict[str, Any]], journal: Journal, name: str) -> None:
    journal.database.sessions.insert_many([{"_id": n, "at": NOW} for n in range(10)])
    journal.begin()
    client.admin.command("setParameter", 1, ttlMonitorEnabled=True)
    try:
        journal.database.sessions.create_index("at", expireAfterSeconds=60)
        wait_until(lambda: not journal.database.sessions.count_documents({}), what="the TTL monitor")
    finally:
        client.admin.command("setParameter", 1, ttlMonitorEnabled=False)
    journal.note()
    expect_every_moment(journal, client[f"{name}_new"])


def test_time_series_are_left_and_named(journal: Journal, name: str) -> None:
    """The server tells nothing of what is in them."""
    database = journal.database
    database.create_collection("weather", timeseries={"timeField": "t"})
    database.weather.insert_one({"t": NOW, "n": 1})
    database.orders.insert_one({"_id": 1})
    journal.begin()
    database.weather.insert_one({"t": NOW, "n": 2})
    database.create_collection("since", timeseries={"timeField": "t"})
    database.orders.insert_one({"_id": 2})
    moment = cluster_time(database.client)
    journal.catch_up()
    journal.restore(f"{name}_new")
    result = journal.command.succeed(*journal.apply(f"{name}_new", moment))
    assert result.last["time_series"] == ["since", "weather"]
    assert "NOT BROUGHT FORWARD" in result.last["message"]
    target = database.client[f"{name}_new"]
    assert [found["n"] for found in target.weather.find()] == [1]
    assert target.orders.count_documents({}) == 2


def test_a_capped_collection_keeps_what_it_has(journal: Journal, name: str) -> None:
    """It was dumped after the dump's moment: inserts that the dump has already must not push out others."""
    database = journal.database
    database.create_collection("capped", capped=True, size=8192, max=5)
    database.capped.insert_many([{"_id": n} for n in range(8)])
    database.first.insert_many([{"_id": n} for n in range(3)])
    journal.catch_up()
    stop = threading.Event()

    def write() -> None:
        number = 8
        while not stop.is_set():
            database.capped.insert_one({"_id": number})
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        journal.begin()
        there = database.capped.find_one(sort=[("$natural", -1)])
        assert there is not None
        wait_until(lambda: database.capped.find_one({"_id": {"$gt": there["_id"] + 5}}), what="more documents")
    finally:
        stop.set()
        writer.join()
    journal.note()
    expect_every_moment(journal, database.client[f"{name}_new"])


def test_documents_as_large_as_can_be(journal: Journal, name: str) -> None:
    journal.database.large.insert_one({"_id": 0})
    journal.begin()
    pad = b"x" * (16 * 1024 * 1024 - 200)
    journal.database.large.insert_many([{"_id": n, "pad": pad} for n in range(1, 6)])
    for _ in range(3):
        journal.database.large.update_many({}, {"$inc": {"n": Int64(1)}})
    journal.note()
    expect_every_moment(journal, journal.database.client[f"{name}_new"])


def test_moments_as_people_say_them(client: MongoClient[dict[str, Any]], journal: Journal, name: str) -> None:
    """A whole second with its zone, itself included."""
    journal.database.orders.insert_one({"_id": "in the dump"})
    journal.begin()
    journal.database.orders.insert_one({"_id": "before"})
    moment = cluster_time(client)
    wait_until(lambda: cluster_time(client).time > moment.time, what="the next second")
    journal.database.orders.insert_one({"_id": "after"})
    wait_until(lambda: cluster_time(client).time > moment.time + 1, what="the next second")
    journal.catch_up()
    journal.restore(f"{name}_new")
    second = moment.as_datetime().astimezone().isoformat()
    result = journal.command.succeed(
        "apply", journal.directory, "--after", journal.dump, "--to", f"{name}_new", "--until", second
    )
    assert {found["_id"] for found in client[f"{name}_new"].orders.find()} == {"in the dump", "before"}
    assert result.last["events"] == 1
    assert result.last["last_event"][0] == moment.time


def _ttl_passes(client: MongoClient[dict[str, Any]]) -> int:
    return int(client.admin.command("serverStatus")["metrics"]["ttl"]["passes"])
