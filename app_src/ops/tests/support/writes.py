"""Writes of every kind, at random; the same seed makes the same ones."""

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bson import Binary, Code, Decimal128, Int64, MaxKey, MinKey, ObjectId, Regex, Timestamp
from bson.raw_bson import RawBSONDocument
from pymongo import IndexModel
from pymongo.collation import Collation
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import OperationFailure, WriteError

from codementee_ops.database.connection import CODEC
from tests.support.everything import NOW, bson_types

AnyDatabase = Database[dict[str, Any]]
AnyCollection = Collection[dict[str, Any]]
ID_KINDS: list[Callable[[int], Any]] = [
    lambda n: n, lambda n: Int64(2**40 + n), lambda n: n + 0.5, str, lambda n: {"part": n, "other": "x"},
    lambda n: b"%d" % n, lambda n: Decimal128(f"{n}.25"),
]  # fmt: skip
_DUPLICATE_KEY = 11000
COLLECTIONS = ("plain", "accented", "ordered")


class Writer:
    """Writes to ``database``, which is to be empty."""

    def __init__(self, database: AnyDatabase, seed: int) -> None:
        self.database = database.with_options(codec_options=CODEC)
        self.chance = random.Random(seed)  # noqa: S311 - not a secret
        self.types = [document for document in bson_types() if len(getattr(document, "raw", b"")) < 1000]
        self.count = 0
        for name in COLLECTIONS:
            options: dict[str, Any] = {"collation": Collation("fr", strength=1)} if name == "accented" else {}
            database.create_collection(name, **options)
            database[name].create_index("unique", unique=True, sparse=True)
        for _ in range(40):
            self.insert()

    def any(self) -> AnyCollection:
        return self.database[self.chance.choice(COLLECTIONS)]

    def some_id(self, collection: AnyCollection) -> Any:  # noqa: ANN401 - ids are of many types
        found = list(collection.aggregate([{"$project": {"_id": 1}}, {"$sort": {"_id": 1}}]))
        return self.chance.choice(found)["_id"] if found else None

    def value(self) -> Any:  # noqa: ANN401 - of any type
        simple = [
            1, Int64(1), 1.0, -0.0, float("nan"), "text", None, True, NOW, ObjectId(b"0123456789ab"), b"bytes",
            Binary(b"old", 0x80), Decimal128("1.0"), Decimal128("1.00"), Regex("^a", "i"), Code("x"), Timestamp(1, 2),
            MinKey(), MaxKey(), [], {}, {"b": 1, "a": [1, {"c": 2}]},
        ]  # fmt: skip
        return self.chance.choice(simple)

    def array(self, least: int = 0) -> list[Any]:
        return [
            {"n": n, "pad": "p" * 40, "inner": [n, self.value()]} for n in range(self.chance.randint(least, least + 12))
        ]

    def document(self) -> dict[str, Any]:
        self.count += 1
        fields = {
            "unique": f"value {self.count}",
            "array": self.array(6),
            "numbers": list(range(self.chance.randint(0, 30))),
            "nested": {"a": self.value(), "0": self.value(), "deep": {"er": {"1": self.value()}, "x": 1}, "z": 1},
            "with.dots": {"in": 1},
            "$dollar": self.value(),
            "": self.value(),
            "counter": 0,
        }
        names = list(fields)
        self.chance.shuffle(names)
        return {"_id": self.chance.choice(ID_KINDS)(self.count)} | {name: fields[name] for name in names}

    # One write each.

    def insert(self) -> None:
        self.any().insert_one(self.document())

    def insert_type(self) -> None:
        self.count += 1
        document = self.chance.choice(self.types)
        if isinstance(document, RawBSONDocument):
            self.database.plain.with_options().replace_one(
                {"_id": document["_id"]},
                document,
                upsert=True,
            )
        else:
            self.database.plain.insert_one({"unique": f"type {self.count}", "v": document.get("v")})

    def replace(self) -> None:
        collection = self.any()
        document = self.document()
        # A replacement takes no field that begins with a dollar, at its top.
        del document["_id"], document["$dollar"]
        collection.replace_one({"_id": self.some_id(collection)}, document)

    def update(self) -> None:
        number = self.chance.randint(0, 9)
        change: dict[str, Any] = self.chance.choice(
            [
                {"$set": {"nested.a": self.value(), "new": self.value()}},
                {"$set": {f"array.{number}.n": self.value(), "nested.0": self.value()}},
                {"$set": {f"numbers.{number + 25}": self.value()}},
                {"$set": {"nested.deep.er.1": self.value(), "nested.deep.er.7": {"x": self.value()}}},
                {"$set": {"nested.b.c.d": self.value()}, "$unset": {"nested.z": 1}},
                {"$unset": {"counter": 1, "nested.deep.x": 1}},
                {"$push": {"array": {"$each": self.array(), "$slice": -number - 1}}},
                {"$push": {"numbers": {"$each": [7, 8], "$position": 1, "$slice": number}}},
                {"$pop": {"numbers": 1}, "$inc": {"counter": 1}},
                {"$pull": {"numbers": number}, "$set": {"array.0.pad": "changed"}},
                {"$rename": {"nested.a": "nested.moved"}},
                {"$currentDate": {"when": {"$type": "timestamp"}}, "$mul": {"factor": Decimal128("1.5")}},
                {"$set": {"array.$[odd].inner.1": self.value()}},
            ]
        )
        filters = [{"odd.n": {"$in": [1, 3, 5]}}] if "array.$[odd].inner.1" in change.get("$set", {}) else None
        collection = self.any()
        self._tolerantly(
            lambda: collection.update_one({"_id": self.some_id(collection)}, change, array_filters=filters)
        )

    def pipeline(self) -> None:
        number = self.chance.randint(1, 8)
        a_name = self.chance.choice(["with.dots", "other.dotted", "$dollar", "$price", "a.0", ""])
        cut = {"$slice": ["$array", number]}
        first = {"$arrayElemAt": ["$array", 0]}
        stages: list[dict[str, Any]] = self.chance.choice(
            [
                # An array that is cut and has one of its values set, in one update.
                [{"$set": {"array": {"$concatArrays": [[{"$mergeObjects": [first, {"n": "set"}]}], cut]}}}],
                [{"$set": {"array": {"$map": {"input": cut, "in": {"$mergeObjects": ["$$this", {"m": number}]}}}}}],
                [{"$set": {"numbers": {"$slice": ["$numbers", number]}, "nested.q": number}}],
                [{"$replaceWith": {"$setField": {"field": {"$literal": a_name}, "input": "$$ROOT", "value": number}}}],
                [{"$replaceWith": {"$unsetField": {"field": {"$literal": a_name}, "input": "$$ROOT"}}}],
                # A field that moves to the end as it is, one that follows a new one.
                [{"$replaceWith": {"$mergeObjects": [{"_id": "$_id"}, {"unique": "$unique"}, "$$ROOT"]}}],
                [{"$unset": "counter"}, {"$set": {f"new{self.count}": number, "counter": number}}],
                [{"$set": {"nested": {"$mergeObjects": ["$nested", {"a": number, "added": [number]}]}}}],
            ]
        )
        collection = self.any()
        self._tolerantly(
            lambda: collection.update_one(
                {"_id": self.some_id(collection), "array": {"$type": "array"}, "numbers": {"$type": "array"}}, stages
            )
        )

    def upsert(self) -> None:
        self.count += 1
        self.any().update_one({"unique": f"upserted {self.count}"}, {"$set": {"nested.x.0": 1}}, upsert=True)

    def delete(self) -> None:
        collection = self.any()
        collection.delete_one({"_id": self.some_id(collection)})

    def delete_and_insert(self) -> None:
        """The same id, another type of it, another document."""
        collection = self.any()
        key = self.some_id(collection)
        found = collection.find_one_and_delete({"_id": key})
        if found and isinstance(key, int):
            collection.insert_one({"_id": float(key), "unique": found.get("unique", f"again {key}"), "again": True})

    def many(self) -> None:
        collection, value = self.any(), self.value()
        self._tolerantly(lambda: collection.update_many({}, {"$inc": {"all": 1}, "$set": {"nested.all": value}}))

    def swap(self) -> None:
        """Two documents exchange a value that is unique, in one transaction."""
        collection = self.any()
        first, second = self.some_id(collection), self.some_id(collection)
        if first == second:
            return
        values = [(collection.find_one({"_id": key}) or {}).get("unique") for key in (first, second)]
        if None in values:
            return
        with self.database.client.start_session() as session, session.start_transaction():
            for key, value in ((first, "between"), (second, values[0]), (first, values[1])):
                collection.update_one({"_id": key}, {"$set": {"unique": value}}, session=session)

    def transaction(self) -> None:
        with self.database.client.start_session() as session, session.start_transaction():
            for name in COLLECTIONS:
                document = self.document()
                self.database[name].insert_one(document, session=session)
                self.database[name].update_one({"_id": document["_id"]}, {"$set": {"in": name}}, session=session)
            self.database.plain.delete_one({"_id": document["_id"]}, session=session)

    def _tolerantly(self, write: Callable[[], object]) -> None:
        """A document may have become such that it does not take the change."""
        try:
            write()
        except WriteError as error:
            if error.code == _DUPLICATE_KEY:
                raise

    def step(self) -> None:
        usual = [self.insert, self.update, self.update, self.update, self.pipeline, self.pipeline, self.replace]
        rare = [self.insert_type, self.upsert, self.delete, self.delete_and_insert, self.many, self.swap]
        self.chance.choice([*usual * 2, *rare, self.transaction])()


class Definer:
    """Collections, views and indexes that come, change and go, with documents in them."""

    def __init__(self, database: AnyDatabase, seed: int) -> None:
        self.database = database
        self.chance = random.Random(seed)  # noqa: S311 - not a secret
        self.count = 0

    def names(self, kind: str = "collection") -> list[str]:
        listed = self.database.list_collections(filter={"type": kind, "name": {"$regex": "^made"}})
        return sorted(found["name"] for found in listed)

    def name(self) -> str:
        self.count += 1
        return f"made {self.count}.{self.chance.choice(['a', 'ü', 'with space', 'dots.in'])}"

    def create(self) -> None:
        options: dict[str, Any] = self.chance.choice(
            [
                {},
                {"collation": Collation("de", strength=2)},
                {"capped": True, "size": 8192, "max": 5},
                {"validator": {"x": {"$type": "int"}}, "validationAction": "warn"},
                {"clusteredIndex": {"key": {"_id": 1}, "unique": True}, "expireAfterSeconds": 1000},
                {"changeStreamPreAndPostImages": {"enabled": True}},
            ]
        )
        name = self.name()
        self.database.create_collection(name, **options)
        self.fill(name)

    def fill(self, name: str) -> None:
        self.database[name].insert_many([{"x": n, "at": NOW, "word": f"word {n}"} for n in range(7)])

    def write(self) -> None:
        for name in self.names():
            self.database[name].insert_one({"x": -1})
            self.database[name].update_many({"x": {"$gt": 2}}, {"$inc": {"x": 1}})
            if not (self.database[name].options().get("capped")):
                self.database[name].delete_one({"x": 4})

    def drop(self) -> None:
        for name in self.names()[:1]:
            self.database.drop_collection(name)

    def rename(self) -> None:
        names = self.names()
        if len(names) > 1:
            over = self.chance.random() < 0.5
            self.database[names[0]].rename(names[1] if over else self.name(), dropTarget=over)

    def index(self) -> None:
        index = self.chance.choice(
            [
                IndexModel("x"),
                IndexModel("at", expireAfterSeconds=500),
                IndexModel([("word", "text")], default_language="french"),
                IndexModel("unique", unique=True, sparse=True),
                IndexModel("x", name="partial", partialFilterExpression={"x": {"$gt": Int64(2)}}),
                IndexModel("word", name="collated", collation=Collation("sv")),
            ]
        )
        for name in self.names()[-2:]:
            # A text index cannot have the collection's collation.
            if "collation" not in self.database[name].options() or index.document["name"] != "word_text":
                # Nor a capped collection one that expires, nor any two of one name.
                with suppress(OperationFailure):
                    self.database[name].create_indexes([index])

    def drop_index(self) -> None:
        for name in self.names():
            indexes = [index for index in self.database[name].index_information() if index != "_id_"]
            if indexes:
                self.database[name].drop_index(self.chance.choice(sorted(indexes)))

    def modify(self) -> None:
        for name in self.names():
            if "at_1" in self.database[name].index_information():
                self.database.command("collMod", name, index={"name": "at_1", "expireAfterSeconds": 700})
                self.database.command("collMod", name, index={"name": "at_1", "hidden": True})
            options = self.database[name].options()
            if "clusteredIndex" in options:
                seconds = self.chance.choice(["off", 2000])
                self.database.command("collMod", name, expireAfterSeconds=seconds)
            else:
                self.database.command("collMod", name, validator={"x": {"$exists": True}}, validationLevel="moderate")

    def view(self) -> None:
        for name in self.names("view")[:1]:
            self.database.command("collMod", name, viewOn="plain", pipeline=[{"$match": {"x": self.count}}])
        if self.chance.random() < 0.5:
            self.database.create_collection(self.name(), viewOn="plain", pipeline=[{"$match": {"a": 1}}])
        for name in self.names("view")[2:]:
            self.database.drop_collection(name)

    def out(self) -> None:
        for name in self.names()[:1]:
            # Not over a capped one.
            with suppress(OperationFailure):
                self.database[name].aggregate([{"$out": "made by out"}])

    def to_capped(self) -> None:
        name = self.name()
        self.fill(name)
        self.database.command({"convertToCapped": name, "size": 8192})

    def step(self) -> None:
        steps = [self.create, self.write, self.write, self.index, self.index, self.modify, self.rename, self.view]
        self.chance.choice([*steps, self.drop, self.drop_index, self.out, self.to_capped])()
