"""The change stream of a database, in batches that are whole and say how far they reach."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bson import CodecOptions, DatetimeConversion, Timestamp
from bson.raw_bson import RawBSONDocument
from pymongo.errors import OperationFailure
from pymongo.read_concern import ReadConcern

from codementee_ops.database.catalog import OWN_PREFIX
from codementee_ops.database.connection import Db, Server
from codementee_ops.database.errors import OpsError, server_message
from codementee_ops.exits import EX_FAILED
from codementee_ops.journal.moments import token_time

RAW = CodecOptions(document_class=RawBSONDocument, datetime_conversion=DatetimeConversion.DATETIME_AUTO, tz_aware=True)

# Of MongoDB 6.0, the first that tells of collections and indexes.
EXPANDED_EVENTS_WIRE_VERSION = 17
# Of MongoDB 7.0, the first of all whose releases send an event that is too large in fragments.
_FRAGMENTS_WIRE_VERSION = 21
_INVALIDATE = "invalidate"
_WAIT_MILLISECONDS = 500
_BATCH_SECONDS = 1.0
_BATCH_BYTES = 4_000_000
_BATCH_EVENTS = 5_000

# Server error codes: what was to come next cannot be had any more, or not be sent.
_CAPPED_POSITION_LOST = 136
_INVALID_RESUME_TOKEN = 260
_CHANGE_STREAM_FATAL_ERROR = 280
_CHANGE_STREAM_HISTORY_LOST = 286
_OBJECT_TOO_LARGE = 10334
_UNRESUMABLE = frozenset(
    {
        _CAPPED_POSITION_LOST,
        _INVALID_RESUME_TOKEN,
        _CHANGE_STREAM_FATAL_ERROR,
        _CHANGE_STREAM_HISTORY_LOST,
        _OBJECT_TOO_LARGE,
    }
)
# Trying again can mend them: failovers, members that restart, cursors that went with either.
_TRANSIENT = frozenset(
    {6, 7, 43, 50, 63, 89, 91, 133, 150, 175, 189, 202, 234, 237, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436}
)


@dataclass(frozen=True)
class Batch:
    """Events as the server sent them, the last of them whole if it came in fragments.

    ``first`` and ``last``: their cluster times. ``token``: where the stream goes on. ``complete_before``: every event
    before that time has been sent; None when the server did not say. ``dropped``: the database is gone.
    """

    events: tuple[bytes, ...]
    first: Timestamp | None
    last: Timestamp | None
    token: dict[str, Any]
    complete_before: Timestamp | None
    dropped: bool

    @property
    def bytes(self) -> int:
        return sum(map(len, self.events))


def expect_change_streams(server: Server) -> None:
    if server.topology == "standalone":
        raise OpsError(
            "A standalone server tells nobody of its changes; only replica sets and sharded clusters do. Make it a "
            "replica set; one member is enough.",
            EX_FAILED,
        )
    if server.wire_version < EXPANDED_EVENTS_WIRE_VERSION:
        raise OpsError(
            f"MongoDB {server.version} does not tell of new collections and indexes; a journal needs 6.0 or newer.",
            EX_FAILED,
        )


def present(database: Db) -> Timestamp:
    """The cluster time of the server's last write, which a majority has: no later dump can be of an earlier moment."""
    anything = database.get_collection(f"{OWN_PREFIX}moment", read_concern=ReadConcern("majority"))
    with database.client.start_session(causal_consistency=True) as session:
        database.command("ping", session=session)
        found = session.operation_time
        # In such a session this waits until the majority has come as far.
        anything.find_one(session=session)
    if found is None:
        raise OpsError("The server does not say its cluster time: it is not a member of a replica set.", EX_FAILED)
    return found


def read_stream(database: Db, server: Server, *, token: Mapping[str, Any] | None, begins: Timestamp) -> Iterator[Batch]:
    """Batches of events after ``token``, or without one from the time ``begins`` on; about one a second even when there
    are none. Ends with the database."""
    pipeline: list[Mapping[str, Any]] = []
    if server.wire_version >= _FRAGMENTS_WIRE_VERSION:
        pipeline.append({"$changeStreamSplitLargeEvent": {}})
    with database.with_options(codec_options=RAW).watch(
        pipeline,
        start_after=token,
        start_at_operation_time=None if token else begins,
        show_expanded_events=True,
        max_await_time_ms=_WAIT_MILLISECONDS,
    ) as stream:
        known_format = True
        while True:
            events: list[bytes] = []
            first = last = None
            size, fragmented, dropped, start = 0, False, False, time.monotonic()
            while fragmented or (
                size < _BATCH_BYTES and len(events) < _BATCH_EVENTS and time.monotonic() - start < _BATCH_SECONDS
            ):
                event = stream.try_next()
                if event is None:
                    if fragmented:
                        continue
                    break
                # Not a view of the batch it came in, which is up to 16 MB.
                events.append(bytes(event.raw))
                size += len(events[-1])
                part = event.get("splitEvent")
                fragmented = part is not None and part["fragment"] < part["of"]
                # Fields are in one fragment each.
                last = event.get("clusterTime", last)
                if first is None:
                    first = last
                    known_format = known_format and token_time(event["_id"]) == last
                if event.get("operationType") == _INVALIDATE:
                    dropped = True
                    break
            reached = stream.resume_token
            if reached is not None:
                time_of_token = token_time(reached) if known_format else None
                yield Batch(tuple(events), first, last, dict(reached), time_of_token or last, dropped)
            if dropped:
                return


def why_unresumable(error: Exception) -> str:
    """Why the stream cannot go on where it was; empty when it can, or when the reason is another."""
    if not isinstance(error, OperationFailure) or error.code not in _UNRESUMABLE:
        return ""
    words = server_message(error).rstrip(".")
    if error.code == _OBJECT_TOO_LARGE:
        return f"the server cannot send an event larger than 16 MB: {words}"
    return f"the server no longer has what comes next: {words}"


def is_transient(error: OperationFailure) -> bool:
    return error.code in _TRANSIENT or error.has_error_label("ResumableChangeStreamError")
