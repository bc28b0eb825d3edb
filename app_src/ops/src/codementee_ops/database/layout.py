"""Where things lie on disk, and how a directory becomes a dump all at once.

NAME/                        the dump; it has this name only when it is whole
  manifest.json              written last
  DATABASE/COLLECTION.bson, DATABASE/COLLECTION.metadata.json
NAME.incomplete/             a dump being made; NAME.previous/ the one being replaced; .NAME.lock
"""

import base64
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from codementee_ops.database.errors import OpsError
from codementee_ops.exits import EX_EXISTS, EX_TRY_AGAIN

MANIFEST = "manifest.json"
_LONGEST_STEM = 238
_KEPT_OF_LONG_STEM = 208


def file_stem(collection: str) -> str:
    """The name mongodump gives a collection's files: percent-encoded, and long ones cut and told apart by a hash."""
    escaped = quote(collection, safe="$&+=:@")
    if len(escaped) > _LONGEST_STEM:
        digest = hashlib.sha1(collection.encode(), usedforsecurity=False).digest()
        suffix = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return f"{escaped[:_KEPT_OF_LONG_STEM]}%24{suffix}"
    return escaped


def incomplete(target: Path) -> Path:
    return target.with_name(target.name + ".incomplete")


def previous(target: Path) -> Path:
    return target.with_name(target.name + ".previous")


@contextmanager
def locked(path: Path, *, busy: str) -> Iterator[None]:
    """Hold a lock on ``path``, a file or an existing directory; refuse with ``busy`` when another process has it."""
    flags = os.O_RDONLY if path.exists() else os.O_RDWR | os.O_CREAT
    descriptor = os.open(path, flags | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise OpsError(busy, EX_TRY_AGAIN) from error
    try:
        yield
    finally:
        os.close(descriptor)


def dump_lock(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def tidy(target: Path, *, is_whole: Callable[[Path], bool]) -> None:
    """Finish or undo what a killed run left. Only with the lock held."""
    unfinished, replaced = incomplete(target), previous(target)
    if not target.exists():
        # Killed between the two renames of publish().
        if unfinished.is_dir() and is_whole(unfinished):
            unfinished.rename(target)
        elif replaced.is_dir():
            replaced.rename(target)
        sync_directory(target.parent)
    for leftover in (unfinished, replaced):
        if leftover.exists():
            shutil.rmtree(leftover)


def publish(target: Path, *, replace: bool) -> None:
    """Give the finished ``NAME.incomplete`` its name. Everything in it has been synced."""
    replaced = previous(target)
    if target.exists():
        if not replace:
            raise OpsError(f"{target} appeared while the dump was made. Name another directory.", EX_EXISTS)
        target.rename(replaced)
    incomplete(target).rename(target)
    sync_directory(target.parent)
    if replaced.exists():
        shutil.rmtree(replaced)


def write_synced(path: Path, content: bytes) -> None:
    with path.open("wb", buffering=0) as file:
        write_all(file.fileno(), content)
        os.fsync(file.fileno())


def write_at_once(path: Path, content: bytes) -> None:
    """Write a file so that it is there, whole, or not at all."""
    unfinished = path.with_name(path.name + ".tmp")
    write_synced(unfinished, content)
    unfinished.rename(path)
    sync_directory(path.parent)


def write_all(descriptor: int, content: bytes) -> None:
    """Write without a copy in between."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
