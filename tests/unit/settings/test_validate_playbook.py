"""playbooks/validate.yml itself, on copies of the real inventories."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest

from checkout import ROOT, read_yaml
from playbooks import Copy

CATALOGUE: list[dict[str, Any]] = read_yaml(ROOT / "playbooks/vars/settings.yml")["settings_catalogue"]
DIGEST = "0123456789abcdef" * 4
KEY = "ssh-ed25519 " + base64.b64encode(b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + bytes(range(32))).decode()


def image(name: str) -> str:
    return f"registry.codementee.in/codementee/{name}@sha256:{DIGEST}"


def sound(environment: str) -> dict[str, Any]:
    """What an operator fills in: everything the shipped example leaves open."""
    domain = {"staging": "staging.codementee.in", "production": "codementee.in"}[environment]
    mode = {"staging": "test", "production": "live"}[environment]
    return {
        "ansible_host": {"staging": "10.20.0.1", "production": "10.30.0.1"}[environment],
        "project_domain": domain,
        "project_operators_email": "ops@codementee.in",
        "base_deploy_authorized_keys": [KEY],
        "app_registry_host": "registry.codementee.in",
        "app_registry_username": "pull",
        "app_images": {name: image(name) for name in ("backend", "frontend", "cache")},
        "router_image": image("router"),
        "app_release": "3f2c1e9",
        "app_mongodb_database": f"codementee_{environment}",
        "app_razorpay_key_id": f"rzp_{mode}_A1b2C3d4E5f6",
        "app_mail_from_address": f"hello@{domain}",
        "notifications_mail_to": ["ops@codementee.in"],
        "backup_store_endpoint": "https://s3.codementee.in",
        "app_seller": {"name": "Codementee", "address": "Bengaluru", "email": f"accounts@{domain}"},
        **({"release_promotion_public_key": KEY} if environment == "production" else {}),
    }


def secrets(environment: str) -> dict[str, Any]:
    digits = {"staging": "f3a1c09be7d24586aa10c3f29b6e8d17", "production": "0b9d7e35a1f24c68b7e0d94c2a6f1538"}[
        environment
    ]
    made = {
        entry["name"]: f"{digits}{number:02x}"
        for number, entry in enumerate(CATALOGUE)
        if entry["name"].startswith("vault_")
    }
    uri = f"mongodb+srv://{environment}:{digits}@cluster0.ab1cd.mongodb.net/codementee_{environment}"
    return {
        **made,
        "vault_environment": environment,
        "vault_app_mongodb_uri": uri,
        "vault_backup_mongodb_uri": uri.replace("//", "//backup-"),
        "vault_backup_restore_mongodb_uri": uri.replace("//", "//restore-"),
        "vault_notifications_chat_webhook_url": f"https://chat.codementee.in/services/T1/B1/{digits}",
    }


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Staging and production as an operator would have them: complete and sound."""
    made = Copy.make(tmp_path)
    for environment in ("staging", "production"):
        values = sound(environment)
        hosts = tmp_path / f"inventories/{environment}/hosts.yml"
        address = str(values.pop("ansible_host"))
        hosts.write_text(
            # The first one alone: production has a keeper, whose address stays.
            re.sub(r"(?m)ansible_host: .*$", f"ansible_host: {address}", hosts.read_text(encoding="utf-8"), count=1),
            encoding="utf-8",
        )
        made.set(environment, values)
        made.write_vault(environment, secrets(environment), label=environment)
    return made


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_a_complete_environment_passes(copy: Copy, environment: str) -> None:
    run = copy.run(environment)
    assert run.problems == ""
    assert run.code == 0, run.output


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_the_shipped_example_is_refused_and_every_open_setting_is_named(tmp_path: Path, environment: str) -> None:
    run = Copy.make(tmp_path).run(environment, password=None)
    assert run.code != 0
    optional = {entry["name"] for entry in CATALOGUE if not entry.get("required", True)}
    for name in {*sound(environment), *secrets(environment)} - {"app_mongodb_database"} - optional:
        assert re.search(rf"(?m)^\d+\. {name} ", run.problems), f"{name} is not reported:\n{run.problems}"
    assert f"make vault ENV={environment}" in run.problems


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", None),
        ("CHANGEME", "still holds its placeholder"),
        ("http://chat.codementee.in/services/T1/B1/x1y2z3", "is not https"),
    ],
)
def test_a_chat_is_optional_but_not_wrong(copy: Copy, url: str, said: str | None) -> None:
    values = {**secrets("staging"), "vault_notifications_chat_webhook_url": url}
    copy.write_vault("staging", values, label="staging")
    run = copy.run("staging")
    assert (run.code == 0) is (said is None), run.output
    assert ("vault_notifications_chat_webhook_url" in run.problems) is (said is not None)
    assert "x1y2z3" not in run.output


def test_everything_wrong_is_reported_together(copy: Copy) -> None:
    copy.set(
        "staging",
        {**sound("staging"), "app_release": "", "project_operators_email": "nobody", "router_image": "{{ nowhere }}"},
    )
    copy.write_vault("staging", {**secrets("staging"), "vault_app_cache_password": "short-and-secret"}, label="staging")
    run = copy.run("staging")
    assert run.code != 0
    for line in (
        "app_release is empty",
        "project_operators_email is not a mail address",
        "router_image refers to nowhere, which is not defined",
        "vault_app_cache_password is shorter than 32 characters",
    ):
        assert line in run.problems
    assert "short-and-secret" not in run.output
    assert "Nothing was touched" in run.output


def test_no_value_makes_the_check_crash(copy: Copy) -> None:
    broken: dict[str, tuple[Any, str]] = {
        "project_domain": ("{{ 1 / 0 }}", "cannot be evaluated"),
        "project_operators_email": ("{{ unclosed", "cannot be evaluated"),
        "app_registry_host": ("{{ x | no_such_filter }}", "cannot be evaluated"),
        "app_registry_username": ("{{ x }}", "refers to x, which is not defined"),
        "app_release": (None, "is empty"),
        "router_image": (["a"], "is not text"),
        "certificates_acme_directory_url": ({"a": 1}, "is not text"),
        "app_mongodb_database": (True, "is not text"),
        "app_images": (5, "is not a mapping"),
        "base_deploy_authorized_keys": ("one", "is not a list"),
    }
    copy.set("staging", {**sound("staging"), **{name: value for name, (value, _) in broken.items()}})
    run = copy.run("staging")
    for name, (_, said) in broken.items():
        assert f" {name} {said}" in run.problems, run.output


def test_role_arguments_are_checked_too(copy: Copy) -> None:
    copy.set("staging", {**sound("staging"), "base_swap_mb": "plenty", "ssh_port": 22})
    run = copy.run("staging")
    assert "base_swap_mb does not fit what the role declares" in run.problems
    assert "expected  int (roles/base/meta/argument_specs.yml)" in run.problems


def test_production_refuses_the_vault_of_staging(copy: Copy) -> None:
    copy.write_vault("production", secrets("staging"), label="staging")
    run = copy.run("production")
    assert run.code != 0
    assert "vault_environment belongs to staging, but the inventory is production" in run.problems
    assert "vault_app_cache_password has the same value as vault_app_cache_password of staging" in run.problems
    assert "vault_app_mongodb_uri leads to staging's database" in run.problems
    assert secrets("staging")["vault_app_cache_password"] not in run.output


def test_one_borrowed_secret_is_found_although_the_vault_says_production(copy: Copy) -> None:
    borrowed = secrets("staging")["vault_app_registry_password"]
    copy.write_vault(
        "production", {**secrets("production"), "vault_app_registry_password": borrowed}, label="production"
    )
    assert (
        "vault_app_registry_password has the same value as vault_app_registry_password of staging"
        in copy.run("production").problems
    )


def test_production_refuses_the_domain_of_staging_and_of_the_sandbox(copy: Copy) -> None:
    copy.set(
        "production",
        {**sound("production"), "certificates_email": "x@codementee.in", "project_domain": "staging.codementee.in"},
    )
    assert "project_domain is the same in production and staging" in copy.run("production").problems
    copy.set("production", {**sound("production"), "project_domain": "codementee.test"})
    problems = copy.run("production").problems
    assert "project_domain is the same in production and sandbox" in problems
    assert "project_domain still holds its placeholder" in problems


def test_an_environment_in_another_ones_folder_is_refused(copy: Copy) -> None:
    copy.set("production", {**sound("production"), "project_environment": "staging"})
    assert "project_environment is staging, but the inventory is production" in copy.run("production").problems


def test_an_empty_inventory_is_refused_rather_than_skipped(copy: Copy) -> None:
    (copy.root / "inventories/staging/hosts.yml").write_text("---\nvps:\n  hosts: {}\n", encoding="utf-8")
    run = copy.run("staging")
    assert run.code != 0
    assert "group vps has no hosts" in run.problems


def test_a_run_of_some_hosts_or_tags_is_checked_all_the_same(copy: Copy) -> None:
    copy.set("staging", {**sound("staging"), "app_release": ""})
    assert (
        "app_release is empty"
        in copy.run("staging", "playbooks/validate.yml", "--limit", "edge", "--tags", "nginx").problems
    )


def test_a_vault_in_clear_is_refused(copy: Copy) -> None:
    (copy.folder("staging") / "vault.yml").write_text("---\nvault_environment: staging\n", encoding="utf-8")
    assert "vault.yml is not encrypted" in copy.run("staging").problems


def test_a_wrong_vault_password_stops_before_anything(copy: Copy) -> None:
    run = copy.run("staging", password="another")
    assert run.code != 0
    assert "Decryption failed" in run.output
    assert run.results == []


def test_even_managers_are_warned_about(copy: Copy) -> None:
    hosts = copy.root / "inventories/staging/hosts.yml"
    two = (
        "        staging-1:\n          ansible_host: 10.20.0.1\n        staging-2:\n          ansible_host: 10.20.0.2\n"
    )
    hosts.write_text(
        re.sub(r"(?m)^        staging-1:\n          ansible_host: .*\n", two, hosts.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    run = copy.run("staging")
    assert run.code == 0, run.problems
    assert "2 managers tolerate no more failures than 1" in run.output
