"""Segments: what a recorder writes to disk, and how a directory of them becomes chains.

DIRECTORY/CHAIN.NUMBER.journal   a finished segment; it has this name only when it is whole and on disk
DIRECTORY/current.partial        the one being written; worth nothing, its events come again
DIRECTORY/status.json            how the recorder is, replaced as a whole; .lock

A segment is BSON documents one after the other: a header, the change events as the server sent them, a trailer. The
trailer repeats what it is a trailer of, so that a list need not read the events; its last five bytes are its own length
and BSON's final zero, by which it is found. ``sha256`` in it is that of everything before it, ``seal`` its own.
"""

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import bson
from bson import CodecOptions, Timestamp
from bson.errors import BSONError

from codementee_ops import __version__
from codementee_ops.database.content import read_documents
from codementee_ops.database.errors import DamagedError, OpsError
from codementee_ops.database.layout import sync_directory, write_all
from codementee_ops.exits import EX_NO_INPUT

FORMAT = 1
SUFFIX = ".journal"
PARTIAL = "current.partial"
LOCK = ".lock"
STATUS = "status.json"

_CODEC = CodecOptions[dict[str, Any]](tz_aware=True)
_length = struct.Struct("<i")
_TAIL_BYTES = 5
_LARGEST_TRAILER = 17 * 1024 * 1024
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Segment:
    """A finished segment, as its trailer says.

    It holds every event of ``database`` with a cluster time from ``begins`` on, itself included, to before
    ``complete_before`` that the segments of its ``chain`` with lower numbers do not hold. ``after`` and ``token`` are
    the resume tokens before its first event, None in a chain's first segment, and after its last. ``first`` and
    ``last`` are the cluster times of its events.

    ``alive_until``: when the server answered last, by this host's clock. ``ends``: why the chain ends with this
    segment; empty while it goes on. ``bytes``: those of the events.
    """

    chain: str
    number: int
    database: str
    topology: str
    server_version: str
    begins: Timestamp
    after: dict[str, Any] | None
    events: int
    bytes: int
    first: Timestamp | None
    last: Timestamp | None
    complete_before: Timestamp
    token: dict[str, Any]
    started: datetime
    alive_until: datetime
    ends: str
    sha256: str

    @property
    def name(self) -> str:
        return f"{self.chain}.{self.number:08}{SUFFIX}"


@dataclass(frozen=True)
class Stored:
    """A segment and the file it is in. ``end``: where the file's trailer begins."""

    segment: Segment
    path: Path
    end: int


class SegmentWriter:
    """Writes ``current.partial`` and gives it its name. ``written`` is always a whole number of events."""

    def __init__(self, directory: Path, header: dict[str, Any]) -> None:
        self._path = directory / PARTIAL
        self._path.unlink(missing_ok=True)
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        self._sha256 = hashlib.sha256()
        self.written = 0
        self._append(bson.encode({"codementee_journal": FORMAT, "tool": f"codementee-journal {__version__}", **header}))

    def append(self, events: Sequence[bytes]) -> None:
        self._append(b"".join(events))

    def _append(self, content: bytes) -> None:
        write_all(self._descriptor, content)
        self._sha256.update(content)
        self.written += len(content)

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()

    def finish(self, segment: Segment) -> Stored:
        """Bring it to disk, whole, under its name."""
        summary = bson.encode(asdict(segment))
        path = self._path.with_name(segment.name)
        if path.exists():
            raise DamagedError(f"{path} is there already. Does another recorder write to the same directory?")
        write_all(self._descriptor, _trailer(summary))
        os.fsync(self._descriptor)
        self._path.rename(path)
        sync_directory(path.parent)
        self.close()
        return Stored(segment, path, self.written)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def discard(self) -> None:
        """Its events come again: what is not finished only takes space."""
        self.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _trailer(summary: bytes) -> bytes:
    trailer = {"format": FORMAT, "summary": summary, "seal": hashlib.sha256(summary).digest(), "length": 0}
    trailer["length"] = len(bson.encode(trailer))
    return bson.encode(trailer)


def read_segment(path: Path) -> Stored:
    """What a segment's trailer says, believed only when its own checksum fits."""
    damaged = f"{path} is damaged or not a finished segment. Take it from another backup, or name a moment before."
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
            length = _length.unpack_from(tail)[0] if len(tail) == _TAIL_BYTES else 0
            if not _TAIL_BYTES < length <= min(size, _LARGEST_TRAILER):
                raise DamagedError(damaged)
            file.seek(size - length)
            raw = file.read(length)
        trailer = bson.decode(raw, codec_options=_CODEC)
        if trailer["format"] != FORMAT:
            raise DamagedError(
                f"{path} has format {trailer['format']}; this codementee-journal reads {FORMAT}. Use the one that "
                "wrote it, which its first bytes name."
            )
        summary = bytes(trailer["summary"])
        if _trailer(summary) != raw:
            raise DamagedError(damaged)
        content = bson.decode(summary, codec_options=_CODEC)
        segment = Segment(**{each.name: content[each.name] for each in fields(Segment)})
    except FileNotFoundError as error:
        raise OpsError(f"{path} went away while it was read. Run the same command again.", EX_NO_INPUT) from error
    except (BSONError, KeyError, TypeError, ValueError) as error:
        raise DamagedError(damaged) from error
    if segment.name != path.name:
        raise DamagedError(f"{path} is segment {segment.name}: it was renamed. Give it its name back.")
    return Stored(segment, path, size - length)


def check_segment(stored: Stored) -> None:
    """Refuse a segment whose events are not those that were recorded."""
    digest, left = hashlib.sha256(), stored.end
    with stored.path.open("rb") as file:
        while left and (chunk := file.read(min(_CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
    if digest.hexdigest() != stored.segment.sha256:
        raise DamagedError(
            f"{stored.path} is damaged: its checksum is not its trailer's. Take it from another backup, or name a "
            "moment before."
        )


def read_events(stored: Stored) -> Iterator[bytes]:
    """The events of a segment, as the server sent them; of a large event its fragments."""
    position = 0
    with stored.path.open("rb", buffering=_CHUNK) as file:
        for document in read_documents(file, stored.path):
            if position:
                yield document
            position += len(document)
            if position >= stored.end:
                return


def find_segments(directories: Iterable[Path]) -> list[Path]:
    """Every finished segment, by name; one that lies in several directories several times."""
    found: list[Path] = []
    for directory in directories:
        if not directory.is_dir():
            raise OpsError(f"There is no directory {directory}. Name one with a journal's segments.", EX_NO_INPUT)
        found += directory.glob(f"*{SUFFIX}")
    return sorted(found, key=lambda path: path.name)
