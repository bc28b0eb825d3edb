"""What every other test of this folder must be able to see: a release that costs requests is noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from acceptance.support.server import Server
from acceptance.support.stack import Stack
from acceptance.support.waiting import wait_until
from releases.ledger import Ledger
from releases.traffic import Traffic

UPDATE = "docker service update --quiet --detach=false"


@contextmanager
def one_replica(server: Server, stack: Stack, ledger: Ledger) -> Iterator[None]:
    """As somebody runs it who has not read on: one backend, which is stopped before its successor starts."""
    service, replicas = stack.service("backend"), len(stack.containers("backend"))
    stack.scale("backend", 1)
    wait_until("one replica is left", lambda: len(stack.containers("backend")) == 1, 60)
    try:
        yield
    finally:
        server.run(f"{UPDATE} --update-order start-first --replicas {replicas} {service}", timeout=240)
        wait_until("all replicas are back", lambda: stack.healthy("backend", replicas), 60)
        ledger.settled()


def test_a_stop_first_update_is_noticed(
    traffic: Traffic, server: Server, stack: Stack, ledger: Ledger, evidence: Callable[[str], None]
) -> None:
    with one_replica(server, stack, ledger), traffic.flowing() as flow:
        server.run(f"{UPDATE} --update-order stop-first --force {stack.service('backend')}", timeout=240)
        met = flow.finish()
    assert met.failed > 0, f"nothing was noticed: {met.summary()}"
    with pytest.raises(AssertionError, match="failed, the first"):
        met.unharmed()
    # Lost requests, and yet no lost data: what was acknowledged is there.
    assert (met.writes.lost, met.writes.doubled) == ((), ())
    evidence(f"noticed, as it must be: {met.summary()}")
