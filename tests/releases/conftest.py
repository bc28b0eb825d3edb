"""Releases on the running sandbox, under load; docs/acceptance.md says how to run them.

All of them are the campaign (-m campaign, about an hour); without a marker those that are marked `representative` run,
as in make test. What the environment is, and how it is reached, is the acceptance suite's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TESTS = str(Path(__file__).parent.parent)
if TESTS not in sys.path:
    sys.path.insert(0, TESTS)

from acceptance.fixtures import (  # noqa: E402  # found through the line above, wherever pytest is started
    ENVIRONMENT,
    accounts,
    clients,
    database,
    edge,
    environment,
    resolver,
    roots,
    server,
    stack,
    vendors,
    visitor,
)
from acceptance.support import settings  # noqa: E402
from releases.rehearsal import is_whole_campaign  # noqa: E402

__all__ = [
    "accounts", "clients", "database", "edge", "environment", "resolver", "roots", "server", "stack", "vendors",
    "visitor",
]  # fmt: skip
pytest_plugins = ["releases.fixtures"]

SANDBOX = "inventories/sandbox"
SELFTEST = Path(__file__).parent / "selftest"
LIMIT_SECONDS = 900
SAID = pytest.StashKey[list[tuple[str, str]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--inventory", default=SANDBOX, help="inventory of the environment; one that may be harmed")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", "error")
    config.addinivalue_line("markers", "representative: also runs where not the whole campaign does")
    config.addinivalue_line("markers", "campaign: every test of this folder; -m campaign runs them all")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Read the inventory, unless only the tests of our own tools run."""
    named = [(session.config.invocation_params.dir / word.partition("::")[0]).resolve() for word in session.config.args]
    if session.config.getoption("collectonly") or all(path.is_relative_to(SELFTEST) for path in named):
        return
    try:
        found = settings.load((Path.cwd() / session.config.getoption("--inventory")).resolve())
    except settings.SettingsError as error:
        raise pytest.UsageError(str(error)) from error
    if not found.destructive:
        raise pytest.UsageError(f"{found.inventory} does not allow faults (acceptance_destructive)")
    session.config.stash[ENVIRONMENT] = found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The campaign when asked for; tests of our own tools always."""
    ours = [item for item in items if item.path.is_relative_to(SELFTEST)]
    others = [item for item in items if item not in ours]
    for item in others:
        item.add_marker(pytest.mark.campaign)
        item.add_marker(pytest.mark.timeout(LIMIT_SECONDS))
    chosen = others
    if not is_whole_campaign(config):
        chosen = [item for item in others if item.get_closest_marker("representative")]
        config.hook.pytest_deselected(items=[item for item in others if item not in chosen])
    items[:] = ours + chosen


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keeps the figures of a test for the list at the end."""

    def keep(line: str) -> None:
        request.config.stash.setdefault(SAID, []).append((request.node.name, line))

    return keep


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Say at once what failed: the campaign takes an hour, and one that is cut off says nothing at its end."""
    if report.failed:
        crash = getattr(report.longrepr, "reprcrash", None)
        sys.stderr.write(f"\n{report.nodeid} ({report.when}): {crash.message if crash else report.longreprtext}\n")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, line in config.stash.get(SAID, []):
        terminalreporter.write_line(f"{name}\n    {line}")
