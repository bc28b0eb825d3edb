"""The containers of the application on a server."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .server import Server
from .waiting import wait_until

READ_PROCESSES = """
from pathlib import Path
for process in Path('/proc').glob('[0-9]*'):
    try:
        status = dict(line.split(':', 1) for line in (process / 'status').read_text().splitlines())
        command = ' '.join((process / 'cmdline').read_text().replace(chr(0), ' ').split())
    except (FileNotFoundError, ProcessLookupError):
        continue  # ended meanwhile
    print(status['Uid'].split()[1], command or status['Name'].strip())
"""

ENGINE_STARTER = "runc init"


class Stack:
    """Swarm services of the application, as the engine on the server sees them."""

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self.name = name

    def service(self, service: str) -> str:
        return f"{self.name}_{service}"

    def containers(self, service: str) -> list[str]:
        """Ids of the running containers of a service."""
        label = f"com.docker.swarm.service.name={self.service(service)}"
        return self._server.run(f"docker ps --quiet --no-trunc --filter label={label} --filter status=running").split()

    def healthy(self, service: str, count: int) -> bool:
        """Whether `count` containers run and their health checks pass."""
        label = f"com.docker.swarm.service.name={self.service(service)}"
        found = self._server.run(f"docker ps --quiet --filter label={label} --filter health=healthy").split()
        return len(found) >= count

    def processes(self, container: str) -> list[tuple[str, str]]:
        """(numeric user, command line) of every process in a container with Python, read from its own /proc.

        The server's /proc may hide other users' processes even from the engine (hidepid), so `docker top` says nothing.
        Left out: what the engine runs for an instant, as root, to become a health check or this very command.
        """
        lines = self._server.run(f"docker exec {container} python3 -c {shlex.quote(READ_PROCESSES)}").splitlines()
        processes = [(user, arguments) for user, _, arguments in (line.partition(" ") for line in lines)]
        return [(user, arguments) for user, arguments in processes if arguments != ENGINE_STARTER]

    def log_of_requests(self, service: str, request_ids: list[str]) -> list[tuple[str, dict[str, Any]]]:
        """(container, event) of every line a service logged about these requests in the last minutes."""
        wanted = " ".join(f"-e {request_id}" for request_id in request_ids)
        found = self._server.run(f"journalctl --since -300s --output json | grep -F {wanted}", check=False)
        entries = [json.loads(line) for line in found.splitlines()]
        ours = [entry for entry in entries if self.service(service) in entry.get("CONTAINER_NAME", "")]
        return [(entry["CONTAINER_NAME"], json.loads(entry["MESSAGE"])) for entry in ours]

    def inspect(self, service: str) -> dict[str, Any]:
        """The specification of a service."""
        found = json.loads(self._server.run(f"docker service inspect {self.service(service)}"))
        return dict(found[0]["Spec"])

    def process_id(self, container: str) -> int:
        return int(self._server.run(f"docker inspect --format '{{{{.State.Pid}}}}' {container}"))

    def scale(self, service: str, replicas: int) -> None:
        self._server.run(f"docker service scale --detach {self.service(service)}={replicas}")

    @contextmanager
    def scratch_service(self, like: str, name: str, environment: dict[str, str]) -> Iterator[str]:
        """One container configured as the service `like`, with some settings changed; yields its id when healthy.

        It is a service of its own because only services are given the engine's secrets. No router knows it.
        """
        task = self.inspect(like)["TaskTemplate"]
        spec = task["ContainerSpec"]
        given = dict(entry.partition("=")[::2] for entry in spec.get("Env", []))
        command = shlex.split(f"docker service create --detach --name {name} --with-registry-auth")
        command += ["--restart-condition", "none", "--endpoint-mode", "dnsrr"]
        for key, value in (given | environment).items():
            command += ["--env", f"{key}={value}"]
        for secret in spec.get("Secrets", []):
            file = secret["File"]
            options = {"source": secret["SecretName"], "target": file["Name"], "uid": file["UID"], "gid": file["GID"]}
            words = [f"{key}={value}" for key, value in options.items()] + [f"mode={file['Mode']:04o}"]
            command += ["--secret", ",".join(words)]
        for mount in spec.get("Mounts", []):
            command += ["--mount", f"type={mount['Type']},target={mount['Target']}" + _source(mount)]
        for network in task.get("Networks", []):
            command += ["--network", network["Target"]]
        self._server.run(shlex.join([*command, spec["Image"], *spec.get("Args", [])]))
        find = (
            f"docker ps --quiet --no-trunc --filter label=com.docker.swarm.service.name={name} --filter status=running"
        )
        try:
            container, _ = wait_until(f"{name} runs", lambda: self._server.run(find), 30)
            ask = f"docker exec {container} codementee healthcheck"
            wait_until(f"{name} is healthy", lambda: self._server.attempt(ask).returncode == 0, 30)
            yield container
        finally:
            self._server.run(f"docker service rm {name}")


def _source(mount: dict[str, Any]) -> str:
    words = f",source={mount['Source']}" if mount.get("Source") else ""
    return words + (",readonly" if mount.get("ReadOnly") else "")
