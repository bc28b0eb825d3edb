"""What the application asks its database, from the server's profile, and what the server says of each: `explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bson.codec_options import CodecOptions, DatetimeConversion
from pymongo.database import Database

Document = dict[str, Any]

# Said by the driver about the conversation, not about the query.
ENVELOPE = {
    "lsid", "txnNumber", "startTransaction", "autocommit", "coordinator", "readConcern", "writeConcern", "maxTimeMS",
}  # fmt: skip
READS = ("find", "aggregate", "count", "distinct")
SORTED_AT_MOST = 1_000
# Parts of a plan that say what was not done.
ASIDE = {"rejectedPlans", "allPlansExecution", "parsedQuery", "command", "slotBasedPlan"}
# The plan of a query on the server's clock holds dates beyond Python's.
ANY_DATE: CodecOptions[Document] = CodecOptions(datetime_conversion=DatetimeConversion.DATETIME_AUTO, tz_aware=True)


@dataclass(frozen=True)
class Query:
    """A read, or the search a write begins with: what was asked of which collection, and what it cost."""

    collection: str
    kind: str
    command: Document
    examined: int
    summary: str

    @property
    def shape(self) -> str:
        return f"{self.kind} {self.collection} {_shape(self.command)}"


def queries(entries: Iterable[Document]) -> Iterator[Query]:
    """The queries in a profile."""
    for entry in entries:
        if (command := _search(entry)) is not None:
            collection = str(entry["ns"]).partition(".")[2]
            kind = next((name for name in entry["command"] if name in (*READS, "findAndModify")), entry["op"])
            yield Query(collection, kind, command, int(entry.get("docsExamined", 0)), str(entry.get("planSummary", "")))


def _search(entry: Document) -> Document | None:
    """As a command that can be explained. A write is the search for what it writes to: explaining the write itself ends
    mongod 6.0 when it uses the server's clock.
    """
    command, collection = entry["command"], str(entry["ns"]).partition(".")[2]
    if entry["op"] in ("update", "remove"):
        return {"find": collection, "filter": command["q"]}
    if "findAndModify" in command:
        sort = {"sort": command["sort"]} if command.get("sort") else {}
        return {"find": collection, "filter": command.get("query", {}), "limit": 1, **sort}
    if entry["op"] in ("query", "command") and any(name in command for name in READS):
        return {name: value for name, value in command.items() if name[0] != "$" and name not in ENVELOPE}
    return None


def most_expensive(found: Iterable[Query]) -> dict[str, Query]:
    """Of each shape the query that looked at the most documents."""
    worst: dict[str, Query] = {}
    for query in found:
        if query.shape not in worst or query.examined > worst[query.shape].examined:
            worst[query.shape] = query
    return worst


def explain(database: Database[Document], query: Query) -> Document:
    """The winning plan, carried out."""
    return database.command(
        {"explain": query.command, "verbosity": "executionStats"}, codec_options=ANY_DATE, maxTimeMS=120_000
    )


def complaints(plan: Document) -> list[str]:
    """What is wrong with a plan: a whole collection read, or more than SORTED_AT_MOST documents sorted in memory."""
    return sorted(set(_complaints(plan)))


def _complaints(part: object) -> Iterator[str]:
    match part:
        case Mapping():
            yield from _stage_complaints(part)
            for name, inner in part.items():
                if name not in ASIDE:
                    yield from _complaints(inner)
        case list():
            yield from _pipeline_complaints(part)
            for inner in part:
                yield from _complaints(inner)


def _stage_complaints(part: Mapping[str, Any]) -> Iterator[str]:
    stage = str(part.get("stage", ""))
    if stage == "COLLSCAN" or part.get("collectionScans", 0):
        yield "reads a whole collection"
    if stage == "EQ_LOOKUP" and part.get("strategy") in ("NestedLoopJoin", "HashJoin"):
        yield "joins by reading a whole collection"
    if stage.upper() == "SORT" and (count := int(part.get("inputStage", {}).get("nReturned", 0))) > SORTED_AT_MOST:
        yield f"sorts {count} documents in memory"


def _pipeline_complaints(stages: list[Any]) -> Iterator[str]:
    """Sorting stages of a pipeline: what they sort is what the stage before gave them."""
    given = 0
    for stage in stages:
        if not isinstance(stage, Mapping):
            return
        if "$sort" in stage and given > SORTED_AT_MOST:
            yield f"sorts {given} documents in memory"
        cursor = stage.get("$cursor", {})
        given = int(stage.get("nReturned", cursor.get("executionStats", {}).get("nReturned", 0)))


def _shape(command: Mapping[str, Any]) -> str:
    """Keys and operators without values."""
    return str({name: _keys(value) for name, value in command.items()})


def _keys(value: object) -> object:
    match value:
        case Mapping():
            return {key: _keys(inner) for key, inner in value.items()}
        case list() if any(isinstance(inner, Mapping | list) for inner in value):
            return [_keys(inner) for inner in value]
        case list():
            return ["…"]
        case _:
            return "·"
