"""``codementee-db``: dump, check, restore and discard."""

import argparse
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
from codementee_ops.database.connection import open_database
from codementee_ops.database.dump import Dump
from codementee_ops.database.manifest import Manifest, read_manifest
from codementee_ops.database.progress import Reporter
from codementee_ops.database.restore import Restore, discard, state
from codementee_ops.database.verify import check_files, compare
from codementee_ops.exits import EX_OK, EX_SEVERAL_MOMENTS

PROGRAM = "codementee-db"
_EPILOGUE = """\
exit statuses: 0 done; 1 refused by the server; 3 dumped, but not of one moment; 64 wrong usage; 65 damaged, or not what
the dump holds; 66 no such dump or database; 69 database unreachable; 73 exists already, or cannot be written; 74 disk
full or failing; 75 try again; 77 user or password refused; 78 address not usable; 128 + n stopped by signal n
"""


def main(arguments: Sequence[str] | None = None) -> int:
    return run_command(_parser(), arguments)


def _parser() -> Parser:
    parser, commands = new_parser(PROGRAM, "Dump and restore a MongoDB database.", _EPILOGUE)
    common, address = common_options(), connection_options()

    command = commands.add_parser("dump", parents=[common, address], help="dump a database at one moment")
    command.add_argument("--database", required=True, metavar="NAME")
    command.add_argument("--out", required=True, type=Path, metavar="DIRECTORY", help="the dump; made by this command")
    command.add_argument(
        "--replace", action="store_true", help="if there is a dump, replace it once the new one is whole"
    )
    command.add_argument(
        "--require-snapshot", action="store_true", help="fail rather than dump each collection at a moment of its own"
    )
    command.set_defaults(run=_dump)

    command = commands.add_parser("check", parents=[common, address], help="is a dump whole; does a database hold it")
    command.add_argument("dump", type=Path, metavar="DUMP")
    command.add_argument("--against", metavar="DATABASE", help="compare counts, checksums, options and indexes as well")
    command.set_defaults(run=_check)

    command = commands.add_parser(
        "restore", parents=[common, address], help="restore a dump, by default to a new database"
    )
    command.add_argument("dump", type=Path, metavar="DUMP")
    command.add_argument("--to", required=True, metavar="DATABASE", help="a new name, unless --into-live repeats it")
    command.add_argument("--collection", action="append", default=[], metavar="NAME", help="only this one; repeatable")
    command.add_argument("--scratch", action="store_true", help="mark the database so that `discard` may remove it")
    command.add_argument(
        "--for-journal", action="store_true", help="hold it, marked and with nothing expiring, for codementee-journal"
    )
    command.add_argument("--into-live", metavar="DATABASE", help="repeat the name of a database in use to change it")
    command.add_argument(
        "--remove-others", action="store_true", help="with --into-live: remove its collections that are not in the dump"
    )
    command.set_defaults(run=_restore)

    command = commands.add_parser("discard", parents=[common, address], help="remove an unfinished or scratch restore")
    command.add_argument("database", metavar="DATABASE")
    command.set_defaults(run=_discard)

    command = commands.add_parser("state", parents=[common, address], help="empty, an unfinished restore, or used")
    command.add_argument("database", metavar="DATABASE")
    command.set_defaults(run=_state)
    return parser


def _dump(options: argparse.Namespace, report: Reporter) -> int:
    with connected(options, PROGRAM) as client:
        manifest = Dump(
            client,
            options.database,
            options.out,
            replace=options.replace,
            require_snapshot=options.require_snapshot,
            report=report,
        ).run()
    report.result("done", f"{options.out}: {_summary(manifest)}", dump=str(options.out), **_figures(manifest))
    return EX_OK if manifest.consistent else EX_SEVERAL_MOMENTS


def _check(options: argparse.Namespace, report: Reporter) -> int:
    manifest = read_manifest(options.dump)
    check_files(options.dump, manifest.collections, report)
    if options.against:
        with connected(options, PROGRAM) as client:
            compare(open_database(client, options.against), manifest, report)
    held = f"; {options.against} holds the same" if options.against else ""
    report.result("done", f"{options.dump} is whole: {_summary(manifest)}{held}", **_figures(manifest))
    return EX_OK


def _restore(options: argparse.Namespace, report: Reporter) -> int:
    return_memory()
    with connected(options, PROGRAM) as client:
        manifest = Restore(
            client,
            options.dump,
            options.to,
            collections=options.collection,
            live=options.into_live,
            scratch=options.scratch,
            remove_others=options.remove_others,
            for_journal=options.for_journal,
            report=report,
        ).run()
    what = f"{len(set(options.collection))} collections of it" if options.collection else _summary(manifest)
    held = ", held for codementee-journal apply" if options.for_journal else ""
    report.result(
        "done", f"Restored to {options.to} and verified{held}: {what}", restored_to=options.to, **_figures(manifest)
    )
    return EX_OK


def _discard(options: argparse.Namespace, report: Reporter) -> int:
    with connected(options, PROGRAM) as client:
        discard(client, options.database, report)
    report.result("done", f"{options.database}: discarded", database=options.database)
    return EX_OK


def _state(options: argparse.Namespace, report: Reporter) -> int:
    with connected(options, PROGRAM) as client:
        found = state(client, options.database)
    report.result("state", found, state=found, database=options.database)
    return EX_OK


def _summary(manifest: Manifest) -> str:
    moment = f"as of {manifest.moment}" if manifest.consistent else f"NOT OF ONE MOMENT ({manifest.reason})"
    return (
        f"{manifest.database} {moment}, {len(manifest.collections)} collections, {manifest.documents:,} documents, "
        f"{manifest.bytes / 1e6:,.1f} MB"
    )


def _figures(manifest: Manifest) -> dict[str, object]:
    return {
        "id": manifest.id,
        "database": manifest.database,
        "consistent": manifest.consistent,
        "moment": manifest.moment,
        "collections": len(manifest.collections),
        "documents": manifest.documents,
        "bytes": manifest.bytes,
    }


if __name__ == "__main__":
    sys.exit(main())
