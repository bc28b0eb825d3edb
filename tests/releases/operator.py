"""Somebody at the control machine who releases: the make targets of an environment, run to their end or cut off."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from acceptance.support.settings import REPOSITORY
from acceptance.support.waiting import wait_until
from faults.operator import Run

LIMIT_SECONDS = 900
BY = "acceptance suite"
LINK = "https://ci.codementee.test/runs/1"
QUIET = {"ANSIBLE_NOCOLOR": "1", "NO_COLOR": "1", "COLUMNS": "200"}
# What a make around these tests hands down to every make below it, and is not meant for those started here.
INHERITED = re.compile(r"MAKE.*|MFLAGS|ARGS|BY|ENV|LINK|MANIFEST|RELEASE|CODEMENTEE_RELEASE_.*")


class Operator:
    """Releases in one environment, named as its folder of inventories is."""

    def __init__(self, environment: str) -> None:
        self.environment = environment

    def deploy(self, manifest: Path, **variables: object) -> Run:
        return self.make("deploy", f"MANIFEST={manifest}", f"BY={BY}", f"LINK={LINK}", variables=variables)

    def look_at(self, manifest: Path) -> Run:
        """What a deployment would change."""
        return self.make("deploy", f"MANIFEST={manifest}", options=("--check",))

    def rollback(self, release: str = "", **variables: object) -> Run:
        chosen = [f"RELEASE={release}"] if release else []
        return self.make("rollback", *chosen, f"BY={BY}", f"LINK={LINK}", variables=variables)

    def make(
        self,
        target: str,
        *words: str,
        options: tuple[str, ...] = (),
        variables: Mapping[str, object] = MappingProxyType({}),
    ) -> Run:
        """Run a make target to its end; `options` are Ansible's, `variables` become its extra ones."""
        began = time.monotonic()
        done = subprocess.run(
            self._command(target, words, options, variables),
            cwd=REPOSITORY,
            env=surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
        return Run(done.returncode, done.stdout, time.monotonic() - began)

    def site(self, tags: str, **variables: object) -> Run:
        """What applies a change of settings."""
        return self.make("site", options=(f"--tags={tags}",), variables=variables)

    def deploy_killed_when(self, condition: Callable[[], bool], manifest: Path) -> str:
        """Start a deployment and end it without warning once `condition` holds; returns what it had said."""
        words = (f"MANIFEST={manifest}", f"BY={BY}", f"LINK={LINK}")
        with (
            tempfile.TemporaryFile("w+") as output,
            subprocess.Popen(
                self._command("deploy", words),
                cwd=REPOSITORY,
                env=surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ) as process,
        ):
            try:
                wait_until("the deployment is in the middle", lambda: condition() or process.poll() is not None, 120)
                over = process.poll() is not None
            finally:
                kill(process.pid)
            output.seek(0)
            said = output.read()
            assert not over, f"the deployment ended before it was in the middle:\n{said[-3000:]}"
            return said

    def _command(
        self,
        target: str,
        words: tuple[str, ...],
        options: tuple[str, ...] = (),
        variables: Mapping[str, object] = MappingProxyType({}),
    ) -> list[str]:
        # As JSON, so that a list or a number stays one.
        arguments = [*options, *(("-e", json.dumps(dict(variables))) if variables else ())]
        line = ["make", "--no-print-directory", target, f"ENV={self.environment}", *words]
        return [*line, f"ARGS={shlex.join(arguments)}"] if arguments else line


def surroundings() -> dict[str, str]:
    """The environment of a command that somebody types."""
    return {name: value for name, value in os.environ.items() if not INHERITED.fullmatch(name)} | QUIET


def kill(process_id: int) -> None:
    """End a process of ours, its group and all its descendants at once: Ansible's workers have groups of their own."""
    family = [process_id]
    parents = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            found = re.search(r"^PPid:\s+(\d+)$", status.read_text(), re.MULTILINE)
            parents[int(status.parent.name)] = int(found[1]) if found else 0
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    with suppress(ProcessLookupError):
        os.killpg(process_id, signal.SIGKILL)
    for member in family:
        with suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
