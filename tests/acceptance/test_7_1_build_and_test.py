"""7.1: a push to main builds and tests, by nothing that does not run on a laptop too."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from acceptance.report.plugin import Evidence
from acceptance.support.settings import REPOSITORY

WORKFLOWS = REPOSITORY / ".github" / "workflows"
TOOLS = Path(sys.executable).parent
JUDGES = (
    ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"],
    ["zizmor", "--offline", "--quiet"],
)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def workflows() -> dict[str, dict[str, Any]]:
    # YAML 1.1 reads the key `on` as true.
    read = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(WORKFLOWS.glob("*.yml"))}
    return {
        name: {"on" if key is True else key: value for key, value in content.items()} for name, content in read.items()
    }


def commands(content: dict[str, Any]) -> Iterator[str]:
    """Every line a workflow runs in a shell."""
    for job in content["jobs"].values():
        for step in job.get("steps", []):
            yield from (line.strip() for line in step.get("run", "").splitlines() if line.strip())


@pytest.mark.criterion("7.1", part="workflows lint clean")
def test_workflows_are_valid_and_clean(evidence: Evidence) -> None:
    files = [str(path) for path in sorted(WORKFLOWS.glob("*.yml"))]
    assert files, f"there is no workflow in {WORKFLOWS}"
    for command in JUDGES:
        run = subprocess.run(
            [str(TOOLS / command[0]), *command[1:], *files], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, f"{command[0]}: {run.stdout}{run.stderr}"
    evidence(f"{len(files)} workflows: valid against the published schema, nothing found by zizmor")


@pytest.mark.criterion("7.1", part="the same targets locally")
def test_a_push_runs_make_targets_only(evidence: Evidence) -> None:
    targets = set(TARGET.findall((REPOSITORY / "Makefile").read_text(encoding="utf-8")))
    found = workflows()
    pushed = {name: content for name, content in found.items() if "push" in content["on"]}
    assert pushed, "no workflow runs on a push"
    assert any("pull_request" in content["on"] for content in found.values()), "none runs on a pull request"
    used: set[str] = set()
    for name, content in found.items():
        for line in commands(content):
            words = line.split()
            assert words[0] == "make", f"{name}: {line!r} is not a make target"
            named = {word for word in words[1:] if "=" not in word and not word.startswith("-")}
            assert named <= targets, f"{name}: {line!r}: no such target"
            used |= named
    assert used & {"test", "check"}, f"nothing is tested: {sorted(used)}"
    evidence(f"{len(found)} workflows run {', '.join(sorted(used))}, all of them targets of the Makefile")
