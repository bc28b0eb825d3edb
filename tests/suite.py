"""Run the project's suites side by side and close with one count: `tests/suite.py check|test|campaign`.

A stage is a command with a log in reports/logs and, where it runs tests, JUnit files in reports/junit/<stage>.
Lanes of a phase run in parallel, stages of a lane one after the other; a failed stage ends its lane and the run
after its phase. A stage without JUnit counts as one test, so that nothing that ran is left out of the count.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "reports"
LOGS, JUNIT = REPORTS / "logs", REPORTS / "junit"
TAIL_LINES = 80
MAX_FAILURE_LENGTH = 300
HEARTBEAT_SECONDS = 60

SANDBOX = ("ansible-playbook", "-i", "inventories/sandbox")


@dataclasses.dataclass(frozen=True)
class Stage:
    """One command. `{junit}` in its words is replaced by the directory for its JUnit files."""

    name: str
    command: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Result:
    """What a stage did: whether it succeeded, its duration, how many tests passed and which failed, with the reason."""

    stage: Stage
    succeeded: bool
    seconds: float
    passed: int
    failures: tuple[str, ...]

    @property
    def failed(self) -> int:
        return len(self.failures)


def pytest_stage(name: str, *arguments: str) -> Stage:
    """A pytest run that leaves its JUnit file where the count is taken."""
    return Stage(name, ("pytest", *arguments, f"--junitxml={{junit}}/{name}.xml"))


LINT = Stage("lint", ("tests/lint",))
UNIT = pytest_stage("unit", "tests/unit", "roles/app/tests", "roles/release/tests", "roles/router/tests")
FRONTEND = Stage("frontend", ("app_src/frontend/run-checks", "{junit}"))
BACKEND = Stage("backend", ("app_src/backend/run-tests", "{junit}"))
# The whole contract with many random cases for each operation and role; BACKEND runs it with one.
FUZZING = Stage("fuzzing", ("app_src/backend/run-tests", "{junit}", "tests/fuzzing", "--fuzz-examples=30", "-s"))
# Every endpoint and job on 100,000 users and 1,000,000 bookings; BACKEND runs it on a hundredth of that.
LARGE = Stage("large", ("app_src/backend/run-tests", "{junit}", "tests/large", "--large=100000:1000000", "-s"))
# The tests of the release before, on databases that this one has migrated.
PREVIOUS = Stage("previous", ("app_src/backend/run-previous-tests", "{junit}"))
# A project of its own, with its own settings of pytest.
VENDORS = Stage("vendors", ("sh", "-c", "cd molecule/sandbox/vendors && exec pytest --junitxml={junit}/vendors.xml"))
# The tools for hosts: what they refuse, and what comes back of every kind of data. OPS has backups, the journal and
# damage as well, its campaign a gigabyte, a hundred dumps under transfers and eighty kills.
OPS_PART = Stage(
    "ops",
    (
        "app_src/ops/run-tests",
        "{junit}",
        *(f"tests/test_{part}.py" for part in ("units", "journal_units", "round_trip", "refusals")),
    ),
)
OPS = Stage("ops", ("app_src/ops/run-tests", "{junit}"))
OPS_CAMPAIGN = Stage("ops-campaign", ("app_src/ops/run-tests", "{junit}", "-m", "campaign", "-s"))
CREATE = Stage("sandbox", (*SANDBOX, "molecule/sandbox/create.yml"))
BUILD = Stage("images", ("make", "--no-print-directory", "build"))
MOLECULE = Stage("molecule", ("make", "--no-print-directory", "molecule"))
REPORT_TESTS = pytest_stage("acceptance-report", "tests/acceptance/selftest")
ON_SANDBOX = ("tests/acceptance", "--inventory", "inventories/sandbox", "--report-dir")
ACCEPTANCE = pytest_stage("acceptance", *ON_SANDBOX, "reports/acceptance", "--require-measured")
JUDGES = pytest_stage("judges", *ON_SANDBOX, "reports/judges", "-m", "judge")
RACES = pytest_stage("races", *ON_SANDBOX, "reports/races", "-m", "campaign", "-s")
REFUSALS = pytest_stage("refusals", "tests/faults", "-m", "not slow")
FAULTS = pytest_stage("faults", "tests/faults")
RELEASE_TOOLS = pytest_stage("release-tools", "tests/releases/selftest")
RELEASES = pytest_stage("releases", "tests/releases")
# Every way in which a release can go, and what else is done to a platform that serves; about an hour.
RELEASE_CAMPAIGN = pytest_stage("release-campaign", "tests/releases", "-m", "campaign", "-s")
BROWSER = Stage("browser", ("tests/e2e/run", "{junit}"))
LIGHTHOUSE = Stage("lighthouse", ("tests/e2e/run", "{junit}", "--config", "lighthouse.config.ts"))
# Every page and form under every fault of the API.
RESILIENCE = Stage("resilience", ("tests/e2e/run", "{junit}", "--config", "resilience.config.ts"))

# A plan is a list of phases, a phase a list of lanes, a lane a list of stages.
PLANS: dict[str, list[list[list[Stage]]]] = {
    "check": [[[LINT], [UNIT, REPORT_TESTS, RELEASE_TOOLS, VENDORS, FRONTEND]]],
    "test": [
        [[CREATE, BUILD]],
        [[MOLECULE, REFUSALS, LINT, REPORT_TESTS, VENDORS, OPS_PART], [BACKEND, FRONTEND, UNIT]],
        # Under a load of their own: alone.
        [[ACCEPTANCE, BROWSER, RELEASES]],
    ],
    "campaign": [
        [[FUZZING, PREVIOUS, LARGE, OPS, OPS_CAMPAIGN]],
        [[ACCEPTANCE, RACES, JUDGES, BROWSER, RESILIENCE, LIGHTHOUSE, FAULTS, RELEASE_CAMPAIGN]],
    ],
}

_screen = threading.Lock()


def say(line: str) -> None:
    """Print a whole line even while other lanes print theirs."""
    with _screen:
        print(f"[{time.strftime('%H:%M:%S')}] {line}", flush=True)


def count(directory: Path) -> tuple[int, tuple[str, ...]]:
    """How many test cases of all JUnit files in `directory` passed, and a line for each that failed.

    A skipped one counts as neither.
    """
    passed = 0
    failures: list[str] = []
    for file in sorted(directory.glob("**/*.xml")):
        for case in ET.parse(file).getroot().iter("testcase"):  # noqa: S314 - written by our own test runners just now
            fault = next((child for child in case if child.tag in {"failure", "error"}), None)
            if fault is not None:
                reason = (fault.get("message") or fault.text or "").strip().partition("\n")[0]
                failures.append(f"{case.get('classname')} {case.get('name')}: {reason}"[:MAX_FAILURE_LENGTH])
            elif case.find("skipped") is None:
                passed += 1
    return passed, tuple(failures)


def run(stage: Stage) -> Result:
    """Run one stage to its end, with its output in a log of its own."""
    junit = JUNIT / stage.name
    junit.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{stage.name}.log"
    say(f"▸ {stage.name}")
    start = time.monotonic()
    command = [word.replace("{junit}", str(junit)) for word in stage.command]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment()
        )
        while True:
            try:
                status = process.wait(timeout=HEARTBEAT_SECONDS)
                break
            except subprocess.TimeoutExpired:
                say(f"  {stage.name} … {time.monotonic() - start:.0f} s: {last_line(log)}")
    passed, failures = count(junit)
    if status != 0 and not failures:
        failures = (f"exit status {status}: {last_line(log)}",)
    elif passed == 0 and not failures:
        passed = 1
    result = Result(stage, status == 0 and not failures, time.monotonic() - start, passed, failures)
    report(result, log)
    return result


def environment() -> dict[str, str]:
    """The caller's environment, without what would colour or page the logs."""
    return {**os.environ, "NO_COLOR": "1", "ANSIBLE_NOCOLOR": "1", "PAGER": "cat", "PYTHONUNBUFFERED": "1"}


def last_line(log: Path) -> str:
    """The last non-empty line of a log, shortened to a screen's width."""
    lines = [line for line in log.read_text(errors="replace").splitlines()[-20:] if line.strip()]
    return lines[-1].strip()[:110] if lines else ""


def report(result: Result, log: Path) -> None:
    """Say how a stage ended; a failed one shows the end of its log."""
    mark = "✔" if result.succeeded else "✗"
    say(f"{mark} {result.stage.name}: {result.passed} passed, {result.failed} failed, {result.seconds:.0f} s")
    if not result.succeeded:
        tail = log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
        say("\n".join([f"the end of {log.relative_to(ROOT)}:", *(f"  │ {line}" for line in tail)]))


def run_lane(lane: Sequence[Stage]) -> list[Result]:
    """The stages of a lane in order, up to the first that fails."""
    results: list[Result] = []
    for stage in lane:
        results.append(run(stage))
        if not results[-1].succeeded:
            break
    return results


def main(plan: str) -> int:
    """Run the plan and print the table and the closing count; the exit status says whether all is well."""
    shutil.rmtree(REPORTS, ignore_errors=True)
    LOGS.mkdir(parents=True)
    start = time.monotonic()
    results: list[Result] = []
    for phase in PLANS[plan]:
        with ThreadPoolExecutor(max_workers=len(phase)) as lanes:
            results += [result for lane in lanes.map(run_lane, phase) for result in lane]
        if not all(result.succeeded for result in results):
            break
    planned = [stage.name for phase in PLANS[plan] for lane in phase for stage in lane]
    print("\nTime of each stage")
    for result in results:
        print(f"  {result.stage.name:<14}{result.seconds:7.0f} s  {result.passed:5} passed {result.failed:5} failed")
    missing = planned[:]
    for result in results:
        missing.remove(result.stage.name)
    if missing:
        print(f"  not run after the failure: {', '.join(missing)}")
    table = REPORTS / "acceptance" / "report.md"
    if table.exists():
        print(table.read_text())
    # Last, because whoever reads the end of a long log asks this first.
    for result in results:
        for failure in result.failures:
            print(f"  ✗ {result.stage.name}: {failure}")
    print(f"  {'total':<14}{time.monotonic() - start:7.0f} s")
    print(f"{sum(r.passed for r in results)} passed, {sum(r.failed for r in results)} failed")
    return 0 if not missing and all(result.succeeded for result in results) else 1


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PLANS:
        sys.exit(f"usage: tests/suite.py {'|'.join(PLANS)}")
    sys.exit(main(sys.argv[1]))
