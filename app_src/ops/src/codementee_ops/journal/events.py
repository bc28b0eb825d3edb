"""Change events as they are read from segments: whole, in their order, and only those of a span of time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import bson
from bson import Timestamp
from bson.raw_bson import RawBSONDocument

from codementee_ops.database.connection import CODEC, Document
from codementee_ops.database.errors import DamagedError
from codementee_ops.journal.elements import assembled, elements, field
from codementee_ops.journal.segments import Stored, read_events
from codementee_ops.journal.stream import RAW

WRITES = frozenset({"insert", "replace", "update", "delete"})
_SPLIT = b"splitEvent"


@dataclass(frozen=True)
class Event:
    """One change. ``token``: the resume token's text, which no other event has; ``size``: bytes."""

    operation: str
    cluster_time: Timestamp
    token: str
    raw: RawBSONDocument
    size: int

    @cached_property
    def collection(self) -> str:
        return str(self.raw["ns"]["coll"])

    @cached_property
    def key(self) -> bytes:
        """The document's ``_id``, type and value."""
        return field(bytes(self.raw["documentKey"].raw), b"_id").key

    @property
    def document(self) -> bytes:
        """The whole document of an insert or a replace."""
        return bytes(self.raw["fullDocument"].raw)

    @property
    def update(self) -> RawBSONDocument:
        update: RawBSONDocument = self.raw["updateDescription"]
        return update

    @property
    def description(self) -> Document:
        """What a change of collections or indexes consists of."""
        found = self.raw.get("operationDescription")
        return bson.decode(found.raw, codec_options=CODEC) if found is not None else {}


def read_span(
    segments: Iterable[Stored], *, after: Timestamp, until: Timestamp, applied: dict[str, Any] | None = None
) -> Iterator[Event]:
    """Events later than ``after`` up to and with ``until``, and later than the one ``applied`` if there is one."""
    seeking = applied
    for event in _whole(segments):
        if event.cluster_time > until:
            return
        if event.cluster_time <= after:
            continue
        if seeking:
            if event.cluster_time > seeking["cluster_time"]:
                raise DamagedError(
                    "The journal does not have the event up to which it was applied: name the directories that were "
                    "named then."
                )
            if event.token == seeking["token"]:
                seeking = None
            continue
        yield event


def _whole(segments: Iterable[Stored]) -> Iterator[Event]:
    fragments: list[bytes] = []
    for stored in segments:
        for raw in read_events(stored):
            document = RawBSONDocument(raw, RAW)
            part = document.get("splitEvent")
            if part is not None:
                fragments.append(raw)
                if part["fragment"] < part["of"]:
                    continue
                document = RawBSONDocument(joined(fragments), RAW)
                fragments = []
            try:
                yield Event(
                    operation=document["operationType"],
                    cluster_time=document["clusterTime"],
                    token=document["_id"]["_data"],
                    raw=document,
                    size=len(document.raw),
                )
            except KeyError as error:
                raise DamagedError(f"{stored.path} has an event without {error}: it was not recorded by us.") from error


def joined(fragments: Sequence[bytes]) -> bytes:
    """The event that the server sent in these: each of its fields is in one of them; the last one's token counts."""
    fields = {
        element.name: element for fragment in fragments for element in elements(fragment) if element.name != _SPLIT
    }
    return assembled(list(fields.values()))
