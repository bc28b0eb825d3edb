"""Everything MongoDB keeps comes back as it was: byte for byte, option for option."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bson import Code
from bson.json_util import CANONICAL_JSON_OPTIONS, loads
from pymongo import MongoClient
from pymongo.database import Database

from codementee_ops.database.catalog import read_catalog
from codementee_ops.database.connection import open_database
from tests.support.command import Command
from tests.support.everything import LONG_NAME, NAMES_AS_THEY_COME, fill
from tests.support.servers import Mongod

AnyDatabase = Database[dict[str, Any]]


@dataclass(frozen=True)
class Source:
    """A database with everything in it, its dump, and what it was when it was dumped."""

    database: AnyDatabase
    dump: Path
    contents: dict[str, bytes]
    catalog: dict[str, bytes]

    @property
    def files(self) -> Path:
        return self.dump / self.database.name


def raw_contents(database: AnyDatabase) -> dict[str, bytes]:
    """Every stored byte, in the order of ids; a capped collection's in its own."""
    contents = {}
    for found in database.list_collections():
        name = found["name"]
        if found["type"] == "collection" and not name.startswith(("system.views", "codementee_restore")):
            cursor = database[name].find_raw_batches({})
            contents[name] = b"".join(cursor if name == "capped" else cursor.sort("_id"))  # type: ignore[arg-type]
    return contents


def definitions(database: AnyDatabase) -> dict[str, bytes]:
    entries = read_catalog(open_database(database.client, database.name))
    return {entry.name: entry.comparable for entry in entries}


@pytest.fixture(scope="module")
def source(mongod: Mongod, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    with mongod.client() as client:
        database = client["test_everything"]
        fill(database)
        directory = tmp_path_factory.mktemp("everything")
        done = Command(directory, mongod.address()).succeed(
            "dump", "--database", database.name, "--out", directory / "dump"
        )
        assert done.last["consistent"]
        yield Source(database, directory / "dump", raw_contents(database), definitions(database))
        client.drop_database(database)


def test_everything_comes_back(
    client: MongoClient[dict[str, Any]], source: Source, name: str, command: Command
) -> None:
    command.succeed("restore", source.dump, "--to", name)

    restored = client[name]
    assert definitions(restored) == source.catalog
    contents = raw_contents(restored)
    assert {key for key in contents if contents[key] != source.contents.get(key)} == set()
    assert contents.keys() == source.contents.keys()
    # Nothing of ours stays, and what is derived answers the same.
    assert set(restored.list_collection_names()) == set(source.database.list_collection_names())
    for derived in ("view", "view of a view", "a view of a view", "joined", "of nothing", "weather", "plain-series"):
        assert list(restored[derived].find()) == list(source.database[derived].find())
    assert restored["system.js"].find_one() == {"_id": "addition", "value": Code("function (a, b) { return a + b }")}
    command.succeed("check", source.dump, "--against", name)


def test_some_collections_alone_come_back(
    client: MongoClient[dict[str, Any]], source: Source, name: str, command: Command
) -> None:
    command.succeed("restore", source.dump, "--to", name, "--collection", "index-06", "--collection", "weather")
    restored = client[name]
    assert {entry.name for entry in read_catalog(open_database(client, name))} == {"index-06", "weather"}
    assert restored["index-06"].index_information()["expires_1"]["expireAfterSeconds"] == 3600
    assert raw_contents(restored)["system.buckets.weather"] == source.contents["system.buckets.weather"]


def test_the_directory_is_mongodumps(source: Source) -> None:
    assert {path.name for path in source.dump.iterdir()} == {source.database.name, "manifest.json"}
    stems = {path.name.removesuffix(".metadata.json") for path in source.files.glob("*.metadata.json")}
    assert {"types", "view", "weather", "with%20space", "sl%2Fash", "a+b=c&d@e:f%3Bg%2Ch%3Fi", "back%5Cslash"} <= stems
    data = {path.name.removesuffix(".bson") for path in source.files.glob("*.bson")}
    views = {"view", "view%20of%20a%20view", "a%20view%20of%20a%20view", "joined", "of%20nothing"}
    assert stems - data == views | {"weather", "plain-series"}
    assert data - stems == {"system.buckets.weather", "system.buckets.plain-series"}
    assert all(len(path.name.encode()) <= 255 for path in source.files.iterdir())
    assert all(path.stat().st_mode & 0o077 == 0 for path in source.dump.rglob("*"))


def test_metadata_is_mongodumps(source: Source) -> None:
    weather = loads((source.files / "weather.metadata.json").read_text(), json_options=CANONICAL_JSON_OPTIONS)
    found = source.database.list_collections(filter={"name": "system.buckets.weather"}).next()
    assert weather["type"] == "timeseries"
    assert weather["uuid"] == found["info"]["uuid"].hex()
    assert weather["options"]["timeseries"]["metaField"] == "sensor"
    text = (source.files / "index-04.metadata.json").read_text()
    assert '{"$gt": {"$numberLong": "5"}}' in text
    assert '"key": {"partial": {"$numberInt": "1"}}' in text
    long = [loads(path.read_text()) for path in source.files.glob("long-*%24*.metadata.json")]
    assert [metadata["collectionName"] for metadata in long] == [LONG_NAME]
    assert len(NAMES_AS_THEY_COME) == len(set(NAMES_AS_THEY_COME))


def test_everything_comes_back_into_a_database_in_use(source: Source, command: Command) -> None:
    """The last of these tests: it changes the source."""
    database = source.database
    database.types.delete_many({"v": {"$type": "string"}})
    database.capped.insert_one({"_id": "new"})
    # Other kinds of things have taken these names.
    for name in ("weather", "view", "view of a view"):
        database.drop_collection(name)
    database.create_collection("view of a view", timeseries={"timeField": "t"})
    database.create_collection("weather", viewOn="types")
    database["made since"].insert_one({})

    arguments = ("restore", source.dump, "--to", database.name, "--into-live", database.name)
    command.succeed(*arguments, "--collection", "types", "--collection", "view")
    assert database["made since"].count_documents({}) == 1
    assert raw_contents(database)["types"] == source.contents["types"]
    command.succeed(*arguments, "--remove-others")
    assert definitions(database) == source.catalog
    assert raw_contents(database) == source.contents
