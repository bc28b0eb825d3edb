"""Render a role's template as Ansible would, with defaults, samples and the facts of a supported system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, trust_as_template

from checkout import ROOT, read_yaml, role_options

SAMPLES: dict[str, dict[str, dict[str, Any]]] = read_yaml(ROOT / "tests/unit/templates/samples.yml")
SYSTEMS: dict[str, dict[str, Any]] = {
    "debian-13": {"distribution": "Debian", "distribution_version": "13.2", "distribution_release": "trixie"},
    "debian-12": {"distribution": "Debian", "distribution_version": "12.9", "distribution_release": "bookworm"},
    "ubuntu-24.04": {"distribution": "Ubuntu", "distribution_version": "24.04", "distribution_release": "noble"},
    "ubuntu-22.04": {"distribution": "Ubuntu", "distribution_version": "22.04", "distribution_release": "jammy"},
}
_BY_TYPE: dict[str, Any] = {
    "str": "sample",
    "path": "/sample",
    "int": 7,
    "float": 0.5,
    "bool": True,
    "list": [],
    "dict": {},
}


def variables(role: Path, variant: str, system: str) -> dict[str, Any]:
    loader = DataLoader()

    def load(name: str) -> dict[str, Any]:
        path = role / name
        return dict(loader.load_from_file(str(path), trusted_as_template=True) or {}) if path.is_file() else {}

    required = {
        name: _BY_TYPE[spec.get("type", "str")] for name, spec in role_options(role).items() if spec.get("required")
    }
    samples = SAMPLES.get(role.name) or {}
    given = {**(samples.get("minimal") or {}), **((samples.get("full") or {}) if variant == "full" else {})}
    facts = {
        **SYSTEMS[system],
        "distribution_major_version": SYSTEMS[system]["distribution_version"].split(".")[0],
        "os_family": "Debian",
        "architecture": "x86_64",
        "hostname": "vps-1",
        "fqdn": "vps-1.a.in",
        "default_ipv4": {"address": "10.0.0.1", "interface": "eth0"},
        "virtualization_role": "guest",
        "virtualization_type": "kvm",
        "processor_vcpus": 2,
        "memtotal_mb": 4096,
    }
    magic = {
        "ansible_facts": facts,
        "ansible_managed": "Ansible managed",
        "ansible_check_mode": False,
        "inventory_hostname": "vps-1",
        "groups": {"vps": ["vps-1"], "swarm_managers": ["vps-1"], "edge": ["vps-1"], "all": ["vps-1"]},
        "role_path": str(role),
    }
    return {**magic, **required, **load("defaults/main.yml"), **load("vars/main.yml"), **given}


def render(template: Path, known: Mapping[str, Any], searchpath: Path) -> str:
    text = trust_as_template(template.read_text(encoding="utf-8"))
    templar = Templar(loader=DataLoader(), variables=dict(known)).copy_with_new_env(
        searchpath=[str(searchpath), str(template.parent)]
    )
    rendered = templar.template(text, escape_backslashes=False, preserve_trailing_newlines=True)
    assert isinstance(rendered, str), f"{template.name} renders to {type(rendered).__name__}"
    return str(rendered)
