"""What tests of releases ask for, here and in the acceptance suite; the environment itself is the latter's."""

from __future__ import annotations

from collections.abc import Iterator

import dns.resolver
import pytest

from acceptance.support.accounts import Accounts
from acceptance.support.clients import Clients
from acceptance.support.database import Database
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.web import Web

from .ledger import Ledger
from .operator import Operator
from .pipeline import Pipeline, Stage, staging_of_the_sandbox
from .rehearsal import Rehearsal, is_whole_campaign
from .traffic import Traffic
from .variants import Press


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """Variants of the release that serves."""
    made = Press(tmp_path_factory.mktemp("releases"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def ledger(environment: Environment, server: Server) -> Ledger:
    return Ledger(environment, server)


@pytest.fixture(scope="session")
def operator(environment: Environment) -> Operator:
    return Operator(environment.inventory.name)


@pytest.fixture(scope="session")
def traffic(
    environment: Environment,
    clients: Clients,
    database: Database,
    accounts: Accounts,
    edge: str,
    resolver: dns.resolver.Resolver,  # noqa: ARG001  # in force
) -> Traffic:
    """Visitors, from the one address that may name others as the edge's clients: as many as a CDN brings."""
    address = str(environment.get("nginx_trusted_proxies")[0]).partition("/")[0]
    content = database.content(environment.get("app_mongodb_database"))
    return Traffic(clients.at(address), environment.url, edge, content, accounts.mentee)


@pytest.fixture(scope="session")
def rehearsal(
    environment: Environment,
    operator: Operator,
    ledger: Ledger,
    press: Press,
    traffic: Traffic,
    server: Server,
    visitor: Web,
    pytestconfig: pytest.Config,
) -> Iterator[Rehearsal]:
    """Releases under load; in the end the release that was there at first serves again."""
    made = Rehearsal(
        environment, operator, ledger, press, traffic, server, visitor, quiet=is_whole_campaign(pytestconfig)
    )
    yield made
    made.serve(press.base())


@pytest.fixture(scope="session")
def pipeline(environment: Environment, operator: Operator, ledger: Ledger) -> Iterator[Pipeline]:
    """The sandbox behind its staging environment."""
    with staging_of_the_sandbox() as staging:
        yield Pipeline(staging, Stage(environment, operator, ledger))
