"""Environments stay apart."""

from __future__ import annotations

from typing import Any

import pytest

from codementee_settings.catalogue import load
from codementee_settings.environments import Environment, identity_problems, mixing_problems

CATALOGUE = load(
    [
        {
            "name": "project_domain",
            "about": "",
            "expected": "",
            "form": "fqdn",
            "file": "project.yml",
            "distinct": True,
        },
        {
            "name": "app_mongodb_database",
            "about": "",
            "expected": "",
            "form": "text",
            "file": "app.yml",
            "distinct": True,
        },
        *(
            {"name": name, "about": "", "expected": "", "form": "token", "file": "vault.yml", "obtain": "there"}
            for name in ("vault_app_mongodb_uri", "vault_one", "vault_two")
        ),
    ]
)
PRODUCTION = {"project_domain": "codementee.in", "app_mongodb_database": "codementee"}
STAGING = {"project_domain": "staging.codementee.in", "app_mongodb_database": "codementee_staging"}


def found(own: dict[str, Any], other: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    mine = Environment("production", own, more.get("addresses", frozenset()), more.get("secrets", {}))
    theirs = Environment("staging", other, more.get("their_addresses", frozenset()), more.get("their_secrets", {}))
    return [(problem.name, problem.said) for problem in mixing_problems(CATALOGUE, mine, [theirs])]


def test_environments_of_their_own_are_fine() -> None:
    assert found(PRODUCTION, STAGING) == []
    assert found(STAGING, PRODUCTION) == []


def test_the_same_domain_is_refused() -> None:
    assert ("project_domain", "is the same in production and staging") in found({**PRODUCTION, **STAGING}, STAGING)


@pytest.mark.parametrize(
    "value", ["staging.codementee.in", "https://api.staging.codementee.in/x", ["a.in", "www.staging.codementee.in"]]
)
def test_another_environments_domain_is_refused_wherever_it_stands(value: Any) -> None:
    assert found({**PRODUCTION, "app_public_url": value}, STAGING) == [("app_public_url", "names staging's domain")]


@pytest.mark.parametrize("value", ["codementee.in", "www.codementee.in", "https://api.codementee.in"])
def test_a_subdomain_environment_must_not_use_what_its_parent_serves(value: str) -> None:
    assert [name for name, _ in found({**STAGING, "x": value}, PRODUCTION)] == ["x"]


@pytest.mark.parametrize("value", ["registry.codementee.in:5000", "ops@codementee.in", "mail.codementee.in"])
def test_what_environments_share_below_the_parent_domain_is_fine(value: str) -> None:
    assert found({**STAGING, "x": value}, PRODUCTION) == []


def test_another_environments_database_is_refused() -> None:
    own = {**PRODUCTION, "vault_app_mongodb_uri": "mongodb+srv://u:p@c.d.net/codementee_staging"}
    assert found(own, STAGING) == [("vault_app_mongodb_uri", "leads to staging's database")]
    assert found({**PRODUCTION, "app_mongodb_database": "codementee_staging"}, STAGING)


def test_another_environments_server_is_refused() -> None:
    problems = found(
        PRODUCTION, STAGING, addresses=frozenset({"10.0.0.1", "10.0.0.2"}), their_addresses=frozenset({"10.0.0.2"})
    )
    assert problems == [("ansible_host 10.0.0.2", "belongs to a host of staging too")]


def test_another_environments_secret_is_refused_under_whatever_name() -> None:
    problems = found(
        PRODUCTION, STAGING, secrets={"vault_one": "same-value"}, their_secrets={"vault_two": "same-value"}
    )
    assert problems == [("vault_one", "has the same value as vault_two of staging")]
    assert found(PRODUCTION, STAGING, secrets={"vault_one": "CHANGEME"}, their_secrets={"vault_one": "CHANGEME"}) == []


def test_templates_and_placeholders_are_not_compared() -> None:
    template = {"project_domain": "{{ somewhere }}"}
    assert found(template, template) == []
    assert found({"project_domain": "CHANGEME"}, {"project_domain": "CHANGEME"}) == []


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("staging", "staging", "staging", "staging"), []),
        (("staging", "staging", "staging", None), []),
        (("staging", "production", "staging", "staging"), ["project_environment"]),
        (("production", "production", "staging", None), ["vault_environment"]),
        (("production", "production", "production", "sandbox"), ["vault.yml"]),
        (("production", "staging", "staging", "staging"), ["project_environment", "vault_environment", "vault.yml"]),
        (("elsewhere", "staging", "staging", "staging"), ["inventory elsewhere"]),
    ],
)
def test_folder_environment_and_vault_tell_the_same_story(arguments: tuple[Any, ...], names: list[str]) -> None:
    assert [problem.name for problem in identity_problems(*arguments)] == names
