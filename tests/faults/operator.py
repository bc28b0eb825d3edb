"""Somebody at the control machine: an inventory of broken servers, and site.yml run on it."""

from __future__ import annotations

import dataclasses
import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import yaml

from faults.scratch import ROOT, STATE, Scratch

RECAP = re.compile(r"^(?P<host>[\w-]+) +: ok=\d+ +changed=(?P<changed>\d+) ", re.MULTILINE)
LIMIT_SECONDS = 280
# The first contact with all its checks, and the first change after them. No further: should a refusal not come, the
# broken server must not be provisioned with the sandbox's own names and database.
TO_THE_FIRST_CHANGE = ("--tags", "environment_marker")


@dataclasses.dataclass(frozen=True)
class Run:
    """What a run said and did."""

    status: int
    output: str
    seconds: float

    @property
    def text(self) -> str:
        """What was printed, in one line: where Ansible wraps it depends on the screen."""
        return " ".join(self.output.split())

    @property
    def changed(self) -> dict[str, int]:
        """Changes by host, from the recap."""
        return {match["host"]: int(match["changed"]) for match in RECAP.finditer(self.output)}

    def refused(self, *words: str) -> str:
        """The run ended in a refusal that says all of this and changed nothing; returns its key line."""
        assert self.status != 0, f"accepted:\n{self.output[-3000:]}"
        missing = [word for word in words if word not in self.text]
        assert not missing, f"not said: {missing}\n{self.output[-3000:]}"
        assert not any(self.changed.values()), f"something was changed: {self.changed}"
        return self.line(words[0])

    def succeeded(self) -> Run:
        assert self.status == 0, f"status {self.status}:\n{self.output[-3000:]}"
        return self

    def line(self, start: str) -> str:
        """The message from here on, without Ansible's own remarks about where in a file it came from."""
        said = self.text[self.text.index(start) :].split(" Origin: ")[0].split('\\n" [ERROR]')[0]
        return f"[{self.seconds:.0f} s] {said[:400]}"


class Operator:
    """The sandbox's settings, vault and key, with other hosts; everything else is the repository's own."""

    def __init__(self, folder: Path, control_path: Path) -> None:
        # Laid out as the repository is: the sandbox's settings find these above them.
        self.inventory = folder / "inventories/sandbox"
        self.inventory.mkdir(parents=True, exist_ok=True)
        self._known_hosts = folder / "known_hosts"
        for link, target in (
            (folder / ".sandbox", STATE),
            (folder / "templates", ROOT / "templates"),
            (folder / "app_src", ROOT / "app_src"),
            (self.inventory / "group_vars", ROOT / "inventories/sandbox/group_vars"),
        ):
            link.unlink(missing_ok=True)
            link.symlink_to(target)
        self._control_path = control_path
        self._environment = {
            **os.environ,
            "ANSIBLE_SSH_CONTROL_PATH_DIR": str(control_path),
            "ANSIBLE_NOCOLOR": "1",
            "COLUMNS": "200",
        }

    def trust(self, *servers: Scratch) -> None:
        self._known_hosts.write_text("".join(server.host_key for server in servers), encoding="utf-8")

    def manage(self, hosts: Mapping[str, str]) -> None:
        """Write an inventory of these names and addresses; the first is the manager and the edge."""
        entries = [(name, {"ansible_host": address}) for name, address in hosts.items()]
        settings = {
            "ansible_ssh_private_key_file": str(STATE / "ssh/id_ed25519"),
            "ansible_ssh_common_args": f'-o UserKnownHostsFile="{self._known_hosts}" -o StrictHostKeyChecking=yes',
        }
        groups = {"swarm_managers": {"hosts": dict(entries[:1])}, "swarm_workers": {"hosts": dict(entries[1:])}}
        tree = {"vps": {"children": groups, "vars": settings}, "edge": {"hosts": {entries[0][0]: {}}}}
        (self.inventory / "hosts.yml").write_text(yaml.safe_dump(tree), encoding="utf-8")

    def site(self, *arguments: str, **variables: str | None) -> Run:
        """Run the real site.yml to its end. A variable of the environment set to None is taken away."""
        start = time.monotonic()
        done = subprocess.run(
            self._command(arguments),
            cwd=ROOT,
            env=self._with(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
        return Run(done.returncode, done.stdout, time.monotonic() - start)

    def killed_at(self, task: str, *arguments: str) -> None:
        """Start the real site.yml and end it without warning a second after this task began, as a lost laptop does."""
        with subprocess.Popen(
            self._command(arguments),
            cwd=ROOT,
            env=self._with({}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            assert process.stdout is not None
            seen = any(f"TASK [{task}]" in line for line in process.stdout)
            time.sleep(1)
            os.killpg(process.pid, signal.SIGKILL)
        assert seen, f"the run ended before {task!r}"

    def hang_up(self) -> None:
        """Close the connections that are kept for the next run: an open one needs no key any more."""
        for socket in self._control_path.iterdir():
            subprocess.run(
                ["ssh", "-o", f"ControlPath={socket}", "-O", "exit", "all"], capture_output=True, check=False
            )

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return ["ansible-playbook", "-i", str(self.inventory), "site.yml", *arguments]

    def _with(self, variables: Mapping[str, str | None]) -> dict[str, str]:
        merged = {**self._environment, **variables}
        return {name: value for name, value in merged.items() if value is not None}
