"""Backups as the servers themselves say them, through `codementee-backup`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .server import Server
from .waiting import wait_until

SETTINGS = "/etc/codementee/backup/settings.json"
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Backups:
    """Of one server; `newest` is what `list` says last."""

    server: Server

    def listed(self, kind: str) -> list[dict[str, Any]]:
        """Oldest first; id, time, kind, cadence, why, host, documents, paths."""
        said = self.server.attempt(f"codementee-backup list --json --kind {kind}")
        lines = [json.loads(line) for line in said.stdout.splitlines()]
        return [line for line in lines if line["event"] == "backup"]

    def take(self, kind: str, why: str) -> str:
        """The id of one taken now."""
        return self.server.run(f"codementee-backup {kind} --why {shlex.quote(why)}", timeout=300).split()[-1]

    @contextmanager
    def fetched(self, backup: str) -> Iterator[str]:
        """A folder of the server with the backup's files below it."""
        folder = self.server.run("mktemp -d")
        try:
            self.server.run(f"codementee-backup fetch {backup} --into {folder}", timeout=300)
            yield folder
        finally:
            self.server.run(f"rm -rf {folder}")

    def wait_for_another(self, kind: str, seen: int, *, what: str) -> dict[str, Any]:
        """The newest, as soon as there are more than `seen`."""
        wait_until(what, lambda: len(self.listed(kind)) > seen, PATIENCE_SECONDS, every=2)
        return self.listed(kind)[-1]

    @contextmanager
    def other_settings(self, **changed: Any) -> Iterator[str]:
        """A copy of its settings with some of them changed; the path."""
        settings = json.loads(self.server.run(f"cat {SETTINGS}")) | changed
        path = self.server.run("mktemp")
        try:
            self.server.run(f"printf %s {shlex.quote(json.dumps(settings))} > {path}")
            yield path
        finally:
            self.server.run(f"rm -f {path}")

    @contextmanager
    def scratch_store(self, **changed: Any) -> Iterator[tuple[str, str]]:
        """Settings like the server's own, but for a new repository in a folder of the server: both paths."""
        folder = self.server.run("mktemp -d")
        store = {
            "name": "scratch",
            "url": f"{folder}/repository",
            "password_file": "/etc/codementee/backup/repository-password",
            "environment_file": "",
            "ca_file": "",
        }
        ways = {"directory": f"{folder}/work", "metrics_file": f"{folder}/backup.prom", "stores": [store]}
        try:
            with self.other_settings(**ways, **changed) as settings:
                self.server.run(f"codementee-backup init --settings {settings}")
                yield settings, f"{folder}/repository"
        finally:
            self.server.run(f"rm -rf {folder}")
