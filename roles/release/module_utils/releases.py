"""What the modules of this role share: the directory of releases on a server and the files in it."""

from __future__ import annotations

import datetime
import json
import os
import tempfile
from pathlib import Path
from typing import Any

HISTORY = "history.jsonl"
CURRENT = "current.yml"
LOCK = "lock.json"
MANIFESTS = "manifests"
# What a whole history is ever read for; older lines stay in the file.
RECENT_BYTES = 2 * 1024 * 1024


def utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def instant(text: str) -> datetime.datetime:
    """An instant as the files hold it: ISO 8601, UTC, with a Z."""
    return datetime.datetime.fromisoformat(text)


def text_of(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def write_whole(path: Path, content: str) -> None:
    """Readers see the old file or the new one, also after a power cut, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def append_line(path: Path, line: str) -> None:
    """One more line. A line that a crash cut short is ended first, so that it spoils itself and no other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o644)


def read_history(directory: Path) -> list[dict[str, Any]]:
    """The newest deployments, oldest first; what is no record is passed over."""
    path = directory / HISTORY
    if not path.exists():
        return []
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        start = max(0, file.tell() - RECENT_BYTES)
        file.seek(start)
        lines = file.read().decode(errors="replace").splitlines()
    records = []
    # The first of a part is itself a part.
    for line in lines[1 if start else 0 :]:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict) and {"id", "release", "outcome"} <= record.keys():
            records.append(record)
    return records


def read_lock(directory: Path) -> dict[str, Any] | None:
    """Who holds the lock. One that cannot be read is somebody's, who is named so."""
    path = directory / LOCK
    try:
        lock = json.loads(path.read_text())
    except FileNotFoundError:
        return None
    except ValueError:
        lock = None
    if isinstance(lock, dict) and {"run", "owner", "taken_at", "expires_at"} <= lock.keys():
        return lock
    written = text_of(datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC))
    return {"run": "unreadable", "owner": "unknown", "host": "unknown", "taken_at": written, "expires_at": written}
