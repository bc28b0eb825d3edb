"""What else is done to a platform that serves: settings, certificates, routers, worker, cache, nginx itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web
from releases.rehearsal import Rehearsal

Evidence = Callable[[str], None]
ROUTER_MEMORY = "docker inspect --format '{{index .Config.Labels \"codementee.memory_mb\"}}' router-a router-b"


def healthy(server: Server, container: str) -> bool:
    return server.run(f"docker inspect --format '{{{{.State.Health.Status}}}}' {container}") == "healthy"


def test_settings_of_the_application_and_the_edge(
    rehearsal: Rehearsal, environment: Environment, stack: Stack, server: Server, evidence: Evidence
) -> None:
    """There and back: a log level, a burst of the edge's limit. What serves is not the inventory's, and stays."""
    release = rehearsal.press.release("good")
    rehearsal.serve(release)
    burst = int(environment.get("nginx_api_burst"))
    with rehearsal.traffic.flowing() as flow:
        there = rehearsal.operator.site("app,nginx", app_log_level="warning", nginx_api_burst=burst + 1).succeeded()
        changed = "\n".join(stack.inspect("backend")["TaskTemplate"]["ContainerSpec"]["Env"])
        edge = server.run("cat /etc/nginx/nginx.conf")
        back = rehearsal.operator.site("app,nginx").succeeded()
        met = flow.finish()
    rehearsal.is_run(release)
    assert "CODEMENTEE_LOG_LEVEL=WARNING" in changed
    assert f"zone=edge_api burst={burst + 1}" in edge
    evidence(f"there in {there.seconds:.0f} s, back in {back.seconds:.0f} s; {met.unharmed()}")


def test_routers_are_replaced(
    rehearsal: Rehearsal, environment: Environment, server: Server, evidence: Evidence
) -> None:
    memory = int(environment.get("router_memory_mb"))
    with rehearsal.traffic.flowing() as flow:
        rehearsal.operator.site("router", router_memory_mb=memory + 8).succeeded()
        assert server.run(ROUTER_MEMORY).split() == [str(memory + 8)] * 2, "the routers were not replaced"
        rehearsal.operator.site("router").succeeded()
        met = flow.finish()
    assert server.run(ROUTER_MEMORY).split() == [str(memory)] * 2
    evidence(f"both replaced, twice; {met.unharmed()}")


def test_a_router_dies(rehearsal: Rehearsal, server: Server, evidence: Evidence) -> None:
    """Without a word, first one, then the other: reads are repeated, and what it was writing is told as it was."""
    with rehearsal.traffic.flowing() as flow:
        for router in ("router-a", "router-b"):
            server.run(f"docker kill --signal KILL {router} && docker start {router}")
            wait_until(f"{router} serves again", partial(healthy, server, router), 60)
            flow.goes_on()
        met = flow.finish()
    words = met.unharmed(but_for=lambda failure: failure.load.startswith("writes") and failure.what in ("502", "504"))
    assert met.failed <= 4, f"more than what a router can have had in its hands: {words}"
    evidence(f"both killed; {words}")


def test_worker_and_cache_are_restarted(rehearsal: Rehearsal, server: Server, stack: Stack, evidence: Evidence) -> None:
    with rehearsal.traffic.flowing() as flow:
        for service in ("worker", "cache"):
            before = stack.containers(service)
            server.run(f"docker service update --quiet --detach=false --force {stack.service(service)}", timeout=240)
            assert not set(before) & set(stack.containers(service)), f"{service} was not replaced"
        met = flow.finish()
    evidence(f"worker and cache replaced; {met.unharmed()}")


def test_the_certificate_is_renewed(
    rehearsal: Rehearsal, environment: Environment, visitor: Web, server: Server, evidence: Evidence
) -> None:
    before = visitor.certificate(environment.canonical_host).serial_number
    with rehearsal.traffic.flowing() as flow:
        server.run("/usr/local/sbin/certificates ensure --force", timeout=120)
        wait_until(
            "the new certificate is served",
            lambda: visitor.certificate(environment.canonical_host).serial_number != before,
            20,
        )
        met = flow.finish()
    evidence(f"another serial is served; {met.unharmed()}")


def test_nginx_is_upgraded(rehearsal: Rehearsal, server: Server, evidence: Evidence) -> None:
    """What Debian's package does after it has unpacked a new version: another master takes the listening sockets."""
    before = rehearsal.nginx_master()
    with rehearsal.traffic.flowing() as flow:
        server.run("DEBIAN_FRONTEND=noninteractive dpkg-reconfigure nginx 2>&1", timeout=120)
        after = rehearsal.one_master(other_than=before)
        met = flow.finish()
    assert server.run("systemctl is-active nginx", check=False) == "active"
    assert server.run("systemctl show --property MainPID --value nginx") == str(after), "systemd lost sight of nginx"
    evidence(f"master {before} → {after}; {met.unharmed()}")
