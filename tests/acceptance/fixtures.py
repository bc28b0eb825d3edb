"""What every test of the suite can ask for, and the rules all of them run under."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dns.resolver
import pytest

from acceptance.support import names, settings, web
from acceptance.support.accounts import Accounts
from acceptance.support.build import Build, explore
from acceptance.support.clients import Clients
from acceptance.support.database import Database
from acceptance.support.runners import Local
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack
from acceptance.support.vendors import Vendors

ENVIRONMENT = pytest.StashKey[Environment]()
SELFTEST = Path(__file__).parent / "selftest"
LIMIT_SECONDS = 300


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", "error")
    config.addinivalue_line(
        "markers",
        "disruptive(stage=1): injects faults, load or restarts; runs only where acceptance_destructive is true, "
        "after everything else, higher stages last",
    )
    config.addinivalue_line("markers", "campaign: long by nature; runs with -m campaign")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Read the inventory before anything is collected: whether faults are allowed decides what runs."""
    inventory = session.config.getoption("--inventory")
    if inventory is None or session.config.getoption("collectonly"):
        return
    try:
        environment = settings.load((Path.cwd() / inventory).resolve())
        secrets = settings.secrets(environment)
    except settings.SettingsError as error:
        raise pytest.UsageError(str(error)) from error
    session.config.stash[ENVIRONMENT] = environment
    session.config.pluginmanager.getplugin("acceptance-report").hide(secrets)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The suite's unit tests need no environment and run when named: pytest tests/acceptance/selftest."""
    named = [(config.invocation_params.dir / argument.partition("::")[0]).resolve() for argument in config.args]
    wanted = any(path.is_relative_to(SELFTEST) for path in named)
    return True if collection_path.is_relative_to(SELFTEST) and not wanted else None


def _stage(item: pytest.Item) -> int:
    marker = item.get_closest_marker("disruptive")
    return 0 if marker is None else int(marker.kwargs.get("stage", 1))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Gentle tests first; faults last, and only where the inventory allows them. Judges and campaign when asked for."""
    environment = config.stash.get(ENVIRONMENT, None)
    gentle_only = environment is not None and not environment.destructive
    asked_for = config.getoption("markexpr")
    refused = {item for item in items if gentle_only and _stage(item)}
    refused |= {
        item
        for item in items
        for marker in ("judge", "campaign")
        if marker not in asked_for and item.get_closest_marker(marker)
    }
    if refused:
        config.hook.pytest_deselected(items=[item for item in items if item in refused])
    items[:] = sorted((item for item in items if item not in refused), key=_stage)
    for item in items:
        if item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(LIMIT_SECONDS))


@pytest.fixture(scope="session")
def environment(request: pytest.FixtureRequest) -> Environment:
    """The environment under test."""
    found = request.config.stash.get(ENVIRONMENT, None)
    if found is None:
        pytest.fail("say which environment: pytest tests/acceptance --inventory inventories/sandbox", pytrace=False)
    return found


@pytest.fixture(scope="session")
def resolver(environment: Environment) -> Iterator[dns.resolver.Resolver]:
    """Look-ups through the environment's DNS, for the whole run."""
    with names.resolving_through(environment.option("acceptance_dns_server")) as resolver:
        yield resolver


@pytest.fixture(scope="session")
def visitor(environment: Environment, resolver: dns.resolver.Resolver) -> Iterator[web.Web]:  # noqa: ARG001  # in force
    """A browser-like client at this machine's address."""
    client = web.Web(web.trust(environment.ca_files))
    yield client
    client.close()


@pytest.fixture(scope="session")
def build(environment: Environment, visitor: web.Web) -> Build:
    """The deployed front end as a browser on the landing page finds it; read once."""
    home = f"{environment.url}/"
    page = visitor.get(home, headers={"Accept": "text/html"})
    assert page.status_code == 200, f"the landing page answers {page.status_code}"
    found = explore(home, page.text, lambda url: visitor.get(url).raise_for_status().text)
    assert found.initial_scripts, "the landing page loads no script: not the React build"
    return found


@pytest.fixture(scope="session")
def roots(environment: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file with the environment's extra roots, for scripts that run elsewhere."""
    path = tmp_path_factory.mktemp("roots") / "roots.pem"
    system = Path("/etc/ssl/certs/ca-certificates.crt")
    path.write_text(
        "".join(file.read_text(encoding="utf-8") for file in environment.ca_files or [system]), encoding="utf-8"
    )
    return path


@pytest.fixture(scope="session")
def local(roots: Path) -> Local:
    """Runs the load generator and the scanner on this machine."""
    return Local(str(roots))


@pytest.fixture(scope="session")
def clients(environment: Environment, roots: Path, server: Server) -> Iterator[Clients]:
    """Clients with addresses of their own, free of the bans an earlier run may have earned them."""
    server.run(f"fail2ban-client unban {' '.join(environment.client.addresses)}")
    made = Clients(environment.client, roots, environment.option("acceptance_dns_server"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def server(environment: Environment) -> Iterator[Server]:
    """The first edge server, over SSH."""
    made = Server(environment, environment.edge)
    yield made
    made.close()


@pytest.fixture(scope="session")
def stack(environment: Environment, server: Server) -> Stack:
    """The application's containers on the server."""
    return Stack(server, environment.get("app_stack_name"))


@pytest.fixture(scope="session")
def database(environment: Environment) -> Iterator[Database]:
    """The database as its administrator sees it; the sandbox alone grants that."""
    made = Database(environment.state["mongodb_admin_uri"], Path(environment.state["ca_file"]))
    yield made
    made.close()


@pytest.fixture(scope="session")
def vendors(environment: Environment, visitor: web.Web) -> Iterator[Vendors]:
    """The outside services' stand-ins, from behind; the sandbox alone has them."""
    made = Vendors(environment.state["vendors_url"], visitor.context)
    yield made
    made.close()


@pytest.fixture(scope="session")
def accounts(environment: Environment, visitor: web.Web, server: Server, stack: Stack, vendors: Vendors) -> Accounts:
    """Makes people with accounts; tests that use it are disruptive, for what they make stays."""
    return Accounts(environment, visitor, server, stack, vendors)


@pytest.fixture(scope="session")
def edge(environment: Environment) -> str:
    """ADDRESS:PORT of HTTPS at the edge, for the load generator."""
    return f"{environment.edge_address}:443"
