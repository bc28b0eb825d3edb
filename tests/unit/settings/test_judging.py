"""The catalogue, and what is said about settings that do not meet it."""

from __future__ import annotations

from typing import Any

import pytest

from codementee_settings.catalogue import CatalogueError, Setting, load
from codementee_settings.judge import judge_settings
from codementee_settings.problems import Problem, Resolved, merge_hosts
from codementee_settings.report import render, summary

DOMAIN: dict[str, Any] = {"name": "a_domain", "about": "A", "expected": "a name", "form": "fqdn", "file": "a.yml"}
SECRET: dict[str, Any] = {
    "name": "vault_a",
    "about": "A",
    "expected": "a secret",
    "form": "secret",
    "file": "vault.yml",
    "generate": 48,
}


def said(entry: dict[str, Any], resolved: Resolved | None, environment: str = "staging") -> str | None:
    got = {resolved.name: resolved} if resolved else {}
    problems = judge_settings(load([entry]), got, environment)
    return problems[0].said if problems else None


@pytest.mark.parametrize(
    ("resolved", "expected"),
    [
        (None, "is missing"),
        (Resolved("a_domain", defined=False), "is missing"),
        (Resolved("a_domain", value=None), "is empty"),
        (Resolved("a_domain", value=""), "is empty"),
        (Resolved("a_domain", value="CHANGEME"), "still holds its placeholder"),
        (
            Resolved("a_domain", value="example.com"),
            "still holds its placeholder (a name reserved for documentation or tests)",
        ),
        (Resolved("a_domain", value="A.in"), "contains upper-case letters"),
        (Resolved("a_domain", missing="b"), "refers to b, which is not defined"),
        (Resolved("a_domain", error="broken"), "cannot be evaluated: broken"),
        (Resolved("a_domain", value="a.in"), None),
    ],
)
def test_every_kind_of_problem_is_named(resolved: Resolved | None, expected: str | None) -> None:
    assert said(DOMAIN, resolved) == expected


def test_the_sandbox_may_live_at_documentation_addresses() -> None:
    assert said(DOMAIN, Resolved("a_domain", value="codementee.test"), "sandbox") is None


def test_an_optional_setting_may_be_absent_but_not_wrong() -> None:
    optional = {**DOMAIN, "required": False}
    assert said(optional, None) is None
    assert said(optional, Resolved("a_domain", value="")) is None
    assert said(optional, Resolved("a_domain", value="x"))


def test_an_alias_of_a_reported_setting_is_not_reported_twice() -> None:
    problems = judge_settings(load([DOMAIN, SECRET]), {"a_domain": Resolved("a_domain", missing="vault_a")}, "staging")
    assert [problem.name for problem in problems] == ["vault_a"]


@pytest.mark.parametrize(
    ("entry", "origin", "edit"),
    [
        (DOMAIN, None, "inventories/staging/group_vars/all/a.yml"),
        (DOMAIN, "inventories/staging/group_vars/all/b.yml:3", "inventories/staging/group_vars/all/b.yml:3"),
        (DOMAIN, "roles/a/defaults/main.yml:1", "inventories/staging/group_vars/all/a.yml"),
        ({**DOMAIN, "shared": True}, None, "group_vars/all/a.yml"),
        ({**DOMAIN, "per_host": True, "file": "hosts.yml"}, None, "inventories/staging/hosts.yml"),
        (
            SECRET,
            "inventories/staging/x.yml:1",
            "inventories/staging/group_vars/all/vault.yml (make vault-edit ENV=staging)",
        ),
    ],
)
def test_the_file_to_edit_is_named(entry: dict[str, Any], origin: str | None, edit: str) -> None:
    problems = judge_settings(
        load([entry]), {entry["name"]: Resolved(entry["name"], value="", origin=origin)}, "staging"
    )
    assert problems[0].edit == edit


def test_a_secret_comes_with_the_way_to_make_it_and_without_its_value() -> None:
    problem = judge_settings(load([SECRET]), {"vault_a": Resolved("vault_a", value="hunter2hunter2")}, "staging")[0]
    assert problem.how == "openssl rand -hex 24"
    assert "hunter2" not in render([problem])


@pytest.mark.parametrize(
    "change",
    [{"form": "nothing"}, {"colour": "red"}, {"file": "vault.yml"}, {"form": {"form": "nothing"}}],
)
def test_a_wrong_catalogue_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(CatalogueError):
        load([{**DOMAIN, **change}])


@pytest.mark.parametrize("change", [{"generate": None}, {"obtain": "x"}, {"file": "a.yml"}])
def test_a_secret_has_one_source_and_its_place(change: dict[str, Any]) -> None:
    with pytest.raises(CatalogueError):
        load([{**SECRET, **change}])


def test_a_name_is_listed_once() -> None:
    with pytest.raises(CatalogueError):
        load([DOMAIN, DOMAIN])


def test_the_same_problem_on_several_hosts_is_one_entry() -> None:
    problem, other = Problem("a", "is missing", "x", "y"), Problem("b", "is missing", "x", "y")
    merged = merge_hosts([("one", problem), ("two", problem), ("two", other)], ["one", "two"])
    assert [(entry.name, entry.hosts) for entry in merged] == [("a", ()), ("b", ("two",))]


def test_the_report_lists_everything_with_name_file_and_form() -> None:
    text = render(
        [Problem("a", "is missing", "file", "form", "how"), Problem("b", "is empty", "file2", "form2", hosts=("h",))]
    )
    assert text.splitlines()[:8] == [
        "1. a is missing",
        "   edit      file",
        "   expected  form",
        "   how       how",
        "",
        "2. b is empty (on h)",
        "   edit      file2",
        "   expected  form2",
    ]
    assert summary("staging", [Problem("a", "", "", "")]).startswith("1 thing must be put right")


def test_settings_are_secret_by_their_name() -> None:
    assert load([SECRET])[0].secret
    assert not Setting("vault_environment", "", "", {}, "vault.yml").secret
