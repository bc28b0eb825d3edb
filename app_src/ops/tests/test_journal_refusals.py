"""What a journal cannot do is said in one sentence, with a status of its own, and changes nothing."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bson import Timestamp
from pymongo import MongoClient

from codementee_ops.exits import (
    EX_CONFIG,
    EX_DAMAGED,
    EX_EXISTS,
    EX_FAILED,
    EX_NO_INPUT,
    EX_NO_PERMISSION,
    EX_UNAVAILABLE,
    EX_USAGE,
)
from tests.support.command import Command
from tests.support.journals import Journal, beating, cluster_time, contents, definitions, said
from tests.support.servers import Mongod, free_port, wait_until
from tests.test_damage import cut, flip

AnyClient = MongoClient[dict[str, Any]]
DATABASE = "test_journal_refusals"


@dataclass(frozen=True)
class Source:
    """A journal of several segments with its dump; ``middle`` and ``end``: moments in it, ``before``: one before."""

    journal: Journal
    before: Timestamp
    middle: Timestamp
    end: Timestamp


@pytest.fixture(scope="module")
def source(mongod: Mongod, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    directory = tmp_path_factory.mktemp("journal")
    recording = Command(directory, mongod.address(), "codementee-journal")
    dumping = Command(directory, mongod.address())
    with mongod.client() as client, beating(client):
        journal = Journal(client[DATABASE], directory / "journal", directory / "dump", recording, dumping)
        orders = client[DATABASE].orders
        orders.insert_one({"_id": 0})
        before = cluster_time(client)
        wait_until(lambda: cluster_time(client).time > before.time, what="the next second")
        journal.begin()
        moments = []
        for number in range(1, 5):
            orders.insert_one({"_id": number, "pad": "x" * 100})
            journal.note()
            moments.append(cluster_time(client))
            journal.catch_up()
        yield Source(journal, before, moments[1], moments[3])
        client.drop_database(DATABASE)


@pytest.fixture
def journal(source: Source, tmp_path: Path) -> Journal:
    """A copy of it that a test may harm."""
    copy = shutil.copytree(source.journal.directory, tmp_path / "journal")
    return Journal(
        source.journal.database, Path(copy), source.journal.dump, source.journal.command, source.journal.dumping
    )


def segments(journal: Journal) -> list[Path]:
    return sorted(journal.directory.glob("*.journal"))


def test_what_is_covered(source: Source) -> None:
    result = source.journal.command.succeed("list", source.journal.directory)
    (chain,) = result.events
    assert chain["database"] == DATABASE
    assert chain["segments"] == len(segments(source.journal))
    assert chain["from_cluster_time"] < [source.middle.time, source.middle.inc] < chain["complete_before"]
    assert chain["last_event"] is not None
    assert chain["ends"] == ""


def test_several_directories_are_one_journal(source: Source, journal: Journal, tmp_path: Path, name: str) -> None:
    """As backups have them: some segments in one, some in the other, some in both."""
    others = tmp_path / "others"
    others.mkdir()
    paths = segments(journal)
    for path in paths[len(paths) // 2 :]:
        path.rename(others / path.name)
    shutil.copy(paths[0], others / paths[0].name)
    journal.command.fail(EX_NO_INPUT, "list", tmp_path / "nowhere")
    assert len(journal.command.succeed("list", journal.directory, others).events) == 1
    journal.command.succeed("check", journal.directory, others)
    journal.restore(name)
    arguments = list(journal.apply(name, source.end))
    assert "does not reach" in journal.command.fail(EX_NO_INPUT, *arguments)
    arguments.insert(2, others)
    journal.command.succeed(*arguments)
    assert journal.database.client[name].orders.count_documents({}) == 5


def test_a_gap_is_refused(source: Source, journal: Journal, client: AnyClient, name: str) -> None:
    journal.restore(name)
    missing = segments(journal)[-2]
    missing.unlink()
    assert "1 segments are missing" in journal.command.fail(EX_DAMAGED, "check", journal.directory)
    sentence = journal.command.fail(EX_NO_INPUT, *journal.apply(name, source.end))
    assert "does not reach" in sentence
    assert "missing" in sentence
    assert client[name].orders.count_documents({}) == 1
    # Before the gap everything can be had.
    journal.command.succeed(*journal.apply(name, source.middle))
    assert client[name].orders.count_documents({}) == 3


def test_a_journal_that_begins_too_late(source: Source, journal: Journal, name: str) -> None:
    journal.restore(name)
    for path in segments(journal)[:3]:
        path.unlink()
    assert "a gap between the dump" in journal.command.fail(EX_NO_INPUT, *journal.apply(name, source.end))


def test_every_flipped_byte_is_found(source: Source, journal: Journal, name: str) -> None:
    """In a header, an event, a trailer; before anything is written."""
    journal.restore(name)
    path = segments(journal)[-1]
    whole = path.read_bytes()
    for position in range(0, len(whole), 89):
        flip(path, position)
        assert str(path) in journal.command.fail(EX_DAMAGED, "check", journal.directory), position
        path.write_bytes(whole)
    for position in (5, len(whole) // 3):
        flip(path, position)
        assert str(path) in journal.command.fail(EX_DAMAGED, *journal.apply(name, source.end))
        path.write_bytes(whole)
    assert journal.database.client[name].orders.count_documents({}) == 1
    journal.command.succeed("check", journal.directory)


@pytest.mark.parametrize("count", [1, 30, 2_000])
def test_a_segment_cut_short_is_found(journal: Journal, count: int) -> None:
    cut(segments(journal)[1], min(count, segments(journal)[1].stat().st_size))
    journal.command.fail(EX_DAMAGED, "check", journal.directory)
    assert journal.command.succeed("list", journal.directory).named("damage")


def test_a_segment_that_was_renamed(journal: Journal) -> None:
    path = segments(journal)[1]
    path.rename(path.with_name(path.name.replace(".0000000", ".0000009")))
    assert "was renamed" in journal.command.fail(EX_DAMAGED, "check", journal.directory)


def test_two_journals_under_one_name(source: Source, journal: Journal, name: str) -> None:
    """An old copy of a directory was gone on with: nobody can say which is meant."""
    segments(journal)[-1].unlink()
    journal.catch_up()
    both = ("check", source.journal.directory, journal.directory)
    assert "different contents" in journal.command.fail(EX_DAMAGED, *both)
    journal.restore(name)
    arguments = list(journal.apply(name, source.middle))
    arguments.insert(2, source.journal.directory)
    assert "different contents" in journal.command.fail(EX_DAMAGED, *arguments)


def test_moments_that_cannot_be_had(source: Source, client: AnyClient, name: str) -> None:
    journal = source.journal
    journal.restore(name)
    before = contents(client[name])
    assert "after the moment" in journal.command.fail(EX_NO_INPUT, *journal.apply(name, source.before))
    later = Timestamp(source.end.time + 100_000, 1)
    sentence = journal.command.fail(EX_NO_INPUT, *journal.apply(name, later))
    assert "does not reach" in sentence
    assert "every moment from" in sentence
    none = ("yesterday", "2026-11-28T02:15:09", "2026-11-28T02:15:09.5Z", "1:2:3", "-1:0", "9999-01-01T00:00:00Z")
    for words in none:
        arguments = ("apply", journal.directory, "--after", journal.dump, "--to", name, f"--until={words}")
        assert words in journal.command.fail(EX_USAGE, *arguments)
    assert contents(client[name]) == before


def test_a_database_that_is_not_held_is_not_touched(source: Source, client: AnyClient, name: str) -> None:
    journal = source.journal
    client[name].orders.insert_one({"_id": "mine"})
    assert "not held" in journal.command.fail(EX_EXISTS, *journal.apply(name, source.end))
    assert "not held" in journal.command.fail(EX_EXISTS, *journal.apply(DATABASE, source.end))
    assert contents(client[name]).keys() == {"orders"}
    plain, scratch = f"{name}_plain", f"{name}_scratch"
    journal.dumping.succeed("restore", journal.dump, "--to", plain)
    assert "not held" in journal.command.fail(EX_EXISTS, *journal.apply(plain, source.end))
    journal.dumping.succeed("restore", journal.dump, "--to", scratch, "--scratch")
    assert "not held" in journal.command.fail(EX_EXISTS, *journal.apply(scratch, source.end))
    assert "from the beginning" in journal.dumping.fail(
        EX_EXISTS, "restore", journal.dump, "--to", scratch, "--scratch", "--for-journal"
    )


def test_another_dump(source: Source, client: AnyClient, name: str, tmp_path: Path) -> None:
    journal = source.journal
    journal.restore(name)
    journal.dumping.succeed("dump", "--database", DATABASE, "--out", tmp_path / "other")
    arguments = ("apply", journal.directory, "--after", tmp_path / "other", "--to", name)
    later = cluster_time(client)
    journal.catch_up()
    assert "another dump" in journal.command.fail(EX_EXISTS, *arguments, "--until", said(later))
    assert "manifest.json" in journal.command.fail(
        EX_NO_INPUT, "apply", journal.directory, "--after", tmp_path, "--to", name, "--until", said(later)
    )


def test_there_is_no_way_back(source: Source, client: AnyClient, name: str) -> None:
    journal = source.journal
    journal.restore(name)
    journal.command.succeed(*journal.apply(name, source.end, "--hold"))
    assert "already" in journal.command.fail(EX_EXISTS, *journal.apply(name, source.middle))
    assert "codementee-journal apply" in journal.dumping.fail(EX_EXISTS, "restore", journal.dump, "--to", name)
    assert client[name].orders.count_documents({}) == 5
    journal.dumping.succeed("discard", name)
    assert name not in client.list_database_names()


def test_a_held_database_can_be_released_as_it_is(source: Source, client: AnyClient, name: str) -> None:
    journal = source.journal
    journal.restore(name)
    journal.restore(name)
    assert "codementee_restore.state" in client[name].list_collection_names()
    journal.dumping.succeed("restore", journal.dump, "--to", name)
    journal.dumping.succeed("check", journal.dump, "--against", name)
    assert client[name].list_collection_names() == ["orders"]


def test_a_scratch_restore_can_be_discarded_afterwards(source: Source, client: AnyClient, name: str) -> None:
    journal = source.journal
    journal.dumping.succeed("restore", journal.dump, "--to", name, "--for-journal", "--scratch")
    journal.command.succeed(*journal.apply(name, source.end))
    assert "any more" in journal.command.fail(EX_EXISTS, *journal.apply(name, source.end))
    assert definitions(client[name]) == definitions(client[DATABASE])
    journal.dumping.succeed("discard", name)


def test_what_was_written_besides_is_found(source: Source, client: AnyClient, name: str, tmp_path: Path) -> None:
    journal = Journal(
        client[f"{name}_source"], tmp_path / "own", tmp_path / "dump", source.journal.command, source.journal.dumping
    )
    journal.database.orders.insert_one({"_id": 1})
    journal.begin()
    journal.database.orders.update_one({"_id": 1}, {"$set": {"a": 1}})
    moment = cluster_time(client)
    journal.catch_up()
    journal.restore(name)
    client[name].orders.delete_one({"_id": 1})
    assert "something else writing" in journal.command.fail(EX_DAMAGED, *journal.apply(name, moment))
    client[name].drop_collection("orders")
    assert "does not have" in journal.command.fail(EX_DAMAGED, *journal.apply(name, moment))


def test_wrong_usage(journal: Journal, name: str, tmp_path: Path) -> None:
    other = ("record", "--database", name, "--journal", journal.directory, "--once")
    assert DATABASE in journal.command.fail(EX_EXISTS, *other)
    (tmp_path / "empty").mkdir()
    assert "no finished segment" in journal.command.fail(EX_NO_INPUT, "list", tmp_path / "empty")
    assert "no finished segment" in journal.command.fail(EX_NO_INPUT, "check", tmp_path / "empty")
    for words in ("--segment-seconds=0", "--segment-seconds=x", "--keep-hours=-1", "--keep-hours=inf"):
        result = journal.command.run("record", "--database", name, "--journal", tmp_path / "new", words)
        assert result.status == EX_USAGE
        assert "Traceback" not in result.stderr
    arguments = ("restore", journal.dump, "--to", name, "--for-journal")
    assert "--for-journal" in journal.dumping.fail(EX_USAGE, *arguments, "--collection", "orders")
    assert "--for-journal" in journal.dumping.fail(EX_USAGE, *arguments, "--into-live", name)
    assert "name" in journal.command.fail(EX_USAGE, "record", "--database", "with space", "--journal", tmp_path / "new")


def test_servers_that_tell_nothing(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    record = ("record", "--database", "shop", "--journal", tmp_path / "journal", "--once", "--timeout", "1")
    with Mongod(tmp_path_factory.mktemp("alone"), replica_set=False) as alone:
        command = Command(tmp_path, alone.address(), "codementee-journal")
        assert "standalone" in command.fail(EX_FAILED, *record)
    nobody = Command(tmp_path, f"mongodb://user:secret@127.0.0.1:{free_port()}/", "codementee-journal")
    assert "secret" not in nobody.fail(EX_UNAVAILABLE, *record)
    assert "--uri-file" in nobody.fail(EX_CONFIG, *record, "--uri-file", tmp_path / "nothing")


def test_the_least_that_users_need(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The README's roles suffice, and without them the sentence names them."""
    with (
        Mongod(tmp_path_factory.mktemp("guarded"), replica_set=True, users=True) as guarded,
        guarded.client() as client,
        beating(client),
    ):
        client.shop.orders.insert_one({"_id": 1})
        client.shop.orders.create_index("at", expireAfterSeconds=3600)
        client.admin.command("createUser", "nobody", pwd="pass", roles=[])
        client.admin.command("createUser", "reader", pwd="pass", roles=[{"role": "read", "db": "shop"}])
        roles = [{"role": role, "db": "shop_new"} for role in ("readWrite", "dbAdmin")]
        client.admin.command("createUser", "writer", pwd="pass", roles=roles)

        def command(user: str, program: str) -> Command:
            return Command(tmp_path, guarded.address(user, "pass"), program)

        record = ("record", "--database", "shop", "--journal", tmp_path / "journal", "--once")
        assert "role read" in command("nobody", "codementee-journal").fail(EX_NO_PERMISSION, *record)
        command("reader", "codementee-journal").succeed(*record)
        command("reader", "codementee-db").succeed("dump", "--database", "shop", "--out", tmp_path / "dump")
        client.shop.orders.insert_one({"_id": 2})
        client.shop.create_collection("checked", validator={"x": 1}, validationAction="warn")
        client.shop.checked.insert_one({"_id": 1})
        client.shop.checked.rename("renamed")
        moment = cluster_time(client)
        command("reader", "codementee-journal").succeed(*record)
        restore = ("restore", tmp_path / "dump", "--to", "shop_new", "--for-journal")
        command("writer", "codementee-db").succeed(*restore)
        apply = ("apply", tmp_path / "journal", "--after", tmp_path / "dump", "--to", "shop_new")
        assert "readWrite" in command("reader", "codementee-journal").fail(
            EX_NO_PERMISSION, *apply, "--until", said(moment)
        )
        command("writer", "codementee-journal").succeed(*apply, "--until", said(moment))
        assert contents(client.shop_new) == contents(client.shop)
