"""The catalogue of settings (playbooks/vars/settings.yml) and what it says about one of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from codementee_settings.forms import SCALARS

# Made by make up and make staging on one machine; the second is what a release passes first there.
SANDBOXES = ("sandbox", "sandbox_staging")
ENVIRONMENTS = (*SANDBOXES, "staging", "production")
VAULT_FILE = "vault.yml"


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """One setting an environment must, or may, have."""

    name: str
    about: str
    expected: str
    form: Mapping[str, Any]
    file: str
    example: Any = None
    required: bool = True
    shared: bool = False  # set once for all environments in group_vars/all, though an environment may override it
    per_host: bool = False  # lives in hosts.yml, may differ from host to host
    distinct: bool = False  # two environments must not have the same value
    generate: int | None = None  # a secret we make ourselves, of so many characters
    obtain: str | None = None  # a secret somebody else issues: where one gets it

    @property
    def secret(self) -> bool:
        return self.name.startswith("vault_") and self.name != "vault_environment"

    def path(self, environment: str) -> str:
        """The file to edit, relative to the repository."""
        if self.per_host:
            return f"inventories/{environment}/{self.file}"
        return f"group_vars/all/{self.file}" if self.shared else f"inventories/{environment}/group_vars/all/{self.file}"


class CatalogueError(ValueError):
    """The catalogue itself is wrong: a mistake of ours, not of the operator."""


def load(entries: Iterable[Mapping[str, Any]]) -> list[Setting]:
    known = {field.name for field in dataclasses.fields(Setting)}
    settings: list[Setting] = []
    for entry in entries:
        name = str(entry.get("name", entry))
        if unknown := set(entry) - known:
            raise CatalogueError(f"{name}: unknown keys {sorted(unknown)}")
        form = {"form": entry["form"]} if isinstance(entry.get("form"), str) else dict(entry.get("form") or {})
        if form.get("form") not in SCALARS:
            raise CatalogueError(f"{name}: unknown form {form.get('form')!r}")
        if name.startswith("vault_") != (entry.get("file") == VAULT_FILE):
            raise CatalogueError(f"{name}: vault_ settings, and no others, live in {VAULT_FILE}")
        setting = Setting(**{**entry, "form": form})
        if setting.secret and (setting.generate is None) == (setting.obtain is None):
            raise CatalogueError(f"{name}: a secret says either how it is generated or where it is obtained")
        settings.append(setting)
    if len({setting.name for setting in settings}) != len(settings):
        raise CatalogueError("a setting is listed twice")
    return settings
