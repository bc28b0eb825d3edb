"""A damaged dump is refused before anything is written, and a damaged restore is not taken for a good one."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from codementee_ops.database.manifest import read_manifest
from codementee_ops.exits import EX_DAMAGED, EX_NO_INPUT
from tests.support.command import Command
from tests.support.servers import Mongod

DATABASE = "test_damage"


@pytest.fixture(scope="module")
def pristine(mongod: Mongod, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    directory = tmp_path_factory.mktemp("damage")
    with mongod.client() as client:
        client[DATABASE].orders.insert_many([{"_id": n, "paise": n * 100} for n in range(2_000)])
        client[DATABASE].orders.create_index("paise")
        client[DATABASE].users.insert_many([{"_id": n} for n in range(10)])
        Command(directory, mongod.address()).succeed("dump", "--database", DATABASE, "--out", directory / "dump")
        yield directory / "dump"
        client.drop_database(DATABASE)


@pytest.fixture
def dump(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "dump"))


def flip(path: Path, position: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 0x10
    path.write_bytes(content)


def cut(path: Path, count: int) -> None:
    path.write_bytes(path.read_bytes()[:-count])


ORDERS = Path(DATABASE) / "orders.bson"
DAMAGES: dict[str, Callable[[Path], object]] = {
    "a value": lambda dump: flip(dump / ORDERS, 1000),
    "a document's length": lambda dump: flip(dump / ORDERS, 0),
    "the last byte": lambda dump: flip(dump / ORDERS, -1),
    "cut within a document": lambda dump: cut(dump / ORDERS, 3),
    "cut after a document": lambda dump: cut(dump / DATABASE / "users.bson", 14),
    "longer": lambda dump: (dump / ORDERS).write_bytes((dump / ORDERS).read_bytes() + b"\5\0\0\0\0"),
    "emptied": lambda dump: (dump / ORDERS).write_bytes(b""),
    "missing": lambda dump: (dump / ORDERS).unlink(),
    "options": lambda dump: flip(dump / DATABASE / "orders.metadata.json", 40),
    "options missing": lambda dump: (dump / DATABASE / "users.metadata.json").unlink(),
    "manifest, a figure": lambda dump: (dump / "manifest.json").write_text(
        (dump / "manifest.json").read_text().replace('"documents": 10,', '"documents": 11,')
    ),
    "manifest, cut": lambda dump: cut(dump / "manifest.json", 10),
    "manifest, not JSON": lambda dump: flip(dump / "manifest.json", 0),
    "manifest, other JSON": lambda dump: (dump / "manifest.json").write_text("[1, 2]"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_found_before_anything_is_written(
    client: MongoClient[dict[str, Any]], command: Command, dump: Path, name: str, damage: Callable[[Path], object]
) -> None:
    damage(dump)
    sentence = command.fail(EX_DAMAGED, "restore", dump, "--to", name)
    assert str(dump) in sentence
    assert name not in client.list_database_names()


def test_checking_finds_the_same(command: Command, dump: Path, name: str) -> None:
    flip(dump / ORDERS, 1000)
    assert command.fail(EX_DAMAGED, "check", dump) == command.fail(EX_DAMAGED, "restore", dump, "--to", name)


def test_a_collection_beside_the_damaged_one_can_be_restored(command: Command, dump: Path, name: str) -> None:
    flip(dump / ORDERS, 1000)
    command.succeed("restore", dump, "--to", name, "--collection", "users")


def test_no_dump(command: Command, tmp_path: Path) -> None:
    assert "manifest.json" in command.fail(EX_NO_INPUT, "check", tmp_path / "nowhere")


def test_what_else_was_written_is_found(
    client: MongoClient[dict[str, Any]], command: Command, dump: Path, name: str
) -> None:
    command.succeed("restore", dump, "--to", name)
    orders = client[name].orders
    changes: list[tuple[Callable[[], object], str]] = [
        # As many documents and as many bytes as before.
        (lambda: orders.update_one({"_id": 7}, {"$set": {"paise": 1}}), "orders has other documents"),
        (lambda: orders.delete_one({"_id": 8}), "orders has 1,999 documents, the dump 2,000"),
        (lambda: orders.drop_index("paise_1"), "orders has other indexes: paise_1"),
        (lambda: client[name].command("collMod", "users", validator={"a": 1}), "users has other options: validat"),
        (lambda: client[name].drop_collection("users"), "users is missing"),
        (lambda: client[name].more.insert_one({}), "more is not in the dump"),
    ]
    found = []
    for change, expected in changes:
        change()
        found.append(expected in command.fail(EX_DAMAGED, "check", dump, "--against", name))
    assert found == [True] * len(changes)


def test_the_order_of_documents_does_not_matter(
    client: MongoClient[dict[str, Any]], command: Command, dump: Path, name: str
) -> None:
    command.succeed("restore", dump, "--to", name)
    documents = list(client[name].orders.find())
    client[name].orders.delete_many({})
    client[name].orders.insert_many(reversed(documents))
    command.succeed("check", dump, "--against", name)


def test_two_dumps_of_the_same_say_the_same(mongod: Mongod, pristine: Path, command: Command, tmp_path: Path) -> None:
    """Their contents' checksums can be compared without either database."""
    command.succeed("restore", pristine, "--to", f"{DATABASE}_copy")
    command.succeed("dump", "--database", f"{DATABASE}_copy", "--out", tmp_path / "copy")
    with mongod.client() as client:
        client.drop_database(f"{DATABASE}_copy")
    contents = [
        [dumped.content for dumped in read_manifest(dump).collections] for dump in (pristine, tmp_path / "copy")
    ]
    assert contents[0] == contents[1]
