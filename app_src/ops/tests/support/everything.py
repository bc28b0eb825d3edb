"""A database with every BSON type, kind of index and option of a collection that MongoDB 6.0 has."""

import datetime as dt
import uuid
from typing import Any

from bson import (
    Binary,
    Code,
    DatetimeMS,
    DBRef,
    Decimal128,
    Int64,
    MaxKey,
    MinKey,
    ObjectId,
    Regex,
    Timestamp,
    encode,
)
from bson.raw_bson import RawBSONDocument
from pymongo import IndexModel
from pymongo.collation import Collation
from pymongo.database import Database

UTC = dt.UTC
NOW = dt.datetime(2026, 3, 4, 5, 6, 7, 89_000, UTC)
# Beyond both what file names and what older tools take.
LONG_NAME = "long-" + "n" * 200 + "-ü" * 8
NAMES_AS_THEY_COME = [
    "with space",
    "per%cent",
    "sl/ash",
    "back\\slash",
    "ünïcödé-名前",
    "dots.in.it",
    "a+b=c&d@e:f;g,h?i",
    LONG_NAME,
]


def _raw(type_byte: int, value: bytes) -> RawBSONDocument:
    """A document with one field ``v`` of a type that the driver reads but does not write."""
    body = bytes([type_byte]) + b"v\x00" + value
    identifier = encode({"_id": ObjectId()})[4:-1]
    whole = identifier + body + b"\x00"
    return RawBSONDocument((len(whole) + 4).to_bytes(4, "little") + whole)


def bson_types() -> list[Any]:
    text = b"\x04\x00\x00\x00abc\x00"
    values: list[Any] = [
        1.5, -0.0, float("inf"), float("-inf"), 5e-324,
        "", "text", "nul\x00inside", "ünïcödé 名前 🙂",
        {}, {"nested": {"deep": [{"er": 1}]}}, {"$dollar": 1, "dot.ted": 2, "": 3},
        [], [1, "two", [3.0, None]],
        b"generic", Binary(b"function", 1), Binary(b"\x04\x00\x00\x00old!", 2), Binary(uuid.uuid4().bytes, 3),
        Binary(uuid.uuid4().bytes, 4), Binary(b"m" * 16, 5), Binary(b"\x01" + b"e" * 31, 6), Binary(b"user", 0x80),
        ObjectId(), True, False, NOW, DatetimeMS(-(2**63)), DatetimeMS(2**63 - 1), None,
        Regex("^a.*z$", "imsx"), Code("function () {}"), Code("x", {"x": 1}), DBRef("other", ObjectId(), "elsewhere"),
        0, -(2**31), 2**31 - 1, Int64(1), 2**63 - 1, -(2**63),
        Timestamp(1, 2), Timestamp(2**32 - 1, 2**32 - 1),
        Decimal128("0.1"), Decimal128("NaN"), Decimal128("-Infinity"), Decimal128("9.99E+6144"), Decimal128("1.000"),
        MinKey(), MaxKey(),
    ]  # fmt: skip
    documents: list[Any] = [{"v": value} for value in values]
    # Doubles keep the payload of a NaN; undefined, DBPointer and symbol are deprecated and still stored.
    documents += [_raw(0x01, bytes.fromhex("010000000000f87f")), _raw(0x01, bytes.fromhex("000000000000f8ff"))]
    documents += [_raw(0x06, b""), _raw(0x0C, text + bytes(range(12))), _raw(0x0E, text)]
    # The order of fields, ids of other types, and a document as large as can be.
    documents += [
        {"_id": key, "b": 1, "a": 2} for key in (1, Int64(2), 2.5, "id", {"compound": 1}, b"id", MaxKey(), None)
    ]
    documents.append({"_id": "largest", "v": b"x" * (16 * 1024 * 1024 - 100)})
    return documents


INDEXES = [
    IndexModel("single"),
    IndexModel([("ascending", 1), ("descending", -1)], name="compound with a name"),
    IndexModel("unique", unique=True, sparse=True),
    IndexModel("hidden", hidden=True),
    IndexModel("partial", partialFilterExpression={"partial": {"$gt": Int64(5)}, "kind": {"$in": ["a", "b"]}}),
    IndexModel("matching", partialFilterExpression={"matching": {"$type": "string"}, "price": {"$gte": 1.0}}),
    IndexModel("expires", expireAfterSeconds=3600),
    IndexModel([("title", "text"), ("body", "text")], weights={"title": 10}, default_language="french"),
    IndexModel([("place", "2dsphere"), ("kind", 1)]),
    IndexModel([("flat", "2d")], min=-10, max=10.5, bits=20),
    IndexModel([("$**", 1)], wildcardProjection={"secret": 0}, name="wildcard"),
    IndexModel([("attributes.$**", 1)]),
    IndexModel([("hashed", "hashed")]),
    IndexModel([("prefix", 1), ("then", "hashed")]),
    IndexModel("collated", collation=Collation("sv", strength=2)),
]


def fill(database: "Database[dict[str, Any]]") -> None:
    """Everything, in a few hundred documents."""
    database.types.insert_many(bson_types())
    _indexed(database)
    _with_options(database)
    _time_series(database)
    _views(database)
    for name in NAMES_AS_THEY_COME:
        database[name].insert_one({"name": name})
    database.create_collection("empty")
    database["system.js"].insert_one({"_id": "addition", "value": Code("function (a, b) { return a + b }")})


def _indexed(database: "Database[dict[str, Any]]") -> None:
    for number, index in enumerate(INDEXES):
        name = f"index-{number:02}"
        database[name].insert_many(
            # Long past what the TTL index keeps, with its monitor off (conftest.py).
            [
                {"_id": n, "kind": "a", "partial": n, "title": f"mot {n}", "expires": NOW, "attributes": {"x": n}}
                for n in range(20)
            ]
        )
        database[name].create_indexes([index])
    database["many-indexes"].create_indexes([IndexModel(f"field{number}") for number in range(63)])


def _with_options(database: "Database[dict[str, Any]]") -> None:
    schema = {"$jsonSchema": {"required": ["x"], "properties": {"x": {"bsonType": "int", "minimum": 0}}}}
    # Older than its validator: what is in the database does not fit it, and is restored nevertheless.
    database.validated.insert_many([{"x": -1}, {"y": 1}])
    database.command("collMod", "validated", validator=schema, validationLevel="moderate", validationAction="error")
    database.create_collection("warning", validator={"name": Regex("^a", "i")}, validationAction="warn")
    # Extended JSON cannot tell this from the one above; both have to come back as they are.
    database.create_collection("operator", validator={"name": {"$regex": "^a", "$options": "i"}})
    database.create_collection("capped", capped=True, size=4096, max=50)
    database.capped.insert_many([{"_id": n, "pad": "p" * 20} for n in (*range(80, 40, -1), *range(40))])
    database.create_collection("collated", collation=Collation("fr", strength=2, backwards=True))
    database.collated.insert_many([{"_id": "côte"}, {"_id": "péché"}])
    # Indexes that differ from the collection's collation: a simple one, and another language's.
    database.collated.create_index("simple", collation=Collation("simple"))
    database.collated.create_index("inherited")
    database.collated.create_index("german", collation=Collation("de"))
    database.collated.create_index([("words", "text")], collation=Collation("simple"))
    database.create_collection(
        "clustered",
        clusteredIndex={"key": {"_id": 1}, "unique": True, "name": "our own name"},
        expireAfterSeconds=86_400 * 365,
    )
    database.clustered.insert_many([{"_id": NOW.replace(year=2020, day=day)} for day in range(1, 20)])
    database.clustered.create_index("other")
    database.create_collection("images", changeStreamPreAndPostImages={"enabled": True})
    database.create_collection("engine", storageEngine={"wiredTiger": {"configString": "block_compressor=zlib"}})
    database.create_collection("index-defaults", indexOptionDefaults={"storageEngine": {"wiredTiger": {}}})


def _time_series(database: "Database[dict[str, Any]]") -> None:
    database.create_collection(
        "weather",
        timeseries={"timeField": "at", "metaField": "sensor", "granularity": "minutes"},
        expireAfterSeconds=86_400 * 30,
    )
    database.weather.insert_many(
        [
            {
                "at": NOW + dt.timedelta(hours=n),
                "sensor": {"id": n % 3},
                "celsius": n / 7,
                "note": None if n % 2 else "x",
            }
            for n in range(200)
        ]
    )
    database.weather.create_index([("sensor.id", 1), ("at", -1)])
    database.create_collection("plain-series", timeseries={"timeField": "t"}, collation=Collation("pl"))
    database["plain-series"].insert_one({"t": NOW, "v": 1})


def _views(database: "Database[dict[str, Any]]") -> None:
    english = Collation("en", strength=2)
    pipeline = [{"$match": {"v": {"$regex": "^t", "$options": "s"}}}]
    database.create_collection("view", viewOn="types", pipeline=pipeline, collation=english)
    # Before and after that one in the alphabet.
    for name in ("view of a view", "a view of a view"):
        database.create_collection(name, viewOn="view", pipeline=[], collation=english)
    join = {"from": "types", "localField": "_id", "foreignField": "_id", "as": "same"}
    database.create_collection("joined", viewOn="weather", pipeline=[{"$lookup": join}])
    database.create_collection("of nothing", viewOn="nothing", pipeline=[])
