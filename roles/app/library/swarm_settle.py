"""Wait until every service of a stack is in its true final state."""

from __future__ import annotations

import time
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_tasks import ENDED_STATES, connect, explain

DOCUMENTATION = r"""
module: swarm_settle
short_description: Wait until every service of a stack is in its true final state
description:
  - The exit status of C(docker stack deploy) says that the engine accepted the stack, not that it runs.
  - A service is settled when as many tasks of the present specification run as are wanted and its last
    update, if any, is C(completed). A rolled back or paused update is a failure.
options:
  stack: {description: Name of the stack., type: str, required: true}
  timeout_seconds: {description: How long to wait., type: int, default: 300}
  failures_tolerated:
    description: Failed tasks per replica of a service that is not being updated after which waiting is pointless.
    type: int
    default: 3
  verdict:
    description:
      - V(complete) waits until the engine has watched an update to its end. With V(running) it is enough that every
        task of the present specification runs; the engine may still take the update back.
    type: str
    choices: [complete, running]
    default: complete
  log_lines: {description: Lines of a failed task's output to show., type: int, default: 20}
author: [Codementee]
"""

EXAMPLES = r"""
- name: Wait for the engine's verdict
  swarm_settle:
    stack: codementee
"""

RETURN = r"""
services:
  description: Image, replicas and state of the last update of each service.
  type: dict
  returned: always
"""

POLL_SECONDS = 0.5
FAILED_UPDATES = {
    "rollback_completed": "was rolled back by the engine and serves its previous version",
    "rollback_paused": "could not be rolled back and stands between two versions",
    "paused": "was stopped in the middle of its update",
}
UNDER_WAY = frozenset({"updating", "rollback_started"})


def task_template(spec: dict[str, Any]) -> dict[str, Any]:
    """What decides whether a task must be replaced: not its placement; and a task does not name its runtime."""
    return {key: value for key, value in spec.items() if key not in {"Placement", "Runtime"}}


def tasks_of_present_spec(service: dict[str, Any], tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    wanted = task_template(service["Spec"]["TaskTemplate"])
    return [task for task in tasks if task_template(task["Spec"]) == wanted]


def replicas_wanted(service: dict[str, Any], tasks: list[dict[str, Any]]) -> int:
    """A global service wants what the scheduler gave it: one task on each suitable node."""
    mode = service["Spec"]["Mode"]
    if "Replicated" in mode:
        return int(mode["Replicated"].get("Replicas", 1))
    return max(1, len({task.get("NodeID") for task in tasks if task["DesiredState"] == "running"}))


def judge(
    service: dict[str, Any], tasks: list[dict[str, Any]], failures_tolerated: int, verdict: str = "complete"
) -> tuple[str, str]:
    """`settled`, `failed` or `waiting`, and why. `tasks` are those of this service, finished ones included.

    A service that is being rolled back is waited for, whatever verdict is asked for: it runs what nobody asked for.
    """
    update = service.get("UpdateStatus", {}).get("State")
    if update in FAILED_UPDATES:
        return "failed", FAILED_UPDATES[update]
    if update == "rollback_started" or (update in UNDER_WAY and verdict == "complete"):
        return "waiting", f"update is {update}"
    wanted = replicas_wanted(service, tasks)
    present = tasks_of_present_spec(service, tasks)
    running = sum(task["DesiredState"] == "running" and task["Status"]["State"] == "running" for task in present)
    if running >= wanted:
        return "settled", f"{running} of {wanted} tasks run"
    failed = [
        task
        for task in present
        if task["Status"]["State"] in ENDED_STATES and task["Status"]["Timestamp"] > service["UpdatedAt"]
    ]
    if len(failed) >= failures_tolerated * max(wanted, 1):
        return "failed", f"failed {len(failed)} times since it was deployed; {running} of {wanted} tasks run"
    return "waiting", f"{running} of {wanted} tasks run"


def summary(service: dict[str, Any]) -> dict[str, Any]:
    image = service["Spec"]["TaskTemplate"]["ContainerSpec"]["Image"]
    replicas = service["Spec"]["Mode"].get("Replicated", {}).get("Replicas")
    return {"image": image, "replicas": replicas, "update": service.get("UpdateStatus", {}).get("State")}


def suspects(service: dict[str, Any], tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tasks that tell the story: ended ones of what was being deployed, else those still trying to start.

    After a rollback the present specification is the previous one, so that the ones to blame do not match it.
    """
    ended = [task for task in tasks if task["Status"]["State"] in ENDED_STATES]
    if service.get("UpdateStatus", {}).get("State", "").startswith("rollback"):
        present = tasks_of_present_spec(service, ended)
        ended = [task for task in ended if task not in present] or ended
    return ended or [task for task in tasks if task["Status"]["State"] not in {"running", "shutdown"}]


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "stack": {"type": "str", "required": True},
            "timeout_seconds": {"type": "int", "default": 300},
            "failures_tolerated": {"type": "int", "default": 3},
            "verdict": {"type": "str", "choices": ["complete", "running"], "default": "complete"},
            "log_lines": {"type": "int", "default": 20},
        },
        supports_check_mode=True,
    )
    client = connect(module)
    options = module.params
    label = f"com.docker.stack.namespace={options['stack']}"
    give_up = time.monotonic() + options["timeout_seconds"]
    while True:
        services = client.services(filters={"label": label})
        tasks = {service["ID"]: client.tasks(filters={"service": service["ID"]}) for service in services}
        verdicts = {
            service["Spec"]["Name"]: judge(
                service, tasks[service["ID"]], options["failures_tolerated"], options["verdict"]
            )
            for service in services
        }
        states = {state for state, _ in verdicts.values()}
        # A failure is told once nothing else is in motion, or the story would be half a story.
        if "waiting" not in states or time.monotonic() > give_up or module.check_mode:
            break
        time.sleep(POLL_SECONDS)

    report = {service["Spec"]["Name"]: summary(service) for service in services}
    if states == {"settled"} or module.check_mode:
        module.exit_json(changed=False, services=report)
    stories = []
    for service in services:
        state, reason = verdicts[service["Spec"]["Name"]]
        if state != "settled":
            mine = tasks[service["ID"]]
            why = explain(module, client, suspects(service, mine), options["log_lines"])
            stories.append(f"{service['Spec']['Name']} {reason}. Last task: {why}")
    module.fail_json(
        msg="\n".join(stories) or f"The engine knows no service of the stack {options['stack']}", services=report
    )


if __name__ == "__main__":
    main()
