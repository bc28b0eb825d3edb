"""Filters around the settings catalogue."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_SHARED = str(Path(__file__).resolve().parents[1] / "module_utils")
if _SHARED not in sys.path:
    # Ansible serves module_utils to modules only; filters run in the control process and find them by path.
    sys.path.append(_SHARED)

from codementee_settings.catalogue import load  # noqa: E402
from codementee_settings.documents import vault_text  # noqa: E402


def new_vault(catalogue: Sequence[Mapping[str, Any]], environment: str) -> str:
    """The plain text of a new vault: everything that can be generated is, the rest says CHANGEME."""
    return vault_text(load(catalogue), environment, generate=True)


def to_obtain(catalogue: Sequence[Mapping[str, Any]]) -> list[str]:
    """The secrets somebody else issues, as `name: where from`."""
    return [f"{setting.name}: {setting.obtain}" for setting in load(catalogue) if setting.obtain]


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"new_vault": new_vault, "to_obtain": to_obtain}
