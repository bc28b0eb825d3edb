"""Judge resolved settings against the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codementee_settings.catalogue import SANDBOXES, VAULT_FILE, Setting
from codementee_settings.forms import judge
from codementee_settings.placeholders import placeholder
from codementee_settings.problems import Problem, Resolved


def edit_hint(setting: Setting, environment: str, origin: str | None = None) -> str:
    """Which file to edit: where the value is now, if an inventory or group_vars says it; the vault with its command."""
    path = setting.path(environment)
    if setting.file == VAULT_FILE:
        return f"{path} ({'made by make up' if environment in SANDBOXES else f'make vault-edit ENV={environment}'})"
    return origin if origin and origin.startswith(("inventories/", "group_vars/")) else path


def how_to(setting: Setting) -> str | None:
    if setting.generate:
        return f"openssl rand -hex {(setting.generate + 1) // 2}"
    return setting.obtain


def judge_settings(catalogue: Iterable[Setting], resolved: Mapping[str, Resolved], environment: str) -> list[Problem]:
    """Every setting's problem as one host sees it."""
    listed = list(catalogue)
    by_name = {setting.name: setting for setting in listed}
    found = []
    for setting in listed:
        said = _said(setting, resolved.get(setting.name), environment, by_name)
        if said is not None:
            origin = resolved[setting.name].origin if setting.name in resolved else None
            found.append(
                Problem(setting.name, said, edit_hint(setting, environment, origin), setting.expected, how_to(setting))
            )
    return found


def _said(setting: Setting, got: Resolved | None, environment: str, catalogue: Mapping[str, Setting]) -> str | None:
    if got is None or not got.defined:
        return "is missing" if setting.required else None
    if got.missing is not None:
        # An alias of a setting that is itself reported: saying it twice would send the reader to the wrong file.
        return None if got.missing in catalogue else f"refers to {got.missing}, which is not defined"
    if got.error is not None:
        return f"cannot be evaluated: {got.error}"
    if got.value is None or got.value == "":
        return "is empty" if setting.required else None
    if said := placeholder(got.value, documentation_allowed=environment in SANDBOXES):
        return said
    return judge(got.value, setting.form)
