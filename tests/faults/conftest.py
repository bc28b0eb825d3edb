"""Two scratch servers for the whole session: bare at first, then as the tests leave them, in the order of the files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faults.operator import Operator
from faults.scratch import STATE, Scratch

FOLDER = STATE / "faults"
ADDRESSES = {"fault-1": "198.51.100.120", "fault-2": "198.51.100.121"}
LIMIT_SECONDS = 300
SAID = pytest.StashKey[list[tuple[str, str]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: installs packages on a server; run by make faults and make campaign")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.timeout(LIMIT_SECONDS))


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keeps the key line of a run for the list at the end."""

    def keep(line: str) -> None:
        request.config.stash.setdefault(SAID, []).append((request.node.name, line))

    return keep


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, line in config.stash.get(SAID, []):
        terminalreporter.write_line(f"{name}\n    {line}")


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, Scratch]]:
    if not (STATE / "state.yml").is_file():
        pytest.fail("the sandbox is not up; run: make up", pytrace=False)
    FOLDER.mkdir(exist_ok=True)
    made: list[Scratch] = []
    try:
        for name, address in ADDRESSES.items():
            made.append(Scratch(name, address, FOLDER))
        for server in made:
            server.deliver()
        yield {server.name: server for server in made}
    finally:
        for server in made:
            server.remove()


@pytest.fixture(scope="session")
def operator(servers: dict[str, Scratch]) -> Iterator[Operator]:
    # A control socket's path may have 107 characters at most: a short directory of our own.
    sockets = Path(tempfile.mkdtemp(prefix="faults-"))
    made = Operator(FOLDER, sockets)
    made.trust(*servers.values())
    yield made
    made.hang_up()
    shutil.rmtree(sockets)


@pytest.fixture
def server(servers: dict[str, Scratch], operator: Operator) -> Scratch:
    """The server that gets the faults, alone in the inventory."""
    chosen = servers["fault-1"]
    operator.manage({chosen.name: chosen.address})
    return chosen


@pytest.fixture
def bystander(servers: dict[str, Scratch]) -> Scratch:
    """A second server, in good order."""
    return servers["fault-2"]
