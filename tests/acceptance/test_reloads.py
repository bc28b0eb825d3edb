"""nginx takes over settings, certificates and bans by a reload: no request on a kept connection is lost by one."""

from __future__ import annotations

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.clients import Clients
from acceptance.support.runners import background
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.waiting import wait_until

pytestmark = [pytest.mark.disruptive, pytest.mark.timeout(120)]
# Of the edge itself, and without a limit: as many requests under way as possible when the connections are closed.
FILE, CONNECTIONS, RELOADS = "/edge-pages/error.css", 50, 3


def workers(server: Server) -> set[str]:
    return set(server.run("pgrep --parent $(cat /run/nginx.pid)").split())


def reload(server: Server) -> None:
    before = workers(server)
    server.run("systemctl reload nginx")
    wait_until("new workers", lambda: workers(server) - before, 10, every=0.2)


def test_no_request_is_lost(
    environment: Environment, clients: Clients, server: Server, edge: str, evidence: Evidence
) -> None:
    with background(clients.new(), environment.url + FILE, edge, 60, connections=CONNECTIONS) as load:
        for _ in range(RELOADS):
            reload(server)
        assert server.attempt("test -e /run/nginx-closing").returncode != 0, "connections are still not kept"
        assert load.under_way
    seen = load.finish()
    # What is asked once more was lost: a browser asks again for a page, but not for a booking.
    assert (seen.failed, seen.retried) == (0, 0), f"{seen.retried} were lost; {seen.trouble()}"
    evidence(f"{RELOADS} reloads, {CONNECTIONS} kept connections, {seen.rate:.0f} requests a second: {seen.summary()}")
