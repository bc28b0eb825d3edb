"""What a run says while it works: sentences for a person on stderr, with ``--json`` one object per line on stdout."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any, TextIO

_TEXT_SECONDS = 5.0
_JSON_SECONDS = 0.5
_MEGABYTE = 1_000_000


class Reporter:
    """Tells events; progress within a collection at most every so often."""

    def __init__(
        self,
        *,
        machine: bool,
        program: str = "codementee-db",
        text: TextIO | None = None,
        lines: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._machine = machine
        self._program = program
        self._text = text or sys.stderr
        self._lines = lines or sys.stdout
        self._clock = clock
        self._interval = _JSON_SECONDS if machine else _TEXT_SECONDS
        self._last = clock()

    def event(self, name: str, sentence: str, **fields: object) -> None:
        if self._machine:
            self._emit({"event": name, "message": sentence} | fields)
        else:
            self._say(sentence)

    def alarm(self, name: str, sentence: str, **fields: object) -> None:
        """An event nobody may miss: the sentence is on stderr in either form."""
        if self._machine:
            self._emit({"event": name, "message": sentence} | fields)
        self._say(f"{self._program}: {sentence}")

    def result(self, name: str, sentence: str, **fields: object) -> None:
        """The last line of a run that succeeded: on stdout in either form."""
        if self._machine:
            self._emit({"event": name, "message": sentence} | fields)
        else:
            self._lines.write(sentence + "\n")
            self._lines.flush()

    def failure(self, sentence: str, status: int) -> None:
        """The last line of one that did not: the sentence is on stderr in either form."""
        if self._machine:
            self._emit({"event": "failed", "message": sentence, "status": status})
        self._say(f"{self._program}: {sentence}")

    def task(self, verb: str, name: str, *, total_bytes: int, unit: str = "documents") -> "Task":
        return Task(self, verb, name, total_bytes, self._clock, unit=unit)

    def progress(self, task: "Task") -> None:
        now = self._clock()
        if now - self._last < self._interval:
            return
        self._last = now
        share = f" of about {_size(task.total_bytes)}" if task.total_bytes else ""
        self.event(
            "progress",
            f"  {task.verb} {task.name}: {task.documents:,} {task.unit}, {_size(task.bytes)}{share}, {task.rate}",
            **task.fields,
        )

    def _emit(self, content: dict[str, Any]) -> None:
        self._lines.write(json.dumps(content) + "\n")
        self._lines.flush()

    def _say(self, sentence: str) -> None:
        self._text.write(sentence + "\n")
        self._text.flush()


class Task:
    """One collection being dumped, restored or verified. ``total_bytes``: what to expect, 0 if unknown; ``unit``: what
    is counted."""

    def __init__(
        self, reporter: Reporter, verb: str, name: str, total_bytes: int, clock: Callable[[], float], *, unit: str
    ) -> None:
        self.verb = verb
        self.name = name
        self.total_bytes = total_bytes
        self.unit = unit
        self.documents = 0
        self.bytes = 0
        self._reporter = reporter
        self._clock = clock
        self._start = clock()

    @property
    def seconds(self) -> float:
        return self._clock() - self._start

    @property
    def rate(self) -> str:
        return f"{self.bytes / _MEGABYTE / max(self.seconds, 0.001):.0f} MB/s"

    @property
    def fields(self) -> dict[str, object]:
        return {
            "task": self.verb,
            "collection": self.name,
            self.unit: self.documents,
            "bytes": self.bytes,
            "total_bytes": self.total_bytes,
            "seconds": round(self.seconds, 3),
        }

    def advance(self, documents: int, size: int) -> None:
        self.documents += documents
        self.bytes += size
        self._reporter.progress(self)

    def done(self) -> None:
        self._reporter.event(
            "collection",
            f"  {self.verb} {self.name}: {self.documents:,} {self.unit}, {_size(self.bytes)}, {self.seconds:.1f} s",
            **self.fields,
        )


def _size(count: int) -> str:
    return f"{count / _MEGABYTE:,.1f} MB"
