"""The commands as operators run them: processes of their own, in which a warning is an error."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.servers import PATIENCE_SECONDS

MODULES = {"codementee-db": "codementee_ops.database.cli", "codementee-journal": "codementee_ops.journal.cli"}
SOURCES = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True)
class Ended:
    """How it ended. ``peak_mb``: the most memory it ever had, in MB."""

    status: int
    events: list[dict[str, Any]]
    stderr: str
    peak_mb: float

    @property
    def last(self) -> dict[str, Any]:
        return self.events[-1]

    def named(self, name: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == name]


class Command:
    """Runs against one server; the address is in a file that only this user can read."""

    def __init__(self, directory: Path, address: str, program: str = "codementee-db") -> None:
        self._program = program
        self._uri = directory / "uri"
        self._uri.write_text(address + "\n")
        self._output = directory

    def start(self, *arguments: object, limit_file_bytes: int | None = None) -> subprocess.Popen[str]:
        verb, *rest = map(str, arguments)

        def limit() -> None:
            if limit_file_bytes is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit_file_bytes, limit_file_bytes))

        preparation: Callable[[], None] | None = limit if limit_file_bytes is not None else None
        return subprocess.Popen(
            [sys.executable, "-W", "error", "-m", MODULES[self._program], verb, "--json", *rest],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCES), "CODEMENTEE_MONGODB_URI_FILE": str(self._uri)},
            preexec_fn=preparation,  # noqa: PLW1509 - no threads of ours hold a lock here
        )

    def run(self, *arguments: object, limit_file_bytes: int | None = None) -> Ended:
        return ended(self.start(*arguments, limit_file_bytes=limit_file_bytes))

    def succeed(self, *arguments: object) -> Ended:
        result = self.run(*arguments)
        assert result.status == 0, result.stderr
        return result

    def fail(self, status: int, *arguments: object) -> str:
        """The one sentence it ends with."""
        return the_sentence(self.run(*arguments), status, self._program)


def the_sentence(result: Ended, status: int, program: str = "codementee-db") -> str:
    """What a failed run says: the status is the expected one, and a person is shown one line and no traceback."""
    assert result.status == status, (result.status, result.stderr, result.events)
    assert "Traceback" not in result.stderr
    assert result.last["event"] == "failed"
    assert result.stderr == f"{program}: {result.last['message']}\n"
    return str(result.last["message"])


def ended(process: subprocess.Popen[str]) -> Ended:
    """Wait for it and take its output and its peak memory."""
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        # Progress and errors are short: neither pipe fills while the other is read.
        stdout, stderr = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    lines = [line for line in stdout.splitlines(keepends=True) if line.endswith("\n")]
    return Ended(process.returncode, [json.loads(line) for line in lines], stderr, usage.ru_maxrss * 1024 / 1e6)


def killed(process: subprocess.Popen[str]) -> Ended:
    # Not process.kill(), which would collect one that has ended, and its figures with it.
    os.kill(process.pid, signal.SIGKILL)
    return ended(process)


__all__ = ["PATIENCE_SECONDS", "Command", "Ended", "ended", "killed", "the_sentence"]
