"""Everything MongoDB keeps comes back as it was: byte for byte, option for option."""

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

AnyDatabase = Database[dict[str, Any]]


@pytest.fixture
def filled(database: AnyDatabase) -> AnyDatabase:
    fill(database)
    return database


def raw_contents(database: AnyDatabase) -> dict[str, bytes]:
    """Every stored byte, in the order of ids; a capped collection's in its own."""
    contents = {}
    for found in database.list_collections():
        name = found["name"]
        if found["type"] == "collection" and not name.startswith(("system.views", "codementee_restore")):
            cursor = database[name].find_raw_batches({})
            contents[name] = b"".join(cursor if name == "capped" else cursor.sort("_id"))  # type: ignore[arg-type]
    return contents


def catalog(client: MongoClient[dict[str, Any]], name: str) -> dict[str, bytes]:
    return {entry.name: entry.comparable for entry in read_catalog(open_database(client, name))}


def test_everything_comes_back(
    client: MongoClient[dict[str, Any]], filled: AnyDatabase, name: str, command: Command, tmp_path: Path
) -> None:
    done = command.succeed("dump", "--database", name, "--out", tmp_path / "dump").last
    assert done["consistent"]
    command.succeed("restore", tmp_path / "dump", "--to", f"{name}_new")

    restored = client[f"{name}_new"]
    assert catalog(client, restored.name) == catalog(client, name)
    before, after = raw_contents(filled), raw_contents(restored)
    assert {key for key in before if before[key] != after.get(key)} == set()
    assert after.keys() == before.keys()
    # Nothing of ours stays, and what is derived answers the same.
    assert set(restored.list_collection_names()) == set(filled.list_collection_names())
    for derived in ("view", "view of a view", "a view of a view", "joined", "of nothing", "weather", "plain-series"):
        assert list(restored[derived].find()) == list(filled[derived].find())
    assert restored["system.js"].find_one() == {"_id": "addition", "value": Code("function (a, b) { return a + b }")}
    command.succeed("check", tmp_path / "dump", "--against", restored.name)


def test_everything_comes_back_into_a_database_in_use(
    client: MongoClient[dict[str, Any]], filled: AnyDatabase, name: str, command: Command, tmp_path: Path
) -> None:
    command.succeed("dump", "--database", name, "--out", tmp_path / "dump")
    before, definitions = raw_contents(filled), catalog(client, name)
    filled.types.delete_many({"v": {"$type": "string"}})
    filled.capped.insert_one({"_id": "new"})
    filled.weather.drop()
    filled.drop_collection("view")
    filled.drop_collection("view of a view")
    # Other kinds of things have taken these names.
    filled.create_collection("view of a view", timeseries={"timeField": "t"})
    filled.create_collection("weather", viewOn="types")
    filled["made since"].insert_one({})

    arguments = ("restore", tmp_path / "dump", "--to", name, "--into-live", name)
    command.succeed(*arguments)
    assert filled["made since"].count_documents({}) == 1
    command.succeed(*arguments, "--remove-others")
    assert catalog(client, name) == definitions
    assert raw_contents(filled) == before


def test_the_directory_is_mongodumps(filled: AnyDatabase, name: str, command: Command, tmp_path: Path) -> None:
    command.succeed("dump", "--database", name, "--out", tmp_path / "dump")
    directory = tmp_path / "dump" / name
    assert {path.name for path in (tmp_path / "dump").iterdir()} == {name, "manifest.json"}
    stems = {path.name.removesuffix(".metadata.json") for path in directory.glob("*.metadata.json")}
    assert {"types", "view", "weather", "with%20space", "sl%2Fash", "a+b=c&d@e:f%3Bg%2Ch%3Fi", "back%5Cslash"} <= stems
    data = {path.name.removesuffix(".bson") for path in directory.glob("*.bson")}
    assert stems - data == {
        "view",
        "view%20of%20a%20view",
        "a%20view%20of%20a%20view",
        "joined",
        "of%20nothing",
        "weather",
        "plain-series",
    }
    assert data - stems == {"system.buckets.weather", "system.buckets.plain-series"}
    assert all(len(path.name.encode()) <= 255 for path in directory.iterdir())

    weather = loads((directory / "weather.metadata.json").read_text(), json_options=CANONICAL_JSON_OPTIONS)
    buckets = next(found for found in filled.list_collections() if found["name"] == "system.buckets.weather")
    assert weather["type"] == "timeseries"
    assert weather["uuid"] == buckets["info"]["uuid"].hex()
    assert weather["options"]["timeseries"]["metaField"] == "sensor"
    text = (directory / "index-04.metadata.json").read_text()
    assert '{"$gt": {"$numberLong": "5"}}' in text
    assert '"key": {"partial": {"$numberInt": "1"}}' in text
    long = [loads(path.read_text()) for path in directory.glob("long-*%24*.metadata.json")]
    assert [metadata["collectionName"] for metadata in long] == [LONG_NAME]
    assert len(NAMES_AS_THEY_COME) == len(set(NAMES_AS_THEY_COME))
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "dump").rglob("*"))


def test_ttl_indexes_and_validators_work_again(
    filled: AnyDatabase, name: str, command: Command, tmp_path: Path
) -> None:
    command.succeed("dump", "--database", name, "--out", tmp_path / "dump")
    command.succeed("restore", tmp_path / "dump", "--to", f"{name}_new", "--collection", "index-06")
    restored = filled.client[f"{name}_new"]
    assert restored.list_collection_names() == ["index-06"]
    assert restored["index-06"].index_information()["expires_1"]["expireAfterSeconds"] == 3600
