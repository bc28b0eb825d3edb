"""Record what is written to a database, for as long as the process is let.

The stream's events go into ``current.partial``. Every so often that becomes a segment, at once and for good, which says
with which token the next one begins; a recorder that starts goes on from the last such token, whatever became of the
one before. So no event is in two segments of a chain and none is missing. Where the server cannot go on from that
token, the chain ends and says why, and another begins.
"""

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from bson import Timestamp
from pymongo.errors import ConnectionFailure, OperationFailure, PyMongoError

from codementee_ops.command_line import stop_with
from codementee_ops.database.connection import Client, Server, describe_server, open_database
from codementee_ops.database.errors import FULL, DamagedError, OpsError, Signalled, explained
from codementee_ops.database.layout import locked, write_at_once
from codementee_ops.database.pipeline import read_ahead
from codementee_ops.database.progress import Reporter
from codementee_ops.exits import EX_CHAIN_BROKEN, EX_EXISTS, EX_OK, EX_STORAGE
from codementee_ops.journal.moments import following, last_whole_second, readable
from codementee_ops.journal.segments import (
    FORMAT,
    LOCK,
    PARTIAL,
    STATUS,
    Segment,
    SegmentWriter,
    Stored,
    check_segment,
    find_segments,
    read_segment,
)
from codementee_ops.journal.stream import (
    Batch,
    expect_change_streams,
    is_transient,
    present,
    read_stream,
    why_unresumable,
)

_MOST_SEGMENT_BYTES = 256_000_000
_STATUS_SECONDS = 5.0
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 30.0
_SET_ASIDE = ".damaged"


class Stopper:
    """Signals end waiting at once, and writing only after what is being written."""

    def __init__(self) -> None:
        self._number = 0
        self._waiting = False

    def __call__(self, number: int, _: FrameType | None) -> None:
        self._number = number
        if self._waiting:
            self._waiting = False
            raise Signalled(number)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        self._waiting = True
        try:
            if self._number:
                raise Signalled(self._number)
            yield
        finally:
            self._waiting = False


class Recorder:
    """One recorder of the database ``name`` in ``directory``. ``once``: end after catching up with the present."""

    def __init__(
        self,
        client: Client,
        name: str,
        directory: Path,
        *,
        segment_seconds: float,
        keep_hours: float,
        once: bool,
        report: Reporter,
    ) -> None:
        self._client = client
        self._database = open_database(client, name)
        self._directory = directory
        self._segment_seconds = segment_seconds
        self._keep = timedelta(hours=keep_hours)
        self._once = once
        self._report = report
        self._stop = Stopper()
        self._finished: list[Stored] = []
        self._current: _Current | None = None
        self._caught_up_after: Timestamp | None = None
        self._server = Server("", "", 0)
        self._broken = ""
        self._said = False
        self._alive: datetime | None = None
        self._status_written = 0.0

    def run(self) -> int:
        """Record until a signal comes, which is raised once everything is written; the exit status otherwise."""
        stop_with(self._stop)
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        busy = f"Another recorder writes to {self._directory}. Stop that one, or name another directory."
        with self._storing(), locked(self._directory / LOCK, busy=busy):
            (self._directory / PARTIAL).unlink(missing_ok=True)
            self._finished = self._found()
            if self._finished:
                # Killed before the next chain began: nobody was told yet.
                self._broken = self._finished[-1].segment.ends
            try:
                return self._keep_recording()
            except Signalled:
                if self._current:
                    self._finish()
                raise
            finally:
                if self._current:
                    self._current.writer.discard()

    def _found(self) -> list[Stored]:
        """The segments in the directory, in the order in which they were recorded."""
        found: list[Stored] = []
        paths = find_segments([self._directory])
        for path in paths:
            try:
                stored = read_segment(path)
                if path == paths[-1]:
                    check_segment(stored)
            except DamagedError as error:
                self._set_aside(path, error, is_last=path == paths[-1])
            else:
                found.append(stored)
        if paths and not found:
            # Nothing says where to go on from: what is recorded from now on is another chain.
            self._broken = "none of the segments that were there is whole"
        if found and found[-1].segment.database != self._database.name:
            raise OpsError(
                f"{self._directory} holds a journal of {found[-1].segment.database}. Name another directory for "
                f"{self._database.name}.",
                EX_EXISTS,
            )
        return found

    def _set_aside(self, path: Path, error: DamagedError, *, is_last: bool) -> None:
        """What a damaged last segment held comes again; one before it stays damaged, and recording goes on."""
        if is_last:
            path.rename(path.with_name(path.name + _SET_ASIDE))
            self._report.alarm("damaged", f"{error} It is recorded again.", path=str(path))
        else:
            self._report.alarm("damaged", f"{error} To be safe, take a dump now.", path=str(path))

    def _keep_recording(self) -> int:
        pause, away = _FIRST_PAUSE_SECONDS, False
        while True:
            try:
                for batch in self._batches():
                    if away:
                        self._report.event("back", "The server is back; recording goes on where it was.")
                    pause, away = _FIRST_PAUSE_SECONDS, False
                    if self._take(batch):
                        return EX_CHAIN_BROKEN if self._broken else EX_OK
                # The stream ended with the database.
                continue
            except OperationFailure as error:
                reason = why_unresumable(error)
                if reason and self._current and self._current.token:
                    self._end_chain(reason)
                    continue
                if not is_transient(error):
                    raise
                self._note_away(error, said=away)
            except ConnectionFailure as error:
                self._note_away(error, said=away)
            away = True
            with self._stop.waiting():
                time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def _note_away(self, error: PyMongoError, *, said: bool) -> None:
        """What was received becomes a segment; the rest comes when the server is back."""
        if self._once:
            raise error
        if self._current and self._current.events:
            self._finish()
        if not said:
            self._report.event("away", f"{explained(error)} Trying on; what is recorded is kept.")

    def _batches(self) -> Iterator[Batch]:
        """What the server sends from where the last segment ends, or in a new chain from now on."""
        with self._stop.waiting():
            server = describe_server(self._client)
            expect_change_streams(server)
            now = present(self._database)
        if self._once and self._caught_up_after is None:
            self._caught_up_after = now
        reached = self._finished[-1].segment if self._finished else None
        if reached and not reached.ends and reached.complete_before > following(now):
            self._end_chain(
                f"the server is at {readable(now)}, before the end of what was recorded: it was put back to an earlier "
                "state, or is another one"
            )
        self._server = server
        if self._current is None:
            self._current = self._next_segment(now)
        stream = read_ahead(read_stream(self._database, server, token=self._current.token, begins=self._current.begins))
        while True:
            with self._stop.waiting():
                batch = next(stream, None)
            if batch is None:
                return
            yield batch

    def _next_segment(self, now: Timestamp) -> "_Current":
        """A segment that goes on where the last one ends, or in a chain that begins after ``now`` if that ended too."""
        last = self._finished[-1].segment if self._finished else None
        if last and not last.ends:
            chain, number, begins, after = last.chain, last.number + 1, last.complete_before, last.token
        else:
            ordinal = int(last.chain.partition("-")[0]) + 1 if last else 1
            # The ordinal puts the chains of one directory into their order, the rest tells those of several apart.
            chain = f"{ordinal:04}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
            number, begins, after = 1, following(now), None
        return _Current(
            self._directory, self._database.name, self._server, chain=chain, number=number, begins=begins, after=after
        )

    def _take(self, batch: Batch) -> bool:
        """Write a batch; whether that was all there is to do."""
        current = self._current
        assert current is not None  # noqa: S101 - made before the first batch is asked for
        current.add(batch)
        self._alive = current.alive_until
        if batch.dropped:
            self._end_chain("the database was dropped")
            return False
        caught_up = self._caught_up_after is not None and (
            current.complete_before > self._caught_up_after or not (batch.events or batch.complete_before)
        )
        # A chain begins with a segment, however short: it is there for good before anybody relies on it.
        begun = current.number == 1
        if begun or caught_up or current.age >= self._segment_seconds or current.bytes >= _MOST_SEGMENT_BYTES:
            self._finish()
            self._current = self._next_segment(current.begins)
        elif time.monotonic() - self._status_written >= _STATUS_SECONDS:
            self._write_status()
        if current.number == 1 or not self._said:
            self._say_begun(current)
        return caught_up or (begun and bool(self._broken))

    def _say_begun(self, current: "_Current") -> None:
        self._said = True
        since = readable(current.begins)
        if current.number > 1:
            sentence = f"Recording {self._database.name}, going on from {since}."
            self._report.event("recording", sentence, chain=current.chain, since=since)
        elif not self._broken:
            sentence = f"Recording {self._database.name} from {since} on: dumps begun from now on are covered."
            self._report.event("recording", sentence, chain=current.chain, since=since)
        else:
            sentence = (
                f"THE JOURNAL HAS A GAP: {self._broken}. Another chain begins at {since}; to reach a moment in it, "
                "take a dump now."
            )
            self._report.alarm("gap", sentence, chain=current.chain, since=since, reason=self._broken)

    def _end_chain(self, reason: str) -> None:
        """Finish the chain with its reason, so that nobody looks for more of it."""
        if self._current is None:
            self._current = self._next_segment(self._finished[-1].segment.complete_before)
        self._finish(reason)
        self._broken = reason

    def _finish(self, ends: str = "") -> None:
        """Make what was received a segment. One without a token, to which the server said nothing yet, comes to
        nothing."""
        current = self._current
        assert current is not None  # noqa: S101 - called only where there is one
        if current.token is None:
            current.writer.discard()
        else:
            self._finished.append(current.finish(ends))
        self._current = None
        self._remove_old()
        self._write_status()

    def _remove_old(self) -> None:
        """Not the last one: recording goes on from it."""
        limit = datetime.now(UTC) - self._keep
        while len(self._finished) > 1 and self._finished[0].segment.alive_until < limit:
            self._finished.pop(0).path.unlink(missing_ok=True)

    def _write_status(self) -> None:
        """How the recorder is, for those who watch it. What counts is what is in finished segments."""
        self._status_written = time.monotonic()
        if not self._finished:
            return
        last = self._finished[-1].segment
        chain = [stored.segment for stored in self._finished if stored.segment.chain == last.chain]
        gaps = [stored.segment for stored in self._finished if stored.segment.ends]
        events = [stored.segment.last for stored in self._finished if stored.segment.last]
        now = datetime.now(UTC)
        status = {
            "format": FORMAT,
            "database": last.database,
            "chain": last.chain,
            "chain_began_at": readable(chain[0].begins),
            "recorded_until": last_whole_second(last.complete_before),
            "lag_seconds": max(0, int(now.timestamp()) - last.complete_before.time + 1),
            "last_cluster_time": [events[-1].time, events[-1].inc] if events else None,
            "last_event_at": readable(events[-1]) if events else None,
            "segments": len(self._finished),
            "bytes": sum(stored.segment.bytes for stored in self._finished),
            "alive_at": self._alive.isoformat() if self._alive else None,
            "written_at": now.isoformat(),
            "gap": gaps[-1].ends if gaps else "",
            "gap_at": last_whole_second(gaps[-1].complete_before) if gaps else None,
        }
        write_at_once(self._directory / STATUS, (json.dumps(status, indent=1) + "\n").encode())

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """Says of a full disk what it means here."""
        try:
            yield
        except OSError as error:
            if error.errno not in FULL:
                raise
            raise OpsError(
                f"No space left for {self._directory}: {error.strerror}. Free some on that file system, or say fewer "
                "--keep-hours; finished segments are unharmed, and recording goes on after the last of them.",
                EX_STORAGE,
            ) from error


class _Current:
    """The segment being written: what is known of it so far."""

    def __init__(
        self,
        directory: Path,
        database: str,
        server: Server,
        *,
        chain: str,
        number: int,
        begins: Timestamp,
        after: dict[str, Any] | None,
    ) -> None:
        self.chain = chain
        self.number = number
        self.begins = begins
        self.token = after
        self.complete_before = begins
        self.events = 0
        self.bytes = 0
        self.alive_until = self._started = datetime.now(UTC)
        self.writer = SegmentWriter(directory, {"chain": chain, "number": number, "database": database})
        self._database = database
        self._server = server
        self._after = after
        self._first: Timestamp | None = None
        self._last: Timestamp | None = None
        self._clock = time.monotonic()

    @property
    def age(self) -> float:
        """Seconds."""
        return time.monotonic() - self._clock

    def add(self, batch: Batch) -> None:
        self.writer.append(batch.events)
        self.events += len(batch.events)
        self.bytes += batch.bytes
        self._first = self._first or batch.first
        self._last = batch.last or self._last
        self.token = batch.token
        if batch.complete_before and batch.complete_before > self.complete_before:
            self.complete_before = batch.complete_before
        self.alive_until = datetime.now(UTC)

    def finish(self, ends: str) -> Stored:
        assert self.token is not None  # noqa: S101 - checked where it is called
        segment = Segment(
            chain=self.chain,
            number=self.number,
            database=self._database,
            topology=self._server.topology,
            server_version=self._server.version,
            begins=self.begins,
            after=self._after,
            events=self.events,
            bytes=self.bytes,
            first=self._first,
            last=self._last,
            complete_before=self.complete_before,
            token=self.token,
            started=_milliseconds(self._started),
            alive_until=_milliseconds(self.alive_until),
            ends=ends,
            sha256=self.writer.sha256,
        )
        return self.writer.finish(segment)


def _milliseconds(moment: datetime) -> datetime:
    """As exact as BSON keeps it."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
