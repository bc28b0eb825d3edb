"""Changes of collections, views and indexes, made again. Each may be made twice: a run that was stopped between making
one and noting it makes it once more.
"""

import re
from collections.abc import Callable

from pymongo.errors import OperationFailure

from codementee_ops.database.connection import Client, Db
from codementee_ops.database.errors import OpsError
from codementee_ops.database.marker import MAJORITY, Marker
from codementee_ops.database.restore import SIMPLE_COLLATION, without_expiration
from codementee_ops.exits import EX_FAILED
from codementee_ops.journal.events import Event
from codementee_ops.journal.moments import last_whole_second, readable

# What convertToCapped calls its copy before that takes the collection's name.
_CONVERTED = re.compile(r"tmp\w+\.convertToCapped\..+", re.DOTALL)
_BUCKETS = "system.buckets."
_EXPIRATION = "expireAfterSeconds"
# Server error codes: the change has been made before.
_NAMESPACE_NOT_FOUND = 26
_INDEX_NOT_FOUND = 27
_NAMESPACE_EXISTS = 48


class Definitions:
    """Changes ``database``, in which nothing expires yet: what is to expire is noted in ``marker``, for its release."""

    def __init__(self, client: Client, database: Db, marker: Marker) -> None:
        self._client = client
        self._database = database
        self._marker = marker
        self.time_series: set[str] = set()
        self._changes: dict[str, Callable[[Event], None]] = {
            "create": self._create,
            "drop": self._drop,
            "rename": self._rename,
            "createIndexes": self._create_indexes,
            "dropIndexes": self._drop_indexes,
            "modify": self._modify,
        }

    def make(self, event: Event) -> None:
        change = self._changes.get(event.operation)
        if change is None:
            what = "The database was dropped" if event.operation == "dropDatabase" else f"There was a {event.operation}"
            raise OpsError(
                f"{what} at {readable(event.cluster_time)}, which cannot be applied. Everything before it is in "
                f"{self._database.name}; to end there, say --until {last_whole_second(event.cluster_time)}.",
                EX_FAILED,
            )
        change(event)

    def _command(self, *settled: int, **command: object) -> None:
        """Run a command; a refusal with one of the codes ``settled`` says that nothing is left to do."""
        try:
            self._database.command({**command, "writeConcern": MAJORITY.document})
        except OperationFailure as error:
            if error.code not in settled:
                raise

    def _create(self, event: Event) -> None:
        # What the server says besides the options as a person gives them.
        options = {key: value for key, value in event.description.items() if key not in {"idIndex", "temp"}}
        if str(options.get("viewOn", "")).startswith(_BUCKETS) or "timeseries" in options:
            self.time_series.add(event.collection)
            return
        if _EXPIRATION in options:
            self._expire(event.collection, "", options.pop(_EXPIRATION))
        self._command(_NAMESPACE_EXISTS, create=event.collection, **options)

    def _drop(self, event: Event) -> None:
        self.time_series.discard(event.collection)
        self._forget(event.collection)
        self._command(_NAMESPACE_NOT_FOUND, drop=event.collection)

    def _rename(self, event: Event) -> None:
        new = event.description["to"]
        if new["db"] != event.raw["ns"]["db"]:
            raise OpsError(
                f"{event.collection} was moved to the database {new['db']} at {readable(event.cluster_time)}, which "
                f"cannot be applied. Say --until {last_whole_second(event.cluster_time)}.",
                EX_FAILED,
            )
        if _CONVERTED.fullmatch(event.collection):
            self._convert_to_capped(event.collection, new["coll"])
            return
        name = self._database.name
        try:
            self._client.admin.command(
                "renameCollection",
                f"{name}.{event.collection}",
                to=f"{name}.{new['coll']}",
                dropTarget=True,
                writeConcern=MAJORITY.document,
            )
        except OperationFailure as error:
            if error.code != _NAMESPACE_NOT_FOUND:
                raise
        self._forget(new["coll"])
        for held in self._marker.expirations:
            if held["collection"] == event.collection:
                held["collection"] = new["coll"]

    def _convert_to_capped(self, copy: str, name: str) -> None:
        """The server copies the documents without telling of them: here they are still in the collection itself."""
        self._forget(name)
        found = self._database.list_collections(filter={"name": copy})
        for listed in found:
            self._command(convertToCapped=name, size=listed["options"]["size"])
            self._command(_NAMESPACE_NOT_FOUND, drop=copy)

    def _create_indexes(self, event: Event) -> None:
        specifications = []
        for index in event.description["indexes"]:
            if _EXPIRATION in index:
                self._expire(event.collection, index["name"], index[_EXPIRATION])
            # Without a collation of its own it must not inherit the collection's.
            specifications.append({"collation": SIMPLE_COLLATION, **without_expiration(index)})
        self._command(createIndexes=event.collection, indexes=specifications)

    def _drop_indexes(self, event: Event) -> None:
        for index in event.description["indexes"]:
            self._forget(event.collection, index["name"])
            self._command(_INDEX_NOT_FOUND, _NAMESPACE_NOT_FOUND, dropIndexes=event.collection, index=index["name"])

    def _modify(self, event: Event) -> None:
        change = event.description
        if _EXPIRATION in change:
            self._expire(event.collection, "", change.pop(_EXPIRATION))
        index = change.get("index")
        if index and _EXPIRATION in index:
            self._expire(event.collection, index["name"], index.pop(_EXPIRATION))
        if index and not set(index) - {"name", "keyPattern"}:
            del change["index"]
        if change:
            self._command(collMod=event.collection, **change)

    def _expire(self, collection: str, index: str, seconds: object) -> None:
        self._forget(collection, index)
        # `off` is what collMod says; an index without a time is none that expires.
        if seconds != "off":
            self._marker.expirations.append({"collection": collection, "index": index, "seconds": seconds})

    def _forget(self, collection: str, index: str | None = None) -> None:
        self._marker.expirations = [
            held
            for held in self._marker.expirations
            if held["collection"] != collection or index not in {None, held["index"]}
        ]
