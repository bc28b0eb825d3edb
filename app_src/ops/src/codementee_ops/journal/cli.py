"""``codementee-journal``: record, list, check and apply."""

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from codementee_ops.command_line import (
    Parser,
    common_options,
    connected,
    connection_options,
    new_parser,
    return_memory,
    run_command,
)
from codementee_ops.database.errors import DamagedError, OpsError, Signalled
from codementee_ops.database.progress import Reporter
from codementee_ops.exits import EX_NO_INPUT, EX_OK
from codementee_ops.journal.apply import Applied, Apply
from codementee_ops.journal.chains import Journal, read_journal
from codementee_ops.journal.moments import parse_moment, readable
from codementee_ops.journal.recorder import Recorder
from codementee_ops.journal.segments import check_segment

PROGRAM = "codementee-journal"
_EPILOGUE = """\
exit statuses: 0 done; 1 refused by the server; 4 recorded on behind a gap, take a dump; 64 wrong usage; 65 damaged, or
with a gap; 66 no such journal, dump or moment; 69 database unreachable; 73 the database is not one to apply to, or the
directory is another's; 74 disk full or failing; 75 try again; 77 user or password refused; 78 address not usable;
128 + n stopped by signal n (record: 0)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    return run_command(_parser(), arguments)


def _parser() -> Parser:
    parser, commands = new_parser(PROGRAM, "Record what is written to a MongoDB database after a dump.", _EPILOGUE)
    common, address = common_options(), connection_options()

    command = commands.add_parser("record", parents=[common, address], help="record until a signal comes")
    command.add_argument("--database", required=True, metavar="NAME")
    command.add_argument("--journal", required=True, type=Path, metavar="DIRECTORY", help="for the segments")
    command.add_argument(
        "--segment-seconds", type=_positive, default=60.0, metavar="N", help="finish a segment so often (default: 60)"
    )
    command.add_argument(
        "--keep-hours", type=_positive, default=48.0, metavar="N", help="remove segments older than that (default: 48)"
    )
    command.add_argument("--once", action="store_true", help="end after catching up with the present")
    command.set_defaults(run=_record)

    command = commands.add_parser("list", parents=[common], help="which moments the directories cover together")
    command.add_argument("directories", nargs="+", type=Path, metavar="DIRECTORY")
    command.set_defaults(run=_list)

    command = commands.add_parser("check", parents=[common], help="is every segment whole and none missing")
    command.add_argument("directories", nargs="+", type=Path, metavar="DIRECTORY")
    command.set_defaults(run=_check)

    command = commands.add_parser(
        "apply", parents=[common, address], help="bring a database restored with --for-journal forward"
    )
    command.add_argument("directories", nargs="+", type=Path, metavar="DIRECTORY")
    command.add_argument("--after", required=True, type=Path, metavar="DUMP", help="the dump that was restored")
    command.add_argument("--to", required=True, metavar="DATABASE", help="what it was restored to")
    command.add_argument(
        "--until", required=True, metavar="MOMENT", help="ISO 8601 with its zone, or SECONDS:ORDINAL; included"
    )
    command.add_argument("--hold", action="store_true", help="keep it held, to be brought further by another run")
    command.set_defaults(run=_apply)
    return parser


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return number


def _record(options: argparse.Namespace, report: Reporter) -> int:
    return_memory()
    try:
        with connected(options, PROGRAM) as client:
            status = Recorder(
                client,
                options.database,
                options.journal,
                segment_seconds=options.segment_seconds,
                keep_hours=options.keep_hours,
                once=options.once,
                report=report,
            ).run()
    except Signalled:
        report.result("stopped", f"{options.journal}: stopped; everything received is in segments")
        return EX_OK
    if status == EX_OK:
        report.result("done", f"{options.journal}: caught up with {options.database}")
    return status


def _list(options: argparse.Namespace, report: Reporter) -> int:
    journal = _read(options.directories)
    for run in journal.runs:
        report.result("chain", run.sentence, **run.fields)
    for sentence in journal.damages:
        report.alarm("damage", sentence)
    return EX_OK


def _check(options: argparse.Namespace, report: Reporter) -> int:
    journal = _read(options.directories)
    damages = list(journal.damages)
    for run in journal.runs:
        task = report.task("checked", run.first.chain, total_bytes=run.bytes, unit="events")
        for stored in run.segments:
            try:
                check_segment(stored)
            except DamagedError as error:
                damages.append(str(error))
            task.advance(stored.segment.events, stored.segment.bytes)
        task.done()
    if damages:
        raise DamagedError(" ".join(damages))
    segments = sum(len(run.segments) for run in journal.runs)
    report.result(
        "done",
        f"Whole: {segments} segments in {len(journal.runs)} chains",
        segments=segments,
        chains=[run.fields for run in journal.runs],
    )
    return EX_OK


def _read(directories: Sequence[Path]) -> Journal:
    journal = read_journal(directories)
    if not journal.runs and not journal.damages:
        names = ", ".join(map(str, directories))
        raise OpsError(f"There is no finished segment in {names}. Name a recorder's directory.", EX_NO_INPUT)
    return journal


def _apply(options: argparse.Namespace, report: Reporter) -> int:
    return_memory()
    until = parse_moment(options.until)
    with connected(options, PROGRAM) as client:
        done = Apply(
            client, options.directories, options.after, options.to, until, hold=options.hold, report=report
        ).run()
    report.result("done", _summary(done, held=options.hold), **_figures(done))
    return EX_OK


def _summary(done: Applied, *, held: bool) -> str:
    last = f"; the last write is of {readable(done.last)}" if done.last else ""
    sentence = (
        f"{done.database} is as of {readable(done.until)}: {done.events:,} events applied to {len(done.collections)} "
        f"collections{last}"
    )
    if done.time_series:
        names = ", ".join(done.time_series)
        sentence += f". NOT BROUGHT FORWARD, since the server tells nothing of time series: {names}"
    if done.capped:
        sentence += f". Capped, dumped after the dump's moment: {', '.join(done.capped)}"
    return sentence + (". Still held" if held else "")


def _figures(done: Applied) -> dict[str, object]:
    return {
        "database": done.database,
        "until": [done.until.time, done.until.inc],
        "events": done.events,
        "collections": sorted(done.collections),
        "last_event": [done.last.time, done.last.inc] if done.last else None,
        "time_series": done.time_series,
        "capped": done.capped,
    }


if __name__ == "__main__":
    sys.exit(main())
