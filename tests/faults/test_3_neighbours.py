"""A server on which somebody else's containers live: they are left alone, whatever the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from faults.operator import Operator
from faults.scratch import Scratch

pytestmark = pytest.mark.slow
Evidence = Callable[[str], None]

# With all that is checked before; should a refusal not come, no more than the engine is changed.
TO_THE_ENGINE = ("--tags", "docker")
ALLOWED = ("--extra-vars", "docker_foreign_containers_allowed=true")
# A shell and what it needs are image enough.
IMAGE = (
    "tar --create --dereference --directory=/ $(ldd /bin/sleep | grep -o '/[^ ]*' | cut -c2-) bin/sleep"
    " | docker import - shop:1 >/dev/null"
)
PICTURE = "docker inspect --format '{{.Id}} {{.State.Status}} {{.State.StartedAt}} {{.State.Pid}} {{.RestartCount}}'"


@pytest.fixture(scope="module")
def host(servers: dict[str, Scratch]) -> Scratch:
    """A server with an engine of somebody else's, and one image."""
    server = servers["fault-2"]
    server.run(
        "export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && apt-get install -y -qq --no-install-recommends"
        " docker.io docker-cli iptables >/dev/null 2>&1 && systemctl start docker && " + IMAGE,
        timeout=240,
    )
    return server


@pytest.fixture
def alone(host: Scratch, operator: Operator) -> Scratch:
    operator.manage({host.name: host.address})
    return host


def start(server: Scratch, *publish: str) -> str:
    """The neighbour's shop, without any restart policy; returns what identifies this very run of it."""
    ports = " ".join(f"--publish {port}" for port in publish)
    server.run(
        f"docker rm --force shop >/dev/null 2>&1; docker run --detach --name shop {ports} shop:1 /bin/sleep 9999"
    )
    return server.run(f"{PICTURE} shop")


def test_somebody_elses_containers(operator: Operator, alone: Scratch, evidence: Evidence) -> None:
    shop = start(alone, "8090:80")
    before = alone.now()
    said = operator.site(*TO_THE_ENGINE).refused(
        f"{alone.name} runs containers that are not Codementee's:",
        "shop (shop:1, running)",
        "docker_foreign_containers_allowed: true in inventories/<environment>/group_vars/all/docker.yml",
        "docs/runbooks/foreign-containers.md",
    )
    assert alone.run(f"{PICTURE} shop") == shop, "the container was touched"
    assert alone.touched_since(before) == []
    evidence(said)


def test_their_ports_are_ours(operator: Operator, alone: Scratch, evidence: Evidence) -> None:
    """Accepted neighbours still cannot have the ports of the edge."""
    shop = start(alone, "80:80", "443:80")
    before = alone.now()
    said = operator.site(*TO_THE_ENGINE, *ALLOWED).refused(
        f"{alone.name}: nginx is to serve ports 80 and 443 there, and somebody else listens on them:",
        "0.0.0.0:80 (docker-proxy)",
        "0.0.0.0:443 (docker-proxy)",
        "sudo docker ps",
    )
    assert alone.run(f"{PICTURE} shop") == shop, "the container was touched"
    assert alone.touched_since(before) == []
    evidence(said)


def test_accepted_containers_go_on(operator: Operator, alone: Scratch, evidence: Evidence) -> None:
    """The engine is configured and restarted around them; they run afterwards, the very same containers."""
    shop = start(alone, "127.0.0.1:8090:80")
    run = operator.site(*TO_THE_ENGINE, *ALLOWED).succeeded()
    identity, status = alone.run(f"{PICTURE} shop").split()[:2]
    assert (identity, status) == (shop.split()[0], "running")
    assert alone.run("docker inspect --format '{{json .HostConfig.PortBindings}}' shop").count("8090") == 1
    evidence(f"running after {run.changed[alone.name]} changes of the engine in {run.seconds:.0f} s")
