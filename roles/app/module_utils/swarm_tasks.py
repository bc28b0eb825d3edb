"""What the modules of this role share: the engine's API, and words about tasks that failed."""

from __future__ import annotations

import traceback
from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

try:
    import docker

    IMPORT_ERROR = None
except ImportError:
    IMPORT_ERROR = traceback.format_exc()

FAILED_STATES = frozenset({"failed", "rejected", "orphaned"})
# A service's task never ends by itself: one that was stopped for its health and left politely is "complete".
ENDED_STATES = FAILED_STATES | {"complete"}
# The engine talks to a local socket; what takes longer than this is stuck, not slow.
API_TIMEOUT_SECONDS = 30
LOG_TIMEOUT_SECONDS = "10"


def connect(module: AnsibleModule) -> Any:
    """A low-level client of the local engine."""
    if IMPORT_ERROR:
        module.fail_json(msg=missing_required_lib("docker"), exception=IMPORT_ERROR)
    return docker.APIClient(timeout=API_TIMEOUT_SECONDS, version="auto")


def newest_first(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The instants of the engine are UTC in one format, so that they sort as text."""
    return sorted(tasks, key=lambda task: str(task["Status"]["Timestamp"]), reverse=True)


def error_of(task: dict[str, Any]) -> str:
    """State and reason of one task, in the engine's words."""
    status = task["Status"]
    reason = status.get("Err") or status.get("Message", "")
    code = status.get("ContainerStatus", {}).get("ExitCode")
    exit_code = f", exit status {code}" if code else ""
    return f"{status['State']}: {reason}{exit_code}"


def last_lines(module: AnsibleModule, task: dict[str, Any], lines: int) -> list[str]:
    """The end of a task's output; empty when its node or its container is gone."""
    command = ["timeout", LOG_TIMEOUT_SECONDS, "docker", "service", "logs", "--raw", "--tail", str(lines), task["ID"]]
    code, stdout, stderr = module.run_command(command)
    return (stdout + stderr).splitlines()[-lines:] if code == 0 else []


def health_of(client: Any, task: dict[str, Any]) -> str:
    """What the health check of a task's container last said; empty unless the container is on this node."""
    container = task["Status"].get("ContainerStatus", {}).get("ContainerID")
    if not container:
        return ""
    try:
        state = client.inspect_container(container)["State"]
    except docker.errors.APIError:
        return ""
    checks = state.get("Health", {}).get("Log") or []
    failed = [check for check in checks if check["ExitCode"] != 0]
    return f" Its health check said: {failed[-1]['Output'].strip() or 'nothing'}." if failed else ""


def explain(module: AnsibleModule, client: Any, suspects: list[dict[str, Any]], lines: int) -> str:
    """The newest of these tasks: its error, its health check and the end of its output."""
    if not suspects:
        return "no task says why"
    task = newest_first(suspects)[0]
    output = last_lines(module, task, lines)
    said = "\n    ".join(["", *output]) if output else " nothing"
    return f"{error_of(task)} (task {task['ID']}).{health_of(client, task)} It printed:{said}"
