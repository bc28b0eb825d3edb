"""Clients with addresses of their own: containers on the environment's network."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from .runners import SUPPORT
from .settings import Client

LABEL = "test.codementee=acceptance"


def docker(*arguments: str, timeout: float = 60.0, check: bool = True) -> str:
    """Run the docker client against the engine of DOCKER_HOST; returns what it printed."""
    run = subprocess.run(["docker", *arguments], capture_output=True, text=True, timeout=timeout, check=False)
    assert not check or run.returncode == 0, f"docker {arguments[0]} failed: {run.stderr.strip()}"
    return run.stdout.strip()


class ClientContainer:
    """One client with its own address; runs the suite's scripts with plain python3."""

    roots: str | None = "/acceptance/roots.pem"

    def __init__(self, client: Client, address: str, roots: Path, dns_server: str | None) -> None:
        self.address = address
        self.name = f"codementee-acceptance-{address.rpartition('.')[2]}"
        docker("rm", "--force", self.name, check=False)
        docker(
            "run", "--detach", "--init", "--name", self.name, "--label", LABEL, "--network", client.network,
            "--ip", address, *(["--dns", dns_server] if dns_server else []), "--ulimit", "nofile=20000:20000",
            "--volume", f"{SUPPORT}:/acceptance/support:ro", "--volume", f"{roots}:{self.roots}:ro",
            "--entrypoint", "sleep", client.image, "infinity",
        )  # fmt: skip

    def command(self, script: str, arguments: Sequence[str]) -> list[str]:
        return ["docker", "exec", "--interactive", self.name, "python3", f"/acceptance/support/{script}", *arguments]

    def remove(self) -> None:
        docker("rm", "--force", "--volumes", self.name)


class Clients:
    """Hands out client containers, each once, and removes them in the end."""

    def __init__(self, client: Client, roots: Path, dns_server: str | None) -> None:
        self._client = client
        self._roots = roots
        self._dns_server = dns_server
        self._free = list(client.addresses)
        self._started: list[ClientContainer] = []
        self._named: dict[str, ClientContainer] = {}
        self._addressed: dict[str, ClientContainer] = {}

    def new(self) -> ClientContainer:
        """A client whose address sent nothing yet in this run: no rate limit or ban of another test on it."""
        assert self._free, "acceptance_client_addresses has no address left"
        return self._start(self._free.pop(0))

    def at(self, address: str) -> ClientContainer:
        """The client with this very address."""
        if address in self._free:
            self._free.remove(address)
            self._addressed[address] = self._start(address)
        return self._addressed[address]

    def named(self, name: str) -> ClientContainer:
        """The same client for every caller that asks for this name."""
        if name not in self._named:
            self._named[name] = self.new()
        return self._named[name]

    def _start(self, address: str) -> ClientContainer:
        container = ClientContainer(self._client, address, self._roots, self._dns_server)
        self._started.append(container)
        return container

    def close(self) -> None:
        for container in self._started:
            container.remove()
