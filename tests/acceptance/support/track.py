"""Many requests at the same moment, past the edge."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from .server import Server
from .settings import Environment


class Track:
    """Where the races are run: past the edge, whose limits are for one client, over both routers."""

    def __init__(self, environment: Environment, server: Server) -> None:
        self._routers = [f"127.0.0.1:{router['port']}" for router in environment.get("router_instances")]
        self._host = environment.canonical_host
        self._server = server

    def race(self, requests: list[dict[str, Any]]) -> tuple[list[tuple[int, str, float]], float]:
        plan = {"host": self._host, "targets": self._routers, "requests": requests}
        run = subprocess.run(
            self._server.command("race.py", []),
            input=json.dumps(plan),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        result = json.loads(run.stdout)
        return [(status, code, took) for status, code, took in result["answers"]], result["seconds"]

    def all(self, requests: list[dict[str, Any]], at_once: int = 50) -> list[tuple[int, str, float]]:
        """The same in groups: preparation, not a race."""
        answers = []
        for first in range(0, len(requests), at_once):
            answers += self.race(requests[first : first + at_once])[0]
        return answers
