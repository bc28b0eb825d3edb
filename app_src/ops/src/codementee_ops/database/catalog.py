"""What a database consists of: collections, time series and views with their options and indexes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import bson
from bson import Binary, json_util
from bson.json_util import CANONICAL_JSON_OPTIONS
from pymongo.errors import OperationFailure

from codementee_ops.database.connection import CODEC, Db, Document

# Ours, while a restore is under way (restore.py). Never dumped.
OWN_PREFIX = "codementee_restore."
_BUCKETS = "system.buckets."
_SERVER_SIDE_SCRIPTS = "system.js"
_NAMESPACE_NOT_FOUND = 26
_EXPIRATION = "expireAfterSeconds"
KINDS = ("collection", "timeseries", "view")


@dataclass(frozen=True)
class Entry:
    """One collection, time series or view. ``uuid``: 32 hexadecimal digits, empty for a view."""

    name: str
    kind: str
    options: Document
    indexes: list[Document]
    uuid: str

    @property
    def data_name(self) -> str:
        """The collection that holds the documents; for a time series its buckets, as with MongoDB's own tools."""
        return _BUCKETS + self.name if self.kind == "timeseries" else self.name

    @property
    def has_data(self) -> bool:
        return self.kind != "view"

    @property
    def capped(self) -> bool:
        return bool(self.options.get("capped"))

    @property
    def metadata(self) -> str:
        """``NAME.metadata.json`` as mongodump writes it: canonical Extended JSON v2."""
        content: Document = {"options": self.options} if self.options else {}
        content["indexes"] = self.indexes
        if self.uuid:
            content["uuid"] = self.uuid
        content |= {"collectionName": self.name, "type": self.kind}
        return json_util.dumps(content, json_options=CANONICAL_JSON_OPTIONS, ensure_ascii=False)

    @property
    def definition(self) -> bytes:
        """Options and indexes, type by type. The JSON above cannot tell ``{"$regex": …}`` from a regular expression."""
        return bson.encode({"options": self.options, "indexes": self.indexes}, codec_options=CODEC)

    @property
    def comparable(self) -> bytes:
        """The definition independent of where it stands: the server lists indexes in the order it built them, and an
        index's options in the order they were given."""
        indexes = [_ordered(index) for index in sorted(self.indexes, key=_index_name)]
        return bson.encode(
            {"kind": self.kind, "options": _ordered(self.options), "indexes": indexes}, codec_options=CODEC
        )

    @property
    def without_expiration(self) -> "Entry":
        return replace(
            self,
            options={key: value for key, value in self.options.items() if key != _EXPIRATION},
            indexes=[{key: value for key, value in index.items() if key != _EXPIRATION} for index in self.indexes],
        )


def entry_from_definition(*, name: str, kind: str, uuid: str, definition: bytes) -> Entry:
    content = bson.decode(definition, codec_options=CODEC)
    return Entry(name=name, kind=kind, uuid=uuid, options=content["options"], indexes=content["indexes"])


def read_catalog(database: Db) -> list[Entry]:
    """Every collection, time series and view, by name. Left out: the server's own collections and ours."""
    listed = {found["name"]: found for found in database.list_collections()}
    entries = []
    for name, found in sorted(listed.items()):
        if name.startswith(OWN_PREFIX) or (name.startswith("system.") and name != _SERVER_SIDE_SCRIPTS):
            continue
        kind = found["type"]
        if kind == "view":
            entries.append(Entry(name, kind, found["options"], [], ""))
            continue
        holder = listed.get(_BUCKETS + name, found) if kind == "timeseries" else found
        entries.append(Entry(name, kind, found["options"], _list_indexes(database, name), _uuid(holder)))
    return entries


def _list_indexes(database: Db, name: str) -> list[Document]:
    try:
        return [dict(index) for index in database[name].list_indexes()]
    except OperationFailure as error:
        # Dropped since it was listed: whoever reads the catalog compares it with a second reading.
        if error.code == _NAMESPACE_NOT_FOUND:
            return []
        raise


def _uuid(found: Mapping[str, Any]) -> str:
    value = found.get("info", {}).get("uuid")
    return value.hex() if isinstance(value, Binary) else ""


def _index_name(index: Document) -> str:
    return str(index.get("name", ""))


def _ordered(document: Document) -> Document:
    return {key: document[key] for key in sorted(document)}


def uuids(entries: Iterable[Entry]) -> dict[str, str]:
    return {entry.name: entry.uuid for entry in entries}
