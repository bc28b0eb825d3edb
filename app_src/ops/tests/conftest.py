"""One replica set for the whole run; each test has databases of its own on it."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from tests.support.command import Command
from tests.support.servers import Mongod

_ROOM = 4 * 1024**3


@contextmanager
def data_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """In memory where there is room: hundreds of small synced writes otherwise wait for the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a directory of its own is made in it
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM:
        with tempfile.TemporaryDirectory(dir=memory, prefix="codementee-ops-") as directory:
            yield Path(directory)
    else:
        yield tmp_path_factory.mktemp("mongod")


@pytest.fixture(scope="session")
def mongod(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mongod]:
    with data_directory(tmp_path_factory) as directory, Mongod(directory, replica_set=True) as server:
        with server.client() as client:
            # Tests contain what has expired long ago.
            client.admin.command("setParameter", 1, ttlMonitorEnabled=False)
        yield server


@pytest.fixture
def client(mongod: Mongod) -> Iterator[MongoClient[dict[str, Any]]]:
    with mongod.client() as client:
        yield client


@pytest.fixture
def name(client: MongoClient[dict[str, Any]]) -> Iterator[str]:
    """The name of a database, and the beginning of others' that the test makes; all are removed."""
    name = f"test_{secrets.token_hex(4)}"
    yield name
    for found in client.list_database_names():
        if found.startswith(name):
            client.drop_database(found)


@pytest.fixture
def database(client: MongoClient[dict[str, Any]], name: str) -> Database[dict[str, Any]]:
    return client[name]


@pytest.fixture
def command(mongod: Mongod, tmp_path: Path) -> Command:
    return Command(tmp_path, mongod.address())


@pytest.fixture
def journal_command(mongod: Mongod, tmp_path: Path) -> Command:
    return Command(tmp_path, mongod.address(), "codementee-journal")
