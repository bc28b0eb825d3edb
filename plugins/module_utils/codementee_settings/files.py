"""What can be read from an environment's files without evaluating anything."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from codementee_settings.catalogue import SANDBOXES, VAULT_FILE
from codementee_settings.environments import Environment
from codementee_settings.problems import Problem

_HEADER = "$ANSIBLE_VAULT;"


class _Lenient(yaml.SafeLoader):
    """Plain YAML, with Ansible's own tags (!vault, !unsafe) read as text."""


_Lenient.add_multi_constructor("!", lambda _loader, _suffix, node: str(node.value))


def vault_problems(environment: str, vault: Path) -> list[Problem]:
    """A vault that is absent, or lies there in clear."""
    edit = f"inventories/{environment}/group_vars/all/{VAULT_FILE}"
    expected = "this environment's secrets, encrypted with ansible-vault"
    if not vault.is_file():
        how = "make up" if environment in SANDBOXES else f"make vault ENV={environment}"
        return [Problem(VAULT_FILE, "does not exist", edit, expected, how)]
    if _first_line(vault).startswith(_HEADER):
        return []
    how = f"ansible-vault encrypt {edit}; if it was ever committed or shared, replace every secret in it"
    return [Problem(VAULT_FILE, "is not encrypted", edit, expected, how)]


def vault_label(vault: Path) -> str | None:
    """The vault id in the header, which `make vault` sets to the environment's name."""
    parts = _first_line(vault).split(";") if vault.is_file() else []
    return parts[3].strip() if len(parts) > 3 and parts[0] == "$ANSIBLE_VAULT" else None


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as lines:
        return lines.readline().strip()


def read_environment(folder: Path, secrets_of: Callable[[Path], Mapping[str, Any]]) -> Environment:
    """An environment as its files say it: plain values only, a template stays the text it is."""
    values: dict[str, Any] = {}
    for path in sorted((folder / "group_vars/all").glob("*.yml")):
        if path.name != VAULT_FILE:
            values.update(_mapping(path))
    vault = folder / "group_vars/all" / VAULT_FILE
    secrets = secrets_of(vault) if vault.is_file() else {}
    return Environment(folder.name, values, _addresses(_mapping(folder / "hosts.yml")), secrets)


def with_values(environment: Environment, values: Mapping[str, Any], addresses: frozenset[str]) -> Environment:
    """The same environment as Ansible evaluates it."""
    return dataclasses.replace(environment, values=values, addresses=addresses)


def _mapping(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Lenient)  # noqa: S506  # a SafeLoader of ours
    except (OSError, yaml.YAMLError):
        return {}
    return content if isinstance(content, dict) else {}


def _addresses(tree: Any) -> frozenset[str]:
    """Every ansible_host anywhere in an inventory."""
    if not isinstance(tree, Mapping):
        return frozenset()
    own = {str(tree["ansible_host"])} if "ansible_host" in tree and "{{" not in str(tree["ansible_host"]) else set()
    return frozenset(own.union(*(_addresses(value) for value in tree.values())))
