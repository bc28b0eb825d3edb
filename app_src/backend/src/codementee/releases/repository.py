"""The history that deployments keep on every server: one JSON object a line, the oldest first.

Read from its end, since the newest is what is asked for, and only as far as a page needs: however long the file grows,
a page costs the same.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from codementee.core.logging import logger
from codementee.releases.schemas import Release

FILE = "history.jsonl"
_BLOCK = 64 * 1024
# A line is about a kilobyte; what is longer than this is none of ours.
_LONGEST_LINE = 256 * 1024
# However much of it is unreadable, a page ends.
_MOST_BYTES = 8 * 1024 * 1024
# What a line may lack: it is not known, or there was none.
_ABSENT: dict[str, Any] = {
    "previous": None,
    "link": None,
    "reason": None,
    "images": {},
    "changes": [],
    "snapshot": None,
    "watch": None,
    "notified": {},
}


class NotAPositionError(ValueError):
    """No line begins there."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A release and the byte at which its line begins: where a page that ends with it goes on."""

    position: int
    release: Release


class ReleaseRepository:
    def __init__(self, directory: Path | None) -> None:
        self._path = directory / FILE if directory is not None else None

    async def find(self, *, before: int | None, limit: int) -> list[Recorded]:
        """The newest first, from the line that ends where the line at byte ``before`` begins.

        Nothing where there is no history. What cannot be read is left out and logged: a deployment that was interrupted
        may have left half a line. Raises NotAPositionError.
        """
        if self._path is None:
            return []
        return await asyncio.to_thread(_read, self._path, before, limit)


def _read(path: Path, before: int | None, limit: int) -> list[Recorded]:
    found: list[Recorded] = []
    unreadable: list[int] = []
    try:
        with path.open("rb") as file:
            for position, line in _lines_from_end(file, before):
                release = _release(line)
                if release is None:
                    unreadable.append(position)
                else:
                    found.append(Recorded(position, release))
                if len(found) == limit:
                    break
    except FileNotFoundError:
        return []
    except OSError as error:
        logger.warning("release_history_unreadable", reason=type(error).__name__)
    if unreadable:
        logger.warning("release_history_lines_skipped", lines=len(unreadable), first_at_byte=unreadable[-1])
    return found


def _lines_from_end(file: BinaryIO, before: int | None) -> Iterator[tuple[int, bytes]]:
    """Each line's position and bytes, without its end and never an empty one, the last first."""
    size = file.seek(0, 2)
    end = size if before is None else before
    if before is not None:
        if not 0 < before < size:
            raise NotAPositionError
        file.seek(before - 1)
        if file.read(1) != b"\n":
            raise NotAPositionError
    least = max(0, end - _MOST_BYTES)
    # What was read and not yet given out; its first line may continue further up.
    rest = b""
    while end > least:
        start = max(least, end - _BLOCK)
        file.seek(start)
        rest = file.read(end - start) + rest
        end = start
        first, *lines = rest.split(b"\n")
        position = start + len(rest)
        for line in reversed(lines):
            position -= len(line)
            if line.strip():
                yield position, line
            position -= 1
        rest = first
        if len(rest) > _LONGEST_LINE:
            # Kept as long as it is needed to be found wrong, not longer.
            rest = rest[-_LONGEST_LINE - 1 :]
    if end == 0 and rest.strip():
        yield 0, rest


def _release(line: bytes) -> Release | None:
    if len(line) > _LONGEST_LINE:
        return None
    try:
        entry = json.loads(line)
        if not isinstance(entry, dict):
            return None
        # Half a surrogate pair can be written as JSON, and no answer could carry it.
        json.dumps(entry, ensure_ascii=False).encode()
        release = Release.model_validate(_ABSENT | entry)
    except (ValueError, ValidationError, RecursionError):
        return None
    # Somebody typed it, and a page makes a link of it.
    if release.link is not None and not release.link.startswith(("https://", "http://")):
        return release.model_copy(update={"link": None})
    return release
