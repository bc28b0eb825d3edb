"""Evaluate every setting of every host on the control machine and report all that is wrong in one message."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError, AnsibleTemplateSyntaxError, AnsibleUndefinedVariable
from ansible.plugins.action import ActionBase

_PLUGINS = Path(__file__).resolve().parents[1]
if str(_PLUGINS / "module_utils") not in sys.path:
    # Ansible serves module_utils to modules only; an action plugin runs in the control process and finds them by path.
    sys.path.append(str(_PLUGINS / "module_utils"))

from codementee_settings import catalogue as catalogues  # noqa: E402
from codementee_settings.environments import identity_problems, mixing_problems  # noqa: E402
from codementee_settings.files import read_environment, vault_label, vault_problems, with_values  # noqa: E402
from codementee_settings.judge import judge_settings  # noqa: E402
from codementee_settings.origins import origin_of  # noqa: E402
from codementee_settings.problems import Problem, Resolved, merge_hosts  # noqa: E402
from codementee_settings.relations import relation_problems  # noqa: E402
from codementee_settings.report import render, summary  # noqa: E402
from codementee_settings.roles import RoleArguments  # noqa: E402
from codementee_settings.structure import structure_problems, structure_warnings  # noqa: E402

_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_ROOT = _PLUGINS.parent


class ActionModule(ActionBase):  # type: ignore[misc]  # ansible-core ships no type information
    """`check_settings: {catalogue: [...]}`"""

    _requires_connection = False
    _VALID_ARGS = frozenset({"catalogue"})

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        result: dict[str, Any] = super().run(tmp, task_vars)
        _, arguments = self.validate_argument_spec(
            {"catalogue": {"type": "list", "elements": "dict", "required": True}}
        )
        listed = catalogues.load(arguments["catalogue"])
        inventory = self._inventory_folder(task_vars)
        roles = RoleArguments.read(_ROOT / "roles", self._loader)
        servers = [host for host in task_vars["groups"].get("vps", []) if host in task_vars["ansible_play_hosts_all"]]

        per_host: list[tuple[str, Problem]] = []
        values: dict[str, Any] = {}
        for host in servers or ["localhost"]:
            seen = self._resolve_all(host, listed, roles, task_vars)
            wanted = [setting for setting in listed if servers or not setting.per_host]
            problems = judge_settings(wanted, seen, inventory.name)
            problems += roles.problems(seen, {setting.name: setting for setting in listed}, inventory.name)
            evaluated = {
                name: got.value for name, got in seen.items() if got.defined and not (got.error or got.missing)
            }
            faulty = {problem.name for problem in problems}
            sound = {name: value for name, value in evaluated.items() if name not in faulty}
            problems += relation_problems(sound, inventory.name)
            per_host += [(host, problem) for problem in problems]
            values = {**evaluated, **values}

        found = self._inventory_problems(inventory, listed, values, task_vars)
        found += merge_hosts(per_host, servers or ["localhost"])
        result["warnings"] = structure_warnings(task_vars["groups"])
        if found:
            # Ansible prints msg twice, as the error and in the result: the list itself stands in the result only.
            return {**result, "failed": True, "msg": summary(inventory.name, found), "problems": render(found)}
        return {**result, "changed": False, "msg": f"{len(listed)} settings of {inventory.name} are valid."}

    def _inventory_folder(self, task_vars: Mapping[str, Any]) -> Path:
        sources = [Path(str(source)) for source in task_vars.get("ansible_inventory_sources") or []]
        # molecule puts an inventory of its own, without hosts, before the environment's.
        environments = [source for source in sources if _ROOT / "inventories" in source.resolve().parents]
        first = next(iter(environments or sources), Path("none"))
        return first.parent if first.is_file() else first

    def _inventory_problems(
        self, inventory: Path, listed: list[catalogues.Setting], values: Mapping[str, Any], task_vars: Mapping[str, Any]
    ) -> list[Problem]:
        addresses = {host: self._address(host, task_vars) for host in task_vars["groups"]["all"]}
        vault = inventory / "group_vars/all" / catalogues.VAULT_FILE
        found = vault_problems(inventory.name, vault)
        environment, belongs = values.get("project_environment"), values.get("vault_environment")
        found += identity_problems(inventory.name, environment, belongs, vault_label(vault))
        found += structure_problems(inventory.name, task_vars["groups"], addresses)
        own = read_environment(inventory, self._secrets_of)
        own = with_values(own, values, frozenset(address for address in addresses.values() if address))
        others = [
            read_environment(folder, self._secrets_of)
            for folder in sorted((_ROOT / "inventories").iterdir())
            if folder.is_dir() and folder.name in catalogues.ENVIRONMENTS and folder.name != inventory.name
        ]
        return found + mixing_problems(listed, own, others)

    def _address(self, host: str, task_vars: Mapping[str, Any]) -> str | None:
        raw = task_vars["hostvars"].raw_get(host)
        value = self._resolve("ansible_host", raw).value if "ansible_host" in raw else None
        return str(value) if value else None

    def _secrets_of(self, vault: Path) -> dict[str, Any]:
        """Another environment's secrets, when its password happens to be at hand: the guard is sharper then."""
        try:
            content = self._loader.load_from_file(str(vault), cache="none")
        except AnsibleError:
            return {}
        return dict(content) if isinstance(content, Mapping) else {}

    def _resolve_all(
        self, host: str, listed: list[catalogues.Setting], roles: RoleArguments, task_vars: Mapping[str, Any]
    ) -> dict[str, Resolved]:
        variables = {**roles.defaults, **task_vars["hostvars"].raw_get(host)}
        names = [setting.name for setting in listed] + [name for name in roles.options if name in variables]
        return {name: self._resolve(name, variables) for name in names}

    def _resolve(self, name: str, variables: Mapping[str, Any]) -> Resolved:
        if name not in variables:
            return Resolved(name, defined=False)
        raw = variables[name]
        origin = origin_of(raw, _ROOT)
        try:
            value = self._templar.copy_with_new_env(available_variables=variables).template(raw)
        except AnsibleUndefinedVariable as error:
            match = _UNDEFINED.search(str(error))
            return Resolved(name, missing=match[1] if match else "something", origin=origin)
        except AnsibleTemplateSyntaxError:
            said = "its template is not valid Jinja (a literal {{ or {% is written !unsafe)"
            return Resolved(name, error=said, origin=origin)
        except AnsibleError:
            # Ansible's own text quotes the template, and a template may hold a secret.
            return Resolved(name, error="a lookup, filter or operation in its template failed", origin=origin)
        return Resolved(name, value=value, templated="{{" in str(raw), origin=origin)
