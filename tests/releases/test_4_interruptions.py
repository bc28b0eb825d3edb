"""Runs that are cut off, that meet each other, and that miss what they lean on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from acceptance.support.clients import docker
from acceptance.support.settings import Environment
from releases.operator import BY
from releases.rehearsal import Rehearsal

Evidence = Callable[[str], None]
MINUTE = timedelta(minutes=1)


@contextmanager
def unplugged(environment: Environment, service: str) -> Iterator[None]:
    """An outside service without a network; unlike a stopped one it comes back as it was."""
    network, container = environment.client.network, environment.container(service)
    docker("network", "disconnect", network, container)
    try:
        yield
    finally:
        docker("network", "connect", "--ip", str(environment.state["addresses"][service]), network, container)


@pytest.mark.parametrize("afterwards", ["finish", "go back"])
def test_a_run_that_dies_in_the_middle(rehearsal: Rehearsal, afterwards: str, evidence: Evidence) -> None:
    """Killed with all its processes while the engine replaces tasks. The next run is told so, and may take over."""
    base, release = rehearsal.press.base(), rehearsal.press.release("good")
    rehearsal.serve(release)
    rehearsal.serve(base)
    known = len(rehearsal.ledger.history())
    with rehearsal.traffic.flowing() as flow:
        rehearsal.operator.deploy_killed_when(rehearsal.ledger.updating, release.manifest)
        lock = rehearsal.ledger.lock()
        assert lock is not None, "it died without a lock"
        said = rehearsal.found_out(rehearsal.operator.deploy(release.manifest), BY, f"release_take_over={lock['run']}")
        if afterwards == "finish":
            run = rehearsal.operator.deploy(release.manifest, release_take_over=lock["run"])
        else:
            run = rehearsal.operator.rollback(base.name, release_take_over=lock["run"])
        met = flow.finish()
    run.succeeded()
    rehearsal.serves_truthfully(release if afterwards == "finish" else base)
    dead, last = rehearsal.ledger.history()[known:]
    assert (dead["id"], dead["outcome"]) == (lock["run"], "failed"), dead
    assert "died" in dead["reason"], dead
    evidence(f"{said}; {afterwards}: {last['kind']} {last['outcome']} in {run.seconds:.0f} s; {met.unharmed()}")


def test_back_without_a_registry(rehearsal: Rehearsal, environment: Environment, evidence: Evidence) -> None:
    base, release = rehearsal.press.base(), rehearsal.press.release("good")
    rehearsal.serve(base)
    rehearsal.serve(release)
    with unplugged(environment, "registry"):
        run, met = rehearsal.good(base, rehearsal.operator.rollback)
    evidence(f"back in {run.seconds:.1f} s without a registry; {met.unharmed()}")


@pytest.mark.representative
def test_a_second_run_is_refused(rehearsal: Rehearsal, evidence: Evidence) -> None:
    release = rehearsal.press.release("good")
    with rehearsal.ledger.locked_by("Asha", "laptop-7", since=2 * MINUTE, left=10 * MINUTE) as lock:
        said = rehearsal.left_alone(
            lambda: rehearsal.found_out(rehearsal.operator.deploy(release.manifest), "Asha on laptop-7", lock["run"])
        )
        age = int(said.partition(" for ")[2].split(" s")[0])
        assert 120 <= age <= 240, said
        rehearsal.left_alone(lambda: rehearsal.found_out(rehearsal.operator.rollback(), "Asha on laptop-7"))
        assert rehearsal.ledger.lock() == lock
    evidence(said)


def test_a_dead_lock_is_taken_over(rehearsal: Rehearsal, evidence: Evidence) -> None:
    base, release = rehearsal.press.base(), rehearsal.press.release("good")
    rehearsal.serve(release)
    rehearsal.serve(base)
    known = len(rehearsal.ledger.history())
    with rehearsal.ledger.locked_by("Asha", "laptop-7", since=30 * MINUTE, left=-MINUTE) as lock:
        run = rehearsal.operator.deploy(release.manifest).succeeded()
    rehearsal.serves_truthfully(release)
    dead, _ = rehearsal.ledger.history()[known:]
    assert (dead["id"], dead["by"], dead["outcome"]) == (lock["run"], "Asha", "failed"), dead
    evidence(f"taken over from {dead['by']} ({dead['reason']}), deployed in {run.seconds:.0f} s")
