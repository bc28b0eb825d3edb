"""The net itself: what reads more than it gives is caught, and what does not is let through."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo import MongoClient

from tests.conftest import Database
from tests.large.profile import profiled
from tests.support.databases import Mongod

DOCUMENTS = 1_500


@pytest.fixture
def ours(mongod: Mongod, database: Database) -> Iterator[Database]:
    """The database as a process of ours sees it, with something to search."""
    entries = [{"_id": index, "even": index % 2 == 0, "rare": index == DOCUMENTS - 1} for index in range(DOCUMENTS)]
    database.things.insert_many(entries)
    database.things.create_index("even")
    client: MongoClient[dict[str, Any]] = MongoClient(mongod.uri, appname="codementee-api@tests", tz_aware=True)
    with client:
        yield client[database.name]


def test_queries_that_read_what_they_give_pass(ours: Database, database: Database) -> None:
    with profiled(database) as wasteful:
        assert len(list(ours.things.find({"even": True}).sort("_id", 1).hint("_id_").limit(50))) == 50
        ours.things.find_one({"_id": 7})
        ours.things.update_many({"even": True}, {"$set": {"at": datetime.now(UTC)}})
        assert ours.things.count_documents({"even": True}) == DOCUMENTS / 2
    assert wasteful == []


@pytest.mark.parametrize("kind", ["scan", "filter", "sort", "update", "figure"])
def test_others_are_caught(ours: Database, database: Database, kind: str) -> None:
    with profiled(database) as wasteful:
        match kind:
            case "scan":
                ours.things.find_one({"rare": True})
            case "filter":
                list(ours.things.find({"even": False, "rare": True}))
            case "sort":
                list(ours.things.find({"_id": {"$gte": 0}}).hint("_id_").sort("rare", 1))
            case "update":
                ours.things.update_one({"even": False, "rare": True}, {"$set": {"seen": True}})
            case _:
                list(ours.things.aggregate([{"$match": {"_id": {"$gte": 0}}}, {"$group": {"_id": "$rare"}}]))
    assert len(wasteful) == 1


def test_what_tests_ask_themselves_does_not_count(database: Database) -> None:
    database.things.insert_one({})
    with profiled(database) as wasteful:
        database.things.find_one({"rare": True})
    assert wasteful == []
