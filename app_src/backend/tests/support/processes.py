"""Real servers for the tests: started on free ports, killed, stopped and resumed at will."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import httpx2

PATIENCE_SECONDS = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until[T](condition: Callable[[], T], *, what: str, seconds: float = PATIENCE_SECONDS) -> T:
    """What ``condition`` returns as soon as it is true; fails naming ``what`` was waited for."""
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain for {what}"
        time.sleep(0.02)
    return result


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """A child process whose output goes to a file."""

    def __init__(self, arguments: list[str], log: Path, environment: Mapping[str, str] | None = None) -> None:
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                arguments, stdout=output, stderr=subprocess.STDOUT, env=dict(environment or os.environ)
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE_SECONDS)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Accepts connections and never answers: how a hung host looks."""
        self.send(signal.SIGSTOP)
        try:
            yield
        finally:
            self.send(signal.SIGCONT)


class Codementee(Server):
    """``codementee-api`` or ``codementee-worker``, as installed, with its JSON log."""

    def __init__(self, command: str, environment: Mapping[str, str], directory: Path) -> None:
        self.http_port = free_port()
        self.metrics_port = free_port()
        ports = {
            "CODEMENTEE_HTTP_PORT": str(self.http_port),
            "CODEMENTEE_METRICS_PORT": str(self.metrics_port),
            "CODEMENTEE_HTTP_HOST": "127.0.0.1",
        }
        self.release = environment["CODEMENTEE_RELEASE"]
        self.url = f"http://127.0.0.1:{self.http_port}"
        # The sources in PYTHONPATH, if there are, stand in for the installed package while one is working on them.
        module = {"codementee-api": "codementee.api", "codementee-worker": "codementee.worker.main"}[command]
        code = f"import sys; from {module} import main; sys.argv[0] = '{command}'; sys.exit(main())"
        super().__init__(
            [sys.executable, "-W", "error", "-c", code],
            directory / f"{command}-{self.metrics_port}.log",
            dict(environment) | ports,
        )

    def started(self) -> Self:
        wait_until(lambda: self.events("started") or self.process.poll() is not None, what="the start event")
        assert self.process.poll() is None, self.log.read_text()
        if self.events("started")[0]["service"] == "api":
            wait_until(lambda: listening(self.http_port), what="the HTTP port")
        return self

    def lines(self) -> list[dict[str, Any]]:
        # A line being written has no end yet.
        complete = self.log.read_text().split("\n")[:-1]
        return [json.loads(line) for line in complete]

    def events(self, name: str) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["event"] == name]

    def metric(self, name: str) -> float:
        """The sum of a metric's samples; ``name`` may carry the beginning of its labels."""
        text = httpx2.get(f"http://127.0.0.1:{self.metrics_port}/metrics").text
        samples = [line.rpartition(" ")[2] for line in text.splitlines() if line.startswith(name)]
        return sum(map(float, samples))

    def terminate(self) -> int:
        self.send(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)


def run_command(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    code = "import sys; from codementee.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
