"""What cannot be done is said in one sentence, with a status of its own, and leaves everything as it was."""

import base64
import dataclasses
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from codementee_ops.database.manifest import read_manifest, write_manifest
from codementee_ops.exits import (
    EX_CONFIG,
    EX_DAMAGED,
    EX_EXISTS,
    EX_FAILED,
    EX_NO_INPUT,
    EX_NO_PERMISSION,
    EX_SEVERAL_MOMENTS,
    EX_STORAGE,
    EX_TRY_AGAIN,
    EX_UNAVAILABLE,
    EX_USAGE,
)
from tests.support.command import SOURCES, Command, the_sentence
from tests.support.servers import Mongod, free_port, self_signed

AnyClient = MongoClient[dict[str, Any]]
DATABASE = "test_refusals"
TOO_OLD, UNAVAILABLE, UNAUTHORIZED, SERVERS_DISK_FULL = 239, 246, 13, 14031


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mongod]:
    """A replica set that demands authentication, with a database and users of little power."""
    with Mongod(tmp_path_factory.mktemp("guarded"), replica_set=True, users=True) as server:
        with server.client() as client:
            client.shop.users.insert_one({"_id": 1})
            client.shop.create_collection("checked", validator={"x": 1})
            client.admin.command("createUser", "nobody", pwd="pass", roles=[])
            client.admin.command("createUser", "reader", pwd="pass", roles=[{"role": "read", "db": "shop"}])
            roles = [{"role": role, "db": "shop_new"} for role in ("readWrite", "dbAdmin")]
            client.admin.command("createUser", "writer", pwd="pass", roles=roles)
        yield server


@pytest.fixture(scope="module")
def standalone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mongod]:
    with Mongod(tmp_path_factory.mktemp("standalone"), replica_set=False) as server:
        with server.client() as client:
            client.shop.users.insert_many([{"_id": n} for n in range(1000)])
        yield server


@pytest.fixture(scope="module")
def source(mongod: Mongod) -> Iterator[str]:
    with mongod.client() as client:
        for collection in ("first", "last"):
            client[DATABASE][collection].insert_many([{"_id": n, "pad": "x" * 100} for n in range(1000)])
        yield DATABASE
        client.drop_database(DATABASE)


@pytest.fixture
def dumped(command: Command, source: str, tmp_path: Path) -> Path:
    command.succeed("dump", "--database", source, "--out", tmp_path / "dump")
    return tmp_path / "dump"


def test_wrong_password(guarded: Mongod, tmp_path: Path) -> None:
    for user, password in (("root", "wrong-secret"), ("unknown", "wrong-secret")):
        command = Command(tmp_path, guarded.address(user, password))
        sentence = command.fail(EX_NO_PERMISSION, "dump", "--database", "shop", "--out", tmp_path / "dump")
        assert "user name or the password" in sentence
        assert "wrong-secret" not in sentence
    assert not (tmp_path / "dump").exists()


def test_the_least_that_users_need(guarded: Mongod, tmp_path: Path) -> None:
    """The README's roles suffice, and without them the sentence names them."""
    dump = ("dump", "--database", "shop", "--out", tmp_path / "dump")
    assert "role read" in Command(tmp_path, guarded.address("nobody", "pass")).fail(EX_NO_PERMISSION, *dump)
    reader = Command(tmp_path, guarded.address("reader", "pass"))
    reader.succeed(*dump)
    restore = ("restore", tmp_path / "dump", "--to", "shop_new")
    assert "readWrite" in reader.fail(EX_NO_PERMISSION, *restore)
    Command(tmp_path, guarded.address("writer", "pass")).succeed(*restore)


def test_nobody_answers(tmp_path: Path) -> None:
    command = Command(tmp_path, f"mongodb://user:secret@127.0.0.1:{free_port()}/")
    sentence = command.fail(EX_UNAVAILABLE, "dump", "--database", "shop", "--out", tmp_path / "d", "--timeout", "1")
    assert "cannot be reached" in sentence
    assert "secret" not in sentence


def test_a_name_that_does_not_resolve(tmp_path: Path) -> None:
    for scheme in ("mongodb", "mongodb+srv"):
        command = Command(tmp_path, f"{scheme}://user:secret@cluster.nowhere.invalid/")
        arguments = ("dump", "--database", "shop", "--out", tmp_path / "d", "--timeout", "1")
        assert "secret" not in command.fail(EX_UNAVAILABLE, *arguments)


@pytest.mark.parametrize("address", ["", "postgres://secret", "mongodb://u:se/cret@h", "mongodb://h/?tls=perhaps"])
def test_addresses_that_are_none(tmp_path: Path, address: str) -> None:
    sentence = Command(tmp_path, address).fail(EX_CONFIG, "dump", "--database", "shop", "--out", tmp_path / "dump")
    assert str(tmp_path / "uri") in sentence
    assert "cret" not in sentence


def test_no_address(command: Command, tmp_path: Path) -> None:
    arguments = ("dump", "--database", "shop", "--out", tmp_path / "dump")
    assert "--uri-file" in command.fail(EX_CONFIG, *arguments, "--uri-file", tmp_path / "nothing")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    assert "not text" in command.fail(EX_CONFIG, *arguments, "--uri-file", tmp_path / "binary")
    assert "CA file" in command.fail(EX_CONFIG, *arguments, "--tls-ca-file", tmp_path / "nothing")


def test_usage_ends_with_its_own_status() -> None:
    for arguments in ([], ["dump"], ["restore", "x"], ["dump", "--database", "x", "--out", "y", "--nonsense"]):
        result = subprocess.run(
            [sys.executable, "-m", "codementee_ops.database.cli", *arguments],
            env={"PYTHONPATH": str(SOURCES)},
            capture_output=True,
            check=False,
        )
        assert result.returncode == EX_USAGE, arguments
        assert b"usage: codementee-db" in result.stderr


def test_a_database_that_is_not_there(command: Command, name: str, tmp_path: Path) -> None:
    assert name in command.fail(EX_NO_INPUT, "dump", "--database", name, "--out", tmp_path / "dump")
    assert "name" in command.fail(EX_USAGE, "dump", "--database", "with space", "--out", tmp_path / "dump")


def test_a_place_that_is_taken_or_closed(command: Command, source: str, dumped: Path, tmp_path: Path) -> None:
    before = (dumped / "manifest.json").read_bytes()
    assert "--replace" in command.fail(EX_EXISTS, "dump", "--database", source, "--out", dumped)
    assert (dumped / "manifest.json").read_bytes() == before
    (tmp_path / "file").touch()
    assert "cannot be used" in command.fail(
        EX_EXISTS, "dump", "--database", source, "--out", tmp_path / "file" / "dump"
    )


def test_a_full_disk(command: Command, source: str, tmp_path: Path) -> None:
    """A limit on the size of files makes writing fail as a full disk does: late, and in the middle of a file."""
    arguments = ("dump", "--database", source, "--out", tmp_path / "dump", "--replace")
    command.succeed(*arguments)
    before = (tmp_path / "dump" / "manifest.json").read_bytes()
    sentence = the_sentence(command.run(*arguments, limit_file_bytes=50_000), EX_STORAGE)
    assert "No space left" in sentence
    assert (tmp_path / "dump" / "manifest.json").read_bytes() == before
    assert not (tmp_path / "dump.incomplete").exists()
    command.succeed("check", tmp_path / "dump")


def test_the_servers_disk_is_full(mongod: Mongod, command: Command, dumped: Path, name: str) -> None:
    with mongod.failing(["insert"], errorCode=SERVERS_DISK_FULL):
        assert "no space left" in command.fail(EX_STORAGE, "restore", dumped, "--to", name)
    command.succeed("restore", dumped, "--to", name)


def test_a_refusal_nobody_expected(mongod: Mongod, command: Command, source: str, tmp_path: Path) -> None:
    with mongod.failing(["listCollections"], errorCode=9):
        assert "code 9" in command.fail(EX_FAILED, "dump", "--database", source, "--out", tmp_path / "dump")


def test_a_standalone_server_has_no_snapshots(standalone: Mongod, tmp_path: Path) -> None:
    """A dump nevertheless, which nobody can take for one of one moment; with --require-snapshot none."""
    command = Command(tmp_path, standalone.address())
    arguments = ("dump", "--database", "shop", "--out", tmp_path / "dump")
    assert "standalone" in command.fail(EX_TRY_AGAIN, *arguments, "--require-snapshot")
    assert not (tmp_path / "dump").exists()
    result = command.run(*arguments)
    assert result.status == EX_SEVERAL_MOMENTS
    assert result.last["consistent"] is False
    assert "NOT OF ONE MOMENT" in result.last["message"]
    assert result.named("fallback")
    command.succeed("restore", tmp_path / "dump", "--to", "shop_new")
    command.succeed("check", tmp_path / "dump", "--against", "shop_new")


def test_a_moment_lost_is_tried_again(mongod: Mongod, command: Command, source: str, tmp_path: Path) -> None:
    for code, commands in ((UNAVAILABLE, ["find"]), (TOO_OLD, ["find"]), (UNAVAILABLE, ["aggregate"])):
        with mongod.failing(commands, mode={"times": 1}, errorCode=code):
            result = command.succeed("dump", "--database", source, "--out", tmp_path / "dump", "--replace")
        assert len(result.named("retry")) == 1
        assert result.last["consistent"]


def test_a_moment_lost_each_time(mongod: Mongod, command: Command, source: str, tmp_path: Path) -> None:
    """The dump takes longer than the server keeps history: what to do is said, and each collection is dumped apart."""
    arguments = ("dump", "--database", source, "--out", tmp_path / "dump")
    with mongod.failing(["find"], errorCode=TOO_OLD):
        result = command.run(*arguments, "--require-snapshot")
    assert result.status == EX_TRY_AGAIN
    for expected in ("minSnapshotHistoryWindowInSeconds", "here 300 s", "Atlas", "support"):
        assert expected in result.last["message"]
    assert not (tmp_path / "dump").exists()
    with mongod.failing(["find"], mode={"times": 2}, errorCode=TOO_OLD):
        result = command.run(*arguments)
    assert result.status == EX_SEVERAL_MOMENTS
    assert "minSnapshotHistoryWindowInSeconds" in result.named("fallback")[0]["reason"]
    command.succeed("check", tmp_path / "dump", "--against", source)


def test_history_that_really_ends(
    mongod: Mongod, client: AnyClient, command: Command, source: str, tmp_path: Path
) -> None:
    """The server's own refusal, not one we asked it for: a window of a second, and a read that waits for three."""
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.05):
            client[source]["codementee_restore.noise"].insert_one({})

    client.admin.command("setParameter", 1, minSnapshotHistoryWindowInSeconds=1)
    writer = threading.Thread(target=write)
    writer.start()
    try:
        with mongod.failing(["find"], mode={"times": 1}, blockConnection=True, blockTimeMS=5_000):
            result = command.succeed("dump", "--database", source, "--out", tmp_path / "dump")
    finally:
        stop.set()
        writer.join()
        client.admin.command("setParameter", 1, minSnapshotHistoryWindowInSeconds=300)
        client[source].drop_collection("codementee_restore.noise")
    assert [event["reason"].partition(":")[0] for event in result.named("retry")] == ["first"]
    assert result.last["consistent"]


def test_another_version_of_the_server_may_differ(command: Command, dumped: Path, name: str) -> None:
    """Whoever restores in an emergency is told what the other server keeps differently, and not refused."""
    manifest = read_manifest(dumped)
    first, *others = manifest.collections
    # No server of today keeps this word, so no restore can bring it back.
    index = {"v": 2, "key": {"n": 1}, "name": "old", "background": True}
    definition = dataclasses.replace(first.entry, indexes=[*first.entry.indexes, index]).definition
    changed = (dataclasses.replace(first, definition=base64.b64encode(definition).decode()), *others)
    write_manifest(dumped, dataclasses.replace(manifest, collections=changed))
    assert "first has other indexes: old" in command.fail(EX_DAMAGED, "restore", dumped, "--to", name)
    write_manifest(dumped, dataclasses.replace(manifest, collections=changed, server_version="4.2.1"))
    result = command.succeed("restore", dumped, "--to", name)
    assert result.named("resume")
    assert "first has other indexes: old" in result.named("warning")[0]["message"]


def test_encrypted_connections(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    certificate = self_signed(tmp_path)
    with Mongod(tmp_path_factory.mktemp("tls"), replica_set=True, tls_certificate=certificate) as server:
        with server.client() as client:
            client.shop.users.insert_one({})
        command = Command(tmp_path, server.address())
        arguments = ("dump", "--database", "shop", "--out", tmp_path / "dump", "--timeout", "2")
        assert "certificate verify failed" in command.fail(EX_UNAVAILABLE, *arguments)
        command.succeed(*arguments, "--tls-ca-file", certificate)


def test_a_database_in_use_is_not_touched(command: Command, client: AnyClient, dumped: Path, name: str) -> None:
    client[name].first.insert_one({"mine": True})
    restore = ("restore", dumped, "--to", name)
    assert f"--into-live {name}" in command.fail(EX_EXISTS, *restore)
    assert "agree" in command.fail(EX_USAGE, *restore, "--into-live", f"{name}x")
    assert "--scratch" in command.fail(EX_USAGE, *restore, "--into-live", name, "--scratch")
    assert "--remove-others" in command.fail(EX_USAGE, *restore, "--remove-others")
    assert client[name].list_collection_names() == ["first"]
    assert client[name].first.count_documents({}) == 1
    command.succeed(*restore, "--into-live", name)
    assert client[name].first.count_documents({}) == 1000
    # What is confirmed for a database in use does no harm where there is none.
    command.succeed("restore", dumped, "--to", f"{name}_other", "--into-live", f"{name}_other")
    assert "no third" in command.fail(EX_NO_INPUT, "restore", dumped, "--to", f"{name}_new", "--collection", "third")
    assert "server's own" in command.fail(EX_USAGE, "restore", dumped, "--to", "admin")


def test_a_database_in_use_changes_all_at_once(
    mongod: Mongod, command: Command, client: AnyClient, dumped: Path, name: str
) -> None:
    """Until everything is verified its users see what they had; discarded, they never saw anything else."""
    client[name].first.insert_one({"_id": "mine"})
    restore = ("restore", dumped, "--to", name, "--into-live", name)
    with mongod.failing(["renameCollection"], errorCode=UNAUTHORIZED):
        command.fail(EX_NO_PERMISSION, *restore)
    assert client[name].first.find_one() == {"_id": "mine"}
    assert "begun to replace" in command.fail(EX_EXISTS, "discard", name)
    command.succeed(*restore)
    assert client[name].first.count_documents({}) == 1000
    with mongod.failing(["insert"], errorCode=UNAUTHORIZED):
        command.fail(EX_NO_PERMISSION, *restore)
    assert "add --into-live" in command.fail(EX_EXISTS, "restore", dumped, "--to", name)
    command.succeed("discard", name)
    assert sorted(client[name].list_collection_names()) == ["first", "last"]


def test_another_dump_supersedes_an_unfinished_restore(
    mongod: Mongod, command: Command, client: AnyClient, dumped: Path, name: str
) -> None:
    """Who restores at night, was cut off and chooses another moment has to finish nothing first."""
    client[name].first.insert_one({"_id": "mine"})
    other = dumped.parent / f"{name}-other"
    command.succeed("dump", "--database", name, "--out", other)
    into_live = ("--to", name, "--into-live", name)
    for stopped_at in ("insert", "renameCollection"):
        with mongod.failing([stopped_at], errorCode=UNAUTHORIZED):
            command.fail(EX_NO_PERMISSION, "restore", dumped, *into_live)
        if stopped_at == "renameCollection":
            # Some of what it replaces would stay as the other dump had it.
            refused = command.fail(EX_EXISTS, "restore", other, *into_live, "--collection", "first")
            assert "unfinished restore of another dump" in refused
        command.succeed("restore", other, *into_live, "--remove-others")
        assert client[name].list_collection_names() == ["first"]
        assert client[name].first.find_one() == {"_id": "mine"}


def test_a_scratch_restore_is_removed_again(command: Command, client: AnyClient, dumped: Path, name: str) -> None:
    command.succeed("restore", dumped, "--to", name, "--scratch")
    again = command.succeed("restore", dumped, "--to", name, "--scratch")
    assert "complete and verified" in again.named("resume")[0]["message"]
    command.succeed("check", dumped, "--against", name)
    command.succeed("discard", name)
    assert name not in client.list_database_names()
