"""What the modules conclude from what the engine says; the shapes are the engine's own."""

from __future__ import annotations

from typing import Any

import pytest
from swarm_jobs import fingerprint, outcome
from swarm_secret_sweep import in_use
from swarm_settle import judge, suspects

PRESENT = {"ContainerSpec": {"Image": "backend@sha256:2"}, "Placement": {"Constraints": ["node.role == manager"]}}
FORMER = {"ContainerSpec": {"Image": "backend@sha256:1"}}
DEPLOYED = "2026-11-22T05:00:00.000000000Z"


def service(replicas: int = 2, update: str | None = None) -> dict[str, Any]:
    template = {**PRESENT, "Runtime": "container"}
    found = {"Spec": {"TaskTemplate": template, "Mode": {"Replicated": {"Replicas": replicas}}}, "UpdatedAt": DEPLOYED}
    return {**found, "UpdateStatus": {"State": update}} if update else found


def task(state: str = "running", spec: dict[str, Any] = PRESENT, minute: int = 1) -> dict[str, Any]:
    wanted = "running" if state in {"running", "starting", "pending"} else "shutdown"
    timestamp = f"2026-11-22T05:{minute:02}:00.000000000Z"
    return {"Spec": spec, "DesiredState": wanted, "Status": {"State": state, "Timestamp": timestamp}, "NodeID": "n"}


@pytest.mark.parametrize(
    ("found", "tasks", "verdict"),
    [
        (service(), [task(), task()], "settled"),
        (service(update="completed"), [task(), task(), task("shutdown", FORMER)], "settled"),
        # The engine has accepted the update and not begun it: the old tasks prove nothing.
        (service(), [task(spec=FORMER), task(spec=FORMER)], "waiting"),
        (service(), [task(), task("starting")], "waiting"),
        (service(update="updating"), [task(), task()], "waiting"),
        (service(update="rollback_started"), [task(), task()], "waiting"),
        (service(update="rollback_completed"), [task(), task()], "failed"),
        (service(update="rollback_paused"), [task(), task()], "failed"),
        (service(update="paused"), [task(), task()], "failed"),
        (service(1), [task("failed"), task("failed"), task("starting")], "waiting"),
        (service(1), [task("failed"), task("complete"), task("failed")], "failed"),
        (service(0), [], "settled"),
    ],
)
def test_a_service_is_judged_by_what_runs(found: dict[str, Any], tasks: list[dict[str, Any]], verdict: str) -> None:
    assert judge(found, tasks, 3)[0] == verdict


def test_failures_before_the_deployment_are_not_held_against_it() -> None:
    old = [{**task("failed"), "Status": {"State": "failed", "Timestamp": "2026-11-22T04:59:00Z"}} for _ in range(5)]
    assert judge(service(1), [*old, task("starting")], 3)[0] == "waiting"


def test_after_a_rollback_the_tasks_of_the_refused_release_are_to_blame() -> None:
    refused = task("failed", {"ContainerSpec": {"Image": "backend@sha256:3"}})
    blamed = suspects(service(update="rollback_completed"), [task("failed"), refused, task()])
    assert blamed == [refused]


def test_a_task_that_never_started_is_named_when_nothing_failed() -> None:
    pending = task("pending")
    assert suspects(service(), [pending, task()]) == [pending]


def test_a_job_is_due_again_when_anything_decisive_changed() -> None:
    options = {"image": "a", "user": "1:1", "environment": {}, "secrets": {"uri": "v1"}, "binds": [], "network": "n"}
    job = {"name": "migrate", "command": ["codementee", "migrate"]}
    same = fingerprint(options, job)
    assert same == fingerprint({**options, "timeout_seconds": 5}, job)
    assert same != fingerprint({**options, "secrets": {"uri": "v2"}}, job)
    assert same != fingerprint(options, {**job, "command": ["codementee", "seed"]})


def test_a_job_ends_once() -> None:
    assert outcome([]) == "running"
    assert outcome([task("running")]) == "running"
    assert outcome([task("complete")]) == "completed"
    assert outcome([task("rejected")]) == "failed"


def test_a_secret_in_use_is_found_in_services_and_jobs() -> None:
    uses = {"Spec": {"TaskTemplate": {"ContainerSpec": {"Secrets": [{"SecretID": "s1"}]}}}}
    assert in_use([uses, {"Spec": {"TaskTemplate": {"ContainerSpec": {}}}}]) == {"s1"}
