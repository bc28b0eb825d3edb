"""The workflows hold no logic: steps are make targets, actions are fixed, tokens small, deployments one at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checkout import ROOT, read_yaml

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
Workflow = dict[Any, Any]
# One target, and what it is told; nothing a shell would do anything with.
STEP = re.compile(r"make (?P<target>[a-z][a-z-]*)(?P<variables>(?: [A-Z]+=[A-Za-z0-9._/-]+)*)")
TARGET = re.compile(r"(?m)^(?P<target>[a-z][a-z-]*):(?!=)")
FIXED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
OF_THIS_REPOSITORY = re.compile(r"\$/\.github/workflows/[\w-]+\.yml")
TARGETS = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
# Everybody may read; anything more is asked for by name and with a reason, here.
PERMISSIONS = {"contents": "read"}


def jobs(workflow: Workflow) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from workflow["jobs"].items()


def steps(workflow: Workflow) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in jobs(workflow):
        for step in job.get("steps", []):
            yield f"{name}: {step.get('name')}", step


def runs_that_are_not_one_target(workflow: Workflow) -> Iterator[str]:
    for name, step in steps(workflow):
        if "run" in step:
            match = STEP.fullmatch(step["run"])
            if match is None or match["target"] not in TARGETS or {"shell", "working-directory"} & step.keys():
                yield f"{name}: {step['run']}"


def actions_that_may_change(workflow: Workflow) -> Iterator[str]:
    used = [(name, job["uses"]) for name, job in jobs(workflow) if "uses" in job]
    for name, action in [*used, *((name, step["uses"]) for name, step in steps(workflow) if "uses" in step)]:
        if not FIXED.fullmatch(action) and not OF_THIS_REPOSITORY.fullmatch(action):
            yield f"{name}: {action}"


def jobs_without_bounds(workflow: Workflow) -> Iterator[str]:
    for name, job in jobs(workflow):
        # A job that calls a workflow takes the bounds of the called one's jobs.
        if "uses" not in job and not isinstance(job.get("timeout-minutes"), int):
            yield f"{name}: no timeout-minutes"


def tokens_that_may_too_much(workflow: Workflow) -> Iterator[str]:
    if workflow.get("permissions") != {}:
        yield "the workflow itself: must be {}"
    for name, job in jobs(workflow):
        if job.get("permissions") != PERMISSIONS:
            yield f"{name}: {job.get('permissions')}"


def credentials_left_in_the_checkout(workflow: Workflow) -> Iterator[str]:
    for name, step in steps(workflow):
        checks_out = step.get("uses", "").startswith("actions/checkout@")
        if checks_out and step.get("with", {}).get("persist-credentials") is not False:
            yield name


def deployments_that_could_race(workflow: Workflow) -> Iterator[str]:
    for name, job in jobs(workflow):
        commands = [STEP.fullmatch(step["run"]) for step in job.get("steps", []) if "run" in step]
        environments = {
            word.removeprefix("ENV=")
            for command in commands
            if command and command["target"] in ("deploy", "rollback", "attest", "accept")
            for word in command["variables"].split()
            if word.startswith("ENV=")
        }
        for environment in environments:
            if job.get("concurrency") != {"group": f"deploy-{environment}", "cancel-in-progress": False}:
                yield f"{name}: {job.get('concurrency')}"
            if job.get("environment") != environment:
                yield f"{name}: uses {environment} with the secrets of {job.get('environment')}"


def dangerous_triggers(workflow: Workflow) -> Iterator[str]:
    # YAML reads the bare word "on" as true.
    triggers = workflow.get("on") or workflow[True]
    yield from {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)


RULES: list[Callable[[Workflow], Iterator[str]]] = [
    runs_that_are_not_one_target,
    actions_that_may_change,
    jobs_without_bounds,
    tokens_that_may_too_much,
    credentials_left_in_the_checkout,
    deployments_that_could_race,
    dangerous_triggers,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_keeps_the_rule(path: Path, rule: Callable[[Workflow], Iterator[str]]) -> None:
    assert list(rule(read_yaml(path))) == []


def good() -> Workflow:
    checkout = {"uses": f"actions/checkout@{'a' * 40}", "with": {"persist-credentials": False}}
    return {
        True: {"push": None},
        "permissions": {},
        "jobs": {
            "staging": {
                "timeout-minutes": 5,
                "permissions": {"contents": "read"},
                "environment": "staging",
                "concurrency": {"group": "deploy-staging", "cancel-in-progress": False},
                "steps": [checkout, {"run": "make deploy ENV=staging MANIFEST=release.yml"}],
            }
        },
    }


def broken(change: Callable[[Workflow, dict[str, Any]], object]) -> Workflow:
    workflow = good()
    change(workflow, workflow["jobs"]["staging"])
    return workflow


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        (runs_that_are_not_one_target, lambda _, job: job["steps"].append({"run": "make check && echo done"})),
        (runs_that_are_not_one_target, lambda _, job: job["steps"].append({"run": "make check\nmake test"})),
        (runs_that_are_not_one_target, lambda _, job: job["steps"].append({"run": "make nothing-of-the-kind"})),
        (runs_that_are_not_one_target, lambda _, job: job["steps"].append({"run": "make check ENV=${{ inputs.env }}"})),
        (runs_that_are_not_one_target, lambda _, job: job["steps"].append({"run": "make check", "shell": "python"})),
        (actions_that_may_change, lambda _, job: job["steps"].append({"uses": "actions/checkout@v7"})),
        (actions_that_may_change, lambda _, job: job["steps"].append({"uses": f"actions/checkout@{'a' * 39}"})),
        (actions_that_may_change, lambda _, job: job.update(uses="./.github/workflows/test.yml")),
        (jobs_without_bounds, lambda _, job: job.pop("timeout-minutes")),
        (tokens_that_may_too_much, lambda _, job: job.pop("permissions")),
        (tokens_that_may_too_much, lambda _, job: job["permissions"].update(packages="write")),
        (tokens_that_may_too_much, lambda workflow, _: workflow.pop("permissions")),
        (credentials_left_in_the_checkout, lambda _, job: job["steps"][0].pop("with")),
        (deployments_that_could_race, lambda _, job: job.pop("concurrency")),
        (deployments_that_could_race, lambda _, job: job["concurrency"].update({"cancel-in-progress": True})),
        (deployments_that_could_race, lambda _, job: job["concurrency"].update(group="deploy")),
        (deployments_that_could_race, lambda _, job: job.update(environment="production")),
        (dangerous_triggers, lambda workflow, _: workflow[True].update(pull_request_target=None)),
    ],
)
def test_the_rule_finds_what_breaks_it(
    rule: Callable[[Workflow], Iterator[str]], change: Callable[[Workflow, dict[str, Any]], object]
) -> None:
    # `make deploy` need not exist for what these are about.
    before = [found for found in rule(good()) if "make deploy" not in found]
    assert before == []
    assert [found for found in rule(broken(change)) if "make deploy" not in found] != []


def test_the_approval_stands_between_staging_and_production() -> None:
    release = dict(jobs(read_yaml(ROOT / ".github/workflows/release.yml")))
    assert [(name, job.get("needs"), job.get("environment")) for name, job in release.items()] == [
        ("test", None, None),
        ("images", "test", "staging"),
        ("staging", "images", "staging"),
        ("production", "staging", "production"),
    ]
    # What production deploys is what staging signed, and nothing else it could have been given.
    [staged] = [
        s["with"]["path"] for s in release["staging"]["steps"] if s.get("with", {}).get("name") == "release-signed"
    ]
    assert staged.split() == ["release.yml", "release.yml.staging.sig", "sbom/"]
    taken = [s["with"]["name"] for s in release["production"]["steps"] if "download-artifact" in s.get("uses", "")]
    assert taken == ["release-signed"]
    order = [s["run"].split()[1] for s in release["staging"]["steps"] if "run" in s]
    assert order == ["setup", "ci-key", "deploy", "accept", "attest"]


def test_code_that_anybody_may_propose_sees_no_secret() -> None:
    workflow = ROOT / ".github/workflows/test.yml"
    assert "secrets." not in workflow.read_text(encoding="utf-8")
    assert [name for name, job in jobs(read_yaml(workflow)) if "environment" in job] == []
