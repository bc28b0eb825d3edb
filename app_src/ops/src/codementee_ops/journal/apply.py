"""Bring a database, just restored from a dump, forward to a later moment.

Events are taken in batches. Of each batch the documents that it changes are read, changed here, and written as they are
at its end: all are deleted and those that are left inserted, so that a value two documents exchanged is never there
twice. That and the note of how far the database has come are one transaction: a run that is stopped at any point
has made a batch or has not, and the same command goes on behind it.

Changes of collections and indexes come between batches, in their order. Capped collections keep the order of their
documents and cannot be written in transactions: what a batch changes there is written before its transaction, and
written again comes to the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from bson import Timestamp
from bson.raw_bson import RawBSONDocument
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError, OperationFailure

from codementee_ops.database import marker as phases
from codementee_ops.database.connection import Client, Session, describe_server, open_database
from codementee_ops.database.errors import DamagedError, OpsError
from codementee_ops.database.layout import MANIFEST, locked
from codementee_ops.database.manifest import Manifest, read_manifest
from codementee_ops.database.marker import MAJORITY, Marker, MarkerStore
from codementee_ops.database.progress import Reporter, Task
from codementee_ops.database.restore import release
from codementee_ops.exits import EX_EXISTS, EX_FAILED, EX_NO_INPUT
from codementee_ops.journal.chains import covering_run, needed, read_journal
from codementee_ops.journal.definitions import Definitions
from codementee_ops.journal.elements import ARRAY, DOCUMENT, Element, array_of, assembled
from codementee_ops.journal.elements import field as element_named
from codementee_ops.journal.events import WRITES, Event, read_span
from codementee_ops.journal.fold import updated
from codementee_ops.journal.moments import readable
from codementee_ops.journal.segments import Stored, check_segment
from codementee_ops.journal.stream import RAW

Key: TypeAlias = tuple[str, bytes]  # of a collection, the type and value of an _id
States: TypeAlias = dict[Key, bytes | None]  # None: there is no such document
_Position: TypeAlias = tuple[Timestamp, str]  # in the journal: cluster time and token
RawCollection: TypeAlias = Collection[RawBSONDocument]

_BATCH_EVENTS = 2_000
_BATCH_BYTES = 16_000_000
# Of documents that a batch changes without replacing them.
_LOADED_BYTES = 32_000_000
_IDS_AT_ONCE = 500
_CLOCKS_APART_SECONDS = 60
_BEFORE_ALL = (Timestamp(0, 0), "")


@dataclass
class Applied:
    """What a run did. ``last``: the last event's time; ``time_series`` and ``capped``: what the journal cannot bring
    forward, or not exactly."""

    database: str
    until: Timestamp
    events: int = 0
    collections: set[str] = field(default_factory=set)
    last: Timestamp | None = None
    time_series: list[str] = field(default_factory=list)
    capped: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Work:
    """What goes through a run: the note of how far the database has come, the session it is written in, progress."""

    marker: Marker
    session: Session
    task: Task


@dataclass(frozen=True)
class _Target:
    """A collection being written. ``apart``: outside of transactions; ``bypass``: its validator, which older documents
    need not fit. Bypassing is a privilege: not asked for without need."""

    collection: RawCollection
    apart: bool
    bypass: bool | None


class Apply:
    """Brings the database ``target``, restored from ``dump`` and held, forward to ``until``, itself included.

    ``hold``: go on holding it, so that it can be brought further.
    """

    def __init__(
        self,
        client: Client,
        directories: Sequence[Path],
        dump: Path,
        target: str,
        until: Timestamp,
        *,
        hold: bool,
        report: Reporter,
    ) -> None:
        self._client = client
        self._directories = directories
        self._dump = dump
        self._database = open_database(client, target).with_options(write_concern=MAJORITY)
        self._raw: Any = open_database(client, target).with_options(codec_options=RAW, write_concern=MAJORITY)
        self._until = until
        self._hold = hold
        self._report = report
        self._store = MarkerStore(self._database)
        self._targets: dict[str, _Target] = {}
        self._done = Applied(target, until)

    def run(self) -> Applied:
        """Apply and release. Stopped at any point, the same call goes on from there."""
        manifest = read_manifest(self._dump)
        busy = f"Another restore from {self._dump} is running. Wait for it."
        with locked(self._dump / MANIFEST, busy=busy):
            after = self._dumps_moment(manifest)
            journal = read_journal(self._directories)
            if journal.conflicts:
                raise DamagedError(" ".join(journal.conflicts))
            segments = needed(covering_run(journal, manifest.database, after, self._until), after, self._until)
            marker = self._held(manifest)
            for stored in segments:
                check_segment(stored)
            self._report.event(
                "begin",
                f"Bringing {self._database.name} from {readable(after)} to {readable(self._until)}: {len(segments)} "
                "segments, whole.",
                segments=len(segments),
            )
            with self._own_session(marker) as session:
                self._bring_forward(manifest, segments, after, marker, session)
            if not self._hold:
                release(self._database, marker)
        return self._done

    def _dumps_moment(self, manifest: Manifest) -> Timestamp:
        if manifest.cluster_time is None:
            raise OpsError(
                f"{self._dump} is not of one moment ({manifest.reason}): nobody can say which events it has. Take a "
                "dump of one moment.",
                EX_NO_INPUT,
            )
        after = Timestamp(*manifest.cluster_time)
        if self._until < after:
            raise OpsError(
                f"The dump is of {readable(after)}, after the moment asked for. Name an earlier dump.",
                EX_NO_INPUT,
            )
        if describe_server(self._client).topology == "standalone":
            raise OpsError(
                "A standalone server has no transactions, without which a journal is not applied. Restore to a replica "
                "set; one member is enough.",
                EX_FAILED,
            )
        return after

    def _held(self, manifest: Manifest) -> Marker:
        """The note of a database that was restored from this dump and that nobody uses."""
        name, marker = self._database.name, self._store.read()
        again = f"Restore it: codementee-db restore {self._dump} --to {name} --for-journal"
        if marker is None:
            raise OpsError(
                f"{name} is not held for a journal, so it is not touched: it is in use, or was released. Restore the "
                f"dump to a new name: codementee-db restore {self._dump} --to NAME --for-journal",
                EX_EXISTS,
            )
        if marker.dump != manifest.id:
            raise OpsError(f"{name} was restored from another dump. Name that one, or another database.", EX_EXISTS)
        if marker.state == phases.FILLING:
            raise OpsError(
                f"The restore to {name} is not finished. Finish it with the command it was begun with.", EX_EXISTS
            )
        if marker.applied and marker.applied["cluster_time"] > self._until:
            raise OpsError(
                f"{name} is at {readable(marker.applied['cluster_time'])} already, after the moment asked for. Remove "
                f"it (codementee-db discard {name}) and begin again. {again}",
                EX_EXISTS,
            )
        if marker.state != phases.HELD:
            raise OpsError(
                f"{name} is not held for a journal any more: it was released, and something in it may have expired. "
                f"Remove it (codementee-db discard {name}) and begin again. {again}",
                EX_EXISTS,
            )
        return marker

    @contextmanager
    def _own_session(self, marker: Marker) -> Iterator[Session]:
        """One session for all transactions. That of a run that was killed in one would hold its documents for a minute
        more: it is ended first."""
        if marker.session:
            # Where that is not allowed, as on shared clusters, its end is waited for.
            with suppress(OperationFailure):
                self._client.admin.command("killSessions", [marker.session])
        with self._client.start_session() as session:
            marker.session = dict(session.session_id)
            self._store.write(marker)
            yield session

    def _bring_forward(
        self, manifest: Manifest, segments: Sequence[Stored], after: Timestamp, marker: Marker, session: Session
    ) -> None:
        definitions = Definitions(self._client, self._database, marker)
        size = sum(stored.segment.bytes for stored in segments)
        task = self._report.task("applied", self._database.name, total_bytes=size, unit="events")
        work = _Work(marker, session, task)
        in_dump = self._in_dump_already(manifest, segments, after)
        batch: list[Event] = []
        batch_bytes = 0
        for event in read_span(segments, after=after, until=self._until, applied=marker.applied):
            if event.operation in WRITES:
                if event.operation == "insert" and _position(event) <= in_dump.get(event.collection, _BEFORE_ALL):
                    continue
                batch.append(event)
                batch_bytes += event.size
                if len(batch) < _BATCH_EVENTS and batch_bytes < _BATCH_BYTES:
                    continue
            self._write(batch, work)
            batch, batch_bytes = [], 0
            if event.operation not in WRITES:
                definitions.make(event)
                self._targets.clear()
                self._note([event], work)
                self._store.write(marker)
        self._write(batch, work)
        task.done()
        series = {dumped.name for dumped in manifest.collections if dumped.kind == "timeseries"}
        self._done.time_series = sorted(series | definitions.time_series)
        self._done.capped = sorted(dumped.name for dumped in manifest.collections if dumped.apart)

    def _note(self, events: Sequence[Event], work: _Work) -> None:
        """Count events as applied; the caller brings the note to the server."""
        last = events[-1]
        work.marker.applied = {"cluster_time": last.cluster_time, "token": last.token}
        self._done.events += len(events)
        self._done.collections.update(event.collection for event in events)
        self._done.last = last.cluster_time
        work.task.advance(len(events), sum(event.size for event in events))

    def _write(self, events: Sequence[Event], work: _Work) -> None:
        """Make a batch of writes, in parts if the documents that it changes are large."""
        while events:
            count = self._fitting(events)
            self._write_part(events[:count], work)
            events = events[count:]

    def _fitting(self, events: Sequence[Event]) -> int:
        """How many of the events change no more than can be held in memory; one at least."""
        needs = _needs(events)
        sizes: dict[Key, int] = {}
        for collection, keys in _by_collection(needs).items():
            target = self._target(collection)
            for ids in _some(keys):
                pipeline: list[Mapping[str, Any]] = [
                    {"$match": _having(ids)},
                    {"$project": {"size": {"$bsonSize": "$$ROOT"}}},
                ]
                for found in target.collection.aggregate(pipeline):
                    sizes[collection, element_named(bytes(found.raw), b"_id").key] = int(found["size"])
        if sum(sizes.values()) <= _LOADED_BYTES:
            return len(events)
        total = 0
        for key, position in needs.items():
            total += sizes.get(key, 0)
            if total > _LOADED_BYTES:
                return max(position, 1)
        return len(events)

    def _write_part(self, events: Sequence[Event], work: _Work) -> None:
        before = self._load(_needs(events))
        capped = {name for name, target in self._targets.items() if target.apart}
        states = _folded(events, before, capped)
        changed: States = {key: state for key, state in states.items() if key not in before or before[key] != state}
        self._note(events, work)
        keys = _by_collection(changed)
        for collection in [collection for collection in keys if self._target(collection).apart]:
            self._write_in_place(self._target(collection), keys.pop(collection), changed, collection)

        def write(session: Session) -> None:
            for collection, ids in keys.items():
                target = self._target(collection)
                for some in _some(ids):
                    target.collection.delete_many(_having(some), session=session)
                left = [state for key in ids if (state := changed[collection, key]) is not None]
                if left:
                    target.collection.insert_many(
                        [RawBSONDocument(document) for document in left],
                        bypass_document_validation=target.bypass,
                        session=session,
                    )
            self._store.write(work.marker, session)

        work.session.with_transaction(write, write_concern=MAJORITY)

    def _write_in_place(self, target: _Target, ids: Iterable[bytes], changed: States, collection: str) -> None:
        for key in ids:
            state = changed[collection, key]
            if state is None:
                target.collection.delete_one(_having([key]))
                continue
            document = RawBSONDocument(state)
            try:
                target.collection.insert_one(document, bypass_document_validation=target.bypass)
            except DuplicateKeyError:
                # Where it is. A plain replacement would be refused names that begin with a dollar.
                change = [{"$replaceWith": {"$literal": document}}]
                target.collection.update_one(_having([key]), change, bypass_document_validation=target.bypass)

    def _load(self, needs: Iterable[Key]) -> States:
        """Those of the documents that there are, byte for byte."""
        found: States = {}
        for collection, keys in _by_collection(needs).items():
            for ids in _some(keys):
                for document in self._target(collection).collection.find(_having(ids)):
                    # Not a view of the batch it came in, which is up to 16 MB.
                    raw = bytes(document.raw)
                    found[collection, element_named(raw, b"_id").key] = raw
        return found

    def _has(self, name: str) -> bool:
        if not self._targets:
            for found in self._database.list_collections():
                options = found["options"]
                bypass = True if "validator" in options else None
                self._targets[found["name"]] = _Target(self._raw[found["name"]], bool(options.get("capped")), bypass)
        return name in self._targets

    def _target(self, name: str) -> _Target:
        if not self._has(name):
            raise DamagedError(
                f"The journal changes {name}, which {self._database.name} does not have: it does not fit the dump. Was "
                "something else writing to it?"
            )
        return self._targets[name]

    def _in_dump_already(
        self, manifest: Manifest, segments: Sequence[Stored], after: Timestamp
    ) -> dict[str, _Position]:
        """Of each capped collection that was dumped after the dump's moment, the last insert that is in the dump.

        Inserted once more, what the collection has let go of since would push out what it still has.
        """
        apart = {dumped.name for dumped in manifest.collections if dumped.apart}
        if not apart:
            return {}
        finished = int(datetime.fromisoformat(manifest.finished).timestamp()) + _CLOCKS_APART_SECONDS
        last: dict[str, _Position] = {}
        inserts: dict[Key, _Position] = {}

        def look() -> None:
            there = self._load(key for key in inserts if self._has(key[0]))
            last.update({key[0]: position for key, position in inserts.items() if key in there})
            inserts.clear()

        for event in read_span(segments, after=after, until=min(self._until, Timestamp(finished, 0))):
            if event.operation not in WRITES:
                # From here on the name may be another collection's.
                apart.discard(event.collection)
            elif event.operation == "insert" and event.collection in apart:
                inserts[event.collection, event.key] = _position(event)
                if len(inserts) >= _BATCH_EVENTS:
                    look()
        look()
        return last


def _position(event: Event) -> _Position:
    return event.cluster_time, event.token


def _needs(events: Sequence[Event]) -> dict[Key, int]:
    """The documents that have to be known to make the events, each with the position of its first event."""
    seen: set[Key] = set()
    needs: dict[Key, int] = {}
    for position, event in enumerate(events):
        key = (event.collection, event.key)
        if key not in seen and event.operation == "update":
            needs[key] = position
        seen.add(key)
    return needs


def _folded(events: Iterable[Event], before: States, capped: Set[str]) -> States:
    """What becomes of each document, in the order in which they were changed first.

    One of a capped collection may be gone: the dump is of later, when the collection had let go of it.
    """
    states: States = {}
    for event in events:
        key = (event.collection, event.key)
        if event.operation == "delete":
            states[key] = None
        elif event.operation == "update":
            document = states.get(key, before.get(key))
            if document is None and event.collection in capped:
                continue
            if document is None:
                raise DamagedError(
                    f"The journal changes a document of {event.collection} at {readable(event.cluster_time)} that is "
                    "not there: it does not fit the database. Was something else writing to it?"
                )
            states[key] = updated(document, event.update)
        else:
            states[key] = event.document
    return states


def _by_collection(keys: Iterable[Key]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for collection, key in keys:
        found.setdefault(collection, []).append(key)
    return found


def _some(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _IDS_AT_ONCE):
        yield keys[start : start + _IDS_AT_ONCE]


def _having(keys: Sequence[bytes]) -> RawBSONDocument:
    """The filter for documents with these ids, whose types stay as they are."""
    condition = assembled([Element(b"$in", ARRAY, array_of(list(keys)))])
    return RawBSONDocument(assembled([Element(b"_id", DOCUMENT, condition)]))
