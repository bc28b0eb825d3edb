"""A server of the environment over SSH, for faults and for what cannot be seen from outside."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import testinfra  # type: ignore[import-untyped]  # ships no types

from .runners import SUPPORT
from .settings import REPOSITORY, Environment

SCRIPTS = "/run/codementee-acceptance"


def ssh_options(settings: dict[str, Any]) -> dict[str, str]:
    """ssh_config options of a host, from the variables Ansible itself connects with."""
    options = {
        "HostName": settings["ansible_host"],
        "User": settings.get("ansible_user") or settings.get("project_deploy_user"),
    }
    if settings.get("ansible_port"):
        options["Port"] = settings["ansible_port"]
    if key := settings.get("ansible_ssh_private_key_file"):
        options |= {"IdentityFile": str(REPOSITORY / key), "IdentitiesOnly": "yes"}
    words = shlex.split(" ".join(settings.get(f"ansible_ssh_{kind}_args") or "" for kind in ("common", "extra")))
    for flag, value in pairwise(words):
        if flag == "-o":
            name, _, setting = value.partition("=")
            options[name] = setting
    return {name: str(value) for name, value in options.items() if value}


class Server:
    """One server. Commands run as root through sudo unless said otherwise; needs no roots (plain HTTP on loopback)."""

    roots: str | None = None

    def __init__(self, environment: Environment, name: str) -> None:
        self.name = name
        # A socket's path may have 107 characters at most: a short directory of our own.
        self._directory = Path(tempfile.mkdtemp(prefix="acc-"))
        self._config = self._directory / "ssh_config"
        options = ssh_options(environment.hosts[name]) | {
            "BatchMode": "yes",
            "ConnectTimeout": "10",
            "ControlMaster": "auto",
            "ControlPath": str(self._directory / "%C"),
            "ControlPersist": "60",
            "ServerAliveInterval": "5",
            "ServerAliveCountMax": "3",
        }
        lines = [f"Host {name}", *(f'  {key} "{value}"' for key, value in options.items())]
        self._config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.host = testinfra.get_host(f"ssh://{name}?ssh_config={self._config}&controlpersist=0&sudo=true")
        self._ready = False

    def run(self, command: str, *, check: bool = True, timeout: float = 120.0) -> str:
        """Run a shell command as root; returns its standard output."""
        run = self.attempt(command, timeout=timeout)
        assert not check or run.returncode == 0, (
            f"{command!r} on {self.name}: status {run.returncode}: {run.stderr.strip()}"
        )
        return run.stdout.strip()

    def attempt(self, command: str, timeout: float = 120.0) -> subprocess.CompletedProcess[str]:
        line = [*self._ssh(), f"sudo -n sh -c {shlex.quote(command)}"]
        return subprocess.run(line, capture_output=True, text=True, timeout=timeout, check=False)

    def _ssh(self) -> list[str]:
        return ["ssh", "-F", str(self._config), self.name]

    def command(self, script: str, arguments: Sequence[str], prefix: Sequence[str] = ()) -> list[str]:
        """A script of ours on the server itself, beside the proxies it measures."""
        if not self._ready:
            for path in sorted(SUPPORT.glob("*.py")):
                source = path.read_text(encoding="utf-8")
                place = shlex.quote(f"mkdir -p {SCRIPTS} && cat > {SCRIPTS}/{path.name}")
                subprocess.run(
                    [*self._ssh(), f"sudo -n sh -c {place}"], input=source, text=True, timeout=30, check=True
                )
            self._ready = True
        return [*self._ssh(), "sudo -n " + shlex.join([*prefix, "python3", f"{SCRIPTS}/{script}", *arguments])]

    def script(self, script: str, arguments: Sequence[str]) -> str:
        """The same as a command line for `run`."""
        self.command(script, arguments)
        return shlex.join(["python3", f"{SCRIPTS}/{script}", *arguments])

    def in_network_of(self, process_id: int) -> Neighbour:
        """Runs scripts in the network namespace of a process: beside a container that publishes nothing."""
        return Neighbour(self, process_id)

    def forget_connection(self) -> None:
        """Drop the shared connection, before the server goes away underneath it."""
        subprocess.run([*self._ssh()[:3], "-O", "exit", self.name], capture_output=True, timeout=10, check=False)
        self._ready = False

    def close(self) -> None:
        if self._ready:
            self.run(f"rm -rf {SCRIPTS}", check=False)
        self.forget_connection()
        shutil.rmtree(self._directory)


class Neighbour:
    """A server's scripts inside the network namespace of one of its containers."""

    roots: str | None = None

    def __init__(self, server: Server, process_id: int) -> None:
        self._server = server
        self._prefix = ["nsenter", "--target", str(process_id), "--net"]

    def command(self, script: str, arguments: Sequence[str]) -> list[str]:
        return self._server.command(script, arguments, self._prefix)
