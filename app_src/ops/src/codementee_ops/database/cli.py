"""``codementee-db``: dump, check, restore and discard."""

import argparse
import ctypes
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from bson.errors import BSONError
from pymongo.errors import PyMongoError

from codementee_ops import __version__
from codementee_ops.database.connection import DEFAULT_URI_FILE, URI_FILE, Client, open_client, open_database
from codementee_ops.database.dump import Dump
from codementee_ops.database.errors import OpsError, Signalled, explained
from codementee_ops.database.manifest import Manifest, read_manifest
from codementee_ops.database.progress import Reporter
from codementee_ops.database.restore import Restore, discard
from codementee_ops.database.verify import check_files, compare
from codementee_ops.exits import EX_OK, EX_SEVERAL_MOMENTS, EX_USAGE

_M_MMAP_THRESHOLD = -3
_LARGE_BUFFER = 1 << 20
_EPILOGUE = """\
exit statuses: 0 done; 1 refused by the server; 3 dumped, but not of one moment; 64 wrong usage; 65 damaged, or not what
the dump holds; 66 no such dump or database; 69 database unreachable; 73 exists already, or cannot be written; 74 disk
full or failing; 75 try again; 77 user or password refused; 78 address not usable; 128 + n stopped by signal n
"""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    # Dumps hold everything people entrusted to the platform.
    os.umask(0o077)
    report = Reporter(machine=options.json)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        status: int = options.run(options, report)
    except (PyMongoError, OSError, BSONError) as error:
        fault = explained(error)
    except OpsError as error:
        fault = error
    except Signalled as stopped:
        name = signal.Signals(stopped.args[0]).name
        fault = OpsError(
            f"Stopped by {name}. Nothing half is left to be taken for whole; run it again.", stopped.status
        )
    else:
        return status
    report.failure(str(fault), fault.status)
    return fault.status


@contextmanager
def _connected(options: argparse.Namespace) -> Iterator[Client]:
    client = open_client(options.uri_file, options.tls_ca_file, timeout_seconds=options.timeout)
    try:
        yield client
    except Signalled:
        # Taking leave of the server would wait for it, and it may be what does not answer.
        raise
    except BaseException:
        client.close()
        raise
    else:
        client.close()


def _return_memory() -> None:
    """Have the C library give large buffers back at once: it learns to keep those of 16 MB, in each thread."""
    # Only glibc has it.
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BUFFER)


def _stop(number: int, _: FrameType | None) -> None:
    raise Signalled(number)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="codementee-db", description="Dump and restore a MongoDB database.", epilog=_EPILOGUE)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--version", action="version", version=f"codementee-db {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="one JSON object per line on stdout, for machines")
    connected = _Parser(add_help=False)
    connected.add_argument(
        "--uri-file",
        metavar="FILE",
        help=f"holds the database's address (default: ${URI_FILE}, else {DEFAULT_URI_FILE})",
    )
    connected.add_argument("--tls-ca-file", metavar="FILE", help="CA certificates instead of the operating system's")
    connected.add_argument(
        "--timeout", type=float, default=30.0, metavar="SECONDS", help="how long to look for the database (default: 30)"
    )

    command = commands.add_parser("dump", parents=[common, connected], help="dump a database at one moment")
    command.add_argument("--database", required=True, metavar="NAME")
    command.add_argument("--out", required=True, type=Path, metavar="DIRECTORY", help="the dump; made by this command")
    command.add_argument(
        "--replace", action="store_true", help="if there is a dump, replace it once the new one is whole"
    )
    command.add_argument(
        "--require-snapshot", action="store_true", help="fail rather than dump each collection at a moment of its own"
    )
    command.set_defaults(run=_dump)

    command = commands.add_parser("check", parents=[common, connected], help="is a dump whole; does a database hold it")
    command.add_argument("dump", type=Path, metavar="DUMP")
    command.add_argument("--against", metavar="DATABASE", help="compare counts, checksums, options and indexes as well")
    command.set_defaults(run=_check)

    command = commands.add_parser(
        "restore", parents=[common, connected], help="restore a dump, by default to a new database"
    )
    command.add_argument("dump", type=Path, metavar="DUMP")
    command.add_argument("--to", required=True, metavar="DATABASE", help="a new name, unless --into-live repeats it")
    command.add_argument("--collection", action="append", default=[], metavar="NAME", help="only this one; repeatable")
    command.add_argument("--scratch", action="store_true", help="mark the database so that `discard` may remove it")
    command.add_argument("--into-live", metavar="DATABASE", help="repeat the name of a database in use to change it")
    command.add_argument(
        "--remove-others", action="store_true", help="with --into-live: remove its collections that are not in the dump"
    )
    command.set_defaults(run=_restore)

    command = commands.add_parser(
        "discard", parents=[common, connected], help="remove an unfinished or scratch restore"
    )
    command.add_argument("database", metavar="DATABASE")
    command.set_defaults(run=_discard)
    return parser


class _Parser(argparse.ArgumentParser):
    """Wrong usage ends with 64 as in our other commands."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        super().exit(EX_USAGE if status else EX_OK, message)


def _dump(options: argparse.Namespace, report: Reporter) -> int:
    with _connected(options) as client:
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
        with _connected(options) as client:
            compare(open_database(client, options.against), manifest, report)
    held = f"; {options.against} holds the same" if options.against else ""
    report.result("done", f"{options.dump} is whole: {_summary(manifest)}{held}", **_figures(manifest))
    return EX_OK


def _restore(options: argparse.Namespace, report: Reporter) -> int:
    _return_memory()
    with _connected(options) as client:
        manifest = Restore(
            client,
            options.dump,
            options.to,
            collections=options.collection,
            live=options.into_live,
            scratch=options.scratch,
            remove_others=options.remove_others,
            report=report,
        ).run()
    what = f"{len(set(options.collection))} collections of it" if options.collection else _summary(manifest)
    report.result(
        "done", f"Restored to {options.to} and verified: {what}", restored_to=options.to, **_figures(manifest)
    )
    return EX_OK


def _discard(options: argparse.Namespace, report: Reporter) -> int:
    with _connected(options) as client:
        discard(client, options.database, report)
    report.result("done", f"{options.database}: discarded", database=options.database)
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
