"""All roles are built alike, and none reaches into another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checkout import ROLES, read_yaml, role_defaults, role_options, text_of

each_role = pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
SKELETON = (
    "defaults/main.yml",
    "handlers/main.yml",
    "meta/argument_specs.yml",
    "meta/main.yml",
    "tasks/main.yml",
    "tasks/validate.yml",
)
LONGEST_TASK_FILE = 150
IMPORTS = {f"ansible.builtin.{verb}_{what}" for verb in ("import", "include") for what in ("tasks", "role")} | {
    "ansible.builtin.meta"
}
IDENTIFIER = re.compile(r"(?<![\w.'/-])[a-z][a-z0-9_]*(?![\w])")


TEMPLATE = re.compile(r"(?s)\{\{.*?\}\}|\{%.*?%\}")
# Keywords whose text is an expression without braces.
BARE = {"when", "that", "until", "changed_when", "failed_when"}


def code(role: Path) -> Iterator[tuple[Path, str]]:
    """A role's files that are evaluated, comments left out."""
    for folder in ("tasks", "handlers", "templates", "defaults", "vars"):
        for path in sorted((role / folder).rglob("*")):
            if path.is_file():
                yield path, re.sub(r"(?m)(^|\s)#.*$|\{#.*?#\}", "", text_of(path))


def expressions(path: Path, text: str) -> Iterator[str]:
    """What is evaluated in a file. A message may name another role's setting; only what is read counts."""
    if path.suffix != ".yml" or path.parent.name in ("defaults", "vars"):
        yield from TEMPLATE.findall(text)
    else:
        yield from _evaluated(read_yaml(path), None)


def _evaluated(node: Any, key: str | None) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _evaluated(value, name)
    elif isinstance(node, list):
        for item in node:
            yield from _evaluated(item, key)
    elif isinstance(node, str):
        if key in BARE:
            yield node
        else:
            yield from TEMPLATE.findall(node)


@each_role
def test_the_skeleton_is_there(role: Path) -> None:
    assert [name for name in SKELETON if not (role / name).is_file()] == []
    assert [path.name for path in role.iterdir() if path.is_dir() and not any(path.iterdir())] == [], "empty folders"


@each_role
def test_main_is_a_table_of_contents(role: Path) -> None:
    tasks: list[dict[str, Any]] = read_yaml(role / "tasks/main.yml")
    assert [task["name"] for task in tasks if not IMPORTS & set(task)] == []


@each_role
def test_task_files_are_short(role: Path) -> None:
    long = {path.name: len(text_of(path).splitlines()) for path in (role / "tasks").glob("*.yml")}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_TASK_FILE} == {}


@each_role
def test_meta_says_whose_it_is(role: Path) -> None:
    info = read_yaml(role / "meta/main.yml")["galaxy_info"]
    assert (info["author"], info["license"], info["min_ansible_version"]) == (
        "Codementee",
        "LicenseRef-Proprietary",
        "2.19",
    )
    assert info["description"]


@each_role
def test_no_role_reads_another_roles_or_the_projects_variables(role: Path) -> None:
    foreign = {name for other in ROLES if other != role for name in {*role_options(other), *role_defaults(other)}}
    reached = {
        f"{path.relative_to(role)}: {name}"
        for path, text in code(role)
        for expression in expressions(path, text)
        for name in IDENTIFIER.findall(expression)
        if name in foreign or name.startswith(("project_", "vault_"))
    }
    assert sorted(reached) == []


@each_role
def test_nothing_switches_verification_off(role: Path) -> None:
    off = re.compile(
        r"validate_certs:\s*(false|no)|verify\s*=\s*False|(curl|wget)\b.*(\s-k\b|--insecure|--no-check)|ignore_errors"
    )
    assert [str(path.relative_to(role)) for path, text in code(role) if off.search(text)] == []


@each_role
def test_templates_of_text_say_that_they_are_managed(role: Path) -> None:
    def managed(path: Path) -> bool:
        # Formats without comments, and pieces of a file that has its own.
        piece = "partials" in path.parts or path.name.endswith((".json.j2", ".html.j2")) or path.name.startswith("pam-")
        return piece or "ansible_managed" in text_of(path)

    assert [path.name for path in sorted((role / "templates").rglob("*.j2")) if not managed(path)] == []
