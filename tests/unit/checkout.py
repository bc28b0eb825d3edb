"""The repository as the tests see it."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENTS = ("sandbox", "sandbox_staging", "staging", "production")
ROLES = sorted(path for path in (ROOT / "roles").iterdir() if path.is_dir())


class Lenient(yaml.SafeLoader):
    """Plain YAML; Ansible's tags (!vault, !unsafe) are read as text."""


Lenient.add_multi_constructor("!", lambda _loader, _suffix, node: str(node.value))


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Lenient)  # noqa: S506  # a SafeLoader of ours


def files() -> list[Path]:
    """Every file that is, or will be, under version control: tracked or untracked, but not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = [ROOT / name for name in sorted(filter(None, listing.split("\0")))]
    return [path for path in found if path.is_file() and not path.is_symlink()]


def text_of(path: Path) -> str:
    """A file's text; nothing for a binary one."""
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8", "replace")


def role_options(role: Path, entry_point: str = "main") -> dict[str, dict[str, Any]]:
    path = role / "meta/argument_specs.yml"
    return dict(read_yaml(path)["argument_specs"][entry_point].get("options") or {}) if path.is_file() else {}


def role_defaults(role: Path) -> dict[str, Any]:
    path = role / "defaults/main.yml"
    return dict(read_yaml(path) or {}) if path.is_file() else {}


def load_plugin(path: Path) -> ModuleType:
    """A plugin as Ansible imports it: by its file."""
    spec = importlib.util.spec_from_file_location(f"plugin_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
