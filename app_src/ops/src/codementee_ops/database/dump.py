"""Dump one database at one moment.

All collections are read in one snapshot session, so a transfer between two of them is in the dump with both sides or
with neither. The catalog has no snapshots: it is read before and after the moment is fixed, until both readings are the
same, and once more at the end, because a collection that was dropped or replaced meanwhile reads as empty.
"""

import base64
import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bson import Timestamp
from pymongo.errors import OperationFailure
from pymongo.read_concern import ReadConcern

from codementee_ops.database.catalog import OWN_PREFIX, Entry, read_catalog
from codementee_ops.database.connection import Client, Server, Session, describe_server, open_database, raw_batches
from codementee_ops.database.content import Content
from codementee_ops.database.errors import (
    CURSOR_LOST,
    SNAPSHOT_TOO_OLD,
    SNAPSHOT_UNAVAILABLE,
    OpsError,
    SnapshotLostError,
    server_message,
)
from codementee_ops.database.layout import (
    dump_lock,
    file_stem,
    incomplete,
    locked,
    publish,
    sync_directory,
    tidy,
    write_all,
    write_synced,
)
from codementee_ops.database.manifest import Dumped, Manifest, is_whole, write_manifest
from codementee_ops.database.pipeline import read_ahead
from codementee_ops.database.progress import Reporter
from codementee_ops.exits import EX_EXISTS, EX_NO_INPUT, EX_STORAGE, EX_TRY_AGAIN

ATTEMPTS = 4
_PAUSE_SECONDS = 1.0
# Each costs as long as the server keeps history.
ATTEMPTS_TOO_OLD = 2
_HISTORY = "minSnapshotHistoryWindowInSeconds"


@dataclass(frozen=True)
class Reading:
    """How collections are read. With a ``session`` all are of ``moment``, else each is of its own."""

    session: Session | None
    moment: Timestamp | None
    plain: ReadConcern

    def reads_apart(self, entry: Entry) -> bool:
        """Servers before 8.0 read a capped collection only as it is now."""
        return self.session is None or entry.capped


class Dump:
    """One dump of the database ``name`` to the directory ``target``, which appears only once it is whole."""

    def __init__(
        self, client: Client, name: str, target: Path, *, replace: bool, require_snapshot: bool, report: Reporter
    ) -> None:
        self._client = client
        self._database = open_database(client, name)
        # Not resolve(): the target may be a link's own name.
        self._target = Path.cwd() / target
        self._replace = replace
        self._require_snapshot = require_snapshot
        self._report = report
        self._directory = incomplete(self._target) / file_stem(name)

    def run(self) -> Manifest:
        target = self._target
        target.parent.mkdir(parents=True, exist_ok=True)
        busy = f"Another dump to {target} is running. Wait for it, or name another directory."
        with locked(dump_lock(target), busy=busy):
            tidy(target, is_whole=is_whole)
            if target.exists() and not self._replace:
                raise OpsError(f"{target} exists. Name another directory, or say --replace.", EX_EXISTS)
            server = describe_server(self._client)
            self._report.event(
                "server",
                f"MongoDB {server.version}, {server.topology}; database {self._database.name}",
                version=server.version,
                topology=server.topology,
            )
            self._expect_space()
            try:
                return self._read_somehow(server)
            finally:
                # A fault or a signal leaves nothing behind; a killed process does, for the next run.
                with suppress(OSError):
                    tidy(target, is_whole=is_whole)

    def _read_somehow(self, server: Server) -> Manifest:
        reason = server.why_no_snapshots
        if not reason:
            manifest, reason = self._read_one_moment(server)
            if manifest:
                return manifest
        if self._require_snapshot:
            raise OpsError(f"No dump of one moment is possible: {reason}.", EX_TRY_AGAIN)
        self._report.event(
            "fallback",
            f"NOT ONE MOMENT: {reason}. Each collection is dumped at a moment of its own: a change to two of them may "
            "be in the dump by halves.",
            reason=reason,
        )
        plain = ReadConcern("local" if server.topology == "standalone" else "majority")
        try:
            return self._read(server, Reading(None, None, plain), read_catalog(self._database), reason)
        except SnapshotLostError as error:
            raise OpsError(f"The dump was given up: {error}. Run the same command again.", EX_TRY_AGAIN) from error

    def _read_one_moment(self, server: Server) -> tuple[Manifest | None, str]:
        """The dump, or why there is none of one moment."""
        lost, too_old = "", 0
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._client.start_session(snapshot=True) as session:
                    entries, moment = self._fix_moment(session)
                    return self._read(server, Reading(session, moment, ReadConcern("majority")), entries, ""), ""
            except SnapshotLostError as error:
                lost = str(error)
                too_old += error.too_old
            sentence = f"Attempt {attempt} of {ATTEMPTS} was given up: {lost}."
            self._report.event("retry", sentence, attempt=attempt, reason=lost)
            if too_old == ATTEMPTS_TOO_OLD:
                break
            if attempt < ATTEMPTS:
                # A migration that builds indexes one after the other needs a moment of its own.
                time.sleep(_PAUSE_SECONDS * attempt)
        if too_old:
            lost += (
                f". Make the dump faster (run it nearer to the database) or the history longer: {_HISTORY}, "
                f"{self._history()}, by setParameter on each member of the set; on Atlas only its support can raise "
                "it, and Atlas's own backups (M10 and larger) have no such limit"
            )
        return None, lost

    def _history(self) -> str:
        try:
            seconds = self._client.admin.command({"getParameter": 1, _HISTORY: 1})[_HISTORY]
        except OperationFailure:
            return "300 s unless it was changed"
        return f"here {seconds} s"

    def _fix_moment(self, session: Session) -> tuple[list[Entry], Timestamp]:
        """The moment of the dump and the catalog at that moment."""
        before = read_catalog(self._database)
        # On a collection that does not exist: what counts is the time the server chooses, which the session keeps. A
        # find would answer without a time there, and every later read would choose one of its own.
        with _noticing_loss("the catalog"):
            anchor = self._database.command(
                "aggregate",
                f"{OWN_PREFIX}moment",
                pipeline=[],
                cursor={},
                readConcern={"level": "snapshot"},
                session=session,
            )["cursor"]
        if "atClusterTime" not in anchor:
            raise SnapshotLostError("the server did not say which moment it reads", too_old=False)
        if read_catalog(self._database) != before:
            raise SnapshotLostError("collections or indexes were being changed", too_old=False)
        return before, anchor["atClusterTime"]

    def _read(self, server: Server, reading: Reading, entries: list[Entry], reason: str) -> Manifest:
        name = self._database.name
        if not entries:
            raise OpsError(
                f"There is no database {name} at that address, or it is empty. Check --database.", EX_NO_INPUT
            )
        unfinished = incomplete(self._target)
        if unfinished.exists():
            shutil.rmtree(unfinished)
        self._directory.mkdir(parents=True, mode=0o700)
        started = datetime.now(UTC)
        dumped = tuple(self._dump_entry(entry, reading) for entry in entries)
        self._expect_same_collections(entries)
        sync_directory(self._directory)
        sync_directory(unfinished)
        moment = reading.moment
        manifest = Manifest(
            id=uuid.uuid4().hex,
            database=name,
            consistent=moment is not None,
            reason=reason,
            moment=(moment.as_datetime() if moment else started).isoformat(),
            cluster_time=(moment.time, moment.inc) if moment else None,
            started=started.isoformat(),
            finished=datetime.now(UTC).isoformat(),
            server_version=server.version,
            topology=server.topology,
            collections=dumped,
        )
        write_manifest(unfinished, manifest)
        publish(self._target, replace=self._replace)
        return manifest

    def _dump_entry(self, entry: Entry, reading: Reading) -> Dumped:
        metadata = entry.metadata.encode()
        metadata_file = self._directory / f"{file_stem(entry.name)}.metadata.json"
        write_synced(metadata_file, metadata)
        content, sha256, file = Content(), "", ""
        if entry.has_data:
            path = self._directory / f"{file_stem(entry.data_name)}.bson"
            file, sha256 = f"{self._directory.name}/{path.name}", self._dump_data(entry, path, content, reading)
        return Dumped(
            name=entry.name,
            kind=entry.kind,
            uuid=entry.uuid,
            file=file,
            metadata_file=f"{self._directory.name}/{metadata_file.name}",
            documents=content.documents,
            bytes=content.bytes,
            sha256=sha256,
            content=content.digest,
            metadata_sha256=hashlib.sha256(metadata).hexdigest(),
            apart=entry.has_data and reading.reads_apart(entry),
            definition=base64.b64encode(entry.definition).decode(),
        )

    def _dump_data(self, entry: Entry, path: Path, content: Content, reading: Reading) -> str:
        """Write the documents of a collection; the SHA-256 of the file."""
        if reading.session and entry.capped:
            sentence = f"  {entry.name} is capped: it is dumped as it is now, not as it was at the moment"
            self._report.event("apart", sentence, collection=entry.name)
        task = self._report.task("dumped", entry.name, total_bytes=self._expected_bytes(entry.data_name))
        sha256 = hashlib.sha256()
        with path.open("xb", buffering=0) as file:
            for batch in read_ahead(self._batches(entry, reading)):
                write_all(file.fileno(), batch)
                # Begin to bring it to disk now: the sync at the end has less to wait for.
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                sha256.update(batch)
                documents = content.documents
                content.add(batch)
                task.advance(content.documents - documents, len(batch))
            os.fsync(file.fileno())
        task.done()
        return sha256.hexdigest()

    def _batches(self, entry: Entry, reading: Reading) -> Iterator[bytes]:
        """The documents as the server sends them, up to 16 MB at a time."""
        collection = self._database.get_collection(entry.data_name)
        with _noticing_loss(entry.name):
            if reading.reads_apart(entry):
                yield from raw_batches(collection.with_options(read_concern=reading.plain))
            else:
                yield from raw_batches(collection, reading.session)

    def _expect_same_collections(self, entries: list[Entry]) -> None:
        """A collection that was dropped, renamed or made anew while it was read may have read as empty."""
        now = {entry.name: entry.uuid for entry in read_catalog(self._database)}
        gone = [entry.name for entry in entries if entry.has_data and now.get(entry.name) != entry.uuid]
        if gone:
            names = ", ".join(gone)
            raise SnapshotLostError(f"{names} was dropped, renamed or replaced while it was dumped", too_old=False)

    def _expected_bytes(self, name: str) -> int:
        """For progress only; 0 where the user may not ask."""
        try:
            return int(self._database.command("collStats", name).get("size", 0))
        except OperationFailure:
            return 0

    def _expect_space(self) -> None:
        """Refuse before hours of work what cannot fit: data lies in the files as large as the server counts it."""
        try:
            needed = int(self._database.command("dbStats")["dataSize"])
        except OperationFailure:
            return
        directory = self._target.parent
        free = shutil.disk_usage(directory).free
        if free < needed:
            raise OpsError(
                f"No space left for the dump: {directory} has {free / 1e6:,.0f} MB free, {self._database.name} needs "
                f"{needed / 1e6:,.0f} MB. Free some, or name a directory on another file system.",
                EX_STORAGE,
            )


@contextmanager
def _noticing_loss(what: str) -> Iterator[None]:
    """Tells a moment or a cursor that is lost, which a new attempt can mend, from other refusals."""
    try:
        yield
    except OperationFailure as error:
        if error.code in CURSOR_LOST | {SNAPSHOT_UNAVAILABLE, SNAPSHOT_TOO_OLD}:
            words = f"{what}: {server_message(error)}".rstrip(".")
            raise SnapshotLostError(words, too_old=error.code == SNAPSHOT_TOO_OLD) from error
        raise
