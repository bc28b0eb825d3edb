"""Watch a release that has just gone into service, and say as soon as it is worse than the one before."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import http.client
import json
import math
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: release_watch
short_description: Watch a release that has just gone into service, and say as soon as it is worse than the one before
description:
  - Reads what visitors get from the edge's access log, and asks by itself through the routers, so that also a quiet
    night gives figures. Compares errors and the 95th percentile with the release before, over the same length of time.
  - Fails as soon as a bound is passed or the engine has lost a task, without waiting for the end of the window.
options:
  seconds: {description: Length of the window., type: int, required: true}
  access_log:
    description: The edge's access log, one JSON object a line; empty where there is no edge.
    type: path
    default: ""
  before_epoch:
    description: When the release began; what is compared with ended here. Seconds since 1970.
    type: float
    required: true
  probes: {description: "Addresses of the routers on loopback, host:port.", type: list, elements: str, default: []}
  probe_host: {description: Host header of the probes., type: str, default: ""}
  probe_paths: {description: Paths to ask for., type: list, elements: str, default: [/, /api/health, /api/companies]}
  probes_per_second: {description: Requests to send each second., type: int, default: 4}
  stack:
    description: The stack whose tasks must not fail; empty where the engine need not be asked.
    type: str
    default: ""
  max_error_ratio:
    description: Share of answers with a status of 500 and more that is borne.
    type: float
    default: 0.01
  max_error_factor: {description: And how many times the share before., type: float, default: 2}
  min_errors: {description: Fewer errors than this decide nothing., type: int, default: 3}
  max_p95_ms: {description: "A 95th percentile that is borne, in milliseconds.", type: int, default: 200}
  max_p95_factor: {description: And how many times that before., type: float, default: 2}
  min_requests: {description: Fewer requests than this decide nothing about latency., type: int, default: 40}
author: [Codementee]
"""

EXAMPLES = r"""
- name: Watch the release
  release_watch: {seconds: 60, access_log: /var/log/nginx/access.json, before_epoch: "{{ known.epoch }}"}
"""

RETURN = r"""
watch:
  description: "Figures of the window and of the time before: seconds, requests, errors, p95_ms, before."
  type: dict
  returned: always
"""

# What is looked at of a log at most: an hour of 100 requests a second.
LOG_BYTES = 128 * 1024 * 1024
PROBE_TIMEOUT_SECONDS = 5
FAILED_TASKS = frozenset({"failed", "rejected", "orphaned"})


@dataclasses.dataclass
class Figures:
    """Answers of a stretch of time; durations in milliseconds."""

    durations: list[float] = dataclasses.field(default_factory=list)
    errors: int = 0

    def count(self, status: int, milliseconds: float) -> None:
        self.durations.append(milliseconds)
        self.errors += status >= 500

    @property
    def requests(self) -> int:
        return len(self.durations)

    @property
    def error_ratio(self) -> float:
        return self.errors / self.requests if self.requests else 0.0

    @property
    def p95_ms(self) -> int | None:
        """Nearest rank; None without requests."""
        ranked = sorted(self.durations)
        return round(ranked[math.ceil(0.95 * len(ranked)) - 1]) if ranked else None

    def summary(self) -> dict[str, int | None]:
        return {"requests": self.requests, "errors": self.errors, "p95_ms": self.p95_ms}


@dataclasses.dataclass(frozen=True)
class Bounds:
    max_error_ratio: float
    max_error_factor: float
    min_errors: int
    max_p95_ms: int
    max_p95_factor: float
    min_requests: int


def judge(now: Figures, before: Figures, bounds: Bounds) -> str | None:
    """Why the release is worse than it may be, or None. Errors are judged at once, latency when there is enough."""
    errors_borne = max(bounds.max_error_ratio, bounds.max_error_factor * before.error_ratio)
    if now.errors >= bounds.min_errors and now.error_ratio > errors_borne:
        return (
            f"{now.errors} of {now.requests} answers were errors ({now.error_ratio:.1%}); {errors_borne:.1%} is borne, "
            f"before it was {before.error_ratio:.1%} of {before.requests}"
        )
    p95 = now.p95_ms
    p95_borne = max(bounds.max_p95_ms, bounds.max_p95_factor * (before.p95_ms or 0))
    if p95 is not None and now.requests >= bounds.min_requests and p95 > p95_borne:
        told = f"before it was {before.p95_ms} ms" if before.p95_ms is not None else "there is nothing to compare with"
        return f"95 % of {now.requests} answers took up to {p95} ms; {p95_borne:.0f} ms is borne, {told}"
    return None


def parse(line: bytes) -> tuple[float, int, float] | None:
    """End, status and duration in ms of one line of the access log; None for what is no such line."""
    with contextlib.suppress(ValueError, KeyError, TypeError):
        entry = json.loads(line)
        ended = datetime.datetime.fromisoformat(entry["ts"]).timestamp()
        return ended, int(entry["status"]), float(entry["duration"]) * 1000
    return None


class Log:
    """The end of an access log, followed also when it is rotated meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("rb") if path.exists() else None
        if self._file is not None:
            self._file.seek(0, 2)
            self._file.seek(max(0, self._file.tell() - LOG_BYTES))

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def lines(self) -> Iterable[bytes]:
        """Whole lines written since the last call."""
        while self._file is not None:
            position = self._file.tell()
            line = self._file.readline()
            if line.endswith(b"\n"):
                yield line
                continue
            self._file.seek(position)
            if not line and self._rotated():
                self._file.close()
                self._file = self._path.open("rb")
                continue
            return

    def _rotated(self) -> bool:
        assert self._file is not None  # noqa: S101 - only lines() asks
        with contextlib.suppress(FileNotFoundError):
            return self._path.stat().st_ino != os.fstat(self._file.fileno()).st_ino
        return False


def probe(address: str, host: str, path: str) -> tuple[int, float]:
    """Status and duration in ms of one request through a router; one that is not answered counts as 599."""
    start = time.monotonic()
    status = 599
    with contextlib.suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection(address, timeout=PROBE_TIMEOUT_SECONDS)
        try:
            connection.request(
                "GET", path, headers={"Host": host, "X-Forwarded-Proto": "https", "User-Agent": "release-watch"}
            )
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        finally:
            connection.close()
    return status, (time.monotonic() - start) * 1000


def failed_tasks(stack: str, since: float) -> list[str]:
    """Tasks of the stack that ended badly since then, in the engine's words."""
    import docker

    client = docker.APIClient(timeout=20, version="auto")
    failed = []
    for service in client.services(filters={"label": f"com.docker.stack.namespace={stack}"}):
        for task in client.tasks(filters={"service": service["ID"]}):
            status = task["Status"]
            ended = datetime.datetime.fromisoformat(status["Timestamp"][:19] + "+00:00").timestamp()
            if status["State"] in FAILED_TASKS and ended >= since:
                reason = status.get("Err") or status.get("Message", "")
                failed.append(f"a task of {service['Spec']['Name']} {status['State']}: {reason}")
    return failed


def watch(options: dict[str, Any]) -> tuple[str | None, Figures, Figures]:
    """The reason to take the release back (None for none), and the figures of the window and of the time before."""
    bounds = Bounds(**{field.name: options[field.name] for field in dataclasses.fields(Bounds)})
    start = time.time()
    log = Log(Path(options["access_log"] or os.devnull))
    with contextlib.closing(log):
        return _watch(options, bounds, log, start)


def _watch(options: dict[str, Any], bounds: Bounds, log: Log, start: float) -> tuple[str | None, Figures, Figures]:
    now, before = Figures(), Figures()
    began = time.monotonic()
    period = 1 / options["probes_per_second"]
    targets = [(address, path) for path in options["probe_paths"] for address in options["probes"]]
    round_ = 0
    while True:
        passed = time.monotonic() - began
        for ended, status, milliseconds in filter(None, map(parse, log.lines())):
            if ended >= start:
                now.count(status, milliseconds)
            elif options["before_epoch"] - options["seconds"] <= ended < options["before_epoch"]:
                before.count(status, milliseconds)
        reason = judge(now, before, bounds)
        if reason is None and options["stack"] and round_ % options["probes_per_second"] == 0:
            reason = "; ".join(failed_tasks(options["stack"], start)) or None
        if reason is not None or passed >= options["seconds"]:
            return reason, now, before
        if targets:
            address, path = targets[round_ % len(targets)]
            now.count(*probe(address, options["probe_host"], path))
        round_ += 1
        time.sleep(max(0.0, began + round_ * period - time.monotonic()))


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "seconds": {"type": "int", "required": True},
            "access_log": {"type": "path", "default": ""},
            "before_epoch": {"type": "float", "required": True},
            "probes": {"type": "list", "elements": "str", "default": []},
            "probe_host": {"type": "str", "default": ""},
            "probe_paths": {"type": "list", "elements": "str", "default": ["/", "/api/health", "/api/companies"]},
            "probes_per_second": {"type": "int", "default": 4},
            "stack": {"type": "str", "default": ""},
            "max_error_ratio": {"type": "float", "default": 0.01},
            "max_error_factor": {"type": "float", "default": 2},
            "min_errors": {"type": "int", "default": 3},
            "max_p95_ms": {"type": "int", "default": 200},
            "max_p95_factor": {"type": "float", "default": 2},
            "min_requests": {"type": "int", "default": 40},
        },
        supports_check_mode=True,
    )
    if module.check_mode:
        module.exit_json(changed=False, watch={})
    began = time.monotonic()
    reason, now, before = watch(module.params)
    figures = {"seconds": round(time.monotonic() - began), **now.summary(), "before": before.summary()}
    if reason:
        module.fail_json(msg=f"After {figures['seconds']} s of service: {reason}", watch=figures)
    module.exit_json(changed=False, watch=figures)


if __name__ == "__main__":
    main()
