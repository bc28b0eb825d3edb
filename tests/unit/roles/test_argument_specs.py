"""Every role declares what it accepts: argument_specs and defaults say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checkout import ROLES, role_defaults, role_options

TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "path": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "list": (list,),
    "dict": (dict,),
    "raw": (object,),
}
each_role = pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)


def fits(value: Any, spec: dict[str, Any]) -> bool:
    """Whether a default is of its declared type. A template is only known when it is evaluated."""
    if isinstance(value, str) and "{{" in value:
        return True
    kind = spec.get("type", "str")
    if isinstance(value, bool) and kind not in ("bool", "raw"):
        return False
    if not isinstance(value, TYPES[kind]):
        return False
    # Of a list, choices are its elements'.
    if spec.get("choices") and not set(value if isinstance(value, list) else [value]) <= set(spec["choices"]):
        return False
    elements = spec.get("elements")
    return not elements or not isinstance(value, list) or all(fits(item, {"type": elements}) for item in value)


@each_role
def test_every_default_is_declared(role: Path) -> None:
    assert sorted(set(role_defaults(role)) - set(role_options(role))) == []


@each_role
def test_every_option_has_a_default_or_is_required(role: Path) -> None:
    defaults = role_defaults(role)
    options = role_options(role)
    assert [name for name, spec in options.items() if name not in defaults and not spec.get("required")] == []
    # An empty default of a required option documents it; any other would make the requirement meaningless.
    assert [name for name, spec in options.items() if spec.get("required") and defaults.get(name)] == []


@each_role
def test_declared_defaults_equal_the_defaults(role: Path) -> None:
    defaults = role_defaults(role)
    declared = {name: spec["default"] for name, spec in role_options(role).items() if "default" in spec}
    assert {name: value for name, value in declared.items() if name not in defaults or value != defaults[name]} == {}
    silent = [name for name, value in defaults.items() if value and name in role_options(role) and name not in declared]
    assert silent == [], "argument_specs says no default where defaults/main.yml has one"


@each_role
def test_defaults_are_of_their_declared_type(role: Path) -> None:
    defaults = role_defaults(role)
    wrong = [name for name, spec in role_options(role).items() if name in defaults and not fits(defaults[name], spec)]
    assert wrong == []


def _described(options: dict[str, Any], prefix: str = "") -> list[str]:
    missing = []
    for name, spec in options.items():
        if not str(spec.get("description") or "").strip():
            missing.append(prefix + name)
        missing += _described(spec.get("options") or {}, f"{prefix}{name}.")
    return missing


@each_role
def test_every_option_is_described(role: Path) -> None:
    assert _described(role_options(role)) == []


@each_role
def test_lists_say_what_they_hold(role: Path) -> None:
    assert [
        name for name, spec in role_options(role).items() if spec.get("type") == "list" and not spec.get("elements")
    ] == []


@each_role
def test_every_option_carries_the_roles_name(role: Path) -> None:
    names = [*role_options(role), *role_defaults(role)]
    assert [name for name in names if not name.startswith(f"{role.name}_")] == []
