"""What a server says of its releases, and what its engine really runs."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import yaml

from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.waiting import wait_until

DIRECTORY = "/var/lib/codementee/releases"
LOCK = f"{DIRECTORY}/lock.json"
UNDER_WAY = ("updating", "rollback_started")
EACH_SERVICE = "for service in $(docker service ls --filter label=com.docker.stack.namespace={stack} --quiet); do "
TASKS = EACH_SERVICE + (
    "docker service ps --no-trunc --filter desired-state=running "
    "--format '{{{{.Name}}}} {{{{.Image}}}} {{{{.CurrentState}}}}' $service; done"
)
UPDATES = EACH_SERVICE + (
    "docker service inspect --format '{{{{if .UpdateStatus}}}}{{{{.UpdateStatus.State}}}}{{{{end}}}}' $service; done"
)

Running = Mapping[str, frozenset[str]]


class Ledger:
    """The releases of one environment, as its manager holds them."""

    def __init__(self, environment: Environment, server: Server) -> None:
        self._server = server
        self._stack = str(environment.get("app_stack_name"))
        self._routers = [str(router["name"]) for router in environment.get("router_instances")]

    def history(self) -> list[dict[str, Any]]:
        """Every deployment, oldest first."""
        return [json.loads(line) for line in self._server.run(f"cat {DIRECTORY}/history.jsonl").splitlines()]

    def last(self) -> dict[str, Any]:
        return self.history()[-1]

    def current(self) -> dict[str, Any]:
        """The manifest of what serves."""
        return dict(yaml.safe_load(self._server.run(f"cat {DIRECTORY}/current.yml")))

    def lock(self) -> dict[str, Any] | None:
        found = self._server.run(f"cat {LOCK} 2>/dev/null || true")
        return dict(json.loads(found)) if found else None

    @contextmanager
    def locked_by(self, owner: str, host: str, since: timedelta, left: timedelta) -> Iterator[dict[str, Any]]:
        """A run of somebody else's, begun a while ago; `left` is how long its lock is still good."""
        now = datetime.now(UTC)
        lock = {
            "owner": owner,
            "host": host,
            "run": f"{now - since:%Y%m%dT%H%M%SZ}-0000000",
            "kind": "deploy",
            "release": "0000000",
            "taken_at": f"{now - since:%Y-%m-%dT%H:%M:%SZ}",
            "expires_at": f"{now + left:%Y-%m-%dT%H:%M:%SZ}",
        }
        self._server.run(f"printf '%s\\n' {shlex.quote(json.dumps(lock))} > {LOCK}")
        try:
            yield lock
        finally:
            # Whoever took it over has given it back.
            if self.lock() == lock:
                self._server.run(f"rm -f {LOCK}")

    def running(self) -> Running:
        """The images of each service's running tasks and of each router: what is, not what should be."""
        found: dict[str, set[str]] = {}
        for line in self._server.run(TASKS.format(stack=self._stack)).splitlines():
            task, image, state = line.split(" ", 2)
            assert state.startswith("Running"), f"{task} is {state}"
            found.setdefault(task.partition(".")[0].removeprefix(f"{self._stack}_"), set()).add(image)
        for router in self._routers:
            ask = f"docker inspect --format '{{{{.Config.Image}}}} {{{{.State.Status}}}}' {router}"
            image, state = self._server.run(ask).split()
            assert state == "running", f"{router} is {state}"
            found[router] = {image}
        return {name: frozenset(images) for name, images in found.items()}

    def meant_by(self, manifest: Mapping[str, Any]) -> Running:
        """The same for a release that serves."""
        images = manifest["images"]
        services = {name: images[name] for name in ("backend", "frontend", "cache")} | {"worker": images["backend"]}
        routers = dict.fromkeys(self._routers, images["router"])
        return {name: frozenset({image}) for name, image in (services | routers).items()}

    def updating(self) -> bool:
        """Whether the engine is replacing tasks at this moment."""
        return any(state in UNDER_WAY for state in self._server.run(UPDATES.format(stack=self._stack)).split())

    def settled(self) -> Running:
        """What runs once the engine has finished what it was doing."""
        wait_until("the engine comes to rest", lambda: not self.updating(), 180)
        running, _ = wait_until("all tasks run", self.running, 60)
        return running
