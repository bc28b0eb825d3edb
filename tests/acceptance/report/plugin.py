"""pytest plugin: markers, the evidence fixture, and the report at the end of a run."""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from . import criteria, render, source
from .ledger import Ledger, Outcome, Status

SUITE = Path(__file__).resolve().parents[1]
REPOSITORY = SUITE.parents[1]
EVIDENCE = pytest.StashKey[list[str]]()
REASON_LIMIT = 700
NO_EVIDENCE = (
    "the test recorded no evidence, so it proves nothing: call evidence('<what was measured, with figures>') "
    "where the measurement is made"
)
COLOURS = {Status.PASS: "green", Status.FAIL: "red", Status.PARTIAL: "yellow"}


def suite_of(config: pytest.Config) -> Path:
    """Where the tests are whose claims count: this suite, or the directory of a run elsewhere (our own unit tests)."""
    places = [config.invocation_params.dir / argument.partition("::")[0] for argument in config.args]
    return SUITE if any(place.resolve().is_relative_to(SUITE) for place in places) else config.rootpath


class Evidence:
    """What a test saw. Shown in the report beside the criterion, on failure too."""

    def __init__(self, sink: list[str]) -> None:
        self._sink = sink

    def __call__(self, statement: str) -> None:
        if not statement.strip():
            raise ValueError("evidence needs words: what was measured, with figures")
        self._sink.append(statement.strip())


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Evidence:
    """Record what this test measured; a criterion's test that records nothing fails."""
    return Evidence(request.node.stash.setdefault(EVIDENCE, []))


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("acceptance")
    group.addoption("--inventory", help="inventory of the environment to measure, for example inventories/sandbox")
    group.addoption(
        "--report-dir", type=Path, default=REPOSITORY / "reports" / "acceptance", help="where the report goes"
    )
    group.addoption(
        "--require-measured", action="store_true", help="fail when a criterion's test exists but measured nothing"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "criterion(id, part): the test proves this part of this criterion (criteria.yml)"
    )
    config.addinivalue_line(
        "markers", "judge(name): a public judge's opinion of the environment; slow, run with -m judge"
    )
    config.pluginmanager.register(ReportPlugin(config), "acceptance-report")


class ReportPlugin:
    """Files every test under the criteria it claims, then writes what the run showed."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._ledger = Ledger(criteria.load(), source.declared(suite_of(config)))
        self._notes: list[str] = []
        self._secrets: set[str] = set()
        self._started = datetime.now(UTC)

    def hide(self, secrets: set[str]) -> None:
        """Values that may appear in no report, whichever assertion quotes them."""
        self._secrets |= {secret for secret in secrets if len(secret) >= 8}

    def scrub(self, text: str) -> str:
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, "[secret]")
        return text

    @pytest.hookimpl(wrapper=True)
    def pytest_pycollect_makeitem(self) -> Generator[None, Any, Any]:
        """Note every test of a collected file, also those that -k or a node id leaves out afterwards."""
        made = yield
        for item in made if isinstance(made, list) else [made]:
            if isinstance(item, pytest.Function):
                self._file(item)
        return made

    def _file(self, item: pytest.Function) -> None:
        for marker in item.iter_markers("criterion"):
            if len(marker.args) != 1 or set(marker.kwargs) != {"part"}:
                raise ValueError(f"{item.nodeid}: the marker is criterion('<id>', part='<part>')")
            criterion_id, part = marker.args[0], marker.kwargs["part"]
            if complaint := self._ledger.catalogue.complaint(criterion_id, part):
                raise ValueError(f"{item.nodeid}: {complaint}")
            self._ledger.claim(item.nodeid, criterion_id, part)
            if item.get_closest_marker("campaign") and "campaign" not in self._config.getoption("markexpr"):
                self._ledger.postponed.add(item.nodeid)
        for marker in item.iter_markers("judge"):
            self._ledger.judge(item.nodeid, *marker.args)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._notes.append(f"{report.nodeid} could not be read: its tests are missing below")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if item.nodeid in self._ledger.proofs:
            recorded = item.stash.get(EVIDENCE, [])
            if report.when == "call" and report.passed and not recorded and not hasattr(report, "wasxfail"):
                report.outcome = "failed"
                report.longrepr = NO_EVIDENCE
            self._ledger.proof(item.nodeid).evidence = [self.scrub(words) for words in recorded]
        if report.longrepr and self.scrub(str(report.longrepr)) != str(report.longrepr):
            report.longrepr = self.scrub(str(report.longrepr))
        report.sections = [(name, self.scrub(content)) for name, content in report.sections]
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        proof = self._ledger.proofs.get(report.nodeid)
        if proof is None:
            return
        proof.seconds += report.duration
        if hasattr(report, "wasxfail"):
            proof.settle(Outcome.FAILED, f"marked as an expected failure ({report.wasxfail or 'no reason given'})")
        elif report.failed:
            proof.settle(Outcome.FAILED, self._reason(report))
        elif report.skipped:
            proof.settle(Outcome.SKIPPED, self._reason(report))
        elif report.when == "call":
            proof.settle(Outcome.MEASURED)

    def _reason(self, report: pytest.TestReport) -> str:
        if isinstance(report.longrepr, tuple):
            text = str(report.longrepr[2])
        else:
            crash = getattr(report.longrepr, "reprcrash", None)
            text = crash.message if crash is not None else str(report.longrepr)
            # pytest appends its own dissection of the expression; our messages say more in fewer words.
            text = text.partition("\nassert ")[0]
        text = self.scrub(" ".join(text.split()))
        prefix = "" if report.when == "call" else f"in {report.when}: "
        return prefix + (text if len(text) <= REASON_LIMIT else text[: REASON_LIMIT - 1] + "…")

    def _document(self) -> render.Document:
        environment = self._config.getoption("--inventory") or "no inventory"
        heading = f"{environment}, {self._started:%Y-%m-%d %H:%M} UTC"
        return render.Document(heading, self._ledger.verdicts(), self._ledger.judge_verdicts(), self._notes)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self._silent():
            return
        if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            self._notes.append(f"the run did not finish (pytest exit status {int(exitstatus)})")
        if self._config.getoption("--require-measured") and (idle := self._ledger.unmeasured()):
            self._notes.append(f"{len(idle)} tests measured nothing: {', '.join(idle)}")
            session.exitstatus = max(exitstatus, pytest.ExitCode.TESTS_FAILED)
        render.write(self._document(), self._config.getoption("--report-dir"))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._silent():
            return
        document = self._document()
        terminalreporter.section("acceptance")
        for row in [*document.rows, *document.judges]:
            colour = COLOURS.get(row.status)
            markup = {colour: True} if colour else {}
            terminalreporter.line(f"{row.label:>5}  {row.result:<24} {row.title}", **markup)
            if row.passed or row.status is Status.FAIL:
                for detail in row.details:
                    terminalreporter.line(f"{'':>9}{detail}")
        for note in document.notes:
            terminalreporter.line(f"note: {note}", red=True)
        terminalreporter.line(f"{document.tally()}; report in {self._config.getoption('--report-dir')}")

    def _silent(self) -> bool:
        """Nothing to report: the suite's own unit tests, or a listing."""
        return bool(self._config.getoption("collectonly")) or not (self._ledger.claims or self._ledger.judges)
