"""Environments stay apart: nothing of another one may appear in this one."""

from __future__ import annotations

import dataclasses
import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from codementee_settings.catalogue import ENVIRONMENTS, VAULT_FILE, Setting
from codementee_settings.forms import email
from codementee_settings.judge import edit_hint, how_to
from codementee_settings.mongodb import mongodb_uri_database
from codementee_settings.placeholders import names, placeholder, strings, within
from codementee_settings.problems import Problem

_SERVED = ("", "www.", "api.")


@dataclasses.dataclass(frozen=True, slots=True)
class Environment:
    """What one can know of an environment from its files."""

    name: str
    values: Mapping[str, Any]
    addresses: frozenset[str] = frozenset()
    secrets: Mapping[str, Any] = dataclasses.field(default_factory=dict)  # empty when its vault cannot be read


def identity_problems(
    inventory: str, environment: Any, vault_environment: Any, vault_label: str | None
) -> list[Problem]:
    """The inventory's folder, its project_environment and its vault must tell the same story."""
    edit = f"inventories/{inventory}/group_vars/all/project.yml"
    if inventory not in ENVIRONMENTS:
        expected = f"-i inventories/<environment>, one of {', '.join(ENVIRONMENTS)}"
        return [Problem(f"inventory {inventory}", "is not an environment", "the command line", expected)]
    found = []
    if environment is not None and environment != inventory:
        said = f"is {environment}, but the inventory is {inventory}"
        found.append(Problem("project_environment", said, edit, f"{inventory}, the name of the inventory's folder"))
    vault = f"inventories/{inventory}/group_vars/all/{VAULT_FILE}"
    for name, belongs in (("vault_environment", vault_environment), (VAULT_FILE, vault_label)):
        if belongs is not None and belongs != inventory:
            said = f"belongs to {belongs}, but the inventory is {inventory}"
            how = f"restore {inventory}'s own vault from version control, or make a new one: make vault ENV={inventory}"
            found.append(Problem(name, said, vault, f"the secrets of {inventory}, made for it alone", how))
    return found


def mixing_problems(catalogue: Iterable[Setting], own: Environment, others: Iterable[Environment]) -> list[Problem]:
    listed = {setting.name: setting for setting in catalogue}
    return [problem for other in others for problem in _mixing(listed, own, other)]


def _mixing(catalogue: Mapping[str, Setting], own: Environment, other: Environment) -> Iterator[Problem]:
    same = {name for name, setting in catalogue.items() if setting.distinct and _same(own.values, other.values, name)}
    said = [(name, f"is the same in {own.name} and {other.name}") for name in sorted(same)]
    said += [(name, f"names {other.name}'s domain") for name in _naming(own, other) if name not in same]
    database = other.values.get("app_mongodb_database")
    if database and mongodb_uri_database(own.values.get("vault_app_mongodb_uri")) == database:
        said.append(("vault_app_mongodb_uri", f"leads to {other.name}'s database"))
    said += [
        (name, f"has the same value as {theirs} of {other.name}") for name, theirs in _borrowed(catalogue, own, other)
    ]
    for name, what in said:
        setting = catalogue.get(name)
        if setting is None:
            yield Problem(name, what, f"inventories/{own.name}/group_vars/all/", f"a value of {own.name}'s own")
        else:
            yield Problem(name, what, edit_hint(setting, own.name), setting.expected, how_to(setting))
    for address in sorted(own.addresses & other.addresses):
        what, expected = f"belongs to a host of {other.name} too", f"a server of {own.name}'s own"
        yield Problem(f"ansible_host {address}", what, f"inventories/{own.name}/hosts.yml", expected)


def _naming(own: Environment, other: Environment) -> list[str]:
    """The settings that name the other environment's domain."""
    foreign = _foreign_domain(own.values.get("project_domain"), other.values.get("project_domain"))
    return [name for name, value in own.values.items() if foreign and any(foreign(found) for found in _names(value))]


def _borrowed(catalogue: Mapping[str, Setting], own: Environment, other: Environment) -> Iterator[tuple[str, str]]:
    """The secrets that the other environment has as well, under whatever name."""
    for name, value in own.secrets.items():
        if name in catalogue and catalogue[name].secret:
            yield from ((name, theirs) for theirs, their_value in other.secrets.items() if _equal(value, their_value))


def _same(own: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    value = other.get(name)
    return value is not None and "{{" not in str(value) and own.get(name) == value and not _unset(value)


def _unset(value: Any) -> bool:
    return placeholder(value, documentation_allowed=True) is not None


def _equal(one: Any, other: Any) -> bool:
    if not isinstance(one, str) or not isinstance(other, str) or _unset(one):
        return False
    return hmac.compare_digest(one.encode(), other.encode())


def _names(value: Any) -> Iterator[str]:
    for text in strings(value):
        # A mail address says who reads the mail, not what is being operated.
        if email(text, {}) is not None:
            yield from names(text)


def _foreign_domain(own: Any, other: Any) -> Any:
    """A test whether a name is the other environment's. With ours within theirs, only what they serve is theirs."""
    if not isinstance(own, str) or not isinstance(other, str) or "{{" in other or own == other:
        return None
    if within(own, other):
        return lambda name: name in {f"{prefix}{other}" for prefix in _SERVED}
    return lambda name: within(name, other)
