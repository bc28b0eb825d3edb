"""Make the role's modules importable as Ansible imports them on a host."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

ROLE = Path(__file__).resolve().parents[1]


def load(name: str, path: Path) -> None:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


load("ansible.module_utils.releases", ROLE / "module_utils/releases.py")
for each in ("release_lock", "release_record", "release_facts", "release_watch"):
    load(each, ROLE / f"library/{each}.py")
load("release_filters", ROLE / "filter_plugins/releases.py")
