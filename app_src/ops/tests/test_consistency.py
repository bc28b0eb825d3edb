"""All collections are of one moment: what moves between two of them is never counted twice or lost."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bson
import pytest
from pymongo import MongoClient
from pymongo.database import Database

from codementee_ops.database.connection import Server
from codementee_ops.database.dump import Dump
from codementee_ops.database.progress import Reporter
from tests.support.command import Command, Ended, ended
from tests.support.servers import Mongod, wait_until

AnyDatabase = Database[dict[str, Any]]
ACCOUNTS = 50
TOTAL = 2 * ACCOUNTS * 100


class Transfers:
    """Threads that move money from ``assets`` to ``zeal`` and back, each time in a transaction."""

    def __init__(self, database: AnyDatabase) -> None:
        self.count = 0
        self._database = database
        for collection in ("assets", "zeal"):
            database[collection].insert_many([{"_id": n, "balance": 100} for n in range(ACCOUNTS)])

    @contextmanager
    def running(self) -> Iterator[None]:
        stop = threading.Event()
        threads = [threading.Thread(target=self._move, args=(number, stop)) for number in range(2)]
        for thread in threads:
            thread.start()
        try:
            wait_until(lambda: self.count > 10, what="the first transfers")
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    def _move(self, number: int, stop: threading.Event) -> None:
        # Out of step with each other, and never on the same accounts.
        amounts = (1, 2, 3, -6)
        with self._database.client.start_session() as session:
            step = 0
            while not stop.is_set():
                account, amount = (2 * step + number) % ACCOUNTS, amounts[step // ACCOUNTS % len(amounts)]
                with session.start_transaction():
                    for collection, change in (("assets", -amount), ("zeal", amount)):
                        self._database[collection].update_one(
                            {"_id": account}, {"$inc": {"balance": change}}, session=session
                        )
                self.count += 1
                step += 1


def total(dump: Path, name: str) -> int:
    return sum(
        document["balance"]
        for collection in ("assets", "zeal")
        for document in bson.decode_all((dump / name / f"{collection}.bson").read_bytes())
    )


def totals(
    client: MongoClient[dict[str, Any]], name: str, directory: Path, transfers: Transfers, count: int
) -> list[int]:
    """What so many dumps add up to, each with transfers between its two collections."""
    found = []
    for number in range(count):
        before = transfers.count
        out = directory / f"dump-{number}"
        report = Reporter(machine=True, lines=(directory / "report").open("a"))
        Dump(client, name, out, replace=False, require_snapshot=False, report=report).run()
        assert transfers.count > before
        found.append(total(out, name))
    return found


@pytest.fixture
def dumping_client(mongod: Mongod) -> Iterator[MongoClient[dict[str, Any]]]:
    """Each of its reads waits a little on the server, so that transfers come between."""
    with (
        mongod.failing(["find"], blockConnection=True, blockTimeMS=20),
        MongoClient[dict[str, Any]](mongod.address(), appname="codementee-db@0.1.0") as client,
    ):
        yield client


@pytest.fixture
def transfers(database: AnyDatabase) -> Transfers:
    return Transfers(database)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_every_dump_shows_the_constant_total(
    dumping_client: MongoClient[dict[str, Any]], name: str, transfers: Transfers, tmp_path: Path
) -> None:
    with transfers.running():
        assert totals(dumping_client, name, tmp_path, transfers, 20) == [TOTAL] * 20


@pytest.mark.campaign
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_hundred_dumps_show_the_constant_total(
    dumping_client: MongoClient[dict[str, Any]], name: str, transfers: Transfers, tmp_path: Path
) -> None:
    with transfers.running():
        assert totals(dumping_client, name, tmp_path, transfers, 100) == [TOTAL] * 100


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_control_reading_collections_one_by_one_breaks_the_total(
    dumping_client: MongoClient[dict[str, Any]],
    name: str,
    transfers: Transfers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The test above can fail: the same dumps without a snapshot do."""
    monkeypatch.setattr(Server, "why_no_snapshots", property(lambda _: "the control"))
    with transfers.running():
        assert totals(dumping_client, name, tmp_path, transfers, 20) != [TOTAL] * 20


@pytest.fixture
def two_collections(database: AnyDatabase) -> AnyDatabase:
    database.first.insert_many([{"n": n} for n in range(1000)])
    database.last.insert_one({"old": True})
    return database


@pytest.mark.parametrize("change", ["replaced", "renamed", "dropped"])
def test_a_collection_that_goes_while_it_is_dumped_gives_a_new_attempt(
    mongod: Mongod, two_collections: AnyDatabase, command: Command, tmp_path: Path, change: str
) -> None:
    """The server answers that there is nothing in it, without an error; made anew it may also refuse."""

    def act() -> None:
        if change == "renamed":
            two_collections.last.rename("later")
        else:
            two_collections.last.drop()
        if change == "replaced":
            two_collections.last.insert_one({"new": True})

    result = changed_meanwhile(mongod, two_collections, command, tmp_path / "dump", act)
    expected = ("last was dropped, renamed or replaced", "last: Unable to read from a snapshot")
    assert result.named("retry")[0]["reason"].startswith(expected)
    files = {path.stem: path.read_bytes() for path in (tmp_path / "dump" / two_collections.name).glob("*.bson")}
    found = [
        key
        for data in files.values()
        for document in bson.decode_all(data)
        for key in document
        if key in {"old", "new"}
    ]
    assert found == {"replaced": ["new"], "renamed": ["old"], "dropped": []}[change]


def test_what_is_made_while_it_is_dumped_is_not_in_it(
    mongod: Mongod, two_collections: AnyDatabase, command: Command, tmp_path: Path
) -> None:
    def act() -> None:
        two_collections.last.insert_one({"new": True})
        two_collections.last.create_index("new")
        two_collections.between.insert_one({})

    changed_meanwhile(mongod, two_collections, command, tmp_path / "dump", act)
    directory = tmp_path / "dump" / two_collections.name
    assert [set(document) for document in bson.decode_all((directory / "last.bson").read_bytes())] == [{"_id", "old"}]
    assert "new_1" not in (directory / "last.metadata.json").read_text()
    assert not (directory / "between.bson").exists()


def changed_meanwhile(
    mongod: Mongod, database: AnyDatabase, command: Command, out: Path, change: Callable[[], object]
) -> Ended:
    """A dump during which ``change`` happened after its moment was fixed, before the last collection was read."""
    with mongod.failing(["find"], mode={"times": 1}, blockConnection=True, blockTimeMS=1500):
        process = command.start("dump", "--database", database.name, "--out", out)
        directory = out.with_name(out.name + ".incomplete") / database.name
        wait_until((directory / "first.bson").exists, what="the first file")
        change()
        result = ended(process)
    assert result.status == 0, result.stderr
    assert result.last["consistent"]
    return result
