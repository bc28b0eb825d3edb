"""What the commands have in common: their options for the connection, their ending, their signals."""

import argparse
import ctypes
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn, TypeAlias

from bson.errors import BSONError
from pymongo.errors import PyMongoError

from codementee_ops import __version__
from codementee_ops.database.connection import DEFAULT_URI_FILE, URI_FILE, Client, open_client
from codementee_ops.database.errors import OpsError, Signalled, explained
from codementee_ops.database.progress import Reporter
from codementee_ops.exits import EX_OK, EX_USAGE

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - add_subparsers() returns no other

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_M_MMAP_THRESHOLD = -3
_LARGE_BUFFER = 1 << 20


class Parser(argparse.ArgumentParser):
    """Wrong usage ends with 64 as in our other commands."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        super().exit(EX_USAGE if status else EX_OK, message)


def new_parser(program: str, description: str, epilogue: str) -> tuple[Parser, Commands]:
    """The parser of a command with subcommands, and what to add these to."""
    parser = Parser(prog=program, description=description, epilog=epilogue)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--version", action="version", version=f"{program} {__version__}")
    return parser, parser.add_subparsers(title="commands", required=True, metavar="COMMAND")


def common_options() -> Parser:
    common = Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="one JSON object per line on stdout, for machines")
    return common


def connection_options() -> Parser:
    connected = Parser(add_help=False)
    connected.add_argument(
        "--uri-file",
        metavar="FILE",
        help=f"holds the database's address (default: ${URI_FILE}, else {DEFAULT_URI_FILE})",
    )
    connected.add_argument("--tls-ca-file", metavar="FILE", help="CA certificates instead of the operating system's")
    connected.add_argument(
        "--timeout", type=float, default=30.0, metavar="SECONDS", help="how long to look for the database (default: 30)"
    )
    return connected


def run_command(parser: Parser, arguments: Sequence[str] | None) -> int:
    """Run the subcommand that is asked for; the exit status. Faults one has to expect become one sentence."""
    options = parser.parse_args(arguments)
    # Dumps and journals hold everything people entrusted to the platform.
    os.umask(0o077)
    report = Reporter(machine=options.json, program=parser.prog)
    stop_with(_stop)
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
def connected(options: argparse.Namespace, program: str) -> Iterator[Client]:
    client = open_client(options.uri_file, options.tls_ca_file, timeout_seconds=options.timeout, program=program)
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


def stop_with(handler: Callable[[int, FrameType | None], None]) -> None:
    for number in SIGNALS:
        signal.signal(number, handler)


def return_memory() -> None:
    """Have the C library give large buffers back at once: it learns to keep those of 16 MB, in each thread."""
    # Only glibc has it.
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BUFFER)


def _stop(number: int, _: FrameType | None) -> None:
    raise Signalled(number)
