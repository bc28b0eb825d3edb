"""What the roles themselves declare (meta/argument_specs.yml), checked before any of them runs."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codementee_settings.catalogue import SANDBOXES, Setting
from codementee_settings.placeholders import placeholder
from codementee_settings.problems import Problem, Resolved

# What a value may refer to although nobody has defined it yet: facts and magic variables come with the connection.
_LATER = re.compile(r"ansible_\w+\Z")


@dataclasses.dataclass(frozen=True, slots=True)
class RoleArguments:
    """All roles' declared options and defaults."""

    options: Mapping[str, tuple[str, Mapping[str, Any]]]  # name → (role, its specification)
    defaults: Mapping[str, Any]

    @classmethod
    def read(cls, roles: Path, loader: Any) -> RoleArguments:
        """`loader` is Ansible's: defaults keep the marks that let their templates be evaluated."""
        options: dict[str, tuple[str, Mapping[str, Any]]] = {}
        defaults: dict[str, Any] = {}
        for role in sorted(path for path in roles.iterdir() if path.is_dir()) if roles.is_dir() else []:
            specs = role / "meta/argument_specs.yml"
            if specs.is_file():
                declared = loader.load_from_file(str(specs))["argument_specs"]["main"].get("options") or {}
                options.update({name: (role.name, spec) for name, spec in declared.items()})
            if (role / "defaults/main.yml").is_file():
                defaults.update(loader.load_from_file(str(role / "defaults/main.yml"), trusted_as_template=True) or {})
        return cls(options, defaults)

    def problems(
        self, seen: Mapping[str, Resolved], catalogue: Mapping[str, Setting], environment: str
    ) -> list[Problem]:
        """What is wrong with role arguments that the catalogue does not list itself."""
        found = []
        for name, (role, spec) in self.options.items():
            if name in catalogue:
                continue
            said = self._said(seen.get(name), name, spec, catalogue, environment)
            if said:
                got = seen.get(name)
                origin = got.origin if got else None
                # A role's defaults are not the place to change a setting.
                edit = origin if origin and not origin.startswith("roles/") else f"group_vars/all/{role}.yml"
                found.append(Problem(name, said, edit, _expected(role, spec)))
        return found

    def _said(
        self,
        got: Resolved | None,
        name: str,
        spec: Mapping[str, Any],
        catalogue: Mapping[str, Setting],
        environment: str,
    ) -> str | None:
        if got is None or not got.defined:
            return "is missing" if spec.get("required") else None
        if got.missing is not None:
            known = got.missing in catalogue or got.missing in self.defaults or _LATER.match(got.missing)
            return None if known or got.missing == "something" else f"refers to {got.missing}, which is not defined"
        if got.error is not None:
            return f"cannot be evaluated: {got.error}"
        if got.value in (None, "", [], {}):
            return "is empty" if spec.get("required") else None
        if name in self.defaults and got.value == self.defaults[name]:
            return None
        if not got.templated and (said := placeholder(got.value, documentation_allowed=environment in SANDBOXES)):
            return said
        return _fits(name, got.value, spec)


def _fits(name: str, value: Any, spec: Mapping[str, Any]) -> str | None:
    from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

    rule = {key: item for key, item in spec.items() if key not in ("description", "default", "version_added")}
    # The validator's own text quotes the value, which may be a secret: only its verdict is used.
    verdict = ArgumentSpecValidator({name: rule}).validate({name: value})
    return "does not fit what the role declares" if verdict.error_messages else None


def _expected(role: str, spec: Mapping[str, Any]) -> str:
    kind = str(spec.get("type", "str"))
    kind = f"{kind} of {spec['elements']}" if spec.get("elements") else kind
    choices = f", one of {', '.join(map(str, spec['choices']))}" if spec.get("choices") else ""
    return f"{kind}{choices} (roles/{role}/meta/argument_specs.yml)"
