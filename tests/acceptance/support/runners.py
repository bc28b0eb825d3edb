"""Where our scripts run: on this machine, in a client container with its own address, or on a server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

SUPPORT = Path(__file__).parent
SLACK_SECONDS = 60.0


class Runner(Protocol):
    """Anything that can run one of the suite's single-file scripts."""

    # Where the extra roots lie for a script that runs there; None where TLS is not used.
    roots: str | None

    def command(self, script: str, arguments: Sequence[str]) -> list[str]:
        """The local command line that runs support/<script> there, with its standard input attached."""


class Local:
    """This machine."""

    def __init__(self, roots: str) -> None:
        self.roots: str | None = roots

    def command(self, script: str, arguments: Sequence[str]) -> list[str]:
        return [sys.executable, str(SUPPORT / script), *arguments]


@dataclass(frozen=True)
class LoadResult:
    """The account of one load; see support/load.py."""

    sent: int
    ok: int
    failed: int
    retried: int
    statuses: dict[int, int]
    errors: dict[str, int]
    latency_ms: dict[str, float | None]
    timeline: list[dict[int, int]]
    seen: dict[str, dict[str, int]]
    failures: list[dict[str, Any]]
    unacknowledged: list[int]
    started_at: float
    seconds: float

    @classmethod
    def read(cls, data: dict[str, Any]) -> LoadResult:
        data["statuses"] = {int(k): v for k, v in data["statuses"].items()}
        data["timeline"] = [{int(k): v for k, v in second.items()} for second in data["timeline"]]
        return cls(**data)

    @property
    def rate(self) -> float:
        return self.sent / self.seconds if self.seconds else 0.0

    def summary(self) -> str:
        words = f"{self.sent} requests in {self.seconds:.1f} s, {self.failed} failed, p95 {self.latency_ms['p95']} ms"
        return f"{words}, {self.retried} retried" if self.retried else words

    def trouble(self) -> str:
        """What went wrong, for an assertion message."""
        return f"{self.failed} of {self.sent} failed: statuses {self.statuses}, errors {self.errors}"


T = TypeVar("T")


class Running(Generic[T]):
    """Loads under way. `finish` ends them early, `wait` lets them run their time; both return the account."""

    def __init__(self, command: list[str], seconds: float, read: Callable[[Any], T], said: str = "") -> None:
        self._limit = seconds + SLACK_SECONDS
        self._read = read
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._result: T | None = None
        if said:
            assert self._process.stdin is not None
            self._process.stdin.write(said + "\n")
            self._process.stdin.flush()

    @property
    def under_way(self) -> bool:
        return self._process.poll() is None

    def finish(self) -> T:
        """Close standard input (the signal to stop) and read the account."""
        return self._collect()

    def wait(self) -> T:
        if self._result is None:
            self._process.wait(self._limit)
        return self._collect()

    def _collect(self) -> T:
        if self._result is None:
            try:
                out, err = self._process.communicate(timeout=self._limit)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.communicate()
                raise
            assert self._process.returncode == 0, f"the load generator failed: {err.strip()}"
            self._result = self._read(json.loads(out))
        return self._result


RunningLoad = Running[LoadResult]
RunningMix = Running[dict[str, LoadResult]]


def start(runner: Runner, url: str, connect: str, seconds: float, **options: object) -> RunningLoad:
    """Start support/load.py; options become its flags (`rate=20`, `fresh=True`, `header=["Host:x"]`)."""
    arguments = [*_arguments(runner, url, connect, seconds, options), "--until-eof"]
    return Running(runner.command("load.py", arguments), seconds, LoadResult.read)


def start_mix(
    runner: Runner, url: str, connect: str, seconds: float, loads: Mapping[str, Mapping[str, object]]
) -> RunningMix:
    """Start several loads side by side in one process; each is given its options as `start` is."""
    plan = {name: _arguments(runner, url, connect, seconds, options) for name, options in loads.items()}
    return Running(runner.command("load.py", ["--mix"]), seconds, _accounts, json.dumps(plan))


def _accounts(data: dict[str, Any]) -> dict[str, LoadResult]:
    return {name: LoadResult.read(account) for name, account in data.items()}


def _arguments(runner: Runner, url: str, connect: str, seconds: float, options: Mapping[str, object]) -> list[str]:
    arguments = ["--url", url, "--connect", connect, "--seconds", str(seconds)]
    if runner.roots is not None and url.startswith("https:"):
        arguments += ["--ca", runner.roots]
    for name, value in options.items():
        arguments += _flag("--" + name.replace("_", "-"), value)
    return arguments


def _flag(name: str, value: object) -> list[str]:
    if value is True:
        return [name]
    if isinstance(value, list | tuple):
        return [word for item in value for word in (name, str(item))]
    return [name, str(value)]


def run_load(runner: Runner, url: str, connect: str, seconds: float, **options: object) -> LoadResult:
    """Run a load for its whole time."""
    return start(runner, url, connect, seconds, **options).wait()


@contextmanager
def background(runner: Runner, url: str, connect: str, seconds: float, **options: object) -> Iterator[RunningLoad]:
    """A load that runs while the block does something; it is stopped when the block ends, also by an error."""
    load = start(runner, url, connect, seconds, **options)
    try:
        yield load
    finally:
        load.finish()


def scan(
    runner: Runner, address: str, ports: str = "1-65535", window: int = 6000, timeout: float = 1.0
) -> dict[str, Any]:
    """Run support/scan.py."""
    arguments = [address, "--ports", ports, "--window", str(window), "--timeout", str(timeout)]
    run = subprocess.run(runner.command("scan.py", arguments), capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, f"the scan failed: {run.stderr.strip()}"
    return dict(json.loads(run.stdout))
