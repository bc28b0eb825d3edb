"""``codementee-backup``: take, list, fetch, try, prune, check and watch backups."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from codementee_ops.backup.jobs import DATABASE, DRILL, FILES, JOURNAL, Jobs, below
from codementee_ops.backup.restic import Snapshot
from codementee_ops.backup.settings import DEFAULT_FILE, read_settings
from codementee_ops.command_line import Parser, common_options, new_parser, run_command
from codementee_ops.database.errors import OpsError
from codementee_ops.database.progress import Reporter
from codementee_ops.exits import EX_FAILED, EX_NO_INPUT, EX_OK, EX_USAGE

PROGRAM = "codementee-backup"
KINDS = (DATABASE, JOURNAL, FILES, DRILL)
_EPILOGUE = """\
exit statuses: 0 done; 1 failed, or with `watch` something is late; 64 wrong usage; 65 damaged; 66 no such backup;
69 a store or the database cannot be reached; 74 disk full; 75 another run is at work; 77 key or password refused;
78 settings not usable; 128 + n stopped by signal n
"""


def main(arguments: Sequence[str] | None = None) -> int:
    return run_command(_parser(), arguments)


def _parser() -> Parser:
    parser, commands = new_parser(PROGRAM, "Backups of the database and of this host's files.", _EPILOGUE)
    common = common_options()
    common.add_argument("--settings", type=Path, default=DEFAULT_FILE, metavar="FILE", help="(default: %(default)s)")

    commands.add_parser("init", parents=[common], help="make the repositories that are missing").set_defaults(run=_init)
    for kind, what in ((DATABASE, "the database at one moment"), (FILES, "this host's files")):
        command = commands.add_parser(kind, parents=[common], help=f"back up {what}")
        command.add_argument("--why", metavar="TEXT", help="keep it apart from the daily ones, with this reason")
        command.set_defaults(run=_database if kind == DATABASE else _files)

    command = commands.add_parser(JOURNAL, parents=[common], help="back up what was recorded of writes since")
    command.set_defaults(run=_journal)

    command = commands.add_parser("list", parents=[common], help="what there is, oldest first")
    command.add_argument("--kind", choices=KINDS)
    command.add_argument("--store", metavar="NAME", help="another store than the first")
    command.set_defaults(run=_list)

    command = commands.add_parser("fetch", parents=[common], help="write a backup's files below a directory")
    command.add_argument("backup", metavar="BACKUP", help="its id, or the first digits of it")
    command.add_argument("--into", required=True, type=Path, metavar="DIRECTORY")
    command.add_argument("--only", action="append", default=[], metavar="PATH", help="only this path; repeatable")
    command.add_argument("--store", metavar="NAME", help="another store than the first")
    command.set_defaults(run=_fetch)

    command = commands.add_parser(
        "drill", parents=[common], help="restore the newest beside the one in use, and compare"
    )
    command.add_argument(
        "smoke", nargs="*", metavar="COMMAND", help="after --: has to succeed with the restored database"
    )
    command.set_defaults(run=_drill)

    commands.add_parser("prune", parents=[common], help="forget what need not be kept").set_defaults(run=_prune)
    commands.add_parser("check", parents=[common], help="read a part of every store").set_defaults(run=_check)
    commands.add_parser("watch", parents=[common], help="is anything late").set_defaults(run=_watch)
    return parser


def _jobs(options: argparse.Namespace, report: Reporter) -> Jobs:
    return Jobs(read_settings(options.settings), report)


def _init(options: argparse.Namespace, report: Reporter) -> int:
    made = _jobs(options, report).create_repositories()
    report.result("done", f"Made: {', '.join(made)}" if made else "All repositories are there", made=made)
    return EX_OK


def _database(options: argparse.Namespace, report: Reporter) -> int:
    return _said(_jobs(options, report).back_up_database(why=options.why), report)


def _files(options: argparse.Namespace, report: Reporter) -> int:
    return _said(_jobs(options, report).back_up_files(why=options.why), report)


def _journal(options: argparse.Namespace, report: Reporter) -> int:
    return _said(_jobs(options, report).back_up_journal(), report)


def _said(kept: Snapshot, report: Reporter) -> int:
    # The id alone and last: what takes backups before a release keeps it (release_snapshot_command).
    report.event("done", f"Backup of {kept.time.isoformat()} is kept", **_described(kept))
    report.result("backup", kept.id[:8], backup=kept.id[:8])
    return EX_OK


def _list(options: argparse.Namespace, report: Reporter) -> int:
    repository = _jobs(options, report).repository(options.store)
    found = repository.snapshots(tags=[options.kind] if options.kind else [])
    for snapshot in found:
        what, cadence = _kind(snapshot), snapshot.tag("cadence") or ""
        line = f"{snapshot.id[:8]}  {snapshot.time:%Y-%m-%d %H:%M:%S} UTC  {what:9} {cadence:9} {snapshot.host:20}"
        report.result("backup", f"{line} {snapshot.tag('why') or ''}".rstrip(), **_described(snapshot))
    if not found:
        raise OpsError(f"The backup store {repository.store.name} has none. Run: {PROGRAM} database", EX_NO_INPUT)
    return EX_OK


def _fetch(options: argparse.Namespace, report: Reporter) -> int:
    repository = _jobs(options, report).repository(options.store)
    matching = [snapshot for snapshot in repository.snapshots() if snapshot.id.startswith(options.backup)]
    if len(matching) != 1:
        raise OpsError(
            f"{len(matching) or 'No'} backups begin with {options.backup}. Run: {PROGRAM} list",
            EX_USAGE if matching else EX_NO_INPUT,
        )
    repository.fetch(matching[0], options.into, include=options.only)
    where = below(options.into, matching[0])
    report.result("done", f"{matching[0].id[:8]} is below {options.into}", path=str(where), **_described(matching[0]))
    return EX_OK


def _drill(options: argparse.Namespace, report: Reporter) -> int:
    figures = _jobs(options, report).drill(smoke=options.smoke)
    report.result(
        "done",
        f"Drill passed in {figures['seconds']:.0f} s: {figures['documents']:,.0f} documents, "
        f"{figures['bytes'] / 1e6:,.1f} MB, of {figures['age_seconds'] / 60:.0f} minutes ago, restored and the same",
        **figures,
    )
    return EX_OK


def _prune(options: argparse.Namespace, report: Reporter) -> int:
    for sentence in _jobs(options, report).prune():
        report.result("done", sentence)
    return EX_OK


def _check(options: argparse.Namespace, report: Reporter) -> int:
    for sentence in _jobs(options, report).check(today=datetime.now(UTC)):
        report.result("done", sentence)
    return EX_OK


def _watch(options: argparse.Namespace, report: Reporter) -> int:
    late = _jobs(options, report).watch(now=datetime.now(UTC))
    if late:
        raise OpsError(" ".join(late), EX_FAILED)
    report.result("done", "Nothing is late")
    return EX_OK


def _kind(snapshot: Snapshot) -> str:
    return next((kind for kind in KINDS if kind in snapshot.tags), "other")


def _described(snapshot: Snapshot) -> dict[str, object]:
    return {
        "id": snapshot.id[:8],
        "time": snapshot.time.isoformat(),
        "kind": _kind(snapshot),
        "cadence": snapshot.tag("cadence"),
        "why": snapshot.tag("why"),
        "host": snapshot.host,
        "documents": snapshot.tag("documents"),
        "recorded_until": snapshot.tag("until"),
        "paths": list(snapshot.paths),
    }


if __name__ == "__main__":
    sys.exit(main())
