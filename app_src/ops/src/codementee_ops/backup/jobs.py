"""What a host does for its backups: each job is one method, and all of them can be repeated."""

import fcntl
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from codementee_ops.backup.outcome import Outcomes
from codementee_ops.backup.restic import Repository, Snapshot
from codementee_ops.backup.settings import Database, Settings
from codementee_ops.database.connection import Client, open_client, open_database
from codementee_ops.database.dump import Dump
from codementee_ops.database.errors import OpsError, explaining
from codementee_ops.database.manifest import read_manifest
from codementee_ops.database.marker import MarkerStore
from codementee_ops.database.progress import Reporter
from codementee_ops.database.restore import UNFINISHED, Restore, discard, state
from codementee_ops.database.verify import check_files
from codementee_ops.exits import EX_DAMAGED, EX_FAILED, EX_NO_INPUT, EX_TRY_AGAIN
from codementee_ops.journal.segments import STATUS, find_segments

# The kinds of what is kept, each a tag.
DATABASE, JOURNAL, FILES, DRILL = "database", "journal", "files", "drill"
DAILY, HOURLY, REASONED = "cadence=daily", "cadence=hourly", "cadence=reasoned"
WHY_LENGTH = 120
_CONNECT_SECONDS = 30.0
_LOCK_SECONDS = 900.0
# Longer than what it tries may take by itself (roles/app: codementee-smoke).
_SMOKE_SECONDS = 900.0
_CLOCKS_APART_SECONDS = 300
# A journal that is behind by more than that is not at work: a segment takes one minute.
_JOURNAL_LAG_SECONDS = 300
# One day's first backup of the journal is kept for a month; of the others those of the last hour: each has two days.
_JOURNALS_BETWEEN = 30
_PROGRAM = "codementee-backup"


class Jobs:
    def __init__(self, settings: Settings, report: Reporter) -> None:
        self._settings = settings
        self._report = report
        self._outcomes = Outcomes(settings, report)
        self.repositories = [Repository(store, cache=settings.directory / "cache") for store in settings.stores]

    @property
    def first(self) -> Repository:
        """Where restores read from unless another one is named."""
        return self.repositories[0]

    def repository(self, name: str | None) -> Repository:
        known = {repository.store.name: repository for repository in self.repositories}
        if name is None:
            return self.first
        if name not in known:
            raise OpsError(f"There is no backup store {name}; there is {', '.join(known)}.", EX_NO_INPUT)
        return known[name]

    def create_repositories(self) -> list[str]:
        """The names of those that were made: of stores that were empty."""
        missing = [repository for repository in self.repositories if not repository.exists()]
        for repository in missing:
            repository.create()
        return [repository.store.name for repository in missing]

    def back_up_database(self, *, why: str | None) -> Snapshot:
        """Dump at one moment and keep it in every store. Without a reason it is the day's first one, or one between."""
        database = self._settings.needs_database()
        dump = self._settings.directory / "database"
        was_consistent = bool(self._outcomes.of(DATABASE).figures.get("consistent", 1))
        with self._alone(DATABASE), self._outcomes.watching(DATABASE) as figures:
            try:
                with explaining():
                    client = open_client(
                        str(database.uri_file), None, timeout_seconds=_CONNECT_SECONDS, program=_PROGRAM
                    )
                    with client:
                        if state(client, database.name) == UNFINISHED:
                            raise OpsError(
                                f"{database.name} is being restored, or was half restored: it is not backed up. See "
                                "docs/runbooks/restore.md.",
                                EX_TRY_AGAIN,
                            )
                        manifest = Dump(
                            client, database.name, dump, replace=True, require_snapshot=False, report=self._report
                        ).run()
                kept = self._keep(
                    DATABASE,
                    [dump],
                    host=self._settings.environment,
                    why=why,
                    time=datetime.fromisoformat(manifest.moment),
                    tags=[f"dump={manifest.id}", f"documents={manifest.documents}"],
                    figures=figures,
                )
            finally:
                # It holds everybody's data, readable; what is kept is encrypted.
                shutil.rmtree(dump, ignore_errors=True)
            figures |= {"documents": manifest.documents, "bytes": manifest.bytes, "consistent": manifest.consistent}
        if not manifest.consistent and was_consistent:
            self._outcomes.tell(
                f"The backup of {database.name} ({self._settings.environment}) is not of one moment: {manifest.reason}"
            )
        return kept

    def back_up_journal(self) -> Snapshot:
        """What the recorder has finished, in every store. Raises OpsError where it is not at work, having kept that."""
        self._settings.needs_database()
        journal = self._settings.directory / "journal"
        known_gap = self._outcomes.of(JOURNAL).figures.get("gap_timestamp_seconds", 0)
        with self._alone(JOURNAL), self._outcomes.watching(JOURNAL) as figures:
            status = _status(journal)
            until = datetime.fromisoformat(status["recorded_until"])
            gap = datetime.fromisoformat(status["gap_at"]).timestamp() if status["gap_at"] else 0
            figures["gap_timestamp_seconds"] = gap
            links = self._settings.directory / "journal-finished"
            with self._emptied(links):
                # Segments never change, but the oldest go while restic reads, which it would call a failure.
                for segment in find_segments([journal]):
                    with suppress(FileNotFoundError):
                        (links / segment.name).hardlink_to(segment)
                kept = self._keep(
                    JOURNAL,
                    [links],
                    host=self._settings.environment,
                    why=None,
                    time=None,
                    tags=[f"until={until.isoformat()}"],
                    figures=figures,
                    linked=True,
                )
            lag = (datetime.now(UTC) - until).total_seconds()
            figures["lag_seconds"] = round(lag)
            if lag > _JOURNAL_LAG_SECONDS:
                raise OpsError(
                    f"The journal is recorded until {until.isoformat()} only. Look at: systemctl status "
                    "codementee-journal. See docs/runbooks/backup-late.md.",
                    EX_FAILED,
                )
        if gap > known_gap:
            self._outcomes.tell(
                f"The journal of {self._settings.environment} has a gap at {status['gap_at']}: {status['gap']}. "
                "Moments behind it need a backup from behind it, which is being taken."
            )
        return kept

    def back_up_files(self, *, why: str | None) -> Snapshot:
        """This host's configuration and files, in every store."""
        with self._alone(FILES), self._outcomes.watching(FILES) as figures:
            there = [path for path in self._settings.paths if path.exists()]
            for path in self._settings.paths:
                if path not in there:
                    self._report.event("left_out", f"  {path} does not exist and is left out", path=str(path))
            if not there:
                raise OpsError(
                    f"None of the paths to back up exists: {', '.join(map(str, self._settings.paths))} "
                    "(backup_files_paths).",
                    EX_NO_INPUT,
                )
            return self._keep(
                FILES, there, host=self._settings.host, why=why, time=None, tags=[], figures=figures,
                excludes=self._settings.excludes,
            )  # fmt: skip

    def drill(self, *, smoke: Sequence[str]) -> Mapping[str, float]:
        """Restore the newest backup of the database beside the one in use, compare, try it, remove it. Its figures.

        ``smoke``: a command that is run while the drill's database is there, and has to succeed.
        """
        database = self._settings.needs_database()
        with self._alone(DRILL), self._outcomes.watching(DRILL) as figures:
            begun = time.monotonic()
            newest = self.newest(DATABASE)
            target = self._settings.directory / "drill"
            with self._emptied(target), explaining():
                self.first.fetch(newest, target)
                dump = below(target, newest)
                manifest = read_manifest(dump)
                if newest.tag("dump") != manifest.id:
                    raise OpsError(f"Backup {newest.id[:8]} holds another dump than it says.", EX_DAMAGED)
                check_files(dump, manifest.collections, self._report)
                with self._restored(dump, database):
                    self._smoke(smoke)
            figures |= {
                "age_seconds": round((datetime.now(UTC) - newest.time).total_seconds()),
                "seconds": round(time.monotonic() - begun, 1),
                "documents": manifest.documents,
                "bytes": manifest.bytes,
            }
            self._record_drill(newest, figures)
            return dict(figures)

    def prune(self) -> list[str]:
        """Forget what need not be kept and give its space back, in every store; a sentence for each."""
        keep = self._settings.retention
        # The running month counts as one of restic's.
        long = ["--keep-daily", str(keep.daily), "--keep-monthly", str(keep.monthly + 1)]
        policies: list[tuple[str, str, list[str]]] = [
            (DATABASE, DAILY, long),
            (FILES, DAILY, long),
            (DATABASE, HOURLY, ["--keep-hourly", str(keep.hourly)]),
            (FILES, HOURLY, ["--keep-hourly", str(keep.hourly)]),
            (JOURNAL, DAILY, ["--keep-daily", str(keep.daily)]),
            (JOURNAL, HOURLY, ["--keep-last", str(_JOURNALS_BETWEEN)]),
            (DATABASE, REASONED, ["--keep-within", f"{keep.reasoned_days}d"]),
            (FILES, REASONED, ["--keep-within", f"{keep.reasoned_days}d"]),
            (DRILL, REASONED, ["--keep-within", f"{keep.reasoned_days}d"]),
        ]
        said = []
        with self._alone("prune"), self._outcomes.watching("prune") as figures:

            def prune(repository: Repository) -> None:
                counts = [repository.forget(policy, tags=[kind, cadence]) for kind, cadence, policy in policies]
                repository.prune()
                kept, gone = sum(kept for kept, _ in counts), sum(gone for _, gone in counts)
                figures.update({f"kept_{repository.store.name}": kept, f"forgotten_{repository.store.name}": gone})
                said.append(f"{repository.store.name}: {kept} backups are kept, {gone} were forgotten")

            self._in_every_store(prune)
        return said

    def check(self, *, today: datetime) -> list[str]:
        """Each store's structure and, day by day, another part of its data: every byte once in ``check_parts`` days."""
        parts = self._settings.check_parts
        part = today.toordinal() % parts + 1
        with self._alone("check"), self._outcomes.watching("check"):
            self._in_every_store(lambda repository: repository.check(part=part, parts=parts))
        return [f"{repository.store.name}: whole; read part {part} of {parts}" for repository in self.repositories]

    def watch(self, *, now: datetime) -> list[str]:
        """What is older than it may be, as sentences; each is told once, and once more when it is mended."""
        late = []
        for subject, seconds in self._settings.expected.items():
            try:
                with self._outcomes.watching(f"watch-{subject.replace('/', '-')}") as figures:
                    self._expect_recent(subject, seconds, now, figures)
            except OpsError as error:
                late.append(str(error))
        return late

    def _expect_recent(self, subject: str, seconds: int, now: datetime, figures: dict[str, float]) -> None:
        kind, _, host = subject.partition("/")
        found = self.first.snapshots(tags=[kind], host=host or None)
        # Of the journal it counts how far it is recorded.
        moments = [datetime.fromisoformat(until) if (until := s.tag("until")) else s.time for s in found]
        age = (now - max(moments)).total_seconds() if moments else None
        figures["age_seconds"] = -1 if age is None else round(age)
        if age is None or not -_CLOCKS_APART_SECONDS <= age <= seconds:
            told = _age_said(age)
            raise OpsError(
                f"No backup of {subject} since {seconds / 3600:.0f} h: {told}. See docs/runbooks/backup-late.md.",
                EX_FAILED,
            )

    def newest(self, kind: str, *, before: datetime | None = None) -> Snapshot:
        """The newest snapshot of that kind, not younger than ``before``. Raises OpsError where there is none."""
        found = [s for s in self.first.snapshots(tags=[kind]) if before is None or s.time <= before]
        if not found:
            when = f" from before {before.isoformat()}" if before else ""
            raise OpsError(
                f"The backup store {self.first.store.name} has no backup of {kind}{when}. Run: codementee-backup list",
                EX_NO_INPUT,
            )
        return found[-1]

    def _keep(
        self,
        kind: str,
        paths: Sequence[Path],
        *,
        host: str,
        why: str | None,
        time: datetime | None,
        tags: Sequence[str],
        figures: dict[str, float],
        excludes: Sequence[str] = (),
        linked: bool = False,
    ) -> Snapshot:
        kept: list[Snapshot] = []

        def keep(repository: Repository) -> None:
            cadence = REASONED if why else self._cadence(repository, kind, host, time or datetime.now(UTC))
            reason = [f"why={_one_word_list(why)}"] if why else []
            snapshot, added = repository.back_up(
                paths,
                host=host,
                tags=[kind, cadence, *reason, *tags],
                time=time,
                excludes=excludes,
                linked=linked,
            )
            kept.append(snapshot)
            figures[f"added_bytes_{repository.store.name}"] = added
            self._report.event(
                "kept", f"  kept in {repository.store.name}: {snapshot.id[:8]}, {added / 1e6:,.1f} MB added",
                store=repository.store.name, snapshot=snapshot.id, added_bytes=added,
            )  # fmt: skip

        self._in_every_store(keep)
        return kept[0]

    def _in_every_store(self, work: Callable[[Repository], None]) -> None:
        """However many of them fail; then their failures together, with the status of the first."""
        failures: list[OpsError] = []
        for repository in self.repositories:
            try:
                work(repository)
            except OpsError as error:
                failures.append(error)
                self._report.event("store_failed", str(error), store=repository.store.name)
        if failures:
            raise OpsError(" ".join(map(str, failures)), failures[0].status) from failures[0]

    def _cadence(self, repository: Repository, kind: str, host: str, moment: datetime) -> str:
        daily = repository.snapshots(tags=[kind, DAILY], host=host)
        days = {snapshot.time.astimezone(UTC).date() for snapshot in daily}
        return HOURLY if moment.astimezone(UTC).date() in days else DAILY

    def _record_drill(self, newest: Snapshot, figures: Mapping[str, float]) -> None:
        """Among the backups, where the keeper sees that drills happen."""
        record = self._settings.directory / "drill.json"
        record.write_text(json.dumps({"backup": newest.id, "moment": newest.time.isoformat()} | dict(figures)))
        for repository in self.repositories:
            repository.back_up(
                [record], host=self._settings.environment, tags=[DRILL, REASONED, f"backup={newest.id}"], time=None
            )

    @contextmanager
    def _restored(self, dump: Path, database: Database) -> Iterator[None]:
        """The drill's database with what the dump holds, verified; gone afterwards, whole or not."""
        name = database.drill_database
        with open_client(
            str(database.drill_uri_file), None, timeout_seconds=_CONNECT_SECONDS, program=_PROGRAM
        ) as client:
            # Of a drill that was killed.
            self._discard_ours(client, name)
            try:
                Restore(
                    client, dump, name, collections=[], live=None, scratch=True, remove_others=False,
                    for_journal=False, report=self._report,
                ).run()  # fmt: skip
                yield
            finally:
                self._discard_ours(client, name)

    def _discard_ours(self, client: Client, name: str) -> None:
        """What is not marked was not restored: it is not touched, and the restore refuses to."""
        if MarkerStore(open_database(client, name)).read() is not None:
            discard(client, name, self._report)

    def _smoke(self, command: Sequence[str]) -> None:
        if not command:
            return
        try:
            done = subprocess.run(  # noqa: S603 - a setting of ours, no shell
                list(command), capture_output=True, text=True, timeout=_SMOKE_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise OpsError(
                f"The application did not get to work with the restored database within {_SMOKE_SECONDS:.0f} s.",
                EX_FAILED,
            ) from None
        if done.returncode != 0:
            words = " ".join((done.stderr or done.stdout).split())[-400:]
            raise OpsError(f"The application does not work with the restored database: {words}", EX_FAILED)
        said = (done.stdout or done.stderr).strip().rpartition("\n")[2]
        self._report.event("tried", f"  tried by the application: {said}", said=said)

    @contextmanager
    def _emptied(self, directory: Path) -> Iterator[None]:
        """The directory, new, and gone afterwards: what is in it is not encrypted."""
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True, mode=0o700)
        try:
            yield
        finally:
            shutil.rmtree(directory, ignore_errors=True)

    @contextmanager
    def _alone(self, job: str) -> Iterator[None]:
        """One run of a job at a time on this host: the next one waits a while, as before a release."""
        self._settings.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._settings.directory / f"{job}.lock").open("w") as lock:
            deadline = time.monotonic() + _LOCK_SECONDS
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise OpsError(
                            f"Another run of {job} has been at work for {_LOCK_SECONDS / 60:.0f} minutes. "
                            "Look at: systemctl list-units 'backup-*'",
                            EX_TRY_AGAIN,
                        ) from None
                    time.sleep(0.5)
            yield


def below(target: Path, snapshot: Snapshot) -> Path:
    """Where what was backed up first is after a restore: restic keeps the whole path, below the target."""
    return target / Path(snapshot.paths[0]).relative_to("/")


def _status(journal: Path) -> dict[str, Any]:
    """What the recorder says of itself: how far finished segments reach, and the last gap."""
    try:
        status: dict[str, Any] = json.loads((journal / STATUS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OpsError(
            f"The recorder has finished no segment in {journal} yet. Look at: systemctl status codementee-journal",
            EX_NO_INPUT,
        ) from error
    return status


def _age_said(seconds: float | None) -> str:
    if seconds is None:
        return "there is none"
    if seconds > 0:
        return f"the newest is {seconds / 3600:.1f} h old"
    # All others would be overlooked for as long as that one counts as the newest.
    return f"the newest is of {-seconds / 3600:.1f} h from now: a clock is wrong, or somebody put it there"


def _one_word_list(text: str) -> str:
    """As a tag: restic separates tags by commas."""
    return " ".join(text.replace(",", ";").split())[:WHY_LENGTH]
