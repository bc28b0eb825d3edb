"""Make the role's modules importable as Ansible imports them on a host, and the retention job by its file name."""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

ROLES = Path(__file__).resolve().parents[2]


def load(name: str, path: Path) -> ModuleType:
    loader = SourceFileLoader(name, str(path))
    spec = importlib.util.spec_from_loader(name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module


load("ansible.module_utils.swarm_tasks", ROLES / "app/module_utils/swarm_tasks.py")
load("ansible.module_utils.exchanged_stack", ROLES / "app/module_utils/exchanged_stack.py")
for each in ("swarm_settle", "swarm_jobs", "swarm_secret_sweep", "stack_exchange"):
    load(each, ROLES / f"app/library/{each}.py")
load("docker_image_retention", ROLES / "docker/files/docker-image-retention")
load("subnets", ROLES / "swarm/filter_plugins/subnets.py")
