"""Collects every query that the application's code sends while tests run, and asks the server how it would do it.

A query belongs to the line of ours that is nearest on the stack; what tests ask for themselves does not count. Each
line and shape is explained once, on the database of the test that sent it first: a new query is caught by any test
that runs it, without anybody listing it.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any, override

from bson.codec_options import CodecOptions, DatetimeConversion
from pymongo import monitoring
from pymongo.database import Database
from pymongo.errors import OperationFailure

import codementee

OURS = str(Path(codementee.__file__).parent)
TESTS = str(Path(__file__).parents[1])
EXPLAINED = ("find", "aggregate", "count", "distinct", "update", "delete", "findAndModify")
# Said by the driver about the conversation, not about the query.
ENVELOPE = ("lsid", "txnNumber", "startTransaction", "autocommit", "readConcern", "writeConcern", "maxTimeMS")

# The plan of a query on the server's clock holds dates beyond Python's.
_ANY_DATE: CodecOptions[dict[str, Any]] = CodecOptions(
    datetime_conversion=DatetimeConversion.DATETIME_AUTO, tz_aware=True
)

# Collections that hold a handful of documents whatever the number of users, and whole reads that are meant.
SMALL = {"leases", "counters", "demo_runs"}


class Collector(monitoring.CommandListener):
    """What our code asked, by (line, shape), until it is explained."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()
        self._fresh: dict[str, list[tuple[str, dict[str, Any]]]] = {}

    @override
    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name not in EXPLAINED or (line := _line_of_ours()) is None:
            return
        key = (line, _shape(event.command))
        if key not in self._seen:
            self._seen.add(key)
            command = {name: value for name, value in event.command.items() if not _envelope(name)}
            self._fresh.setdefault(event.database_name, []).append((line, command))

    @override
    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None: ...

    @override
    def failed(self, event: monitoring.CommandFailedEvent) -> None: ...

    def wasteful(self, database: Database[dict[str, Any]]) -> list[str]:
        """Queries on this database, new since the last call, that read a whole collection or sort in memory."""
        found = []
        for line, command in self._fresh.pop(database.name, []):
            collection = str(next(iter(command.values())))
            if collection in SMALL:
                continue
            for query in _queries(command):
                try:
                    explained = database.command(
                        {"explain": query, "verbosity": "queryPlanner"}, codec_options=_ANY_DATE
                    )
                except OperationFailure as error:
                    found.append(f"{line}: cannot be explained: {error}")
                    continue
                if bad := set(_stages(explained)) & {"COLLSCAN", "SORT"}:
                    found.append(f"{line}: {'+'.join(sorted(bad))} on {collection}: {_shape(query)}")
        return found


def _queries(command: dict[str, Any]) -> list[dict[str, Any]]:
    """The reads in a command: a write is explained as the search for what it writes to.

    Not the write itself: mongod 6.0 ends when it explains one that uses the server's clock.
    """
    name, collection = next(iter(command.items()))
    match name:
        case "update":
            return [{"find": collection, "filter": each["q"]} for each in command["updates"]]
        case "delete":
            return [{"find": collection, "filter": each["q"]} for each in command["deletes"]]
        case "findAndModify":
            kept = {name: command[name] for name in ("sort", "hint") if command.get(name)}
            return [{"find": collection, "filter": command.get("query", {})} | kept]
        case _:
            return [command]


def _line_of_ours() -> str | None:
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - looks at the stack without reading any source
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(OURS):
            return f"{path.removeprefix(OURS)[1:]}:{frame.f_lineno}"
        if path.startswith(TESTS):
            return None
        frame = frame.f_back
    return None


def _envelope(name: str) -> bool:
    return name.startswith("$") or name in ENVELOPE


def _shape(command: Mapping[str, Any]) -> str:
    """The command's keys and operators without its values."""
    return str({name: _keys(value) for name, value in command.items() if not _envelope(name)})


def _keys(value: object) -> object:
    match value:
        case Mapping():
            return {key: _keys(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_keys(inner) for inner in value[:3]]
        case _:
            return "·"


def _stages(explained: object) -> Iterator[str]:
    match explained:
        case Mapping():
            if isinstance(stage := explained.get("stage"), str):
                yield stage
            for key, inner in explained.items():
                if key not in {"rejectedPlans", "parsedQuery", "command"}:
                    yield from _stages(inner)
        case list():
            for inner in explained:
                yield from _stages(inner)
