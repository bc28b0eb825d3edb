"""A journal of one database, recorded while tests write: what it should come to at each moment is noted beside it."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bson import Timestamp
from pymongo import MongoClient
from pymongo.database import Database

from codementee_ops.database.catalog import read_catalog
from codementee_ops.database.connection import open_database
from tests.support.command import Command, Ended, ended

AnyClient = MongoClient[dict[str, Any]]
AnyDatabase = Database[dict[str, Any]]
BEATS = "test_beats"
_BEAT_SECONDS = 0.02


@contextmanager
def beating(client: AnyClient) -> Iterator[None]:
    """Somebody else writes all the time, as on any server in use: streams are told how far they are."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(_BEAT_SECONDS):
            client[BEATS].beats.update_one({"_id": 1}, {"$inc": {"n": 1}}, upsert=True)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        client.drop_database(BEATS)


def cluster_time(client: AnyClient) -> Timestamp:
    with client.start_session() as session:
        client.admin.command("ping", session=session)
        assert session.operation_time is not None
        return session.operation_time


def said(moment: Timestamp) -> str:
    """As ``--until`` takes it."""
    return f"{moment.time}:{moment.inc}"


def contents(database: AnyDatabase) -> dict[str, bytes]:
    """Every stored byte, in the order of ids; a capped collection's in its own."""
    found = {}
    for listed in database.list_collections():
        name = listed["name"]
        if listed["type"] == "collection" and not name.startswith(("system.views", "codementee_restore")):
            cursor = database[name].find_raw_batches({})
            ordered = cursor if listed["options"].get("capped") else cursor.sort("_id")
            found[name] = b"".join(ordered)  # type: ignore[arg-type]
    return found


def definitions(database: AnyDatabase, *, expiring: bool = True) -> dict[str, bytes]:
    entries = read_catalog(open_database(database.client, database.name))
    return {entry.name: (entry if expiring else entry.without_expiration).comparable for entry in entries}


@dataclass(frozen=True)
class Moment:
    """What the database was at a moment. ``definitions``: without what expires when."""

    time: Timestamp
    contents: dict[str, bytes]
    definitions: dict[str, bytes]


@dataclass
class Journal:
    """A directory that ``codementee-journal`` writes to, and a dump of the same database."""

    database: AnyDatabase
    directory: Path
    dump: Path
    command: Command
    dumping: Command
    moments: list[Moment] = field(default_factory=list)

    def begin(self) -> None:
        """The chain begins, and then the dump is taken."""
        self.catch_up()
        self.dumping.succeed("dump", "--database", self.database.name, "--out", self.dump)

    def record(self, *arguments: object) -> tuple[object, ...]:
        return ("record", "--database", self.database.name, "--journal", self.directory, *arguments)

    def catch_up(self) -> Ended:
        return self.command.succeed(*self.record("--once"))

    def note(self) -> None:
        """Keep what the database is now. Nobody else may be writing to it."""
        time = cluster_time(self.database.client)
        self.moments.append(Moment(time, contents(self.database), definitions(self.database, expiring=False)))

    def restore(self, target: str) -> None:
        self.dumping.succeed("restore", self.dump, "--to", target, "--for-journal")

    def apply(self, target: str, until: Timestamp, *arguments: object) -> tuple[object, ...]:
        return ("apply", self.directory, "--after", self.dump, "--to", target, "--until", said(until), *arguments)

    def differences(self, target: AnyDatabase, moment: Moment) -> dict[str, object]:
        """What is not as it was, by collection."""
        found, expected = contents(target), moment.contents
        names = {name for name in {*found, *expected} if found.get(name) != expected.get(name)}
        different: dict[str, object] = {name: (found.get(name), expected.get(name)) for name in names}
        now = definitions(target, expiring=False)
        names = {name for name in {*now, *moment.definitions} if now.get(name) != moment.definitions.get(name)}
        return different | {f"definition of {name}": (now.get(name), moment.definitions.get(name)) for name in names}


@contextmanager
def recording(journal: Journal, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A recorder at work, from its first word on."""
    process = journal.command.start(*journal.record(*arguments))
    try:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline() or "{}")
        assert first.get("event") == "recording", (first, process.stderr and process.stderr.read())
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            ended(process)
