"""The runner's closing words: each failed test is named with its reason, and all that ran is counted."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SUITE = Path(__file__).resolve().parents[2] / "suite.py"
JUNIT = """<testsuites><testsuite>
  <testcase classname="pages" name="pass"/>
  <testcase classname="pages" name="{name}">
    <failure message="expected 200, was 502&#10;a traceback">…</failure>
  </testcase>
  <testcase classname="pages" name="later"><skipped/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The runner, with its reports in a directory of the test and a plan of the test's own."""
    spec = importlib.util.spec_from_file_location("suite_under_test", SUITE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    for name, directory in {
        "ROOT": ".",
        "REPORTS": "reports",
        "LOGS": "reports/logs",
        "JUNIT": "reports/junit",
    }.items():
        monkeypatch.setattr(module, name, tmp_path / directory)
    return module


def closing(suite: ModuleType, capsys: pytest.CaptureFixture[str], *stages: tuple[str, str]) -> tuple[int, list[str]]:
    """Exit status and printed lines of a plan of one lane of shell commands."""
    suite.PLANS["tried"] = [[[suite.Stage(name, ("sh", "-c", command)) for name, command in stages]]]
    status = suite.main("tried")
    return status, capsys.readouterr().out.splitlines()


def test_each_failed_test_is_named_with_the_first_line_of_its_reason(
    suite: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    report = JUNIT.format(name="broken")
    status, lines = closing(
        suite, capsys, ("browser", f"echo '{report}' > {{junit}}/one.xml; exit 1"), ("next", "true")
    )
    assert status == 1
    assert "  ✗ browser: pages broken: expected 200, was 502" in lines
    assert "  not run after the failure: next" in lines
    assert lines[-1] == "1 passed, 1 failed"


def test_a_stage_that_failed_without_a_failed_test_counts_and_says_how_it_ended(
    suite: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = closing(suite, capsys, ("images", "echo no space left on device; exit 3"))
    assert status == 1
    assert "  ✗ images: exit status 3: no space left on device" in lines
    assert lines[-1] == "0 passed, 1 failed"


def test_a_failed_test_counts_even_if_its_runner_ends_with_success(
    suite: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = closing(suite, capsys, ("unit", f"echo '{JUNIT.format(name='ignored')}' > {{junit}}/one.xml"))
    assert status == 1
    assert lines[-1] == "1 passed, 1 failed"


def test_a_stage_without_tests_counts_as_one(suite: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = closing(suite, capsys, ("lint", "true"), ("unit", "true"))
    assert status == 0
    assert lines[-1] == "2 passed, 0 failed"
