"""The commands as operators run them: processes of their own, in which a warning is an error."""

import json
import os
import resource
import secrets
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
_MEASURED = Path(__file__).with_name("measured.py")


class Process(subprocess.Popen[str]):
    """``peak``: the file in which it leaves its peak memory, unless it is killed."""

    peak: Path | None = None


@dataclass(frozen=True)
class Ended:
    """How it ended. ``peak``: the most memory it ever had, in MB; None where it was not measured."""

    status: int
    events: list[dict[str, Any]]
    stderr: str
    peak: float | None

    @property
    def peak_mb(self) -> float:
        assert self.peak is not None
        return self.peak

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
        peak = self._output / f"peak-{secrets.token_hex(8)}"
        words = [str(_MEASURED), str(peak), MODULES[self._program], verb, "--json", *rest]
        process = Process(
            [sys.executable, "-P", "-W", "error", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCES), "CODEMENTEE_MONGODB_URI_FILE": str(self._uri)},
            # No threads of ours hold a lock here.
            preexec_fn=preparation,
        )
        process.peak = peak
        return process

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
    """Wait for it and take its output and its peak memory, where it was measured."""
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        # Progress and errors are short: neither pipe fills while the other is read.
        stdout, stderr = process.stdout.read(), process.stderr.read()
    process.wait()
    peak = process.peak if isinstance(process, Process) else None
    # One that was killed may have begun to write it.
    measured = peak.read_text() if peak and peak.exists() else ""
    lines = [line for line in stdout.splitlines(keepends=True) if line.endswith("\n")]
    events = [json.loads(line) for line in lines]
    return Ended(process.returncode, events, stderr, float(measured) if measured else None)


def killed(process: subprocess.Popen[str]) -> Ended:
    process.kill()
    return ended(process)


__all__ = ["PATIENCE_SECONDS", "Command", "Ended", "Process", "ended", "killed", "the_sentence"]
