"""Run the images of another release in the stack that serves, at once."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.exchanged_stack import all_at_once, exchanged_stack

DOCUMENTATION = r"""
module: stack_exchange
short_description: Run the images of another release in the stack that serves, at once
description:
  - For going back, where seconds count and the release has served before. The stack file gets the other images and the
    other name; secrets and settings stay as they are. The engine is at work when this ends.
  - All tasks of a service are replaced at the same time, each once its successor is healthy, instead of one after the
    other. V(one_by_one) puts that right for the next release once they run.
  - Where the file is not of O(before), as after a run that died, nothing is done and RV(exchanged) is false.
options:
  directory: {description: Folder with C(stack.yml)., type: path, required: true}
  stack: {description: Name of the stack., type: str, required: true}
  state:
    description: V(exchanged) exchanges; V(one_by_one) has the services replace tasks one by one again.
    type: str
    choices: [exchanged, one_by_one]
    default: exchanged
  before: {description: Manifest of the release that serves; for V(exchanged)., type: dict}
  target: {description: Manifest of the release to run; for V(exchanged)., type: dict}
  remember:
    description: Keep the file that serves as C(stack.previous.yml), also where nothing is exchanged.
    type: bool
    default: true
author: [Codementee]
"""

EXAMPLES = r"""
- name: Exchange the images
  stack_exchange:
    directory: /etc/codementee/app
    stack: codementee
    before: {release: two, images: {backend: registry/backend@sha256:b}}
    target: {release: one, images: {backend: registry/backend@sha256:a}}
"""

RETURN = r"""
exchanged:
  description: Whether the stack is, or in check mode would be, that of the other release.
  type: bool
  returned: with V(exchanged)
services:
  description: Names of the services that were set to replace tasks one by one.
  type: list
  returned: with V(one_by_one)
"""

# The engine counts each change of a service and refuses one that comes while it makes its own: then once more.
ATTEMPTS = 3


def write(path: Path, content: str) -> None:
    """Whole or not at all, readable by all as the role writes it."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
    Path(beside).chmod(0o644)
    Path(beside).replace(path)


def deploy(module: AnsibleModule, directory: Path, stack: str, content: str) -> None:
    command = ["docker", "stack", "deploy", "--compose-file", "-", "--prune", "--resolve-image", "never"]
    # From version 26 on it has to be said, and before that it may not be.
    _, words, _ = module.run_command(["docker", "stack", "deploy", "--help"], check_rc=True)
    command += ["--detach=true"] if "--detach" in words else []
    run(module, [*command, stack], data=content, cwd=str(directory))


def run(module: AnsibleModule, command: list[str], **options: Any) -> None:
    for attempt in range(ATTEMPTS):
        status, said, words = module.run_command(command, **options)
        if status == 0:
            return
        if "out of sequence" not in words or attempt == ATTEMPTS - 1:
            module.fail_json(msg=f"{' '.join(command[:3])} failed: {(words or said).strip()}")


def exchange(module: AnsibleModule) -> None:
    directory = Path(module.params["directory"])
    serving = directory / "stack.yml"
    stack = serving.read_text(encoding="utf-8") if serving.exists() else ""
    other = exchanged_stack(stack, module.params["before"], module.params["target"])
    if not module.check_mode:
        if stack and module.params["remember"]:
            write(directory / "stack.previous.yml", stack)
        if other:
            write(serving, other)
            deploy(module, directory, module.params["stack"], all_at_once(other))
    module.exit_json(changed=bool(other), exchanged=bool(other))


def one_by_one(module: AnsibleModule) -> None:
    labelled = f"label=com.docker.stack.namespace={module.params['stack']}"
    _, listed, _ = module.run_command(["docker", "service", "ls", "--quiet", "--filter", labelled], check_rc=True)
    found: list[str] = []
    if listed.split():
        shown = "{{.Spec.Name}} {{with .Spec.UpdateConfig}}{{.Parallelism}}{{end}}"
        _, said, _ = module.run_command(
            ["docker", "service", "inspect", "--format", shown, *listed.split()], check_rc=True
        )
        found = [line.split()[0] for line in said.splitlines() if line.split()[1:] == ["0"]]
    for name in found:
        if not module.check_mode:
            run(module, ["docker", "service", "update", "--quiet", "--detach", "--update-parallelism", "1", name])
    module.exit_json(changed=bool(found), services=found)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "directory": {"type": "path", "required": True},
            "stack": {"type": "str", "required": True},
            "state": {"type": "str", "choices": ["exchanged", "one_by_one"], "default": "exchanged"},
            "before": {"type": "dict"},
            "target": {"type": "dict"},
            "remember": {"type": "bool", "default": True},
        },
        required_if=[("state", "exchanged", ["before", "target"])],
        supports_check_mode=True,
    )
    {"exchanged": exchange, "one_by_one": one_by_one}[module.params["state"]](module)


if __name__ == "__main__":
    main()
