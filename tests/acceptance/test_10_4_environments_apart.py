"""10.4: staging and production are separate, and a guard refuses to cross them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support import settings, workspace
from acceptance.support.settings import REPOSITORY
from acceptance.support.workspace import Workspace

CHECK = "playbooks/validate.yml"
ENVIRONMENTS = ("staging", "production")
APART = ("project_environment", "project_domain", "project_canonical_host", "project_api_host", "app_mongodb_database")


@pytest.mark.criterion("10.4", part="separate settings")
def test_no_setting_of_identity_is_shared(evidence: Evidence) -> None:
    """The inventories as Ansible evaluates them: names, databases, servers, vaults."""
    found = {name: settings.load(REPOSITORY / "inventories" / name) for name in ENVIRONMENTS}
    for one, other in combinations(found.values(), 2):
        for name in APART:
            assert one.option(name) is not None, f"{name} is not set in {one.inventory.name}"
            assert one.option(name) != other.option(name), f"{name} is the same in both: {one.option(name)}"
        addresses = [{str(host["ansible_host"]) for host in env.hosts.values()} for env in (one, other)]
        assert not addresses[0] & addresses[1], f"shared servers: {addresses[0] & addresses[1]}"
        vaults = [sorted((env.inventory / "group_vars" / "all").glob("vault.yml*")) for env in (one, other)]
        assert all(vaults), "an environment has no vault of its own"
        resolved = {path.resolve() for paths in vaults for path in paths}
        assert len(resolved) == sum(len(paths) for paths in vaults), "both environments use the same vault file"
    domains = ", ".join(f"{name}: {env.domain} / {env.option('app_mongodb_database')}" for name, env in found.items())
    evidence(f"{len(APART)} settings, servers and vaults differ ({domains})")


def with_other_value(name: str) -> Callable[[Workspace], None]:
    def cross(space: Workspace) -> None:
        value: Any = workspace.complete("staging", 1)[name]
        space.fill("production", workspace.complete("production", 2) | {name: value})

    return cross


CROSSINGS: dict[str, tuple[Callable[[Workspace], None], str]] = {
    "staging's vault": (lambda space: space.borrow_vault("production", "staging"), "vault_environment"),
    "staging's name": (with_other_value("project_environment"), "project_environment"),
    "staging's domain": (with_other_value("project_domain"), "project_domain"),
    "staging's database": (with_other_value("app_mongodb_database"), "app_mongodb_database"),
    "staging's database account": (with_other_value("vault_app_mongodb_uri"), "vault_app_mongodb_uri"),
    "staging's cache password": (with_other_value("vault_app_cache_password"), "vault_app_cache_password"),
    "staging's server": (with_other_value("ansible_host"), "ansible_host"),
}


@pytest.mark.criterion("10.4", part="crossing refused")
def test_every_crossing_is_refused(tmp_path: Any, evidence: Evidence) -> None:
    space = Workspace(tmp_path)
    space.fill("staging", workspace.complete("staging", 1))
    space.fill("production", workspace.complete("production", 2))
    for name in ENVIRONMENTS:
        alone = space.play(CHECK, name)
        assert alone.status == 0, f"{name} by itself is refused: {dict(alone.complaints) or alone.output[-1500:]}"
    for what, (cross, setting) in CROSSINGS.items():
        cross(space)
        # Both passwords at hand: the case in which a mix-up would otherwise go through.
        verdict = space.play(CHECK, "production", "production", "staging")
        assert verdict.status != 0, f"production with {what} is accepted"
        named = [name for name in verdict.complaints if name.startswith(setting)]
        assert named, f"production with {what}: {setting} is not named, only {sorted(verdict.complaints)}"
        space.fill("production", workspace.complete("production", 2))
    evidence(
        f"both accepted alone; production with {', '.join(CROSSINGS)}: "
        f"{len(CROSSINGS)} of {len(CROSSINGS)} refused by name"
    )
