"""The report may never show a pass for something that was not measured."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest

MEASURES = "evidence('308 for 5 of 5 hosts')"


@dataclass
class Reported:
    """What a run of some tests led to."""

    exit_status: int
    markdown: str
    junit: ET.Element
    html: str
    output: str

    def row(self, criterion: str) -> str:
        return next(line for line in self.markdown.splitlines() if line.startswith(f"| {criterion} |"))

    def result(self, criterion: str) -> str:
        return self.row(criterion).split(" | ")[2]


class Suite:
    """Runs tests written in a string under the report plugin, in a directory of their own."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester
        pytester.makeini("[pytest]\naddopts = --strict-markers -p no:cacheprovider")

    def file(self, name: str, body: str) -> None:
        self._pytester.makepyfile(**{name: f"import pytest\n{body}"})

    def run(self, *arguments: str) -> Reported:
        directory = self._pytester.path / "report"
        run = self._pytester.runpytest_inprocess(
            "-p", "acceptance.report.plugin", f"--report-dir={directory}", "--inventory=inventories/example", *arguments
        )
        return Reported(
            int(run.ret),
            (directory / "report.md").read_text(encoding="utf-8"),
            ET.parse(directory / "junit.xml").getroot(),  # noqa: S314  # written by ourselves
            (directory / "report.html").read_text(encoding="utf-8"),
            run.stdout.str(),
        )


@pytest.fixture(autouse=True)
def _no_other_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """What else is installed does not matter here and would be loaded anew for every inner run."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture
def suite(pytester: pytest.Pytester) -> Suite:
    return Suite(pytester)


def both_parts(body_of_second: str, decorator: str = "") -> str:
    """Tests for the two parts of 9.4: the first measures, the second does what the case is about."""
    return f"""
@pytest.mark.criterion("9.4", part="one canonical host")
def test_host(evidence):
    {MEASURES}

{decorator}
@pytest.mark.criterion("9.4", part="path and query kept")
def test_path(evidence):
    {body_of_second}
"""


def test_all_parts_measured_is_a_pass(suite: Suite) -> None:
    suite.file("test_it", both_parts("evidence('?a=1&b=%20 kept on 3 of 3 paths')"))
    report = suite.run()
    assert report.exit_status == 0
    assert report.result("9.4") == "pass"
    assert "?a=1&b=%20 kept on 3 of 3 paths" in report.row("9.4")
    assert "?a=1&amp;b=%20 kept" in report.html


def test_all_50_criteria_are_listed(suite: Suite) -> None:
    suite.file("test_it", both_parts(MEASURES))
    report = suite.run()
    rows = [line for line in report.markdown.splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert len(rows) == 50
    assert sum(" | not built | " in row for row in rows) == 49
    assert len(report.junit.findall("testsuite/testcase")) == 50
    assert len(report.junit.findall("testsuite/testcase/skipped")) == 49
    assert "1 of 50 criteria pass" in report.output


@pytest.mark.parametrize(
    ("body", "decorator", "result"),
    [
        pytest.param("assert 200 == 301, 'http://x/ answered 200'", "", "fail", id="assertion"),
        pytest.param("pass", "", "fail", id="no evidence"),
        pytest.param("evidence('  ')", "", "fail", id="blank evidence"),
        pytest.param(f"{MEASURES}; raise OSError('unreachable')", "", "fail", id="error after evidence"),
        pytest.param("pytest.skip('no client')", "", "partial: 1 of 2 parts", id="skip"),
        pytest.param(f"{MEASURES}; pytest.skip('late')", "", "partial: 1 of 2 parts", id="skip after evidence"),
        pytest.param(MEASURES, "@pytest.mark.skip(reason='later')", "partial: 1 of 2 parts", id="skip marker"),
        pytest.param("assert False", "@pytest.mark.xfail", "fail", id="xfail"),
        pytest.param(MEASURES, "@pytest.mark.xfail", "fail", id="unexpected pass"),
        pytest.param(f"{MEASURES}; pytest.xfail('known')", "", "fail", id="imperative xfail"),
        pytest.param(MEASURES, "@pytest.mark.usefixtures('absent')", "fail", id="fixture error"),
        pytest.param(MEASURES, "@pytest.mark.usefixtures('leaky')", "fail", id="teardown error"),
    ],
)
def test_nothing_else_is_a_pass(suite: Suite, body: str, decorator: str, result: str) -> None:
    leaky = "@pytest.fixture\ndef leaky():\n    yield\n    raise OSError('not restored')\n"
    suite.file("test_it", leaky + both_parts(body, decorator))
    report = suite.run()
    assert report.result("9.4") == result
    case = next(c for c in report.junit.iter("testcase") if c.get("name", "").startswith("9.4 "))
    assert case.find("failure" if result == "fail" else "skipped") is not None


def test_failed_subtest_is_a_failure(suite: Suite) -> None:
    body = f"""
def test_path(evidence, subtests):
    {MEASURES}
    with subtests.test(path="/"):
        assert False, "query lost"
"""
    marker = '@pytest.mark.criterion("9.4", part="path and query kept")'
    suite.file("test_it", f"{marker}{body}")
    assert suite.run().result("9.4") == "fail"


def test_part_without_a_test_is_not_a_pass(suite: Suite) -> None:
    suite.file(
        "test_it", f'@pytest.mark.criterion("9.4", part="one canonical host")\ndef test_host(evidence):\n    {MEASURES}'
    )
    report = suite.run()
    assert report.result("9.4") == "partial: 1 of 2 parts"
    assert "path and query kept: not built" in report.row("9.4")


@pytest.mark.parametrize("arguments", [("-k", "test_host"), ("test_it.py::test_host",)], ids=["-k", "node id"])
def test_unselected_test_is_not_a_pass(suite: Suite, arguments: tuple[str, ...]) -> None:
    suite.file("test_it", both_parts(MEASURES))
    report = suite.run(*arguments)
    assert report.result("9.4") == "partial: 1 of 2 parts"
    assert "path and query kept: not measured: not run" in report.row("9.4")


def test_unselected_parameter_is_not_a_pass(suite: Suite) -> None:
    body = f"""
@pytest.mark.criterion("4.3", part="10000 users at full chain")
@pytest.mark.parametrize("kind", ["read", "write"])
def test_latency(evidence, kind):
    {MEASURES}
"""
    suite.file("test_it", body)
    assert suite.run("test_it.py::test_latency[read]").result("4.3") == "not measured"
    assert suite.run().result("4.3") == "pass"


def test_criterion_tested_in_another_file_is_not_called_unbuilt(suite: Suite) -> None:
    suite.file("test_it", both_parts(MEASURES))
    suite.file("test_other", 'def test_other(evidence): evidence("nothing of interest")')
    suite.file("test_third", f'@pytest.mark.criterion("9.2", part="served")\ndef test_x(evidence):\n    {MEASURES}')
    report = suite.run("test_third.py")
    assert report.result("9.4") == "not measured"
    assert "path and query kept: not measured: its test was not selected" in report.row("9.4")
    assert report.result("9.2") == "partial: 1 of 2 parts"


def test_aborted_run_is_not_a_pass(suite: Suite) -> None:
    suite.file("test_a", "def test_boom(): assert False")
    suite.file("test_it", both_parts(MEASURES))
    report = suite.run("-x")
    assert report.result("9.4") == "not measured"


def test_failure_shows_its_evidence(suite: Suite) -> None:
    suite.file("test_it", both_parts("evidence('200 for /a'); assert False, 'http://x/a answered 200'"))
    row = suite.run().row("9.4")
    assert "FAILED: AssertionError: http://x/a answered 200" in row
    assert "(seen before: 200 for /a)" in row


def test_secrets_do_not_reach_the_report(suite: Suite) -> None:
    body = """
@pytest.fixture
def uri(request):
    request.config.pluginmanager.getplugin("acceptance-report").hide({"correct-horse-battery"})
    return "mongodb+srv://app:correct-horse-battery@db"

@pytest.mark.criterion("9.4", part="one canonical host")
def test_host(evidence, uri):
    evidence(f"saw {uri}")
    print(uri)
    assert uri.startswith("mongodb://")
"""
    suite.file("test_it", body)
    report = suite.run()
    assert report.result("9.4") == "fail"
    for text in (report.markdown, report.html, ET.tostring(report.junit, encoding="unicode"), report.output):
        assert "correct-horse-battery" not in text
    assert "[secret]" in report.markdown


def test_require_measured_refuses_idle_tests(suite: Suite) -> None:
    suite.file("test_it", both_parts("pytest.skip('no client')"))
    assert suite.run().exit_status == 0
    report = suite.run("--require-measured")
    assert report.exit_status == 1
    assert "1 tests measured nothing: test_it.py::test_path" in report.markdown


@pytest.mark.parametrize(
    "marker",
    ['criterion("9.9", part="x")', 'criterion("9.4", part="typo")', 'criterion("9.4")', 'criterion("9.4", "x")'],
)
def test_marker_outside_the_catalogue_stops_the_run(pytester: pytest.Pytester, marker: str) -> None:
    pytester.makepyfile(f"import pytest\n@pytest.mark.{marker}\ndef test_x(): pass")
    run = pytester.runpytest_inprocess("-p", "acceptance.report.plugin", f"--report-dir={pytester.path}/report")
    assert run.ret == pytest.ExitCode.INTERRUPTED
    run.stdout.fnmatch_lines(["*ValueError: *test_x: *"])


def test_part_claimed_in_two_files_stops_the_run(suite: Suite) -> None:
    suite.file("test_a", both_parts(MEASURES))
    suite.file("test_b", both_parts(MEASURES))
    report = suite.run()
    assert report.exit_status == pytest.ExitCode.INTERRUPTED
    assert report.result("9.4") == "not measured"
    assert "test_b.py could not be read" in report.markdown


def test_judges_have_a_table_of_their_own(suite: Suite) -> None:
    suite.file("test_it", f'@pytest.mark.judge("testssl")\ndef test_grade(evidence):\n    {MEASURES}')
    report = suite.run()
    assert report.markdown.count("| pass |") == 1
    assert report.row("testssl").split(" | ")[2] == "pass"


def test_listing_writes_no_report(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(f"import pytest\n{both_parts(MEASURES)}")
    directory: Path = pytester.path / "report"
    pytester.runpytest_inprocess("-p", "acceptance.report.plugin", "--collect-only", f"--report-dir={directory}")
    assert not directory.exists()
