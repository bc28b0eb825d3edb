"""restic, called with settings from files: no secret is ever an argument, no call waits without end."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from codementee_ops.backup.settings import Store
from codementee_ops.database.errors import DamagedError, OpsError
from codementee_ops.exits import (
    EX_CONFIG,
    EX_DAMAGED,
    EX_FAILED,
    EX_NO_PERMISSION,
    EX_STORAGE,
    EX_TRY_AGAIN,
    EX_UNAVAILABLE,
)

# Statuses of restic 0.17 and newer.
_INCOMPLETE, _NO_REPOSITORY, _LOCKED, _WRONG_PASSWORD = 3, 10, 11, 12
# Somebody else's lock is usually gone by then. A stale one is removed by the next run that finds its owner dead.
_WAIT_FOR_LOCK = "10m"
_QUICK_SECONDS = 180.0
_LONG_SECONDS = 6 * 3_600.0
_DENIED = ("AccessDenied", "Access Denied", "InvalidAccessKeyId", "SignatureDoesNotMatch")
_DAMAGED = ("ciphertext verification failed", "invalid data returned", "does not match id", "pack file", "tree ")


@dataclass(frozen=True)
class Snapshot:
    """One restic snapshot. ``time`` is the moment of what is in it, with zone; ``tags`` as ``key=value`` or a word."""

    id: str
    time: datetime
    host: str
    paths: tuple[str, ...]
    tags: tuple[str, ...]

    def tag(self, key: str) -> str | None:
        """The value of ``key=value``, if it has that tag."""
        return next((tag.partition("=")[2] for tag in self.tags if tag.startswith(f"{key}=")), None)


class Repository:
    """One repository; every failure is an OpsError with the store's name in its sentence."""

    def __init__(self, store: Store, *, cache: Path, program: str = "restic") -> None:
        self.store = store
        self._cache = cache
        self._program = program

    def exists(self) -> bool:
        """Raises OpsError where it cannot be told, for instance because the password is another one's."""
        try:
            self._run(["cat", "config"], seconds=_QUICK_SECONDS)
        except _NoRepositoryError:
            return False
        return True

    def create(self) -> None:
        self._run(["init"], seconds=_QUICK_SECONDS)

    def back_up(
        self,
        paths: Sequence[Path],
        *,
        host: str,
        tags: Sequence[str],
        time: datetime | None,
        excludes: Sequence[str] = (),
    ) -> tuple[Snapshot, int]:
        """The new snapshot and the bytes that were added. What could not be read makes it a failure: the snapshot stays,
        marked as restic marks it, but nobody is told that all is well."""
        words = ["backup", "--host", host, *(f"--tag={tag}" for tag in tags), *(f"--exclude={x}" for x in excludes)]
        if time is not None:
            words += ["--time", time.astimezone().strftime("%Y-%m-%d %H:%M:%S")]
        lines = self._run([*words, "--", *map(str, paths)], seconds=_LONG_SECONDS)
        summary = next(line for line in reversed(lines) if line.get("message_type") == "summary")
        found = [snapshot for snapshot in self.snapshots() if snapshot.id.startswith(summary["snapshot_id"])]
        if not found:
            raise DamagedError(f"{self._named} does not list the snapshot that it has just taken.")
        return found[0], int(summary["data_added"])

    def snapshots(self, *, tags: Sequence[str] = (), host: str | None = None) -> list[Snapshot]:
        """Oldest first."""
        words = [
            "snapshots",
            "--no-lock",
            *(["--tag", ",".join(tags)] if tags else []),
            *(["--host", host] if host else []),
        ]
        listed = self._run(words, seconds=_QUICK_SECONDS)
        return sorted((_snapshot(item) for items in listed for item in items), key=lambda snapshot: snapshot.time)

    def fetch(self, snapshot: Snapshot, target: Path, *, include: Sequence[str] = ()) -> None:
        """Restore the snapshot's files below ``target``, each verified."""
        words = ["restore", snapshot.id, "--no-lock", "--target", str(target), "--verify"]
        self._run([*words, *(f"--include={path}" for path in include)], seconds=_LONG_SECONDS)

    def forget(self, policy: Sequence[str], *, tags: Sequence[str]) -> tuple[int, int]:
        """How many snapshots of these tags are kept and how many are gone."""
        grouped = ["--tag", ",".join(tags), "--group-by", "host"]
        groups = [
            group for listed in self._run(["forget", *grouped, *policy], seconds=_LONG_SECONDS) for group in listed
        ]
        return (
            sum(len(group["keep"] or []) for group in groups),
            sum(len(group["remove"] or []) for group in groups),
        )

    def prune(self) -> None:
        self._run(["prune", "--max-unused", "10%"], seconds=_LONG_SECONDS)

    def check(self, *, part: int, parts: int) -> None:
        """The repository's structure, and every byte of one part of its data."""
        self._run(["check", f"--read-data-subset={part}/{parts}"], seconds=_LONG_SECONDS)

    @property
    def _named(self) -> str:
        return f"The backup store {self.store.name}"

    def _run(self, words: Sequence[str], *, seconds: float) -> list[Any]:
        command = [self._program, "--json", "--retry-lock", _WAIT_FOR_LOCK, *words]
        if self.store.ca_file:
            command[1:1] = ["--cacert", str(self.store.ca_file)]
        try:
            done = subprocess.run(  # noqa: S603 - our own words, no shell
                command, env=self._environment(), capture_output=True, text=True, timeout=seconds, check=False
            )
        except FileNotFoundError:
            raise OpsError(
                f"{self._program} is not installed. Run: ansible-playbook site.yml --tags backup", EX_CONFIG
            ) from None
        except subprocess.TimeoutExpired:
            raise OpsError(
                f"{self._named} did not answer within {seconds:.0f} s. Is it up, and is the way to it open?",
                EX_UNAVAILABLE,
            ) from None
        if done.returncode != 0:
            raise self._fault(done.returncode, done.stderr or done.stdout)
        return list(_json_lines(done.stdout))

    def _environment(self) -> dict[str, str]:
        """Only what restic needs; the store's keys come from their file."""
        own = {name: os.environ[name] for name in ("PATH", "HOME", "SSL_CERT_FILE") if name in os.environ}
        return (
            {"RESTIC_CACHE_DIR": str(self._cache), "RESTIC_PROGRESS_FPS": "0", "TZ": "UTC"}
            | own
            | dict(_variables(self.store.environment_file))
            | {"RESTIC_REPOSITORY": self.store.url, "RESTIC_PASSWORD_FILE": str(self.store.password_file)}
        )

    def _fault(self, status: int, words: str) -> OpsError:
        """The sentence for what restic said."""
        said = _last_words(words)
        if status == _NO_REPOSITORY:
            return _NoRepositoryError(
                f"{self._named} holds no repository yet. Run: codementee-backup init", EX_UNAVAILABLE
            )
        if status == _LOCKED:
            return OpsError(
                f"{self._named} is in use by another run: {said}. It is tried again at the next time.", EX_TRY_AGAIN
            )
        if status == _WRONG_PASSWORD:
            return OpsError(
                f"{self._named} does not open with the password in {self.store.password_file}: see "
                "docs/runbooks/backup-password-lost.md.",
                EX_NO_PERMISSION,
            )
        if any(word in words for word in _DENIED):
            return OpsError(
                f"{self._named} refuses this host's key: {said}. Compare vault_backup_* with the store's users and policies.",
                EX_NO_PERMISSION,
            )
        if "no space left on device" in words:
            return OpsError(
                f"No space left while working on {self._named}: {said}. Free some, then run it again.", EX_STORAGE
            )
        if status == _INCOMPLETE:
            return OpsError(
                f"{self._named} has a snapshot without some files, which could not be read: {said}.", EX_FAILED
            )
        if any(word in words for word in _DAMAGED):
            return OpsError(
                f"{self._named} is damaged: {said}. See docs/runbooks/backup-repository-damaged.md.", EX_DAMAGED
            )
        return OpsError(f"{self._named}: {said}.", EX_UNAVAILABLE if "Fatal: unable to open" in words else EX_FAILED)


class _NoRepositoryError(OpsError):
    """There is nothing at the store's address."""


def _variables(path: Path | None) -> Iterator[tuple[str, str]]:
    if path is not None:
        for line in path.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            if name and not name.startswith("#"):
                yield name.strip(), value.strip()


def _json_lines(text: str) -> Iterator[Any]:
    for line in text.splitlines():
        if line.startswith(("{", "[")):
            # What it prints over several lines is for people.
            with suppress(ValueError):
                yield json.loads(line)


def _last_words(text: str) -> str:
    """What restic ended with, on one line: its errors are JSON in some versions and text in others."""
    said = [line for line in text.splitlines() if line.strip()]
    for line in reversed(said):
        if line.startswith("{"):
            content: Mapping[str, Any] = json.loads(line)
            message = content.get("message") or content.get("error", {}).get("message")
            if message:
                return " ".join(str(message).split())[:400].rstrip(". ")
        else:
            return " ".join(line.split())[:400].rstrip(". ")
    return "it gave no reason"


def _snapshot(item: Mapping[str, Any]) -> Snapshot:
    # Nanoseconds are more than Python reads.
    moment, _, zone = item["time"].partition(".")
    if zone:
        digits = zone.lstrip("0123456789")
        moment += digits
    return Snapshot(
        id=item["id"],
        time=datetime.fromisoformat(moment.replace("Z", "+00:00")),
        host=item["hostname"],
        paths=tuple(item["paths"]),
        tags=tuple(item.get("tags") or ()),
    )
