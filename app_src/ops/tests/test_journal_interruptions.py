"""Killed, stopped, cut off: no event is recorded twice or missing, and none is applied twice."""

import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bson import Timestamp
from pymongo import MongoClient

from codementee_ops.exits import EX_CHAIN_BROKEN, EX_STORAGE, EX_TRY_AGAIN
from codementee_ops.journal.chains import read_journal
from codementee_ops.journal.events import read_span
from tests.support.command import Command, ended, killed, the_sentence
from tests.support.journals import AnyDatabase, Journal, beating, cluster_time, recording
from tests.support.servers import Mongod, wait_until

EVER = Timestamp(2**32 - 1, 0)
KILLS = 4
CAMPAIGN_KILLS = 30
HISTORY_LOST = 286


@pytest.fixture(autouse=True, scope="module")
def beats(mongod: Mongod) -> Iterator[None]:
    with mongod.client() as client, beating(client):
        yield


@pytest.fixture
def journal(
    client: MongoClient[dict[str, Any]], name: str, tmp_path: Path, command: Command, journal_command: Command
) -> Journal:
    return Journal(client[name], tmp_path / "journal", tmp_path / "dump", journal_command, command)


class Counting:
    """Inserts 1, 2, 3 …; in another thread while :meth:`going`."""

    def __init__(self, database: AnyDatabase) -> None:
        self.count = 0
        self._database = database

    def one(self) -> None:
        self.count += 1
        self._database.counted.insert_one({"_id": self.count})

    def reached(self, count: int) -> bool:
        return self.count >= count

    @contextmanager
    def going(self) -> Iterator[None]:
        stop = threading.Event()

        def count() -> None:
            while not stop.is_set():
                self.one()

        thread = threading.Thread(target=count)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def recorded(journal: Journal) -> list[int]:
    """The numbers in the journal, which is one chain, in their order."""
    journal.command.succeed("check", journal.directory)
    runs = read_journal([journal.directory]).runs
    assert len(runs) == 1
    events = read_span(runs[0].segments, after=Timestamp(0, 0), until=EVER)
    return [event.raw["fullDocument"]["_id"] for event in events if event.operation == "insert"]


def _record_under_fire(journal: Journal, kills: int) -> None:
    counting = Counting(journal.database)
    journal.catch_up()
    chance = random.Random("kills")  # noqa: S311 - not a secret
    with counting.going():
        for _ in range(kills):
            process = journal.command.start(*journal.record("--segment-seconds", "0.2"))
            time.sleep(chance.uniform(0.3, 2.0))
            killed(process)
    journal.catch_up()
    assert counting.count > 100
    assert recorded(journal) == list(range(1, counting.count + 1))


def test_a_killed_recorder_misses_and_doubles_nothing(journal: Journal) -> None:
    _record_under_fire(journal, KILLS)


@pytest.mark.campaign
@pytest.mark.timeout(600)
def test_campaign_of_killed_recorders(journal: Journal) -> None:
    _record_under_fire(journal, CAMPAIGN_KILLS)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_everything_in_segments(journal: Journal, number: signal.Signals) -> None:
    counting = Counting(journal.database)
    with recording(journal, "--segment-seconds", "3600") as process:
        for _ in range(50):
            counting.one()
        unfinished = journal.directory / "current.partial"
        wait_until(lambda: unfinished.stat().st_size > 50 * 100, what="the events on disk")
        process.send_signal(number)
        result = ended(process)
    assert (result.status, result.last["event"]) == (0, "stopped")
    assert recorded(journal) == list(range(1, 51))
    assert not (journal.directory / "current.partial").exists()


def test_a_signal_ends_it_while_the_server_does_not_answer(mongod: Mongod, journal: Journal) -> None:
    with (
        mongod.failing(["getMore"], program="codementee-journal", blockConnection=True, blockTimeMS=4_000),
        recording(journal) as process,
    ):
        start = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert ended(process).status == 0
        assert time.monotonic() - start < 3


def test_two_recorders_exclude_each_other(journal: Journal) -> None:
    with recording(journal):
        assert "Another recorder" in journal.command.fail(EX_TRY_AGAIN, *journal.record("--once"))
    journal.catch_up()


def test_a_connection_that_breaks_is_made_again(mongod: Mongod, journal: Journal) -> None:
    counting = Counting(journal.database)
    with recording(journal, "--segment-seconds", "0.5") as process, counting.going():
        for commands in (["getMore"], ["getMore", "aggregate"], ["getMore", "aggregate", "hello", "ping"]):
            enough = counting.count + 200
            with mongod.failing(commands, mode={"times": 4}, program="codementee-journal", closeConnection=True):
                wait_until(partial(counting.reached, enough), what="more writes")
        process.send_signal(signal.SIGTERM)
        assert ended(process).status == 0
    journal.catch_up()
    assert recorded(journal) == list(range(1, counting.count + 1))


def test_the_server_goes_away_and_comes_back(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Killed while writes go on, and started again: the recorder waits for it."""
    with Mongod(tmp_path_factory.mktemp("own"), replica_set=True) as own:
        command = Command(tmp_path, own.address(), "codementee-journal")
        with own.client() as client, beating(client):
            database = client.shop
            dumping = Command(tmp_path, own.address())
            journal = Journal(database, tmp_path / "journal", tmp_path / "dump", command, dumping)
            with recording(journal, "--timeout", "1", "--segment-seconds", "1") as process:
                for n in range(100):
                    database.counted.insert_one({"_id": n})
                own.kill()
                assert process.stdout is not None
                assert "cannot be reached" in json.loads(process.stdout.readline())["message"]
                own.restart()
                assert json.loads(process.stdout.readline())["event"] == "back"
                for n in range(100, 200):
                    database.counted.insert_one({"_id": n})
                process.send_signal(signal.SIGTERM)
                assert ended(process).status == 0
            journal.catch_up()
            there = [found["_id"] for found in database.counted.find()]
            assert sorted(recorded(journal)) == sorted(there)
            assert len(there) == 200


def test_history_that_is_lost_begins_a_new_chain(mongod: Mongod, journal: Journal) -> None:
    """It says so loudly, ends with a status of its own, and what comes after is covered."""
    journal.database.orders.insert_one({"_id": 1})
    journal.catch_up()
    journal.database.orders.insert_one({"_id": 2})
    with mongod.failing(["aggregate"], mode={"times": 1}, program="codementee-journal", errorCode=HISTORY_LOST):
        result = journal.command.run(*journal.record())
    assert result.status == EX_CHAIN_BROKEN
    assert "THE JOURNAL HAS A GAP" in result.stderr
    assert "take a dump now" in result.named("gap")[0]["message"]
    status = json.loads((journal.directory / "status.json").read_text())
    assert "no longer has what comes next" in status["gap"]
    journal.database.orders.insert_one({"_id": 3})
    journal.catch_up()
    first, second = read_journal([journal.directory]).runs
    assert "no longer has" in first.last.ends
    assert first.events == 0
    assert [e.raw["documentKey"]["_id"] for e in read_span(second.segments, after=Timestamp(0, 0), until=EVER)] == [3]
    # A gap between chains is no damage; that nothing reaches across it is what apply says.
    journal.command.succeed("check", journal.directory)


def test_history_that_really_ends(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The server's own refusal, not one we asked it for: a history of one megabyte that has gone round."""
    with Mongod(tmp_path_factory.mktemp("short"), replica_set=True, oplog_mb=1) as own, own.client() as client:
        command = Command(tmp_path, own.address(), "codementee-journal")
        dumping = Command(tmp_path, own.address())
        journal = Journal(client.shop, tmp_path / "journal", tmp_path / "dump", command, dumping)
        with beating(client):
            journal.catch_up()
            oldest = cluster_time(client)

            def forgotten() -> bool:
                client.elsewhere.noise.insert_many([{"pad": "x" * 100_000} for _ in range(20)])
                first = client.local["oplog.rs"].find_one(sort=[("$natural", 1)])
                return first is not None and first["ts"] > oldest

            wait_until(forgotten, what="the server to forget")
            result = command.run(*journal.record("--once"))
            assert result.status == EX_CHAIN_BROKEN, result.stderr
            assert "no longer has what comes next" in result.named("gap")[0]["reason"]
            journal.catch_up()
    assert len(read_journal([journal.directory]).runs) == 2


def test_a_dropped_database_ends_its_chain(journal: Journal) -> None:
    journal.database.orders.insert_one({"_id": 1})
    with recording(journal) as process:
        journal.database.orders.insert_one({"_id": 2})
        journal.database.client.drop_database(journal.database.name)
        result = ended(process)
    assert result.status == EX_CHAIN_BROKEN
    assert "dropped" in result.named("gap")[0]["reason"]
    journal.database.orders.insert_one({"_id": 3})
    journal.catch_up()
    first, second = read_journal([journal.directory]).runs
    assert first.last.ends == "the database was dropped"
    assert second.events == 2


def test_a_full_disk(journal: Journal) -> None:
    """A limit on the size of files makes writing fail as a full disk does, in the middle of an event."""
    counting = Counting(journal.database)
    journal.catch_up()
    for _ in range(10):
        counting.one()
    journal.catch_up()
    before = {path.name: path.read_bytes() for path in journal.directory.glob("*.journal")}
    for _ in range(300):
        counting.one()
    result = journal.command.run(*journal.record(), limit_file_bytes=20_000)
    assert "No space left" in the_sentence(result, EX_STORAGE, "codementee-journal")
    assert {path.name: path.read_bytes() for path in journal.directory.glob("*.journal")} == before
    assert not (journal.directory / "current.partial").exists()
    journal.catch_up()
    assert recorded(journal) == list(range(1, 311))


def test_a_damaged_last_segment_is_recorded_again(journal: Journal) -> None:
    counting = Counting(journal.database)
    journal.catch_up()
    for _ in range(10):
        counting.one()
    journal.catch_up()
    last = max(journal.directory.glob("*.journal"))
    os.truncate(last, last.stat().st_size // 2)
    result = journal.catch_up()
    assert "recorded again" in result.named("damaged")[0]["message"]
    assert recorded(journal) == list(range(1, 11))


def test_a_damaged_only_segment_is_a_gap(journal: Journal) -> None:
    """Nothing says any more where the chain would go on: a dump begun in it has nothing after it."""
    journal.catch_up()
    (only,) = journal.directory.glob("*.journal")
    os.truncate(only, only.stat().st_size // 2)
    result = journal.command.run(*journal.record("--once"))
    assert result.status == EX_CHAIN_BROKEN
    assert "take a dump now" in result.named("gap")[0]["message"]
    journal.catch_up()
    (run,) = read_journal([journal.directory]).runs
    assert run.first.number == 1


def test_old_segments_go_and_the_last_stays(journal: Journal) -> None:
    for _ in range(3):
        journal.catch_up()
    journal.command.succeed(*journal.record("--once", "--keep-hours", "0.000001"))
    assert len(list(journal.directory.glob("*.journal"))) == 1
    journal.catch_up()
    journal.command.succeed("check", journal.directory)


def test_an_hour_without_writes_is_covered(journal: Journal) -> None:
    """Here some seconds; what matters is that nothing was written to the database meanwhile."""
    client = journal.database.client
    journal.database.orders.insert_one({"_id": 1})
    written = cluster_time(client)
    wait_until(lambda: cluster_time(client) > written, what="somebody else's write")
    with recording(journal, "--segment-seconds", "0.5") as process:
        moment = cluster_time(client)
        wait_until(lambda: _covered(journal) > moment.time + 2, what="two idle seconds")
        process.send_signal(signal.SIGTERM)
        assert ended(process).status == 0
    (run,) = read_journal([journal.directory]).runs
    assert run.events == 0
    assert run.last_event is None
    status = json.loads((journal.directory / "status.json").read_text())
    assert status["segments"] == len(run.segments)
    assert status["lag_seconds"] < 10
    assert status["gap"] == ""


def _covered(journal: Journal) -> int:
    runs = read_journal([journal.directory]).runs
    return int(runs[0].complete_before.time) if runs else 0


@pytest.fixture
def busy(journal: Journal) -> Journal:
    """With a few thousand events after its dump, some on documents that others depend on."""
    journal.database.orders.insert_many([{"_id": n, "n": n, "pad": "x" * 300} for n in range(3_000)])
    journal.database.orders.create_index("n", unique=True)
    journal.begin()
    for offset in (3_000, 6_000):
        journal.database.orders.update_many({}, {"$inc": {"n": offset}, "$push": {"list": offset}})
    journal.database.orders.rename("renamed")
    journal.database.renamed.update_many({}, [{"$set": {"list": {"$slice": ["$list", 1]}, "m": "$n"}}])
    journal.database.renamed.delete_many({"_id": {"$lt": 100}})
    journal.note()
    journal.catch_up()
    return journal


def _apply_under_fire(journal: Journal, target: AnyDatabase, kills: int) -> None:
    journal.restore(target.name)
    moment = journal.moments[-1]
    chance = random.Random("applies")  # noqa: S311 - not a secret
    arguments = journal.apply(target.name, moment.time, "--hold")
    interrupted = 0
    for _ in range(kills):
        process = journal.command.start(*arguments)
        time.sleep(chance.uniform(0.3, 1.2))
        interrupted += killed(process).status == -signal.SIGKILL
    assert interrupted
    journal.command.succeed(*arguments)
    assert journal.differences(target, moment) == {}


def test_an_interrupted_apply_goes_on_where_it_was(busy: Journal, name: str) -> None:
    _apply_under_fire(busy, busy.database.client[f"{name}_new"], 3)


@pytest.mark.campaign
@pytest.mark.timeout(600)
def test_campaign_of_killed_applies(busy: Journal, name: str) -> None:
    for round_ in range(8):
        _apply_under_fire(busy, busy.database.client[f"{name}_new{round_}"], 3)


def test_an_apply_stopped_between_its_batches(mongod: Mongod, busy: Journal, name: str) -> None:
    """A commit that fails leaves the batch undone, and the note with it."""
    target = busy.database.client[f"{name}_new"]
    busy.restore(target.name)
    arguments = busy.apply(target.name, busy.moments[-1].time)
    for skip in (0, 1, 3):
        with mongod.failing(["commitTransaction"], mode={"skip": skip}, program="codementee-journal", errorCode=13):
            busy.command.fail(77, *arguments)
    for commands in (["renameCollection"], ["insert"], ["delete"]):
        with mongod.failing(commands, mode={"times": 1}, program="codementee-journal", errorCode=13):
            busy.command.run(*arguments, "--hold")
    busy.command.succeed(*arguments)
    assert busy.differences(target, busy.moments[-1]) == {}
