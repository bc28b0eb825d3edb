"""What became of each job: kept in a file each, said to Prometheus, and told to people when it turns."""

import json
import os
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from http.client import HTTPException
from pathlib import Path

from bson.errors import BSONError
from pymongo.errors import PyMongoError

from codementee_ops.backup.settings import Settings
from codementee_ops.database.errors import OpsError, explained
from codementee_ops.database.progress import Reporter
from codementee_ops.exits import EX_FAILED

_TELL_SECONDS = 20.0
_PREFIX = "codementee_backup"
_HELP = {
    "last_success_timestamp_seconds": "When the job last succeeded",
    "last_run_success": "Whether its last run succeeded",
    "last_duration_seconds": "How long its last successful run took",
    "figure": "What its last successful run counted",
}


@dataclass(frozen=True)
class Outcome:
    """``succeeded_at`` and ``failed_at`` in seconds since 1970, 0 for never; ``message`` of the latest failure;
    ``told``: people know that it fails."""

    job: str
    succeeded_at: float = 0.0
    failed_at: float = 0.0
    seconds: float = 0.0
    message: str = ""
    told: bool = False
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def failing(self) -> bool:
        return self.failed_at > self.succeeded_at


class Outcomes:
    """The files of one host."""

    def __init__(self, settings: Settings, report: Reporter) -> None:
        self._settings = settings
        self._directory = settings.directory / "outcomes"
        self._report = report

    def of(self, job: str) -> Outcome:
        try:
            return Outcome(**json.loads((self._directory / f"{job}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            # Written by a release that is not this one, not to be read, or never: as if it had not run.
            return Outcome(job)

    @contextmanager
    def watching(self, job: str) -> Iterator[dict[str, float]]:
        """The block's figures become those of the job; a failure is kept and told, once until it succeeds again."""
        before, begun = self.of(job), time.time()
        figures: dict[str, float] = {}
        try:
            yield figures
        except Exception as error:
            fault = _fault(error)
            # Where the chat was away, the next failure is told.
            told = (before.failing and before.told) or self.tell(
                f"Backup job {job} FAILED on {self._settings.host} ({self._settings.environment}): {fault}"
            )
            try:
                self._keep(replace(before, failed_at=time.time(), message=str(fault), told=told))
            except OSError as unkept:
                # As when the disk is full, of which people are to hear all the more.
                self._report.event("not_kept", f"What became of {job} cannot be kept: {unkept.strerror}.")
            if isinstance(error, OpsError):
                raise
            raise fault from error
        self._keep(Outcome(job, time.time(), before.failed_at, time.time() - begun, figures=figures))
        if before.failing and before.told:
            self.tell(f"Backup job {job} works again on {self._settings.host} ({self._settings.environment}).")

    def tell(self, text: str) -> bool:
        """To the operators' chat, if there is one; whether it was. That it could not be told is said, and nothing fails
        over it."""
        path = self._settings.alarm_url_file
        if path is None:
            return True
        try:
            request = urllib.request.Request(  # noqa: S310 - the address is a setting of ours, checked to be https
                path.read_text(encoding="utf-8").strip(),
                data=json.dumps({"text": text}).encode(),
                headers={"Content-Type": "application/json"},
                method="POST",
            )
            with urllib.request.urlopen(request, timeout=_TELL_SECONDS):  # noqa: S310 - see above
                pass
        except (OSError, ValueError, HTTPException) as error:
            self._report.event("not_told", f"The chat could not be told: {type(error).__name__}.")
            return False
        return True

    def _keep(self, outcome: Outcome) -> None:
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        _replace(self._directory / f"{outcome.job}.json", json.dumps(asdict(outcome)), 0o600)
        if self._settings.metrics_file:
            names = sorted(path.stem for path in self._directory.glob("*.json"))
            try:
                _replace(self._settings.metrics_file, metrics([self.of(name) for name in names]), 0o644)
            except OSError as error:
                # What was backed up is backed up.
                self._report.event("no_metrics", f"{self._settings.metrics_file} cannot be written: {error.strerror}.")


def _fault(error: Exception) -> OpsError:
    """What people are told of any exception; of one that nobody expected too."""
    if isinstance(error, OpsError):
        return error
    if isinstance(error, PyMongoError | OSError | BSONError):
        return explained(error)
    return OpsError(f"A fault of this program, {type(error).__name__}: {error}. Report it.", EX_FAILED)


def metrics(outcomes: list[Outcome]) -> str:
    """In Prometheus' text format, for the node exporter's textfile collector."""
    samples: dict[str, list[str]] = {name: [] for name in _HELP}
    for outcome in outcomes:
        label = f'job_name="{outcome.job}"'
        samples["last_success_timestamp_seconds"].append(f"{{{label}}} {outcome.succeeded_at:.0f}")
        samples["last_run_success"].append(f"{{{label}}} {0 if outcome.failing else 1}")
        samples["last_duration_seconds"].append(f"{{{label}}} {outcome.seconds:.1f}")
        samples["figure"] += [f'{{{label},name="{name}"}} {value:g}' for name, value in outcome.figures.items()]
    lines: list[str] = []
    for name, text in _HELP.items():
        lines += [f"# HELP {_PREFIX}_{name} {text}", f"# TYPE {_PREFIX}_{name} gauge"]
        lines += [f"{_PREFIX}_{name}{sample}" for sample in samples[name]]
    return "\n".join(lines) + "\n"


def _replace(path: Path, content: str, mode: int) -> None:
    """Written beside it and renamed: a reader sees the old or the new one, whole."""
    # Jobs that end at the same time each have their own.
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.chmod(mode)
    beside.replace(path)
