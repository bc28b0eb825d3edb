"""Killed, stopped, cut off: nothing half is taken for whole, and the next run succeeds."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from codementee_ops.database.manifest import read_manifest
from codementee_ops.exits import EX_DAMAGED, EX_EXISTS, EX_NO_INPUT, EX_TRY_AGAIN, EX_UNAVAILABLE
from tests.support.command import Command, Ended, ended, killed, the_sentence
from tests.support.servers import Mongod, wait_until

AnyDatabase = Database[dict[str, Any]]
KILLS = 4
CAMPAIGN_KILLS = 40
DOCUMENTS = 12_000


@pytest.fixture(scope="module")
def source(mongod: Mongod) -> Iterator[str]:
    """A database of 12 MB in two collections, one large enough for several batches, and three small ones."""
    with mongod.client() as client:
        database = client["test_interruptions"]
        for collection in ("events", "ledger"):
            database[collection].insert_many([{"_id": n, "pad": f"{n:08}" * 60, "n": n % 7} for n in range(DOCUMENTS)])
            database[collection].create_index("n")
        for collection in ("a", "m", "z"):
            database[collection].insert_one({"_id": collection})
        yield database.name
        client.drop_database(database)


@pytest.fixture(scope="module")
def dumped(mongod: Mongod, source: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("interruptions")
    Command(directory, mongod.address()).succeed("dump", "--database", source, "--out", directory / "dump")
    return directory / "dump"


def moments(seed: str, count: int, most_seconds: float) -> Iterator[float]:
    """Times after the start at which to strike, the same in every run."""
    # Of the first part of each run nothing is to be learned: Python is starting.
    return iter(random.Random(seed).uniform(0.15, 1.05) * most_seconds for _ in range(count))  # noqa: S311 - not a secret


def struck(process: subprocess.Popen[str], seconds: float) -> Ended:
    """Kill it at that time; it may have ended before."""
    time.sleep(seconds)
    return killed(process)


def _dump_under_fire(command: Command, source: str, out: Path, count: int) -> None:
    arguments = ("dump", "--database", source, "--out", out, "--replace")
    start = time.monotonic()
    command.succeed(*arguments)
    duration = time.monotonic() - start
    before = read_manifest(out).id
    interrupted = 0
    for seconds in moments("dump", count, duration):
        result = struck(command.start(*arguments), seconds)
        interrupted += result.status == -signal.SIGKILL
        if out.exists():
            # Whatever has the name is whole: the one before or the new one.
            command.succeed("check", out)
        else:
            # Between the two renames; the next run begins with finishing them.
            assert out.with_name(out.name + ".previous").exists()
        before = read_manifest(out).id if out.exists() else before
    assert interrupted
    command.succeed(*arguments)
    command.succeed("check", out, "--against", source)
    assert [path.name for path in sorted(out.parent.glob(f"*{out.name}*"))] == [f".{out.name}.lock", out.name]


def test_killed_dumps_leave_the_one_before(command: Command, source: str, tmp_path: Path) -> None:
    _dump_under_fire(command, source, tmp_path / "nightly", KILLS)


def test_a_killed_first_dump_leaves_none(mongod: Mongod, command: Command, source: str, tmp_path: Path) -> None:
    with mongod.failing(["getMore"], blockConnection=True, blockTimeMS=2_500):
        process = command.start("dump", "--database", source, "--out", tmp_path / "first")
        file = tmp_path / "first.incomplete" / source / "events.bson"
        wait_until(lambda: file.exists() and file.stat().st_size, what="the first documents")
        killed(process)
    assert not (tmp_path / "first").exists()
    assert "not a whole dump" in command.fail(EX_NO_INPUT, "check", tmp_path / "first.incomplete")
    assert "not a whole dump" in command.fail(
        EX_NO_INPUT, "restore", tmp_path / "first.incomplete", "--to", "test_never"
    )
    command.succeed("dump", "--database", source, "--out", tmp_path / "first")
    assert not (tmp_path / "first.incomplete").exists()


def _restore_under_fire(
    command: Command, client: MongoClient[dict[str, Any]], dumped: Path, name: str, count: int
) -> None:
    start = time.monotonic()
    command.succeed("restore", dumped, "--to", f"{name}_measured")
    duration = time.monotonic() - start
    resumed = interrupted = 0
    for number, seconds in enumerate(moments("restore", count, duration)):
        target = f"{name}_{number}"
        result = struck(command.start("restore", dumped, "--to", target, "--scratch"), seconds)
        if result.status == -signal.SIGKILL and target in client.list_database_names():
            interrupted += 1
            if client[target]["codementee_restore.state"].find_one({"state": {"$ne": "complete"}}):
                sentence = command.fail(EX_DAMAGED, "check", dumped, "--against", target)
                assert target in sentence
        resumed += bool(command.succeed("restore", dumped, "--to", target, "--scratch").named("resume"))
        command.succeed("check", dumped, "--against", target)
    assert interrupted
    assert resumed


def test_killed_restores_go_on(command: Command, client: MongoClient[dict[str, Any]], dumped: Path, name: str) -> None:
    _restore_under_fire(command, client, dumped, name, KILLS)


@pytest.mark.campaign
@pytest.mark.timeout(1200)
def test_campaign_of_killed_dumps(command: Command, source: str, tmp_path: Path) -> None:
    _dump_under_fire(command, source, tmp_path / "nightly", CAMPAIGN_KILLS)


@pytest.mark.campaign
@pytest.mark.timeout(1200)
def test_campaign_of_killed_restores(
    command: Command, client: MongoClient[dict[str, Any]], dumped: Path, name: str
) -> None:
    _restore_under_fire(command, client, dumped, name, CAMPAIGN_KILLS)


def test_a_stopped_restore_does_not_begin_again(
    mongod: Mongod, command: Command, client: MongoClient[dict[str, Any]], dumped: Path, name: str
) -> None:
    """What was loaded stays loaded, and documents inserted but not noted are not a fault."""
    with mongod.failing(["insert"], mode={"skip": 2}, blockConnection=True, blockTimeMS=2_500):
        process = command.start("restore", dumped, "--to", name)
        state = client[name]["codementee_restore.state"]
        # Small collections come first: "1" is the first large one.
        wait_until(lambda: state.find_one({"loaded_bytes.1": {"$gt": 0}}), what="the first batch")
        killed(process)
    noted = state.find_one()
    assert noted is not None
    assert noted["state"] == "filling"
    beyond = client[name]["events"].find_one({}, sort=[("_id", -1)])
    assert beyond is not None

    result = command.succeed("restore", dumped, "--to", name)
    assert result.named("resume")
    loaded = {event["collection"]: event for event in result.named("collection") if event["task"] == "loaded"}
    assert loaded["events"]["bytes"] == loaded["events"]["total_bytes"]
    assert loaded["events"]["bytes"] < loaded["ledger"]["bytes"]
    command.succeed("check", dumped, "--against", name)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_a_sentence(
    mongod: Mongod, command: Command, source: str, tmp_path: Path, number: signal.Signals
) -> None:
    """At once, even while the server does not answer."""
    with mongod.failing(["getMore"], blockConnection=True, blockTimeMS=2_500):
        process = command.start("dump", "--database", source, "--out", tmp_path / "dump")
        file = tmp_path / "dump.incomplete" / source / "events.bson"
        wait_until(lambda: file.exists() and file.stat().st_size, what="the first documents")
        process.send_signal(number)
        result = ended(process)
    assert number.name in the_sentence(result, 128 + number)
    assert not (tmp_path / "dump").exists()
    assert not (tmp_path / "dump.incomplete").exists()


def test_two_dumps_to_one_place_do_not_overlap(mongod: Mongod, command: Command, source: str, tmp_path: Path) -> None:
    arguments = ("dump", "--database", source, "--out", tmp_path / "dump", "--replace")
    with mongod.failing(["getMore"], blockConnection=True, blockTimeMS=2_500):
        process = command.start(*arguments)
        wait_until((tmp_path / "dump.incomplete").exists, what="the first dump")
        assert "is running" in command.fail(EX_TRY_AGAIN, *arguments)
        killed(process)
    command.succeed(*arguments)


def test_an_unfinished_restore_is_removed_or_finished_and_nothing_else(
    mongod: Mongod, command: Command, client: MongoClient[dict[str, Any]], dumped: Path, name: str
) -> None:
    source = read_manifest(dumped).database
    with mongod.failing(["insert"], blockConnection=True, blockTimeMS=2_500):
        process = command.start("restore", dumped, "--to", name)
        state = client[name]["codementee_restore.state"]
        wait_until(lambda: state.find_one({"phases.0": "loading"}), what="the first collection")
        killed(process)
    sentence = command.fail(EX_EXISTS, "restore", dumped, "--to", name, "--collection", "a")
    assert f"codementee-db discard {name}" in sentence
    command.succeed("discard", name)
    assert name not in client.list_database_names()
    assert "not removed" in command.fail(EX_EXISTS, "discard", name)
    assert "not removed" in command.fail(EX_EXISTS, "discard", source)
    assert client[source]["a"].count_documents({}) == 1


@pytest.mark.campaign
def test_the_server_freezes(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """It accepts connections and does not answer: noticed by the driver's monitor, and no reason to hang."""
    with Mongod(tmp_path_factory.mktemp("frozen"), replica_set=True) as own:
        command = Command(tmp_path, own.address())
        with own.client() as client:
            client.shop.orders.insert_many([{"_id": n, "pad": "x" * 500} for n in range(DOCUMENTS)])
        arguments = ("dump", "--database", "shop", "--out", tmp_path / "dump", "--timeout", "2")
        with own.failing(["getMore"], mode={"times": 1}, blockConnection=True, blockTimeMS=1_000):
            process = command.start(*arguments)
            wait_until((tmp_path / "dump.incomplete" / "shop" / "orders.bson").exists, what="the first file")
            with own.frozen():
                assert "cannot be reached" in the_sentence(ended(process), EX_UNAVAILABLE)
                process = command.start(*arguments)
                assert "cannot be reached" in the_sentence(ended(process), EX_UNAVAILABLE)
        command.succeed(*arguments)


def test_the_server_goes_away(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """During a dump, during a restore; both end with a sentence, and succeed when it is back."""
    with Mongod(tmp_path_factory.mktemp("own"), replica_set=True) as own:
        command = Command(tmp_path, own.address())
        with own.client() as client:
            client.shop.orders.insert_many([{"_id": n, "pad": "x" * 500} for n in range(DOCUMENTS)])
            client.shop.users.insert_one({})
        dump = ("dump", "--database", "shop", "--out", tmp_path / "dump", "--timeout", "2")
        with own.failing(["getMore"], blockConnection=True, blockTimeMS=2_500):
            process = command.start(*dump)
            wait_until((tmp_path / "dump.incomplete" / "shop" / "orders.bson").exists, what="the first file")
            own.kill()
            assert "cannot be reached" in the_sentence(ended(process), EX_UNAVAILABLE)
            own.restart()
        assert not (tmp_path / "dump").exists()
        command.succeed(*dump)

        restore = ("restore", tmp_path / "dump", "--to", "shop_new", "--timeout", "2")
        with own.failing(["insert"], blockConnection=True, blockTimeMS=2_500):
            process = command.start(*restore)
            with own.client() as client:
                state = client.shop_new["codementee_restore.state"]
                wait_until(lambda: state.find_one({"phases.0": "loading"}), what="the first collection")
            own.kill()
            assert "cannot be reached" in the_sentence(ended(process), EX_UNAVAILABLE)
            own.restart()
        command.succeed(*restore)
        command.succeed("check", tmp_path / "dump", "--against", "shop_new")
        own.kill()
        assert "cannot be reached" in command.fail(EX_UNAVAILABLE, *dump, "--replace")
        command.succeed("check", tmp_path / "dump")
