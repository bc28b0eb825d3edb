"""Playbooks: what each sees of the settings, and how it presents itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from checkout import ENVIRONMENTS, ROLES, ROOT, read_yaml, role_options
from codementee_settings.catalogue import load
from playbooks import Copy

PLAYBOOKS = [ROOT / "site.yml", *sorted((ROOT / "playbooks").glob("*.yml"))]
each_playbook = pytest.mark.parametrize("playbook", PLAYBOOKS, ids=lambda path: path.name)
# Playbooks of a release include them; site.yml makes servers and releases nothing by itself.
ON_DEMAND = {"notifications", "release"}
PROBE = """---
- name: Look at the settings from here
  hosts: vps
  gather_facts: false
  tasks:
    - name: Say what is seen
      ansible.builtin.debug:
        msg: "{{ project_name }}|{{ project_environment }}|{{ project_ca_file | basename }}"
"""


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_an_environment_sees_the_shared_settings_through_its_link(environment: str) -> None:
    link = ROOT / f"inventories/{environment}/group_vars/all/00_shared"
    assert link.is_symlink()
    assert not link.readlink().is_absolute()
    assert link.resolve() == ROOT / "group_vars/all"
    # The link comes first in the order in which Ansible reads the folder: whatever follows wins.
    assert min(path.name for path in link.parent.iterdir()) == link.name


@pytest.mark.parametrize("folder", sorted({playbook.parent.relative_to(ROOT).as_posix() for playbook in PLAYBOOKS}))
def test_every_playbook_sees_shared_and_overridden_settings(tmp_path: Path, folder: str) -> None:
    """What Ansible loads depends on the playbook's folder, so one probe per folder speaks for all playbooks in it."""
    copy = Copy.make(tmp_path)
    (tmp_path / folder / "probe.yml").write_text(PROBE, encoding="utf-8")
    seen = [copy.run(name, f"{folder}/probe.yml", password=None).results[0]["msg"] for name in ("sandbox", "staging")]
    # project_ca_file has a shared value, which the sandbox overrides and staging does not.
    assert seen == ["codementee|sandbox|acme-roots.pem", "codementee|staging|"]


@each_playbook
def test_a_playbook_says_what_it_is_for_and_how_it_is_run(playbook: Path) -> None:
    header = playbook.read_text(encoding="utf-8").split("\n- ", maxsplit=1)[0]
    assert header.startswith("---\n# ")
    assert re.search(rf"(?:playbooks/)?{playbook.name}\b", header), "no exact command"
    assert "ansible-playbook " in header or "make " in header


@each_playbook
def test_plays_and_tasks_have_names(playbook: Path) -> None:
    assert [play for play in read_yaml(playbook) if not play.get("name")] == []


def test_site_is_a_table_of_contents() -> None:
    entries: list[dict[str, Any]] = read_yaml(ROOT / "site.yml")
    assert all(set(entry) == {"name", "ansible.builtin.import_playbook"} for entry in entries)
    imported = [entry["ansible.builtin.import_playbook"] for entry in entries]
    assert imported[0] == "playbooks/validate.yml"
    assert imported[-1] == "playbooks/verify.yml"
    assert [name for name in imported if not (ROOT / name).is_file()] == []


def test_site_runs_every_role_once_tagged_with_its_name() -> None:
    plays = [
        play
        for entry in read_yaml(ROOT / "site.yml")
        for play in read_yaml(ROOT / entry["ansible.builtin.import_playbook"])
    ]
    used = [role for play in plays for role in play.get("roles", [])]
    names = [role["role"] for role in used]
    assert sorted(names) == sorted({role.name for role in ROLES} - ON_DEMAND)
    tags = {role["role"]: role.get("tags", []) for role in used}
    assert [name for name, tag in tags.items() if name not in ([tag] if isinstance(tag, str) else tag)] == []


def test_servers_of_another_environment_are_refused_before_any_other_role() -> None:
    plays = read_yaml(ROOT / "playbooks/provision.yml")
    first = next(play["roles"][0] for play in plays if play.get("roles"))
    assert first["role"] == "environment_marker"
    assert "always" in first["tags"]


def test_every_required_role_argument_is_given_or_asked_for() -> None:
    catalogue = {
        setting.name for setting in load(read_yaml(ROOT / "playbooks/vars/settings.yml")["settings_catalogue"])
    }
    wired = {name for path in (ROOT / "group_vars/all").glob("*.yml") for name in read_yaml(path) or {}}
    required = {name for role in ROLES for name, spec in role_options(role).items() if spec.get("required")}
    assert sorted(required - catalogue - wired) == []


def test_every_setting_of_the_catalogue_is_somebodys() -> None:
    """An entry for a setting that nothing reads would make operators fill in what has no effect."""
    options = {name for role in ROLES for name in role_options(role)}
    special = ("project_", "vault_", "ansible_")
    names = [setting.name for setting in load(read_yaml(ROOT / "playbooks/vars/settings.yml")["settings_catalogue"])]
    assert [name for name in names if name not in options and not name.startswith(special)] == []


def test_every_shared_or_environment_setting_is_somebodys() -> None:
    """A misspelt name in group_vars would silently change nothing."""
    options = {name for role in ROLES for name in role_options(role)}
    prefixes = tuple(f"{role.name}_" for role in ROLES)
    folders = [ROOT / "group_vars/all", *(ROOT / f"inventories/{name}/group_vars/all" for name in ENVIRONMENTS)]
    unknown = [
        f"{path.relative_to(ROOT)}: {name}"
        for folder in folders
        for path in sorted(folder.glob("*.yml"))
        if path.name != "vault.yml"
        for name in read_yaml(path) or {}
        if name.startswith(prefixes) and name not in options
    ]
    assert unknown == []
