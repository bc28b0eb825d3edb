"""Look up what a server knows of releases, and whether it is fit for one."""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.releases import CURRENT, MANIFESTS, read_history, read_lock

DOCUMENTATION = r"""
module: release_facts
short_description: Look up what a server knows of releases, and whether it is fit for one
options:
  directory: {description: The directory of releases., type: path, required: true}
  disk_paths: {description: File systems whose free space is told., type: list, elements: path, default: [/]}
  stack: {description: The stack whose running images are told; empty for none., type: str, default: ""}
author: [Codementee]
"""

EXAMPLES = r"""
- name: Look up the releases
  release_facts: {directory: /var/lib/codementee/releases}
  register: known
"""

RETURN = r"""
current: {description: Manifest of what serves; empty before the first release., type: dict, returned: always}
history: {description: The newest records, oldest first., type: list, returned: always}
manifests: {description: Manifest of each release that was kept, by its name., type: dict, returned: always}
lock: {description: Who holds the lock; empty when nobody does., type: dict, returned: always}
running: {description: Image of each service of the stack, as the engine has it., type: dict, returned: always}
disk_free_mb: {description: Least free space of the paths., type: int, returned: always}
epoch: {description: The server's clock, type: float, returned: always}
"""


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest as release_record wrote it; empty when there is none."""
    try:
        manifest = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def running_images(stack: str) -> dict[str, str]:
    """What the engine runs for each service of a stack; nothing where there is no engine or swarm to ask."""
    with contextlib.suppress(Exception):
        import docker

        client = docker.APIClient(timeout=20, version="auto")
        services = client.services(filters={"label": f"com.docker.stack.namespace={stack}"})
        return {
            service["Spec"]["Name"].removeprefix(f"{stack}_"): service["Spec"]["TaskTemplate"]["ContainerSpec"]["Image"]
            for service in services
        }
    return {}


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "directory": {"type": "path", "required": True},
            "disk_paths": {"type": "list", "elements": "path", "default": ["/"]},
            "stack": {"type": "str", "default": ""},
        },
        supports_check_mode=True,
    )
    directory = Path(module.params["directory"])
    free = [shutil.disk_usage(path).free for path in module.params["disk_paths"] if Path(path).exists()]
    module.exit_json(
        changed=False,
        current=read_manifest(directory / CURRENT),
        history=read_history(directory)[-200:],
        manifests={path.stem: read_manifest(path) for path in (directory / MANIFESTS).glob("*.yml")},
        lock=read_lock(directory) or {},
        running=running_images(module.params["stack"]) if module.params["stack"] else {},
        disk_free_mb=min(free, default=0) // 2**20,
        epoch=time.time(),
    )


if __name__ == "__main__":
    main()
