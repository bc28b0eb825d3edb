"""restic, called with settings from files: no secret is ever an argument, no call waits without end."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
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
# Ten minutes together: somebody else's lock is usually gone by then.
_WAIT_FOR_LOCK, _WAITS_FOR_LOCK = "10s", 60
_QUICK_SECONDS = 180.0
_LONG_SECONDS = 6 * 3_600.0
_DENIED = ("AccessDenied", "Access Denied", "InvalidAccessKeyId", "SignatureDoesNotMatch")
_DAMAGED = (
    "repository contains errors",
    "ciphertext verification failed",
    "file is too short",
    "invalid data returned",
    "does not match id",
    "not found in repository",
)


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
            self._run(["cat", "config", "--no-lock"], seconds=_QUICK_SECONDS)
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
        linked: bool = False,
    ) -> tuple[Snapshot, int]:
        """The new snapshot and the bytes that were added. ``linked``: files are new links to what never changes.

        What could not be read makes it a failure: the snapshot stays, marked as restic marks it, but nobody is told
        that all is well.
        """
        words = ["backup", "--host", host, *(f"--tag={tag}" for tag in tags), *(f"--exclude={x}" for x in excludes)]
        if linked:
            # A link changes that time alone, and everything would be read again.
            words.append("--ignore-ctime")
        if time is not None:
            # In the zone that restic is run in, see _environment.
            words += ["--time", time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")]
        lines = self._run([*words, "--", *map(str, paths)], seconds=_LONG_SECONDS)
        summaries = [line for line in lines if line.get("message_type") == "summary"]
        found = [found for found in self.snapshots() if summaries and found.id == summaries[-1].get("snapshot_id")]
        if not found:
            raise DamagedError(f"{self._named} does not list the snapshot that it has just taken.")
        return found[0], int(summaries[-1]["data_added"])

    def snapshots(self, *, tags: Sequence[str] = (), host: str | None = None) -> list[Snapshot]:
        """Oldest first."""
        words = [
            "snapshots",
            "--no-lock",
            *(["--tag", ",".join(tags)] if tags else []),
            *(["--host", host] if host else []),
        ]
        listed = self._run(words, seconds=_QUICK_SECONDS)
        return [_snapshot(item) for item in sorted((item for items in listed for item in items), key=_order)]

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
        """What it printed, by line. Raises OpsError for every status but 0."""
        done = self._call(words, seconds=seconds)
        for _ in range(_WAITS_FOR_LOCK):
            if done.returncode != _LOCKED:
                break
            # The lock of a run that was killed stays for ever. This removes those that are stale, of a process of this
            # host that is gone or not renewed for half an hour, and no other; what is at work is waited for. Again each
            # time: a process that was killed is gone only when its parent has seen it.
            self._call(["unlock"], seconds=_QUICK_SECONDS)
            done = self._call(["--retry-lock", _WAIT_FOR_LOCK, *words], seconds=seconds)
        if done.returncode != 0:
            raise self._fault(done.returncode, done.stderr or done.stdout)
        return list(_json_lines(done.stdout))

    def _call(self, words: Sequence[str], *, seconds: float) -> subprocess.CompletedProcess[str]:
        # Quiet: a line of progress sixty times a second would all be kept until the end.
        command = [self._program, "--json", "--quiet", *words]
        if self.store.ca_file:
            command[1:1] = ["--cacert", str(self.store.ca_file)]
        environment = self._environment()
        try:
            return subprocess.run(  # noqa: S603 - our own words, no shell
                command, env=environment, capture_output=True, text=True, errors="replace", timeout=seconds, check=False
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

    def _environment(self) -> dict[str, str]:
        """Only what restic needs; the store's keys come from their file."""
        own = {name: os.environ[name] for name in ("PATH", "HOME", "SSL_CERT_FILE") if name in os.environ}
        try:
            keys = dict(_variables(self.store.environment_file))
        except OSError as error:
            raise OpsError(
                f"The keys of the backup store {self.store.name}, {self.store.environment_file}, cannot be read: "
                f"{error.strerror}. Run: ansible-playbook site.yml --tags backup",
                EX_CONFIG,
            ) from None
        return (
            {"RESTIC_CACHE_DIR": str(self._cache), "TZ": "UTC"}
            | own
            | keys
            | {"RESTIC_REPOSITORY": self.store.url, "RESTIC_PASSWORD_FILE": str(self.store.password_file)}
        )

    def _fault(self, status: int, words: str) -> OpsError:
        """The sentence for what restic said."""
        said, named, password = _reason(words), self._named, self.store.password_file
        if status == _NO_REPOSITORY:
            return _NoRepositoryError(f"{named} holds no repository yet. Run: codementee-backup init", EX_UNAVAILABLE)
        faults = (
            (
                status == _LOCKED,
                f"{named} is in use by another run: {said}. It is tried again at the next time.",
                EX_TRY_AGAIN,
            ),
            (
                status == _WRONG_PASSWORD,
                f"{named} does not open with the password in {password}: see docs/runbooks/backup-password-lost.md.",
                EX_NO_PERMISSION,
            ),
            (
                any(word in words for word in _DENIED),
                f"{named} refuses this host's key: {said}. Compare vault_backup_* with the store's users and policies.",
                EX_NO_PERMISSION,
            ),
            (
                "no space left on device" in words,
                f"No space left while working on {named}: {said}. Free some, then run it again.",
                EX_STORAGE,
            ),
            (
                status == _INCOMPLETE,
                f"{named} has a snapshot without some files, which could not be read: {said}.",
                EX_FAILED,
            ),
            (
                any(word in words for word in _DAMAGED),
                f"{named} is damaged: {said}. See docs/runbooks/backup-repository-damaged.md.",
                EX_DAMAGED,
            ),
            ("Fatal: unable to open" in words, f"{named}: {said}.", EX_UNAVAILABLE),
        )
        for applies, sentence, exit_status in faults:
            if applies:
                return OpsError(sentence, exit_status)
        return OpsError(f"{named}: {said}.", EX_FAILED)


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


def _reason(text: str) -> str:
    """On one line why restic failed: its first error, which names what is wrong, where the last one says only that
    something was. Errors are JSON; what is not, and stands alone in some versions, ends with what counts."""
    errors: list[str] = []
    others: list[str] = []
    for line in text.splitlines():
        content = next(_json_lines(line), None)
        if content is None:
            others.insert(0, line)
        elif isinstance(content, dict) and content.get("message_type") in {"error", "exit_error"}:
            errors.append(str(content.get("message") or content.get("error", {}).get("message", "")))
    reasons = [" ".join(reason.split()) for reason in (*errors, *others)]
    return next((reason[:400].rstrip(". ") for reason in reasons if reason), "it gave no reason")


def _order(item: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """By moment; those of one moment, between which nothing was written, as they were taken."""
    moment = datetime.fromisoformat(item["time"])
    taken = item.get("summary", {}).get("backup_start")
    return moment, datetime.fromisoformat(taken) if taken else moment


def _snapshot(item: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        id=item["id"],
        time=datetime.fromisoformat(item["time"]),
        host=item["hostname"],
        paths=tuple(item["paths"]),
        tags=tuple(item.get("tags") or ()),
    )
