"""One mongod and one Valkey for the whole run.

``reader`` is a client of one API with a fresh catalogue that all tests share which change nothing. A test that does
change something, or needs other settings, takes ``seeded``, ``api`` or ``start`` and has a database of its own.
"""

import os
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pymongo import monitoring
from pymongo.database import Database as PymongoDatabase

from tests.support.application import World, running_world
from tests.support.databases import Mongod, Valkey
from tests.support.installation import LentDatabase, install
from tests.support.plans import Collector
from tests.support.processes import Codementee
from tests.support.razorpay import KEY_ID, KEY_SECRET, WEBHOOK_SECRET

type Database = PymongoDatabase[dict[str, Any]]
type Environment = dict[str, str]
type StartProcess = Callable[..., Codementee]


# From here on tests/large holds answers to their time.
LARGE_BOOKINGS = 200_000


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fuzz-examples", type=int, default=1, help="random cases per operation (tests/fuzzing)")
    parser.addoption(
        "--large", metavar="USERS:BOOKINGS", default="1000:10000", help="the size of the database in tests/large"
    )


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def mongod(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mongod]:
    _, _, bookings = request.config.getoption("--large").partition(":")
    # A million bookings are at home on a server of 4 GB, of which mongod by itself takes so much for its cache.
    cache_gb = 1.5 if int(bookings) >= LARGE_BOOKINGS else 0.25
    with Mongod(tmp_path_factory.mktemp("mongod"), replica_set=True, cache_gb=cache_gb) as server:
        yield server.started()


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    with Valkey(tmp_path_factory.mktemp("valkey"), password=secrets.token_hex(16)) as server:
        yield server.started()


def new_environment(directory: Path, mongod: Mongod, valkey: Valkey) -> Environment:
    """What our processes are started with; database and release, hence cached values, are not shared."""
    (directory / "mongodb_uri").write_text(f"{mongod.uri}\n")
    (directory / "cache_password").write_text(f"{valkey.password}\n")
    (directory / "razorpay_key_secret").write_text(f"{KEY_SECRET}\n")
    (directory / "razorpay_webhook_secret").write_text(f"{WEBHOOK_SECRET}\n")
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH", "LANG") if name in os.environ}
    return inherited | {
        "CODEMENTEE_SECRETS_DIR": str(directory),
        "CODEMENTEE_MONGODB_DATABASE": f"test_{secrets.token_hex(6)}",
        "CODEMENTEE_RELEASE": secrets.token_hex(8),
        "CODEMENTEE_CACHE_PORT": str(valkey.port),
        "CODEMENTEE_RAZORPAY_KEY_ID": KEY_ID,
        "CODEMENTEE_DRAIN_SECONDS": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="session")
def shared_api(tmp_path_factory: pytest.TempPathFactory, mongod: Mongod, valkey: Valkey) -> Iterator[Codementee]:
    directory = tmp_path_factory.mktemp("shared")
    environment = new_environment(directory, mongod, valkey)
    install(environment)
    with Codementee("codementee-api", environment, directory) as api:
        yield api.started()


@pytest.fixture(scope="session")
def reader(shared_api: Codementee) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=shared_api.url, timeout=15) as client:
        yield client


@pytest.fixture
def secrets_directory(tmp_path: Path) -> Path:
    directory = tmp_path / "secrets"
    directory.mkdir()
    return directory


@pytest.fixture
def environment(secrets_directory: Path, mongod: Mongod, valkey: Valkey) -> Environment:
    return new_environment(secrets_directory, mongod, valkey)


@pytest.fixture
def own_valkey(tmp_path: Path, valkey: Valkey) -> Iterator[Valkey]:
    """A Valkey to be harmed, with the shared one's password."""
    with Valkey(tmp_path, password=valkey.password) as server:
        yield server.started()


@pytest.fixture
def database(mongod: Mongod, environment: Environment) -> Iterator[Database]:
    """The test's database, seen past the application."""
    with mongod.client() as client:
        database = client[environment["CODEMENTEE_MONGODB_DATABASE"]]
        yield database
        client.drop_database(database)


@pytest.fixture
def seeded(environment: Environment, database: Database) -> Database:
    install(environment)
    return database


@pytest.fixture
def start(environment: Environment, tmp_path: Path) -> Iterator[StartProcess]:
    """Starts ``codementee-api`` or ``codementee-worker`` with settings changed as said; all end with the test."""
    with ExitStack() as stack:

        def start_process(command: str = "codementee-api", **changes: str) -> Codementee:
            process = Codementee(command, environment | changes, tmp_path)
            return stack.enter_context(process).started()

        yield start_process


@pytest.fixture
def api(start: StartProcess) -> Codementee:
    return start()


@pytest.fixture
def client(api: Codementee) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=api.url, timeout=15) as client:
        yield client


@pytest.fixture(scope="session")
def queries() -> Collector:
    """Listens to every client made from now on."""
    collector = Collector()
    monitoring.register(collector)
    return collector


@pytest.fixture(scope="session")
def lent(tmp_path_factory: pytest.TempPathFactory, mongod: Mongod, valkey: Valkey) -> Iterator[LentDatabase]:
    """One migrated and seeded database for every ``world``: a new one each would take most of a test's time."""
    environment = new_environment(tmp_path_factory.mktemp("world"), mongod, valkey)
    install(environment)
    with mongod.client() as client:
        yield LentDatabase(environment, client[environment["CODEMENTEE_MONGODB_DATABASE"]])


@pytest.fixture
async def world(lent: LentDatabase, queries: Collector) -> AsyncIterator[World]:
    """An application in this process on a freshly seeded database, with a clock to set; for async tests.

    Afterwards every query of ours that the test was the first to send is explained: none may read a whole collection
    or sort in memory.
    """
    async with running_world(lent.as_new()) as running:
        yield running
    assert queries.wasteful(lent.database) == []
