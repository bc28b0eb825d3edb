"""Vaults: examples, creation, and the password client."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from checkout import ENVIRONMENTS, ROOT, files, read_yaml, text_of
from codementee_settings.catalogue import VAULT_FILE, load
from codementee_settings.documents import ENCRYPTED_EXAMPLE, EXAMPLE_PASSWORD, documents, main, vault_text
from codementee_settings.forms import judge
from playbooks import Copy

ENTRIES: list[dict[str, Any]] = read_yaml(ROOT / "playbooks/vars/settings.yml")["settings_catalogue"]
CATALOGUE = load(ENTRIES)
CLIENT = ROOT / "bin/vault-password-client"


def test_every_alias_of_a_secret_is_in_the_catalogue() -> None:
    used = {
        name
        for path in files()
        if path.suffix == ".yml" and path.parts[len(ROOT.parts)] in ("group_vars", "inventories")
        for name in re.findall(r"\{\{[^}]*?\b(vault_\w+)", text_of(path))
    }
    assert sorted(used - {setting.name for setting in CATALOGUE}) == []


def test_every_secret_of_the_catalogue_is_used() -> None:
    used = "".join(
        text_of(path)
        for folder in ("group_vars", "inventories")
        for path in (ROOT / folder).rglob("*.yml")
        if path.name != VAULT_FILE
    )
    unused = [setting.name for setting in CATALOGUE if setting.secret and not re.search(rf"\b{setting.name}\b", used)]
    assert unused == []


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_an_example_lists_every_secret_with_its_source(environment: str) -> None:
    path = ROOT / f"inventories/{environment}/group_vars/all/vault.yml.example"
    example = read_yaml(path)
    assert set(example) == {setting.name for setting in CATALOGUE if setting.file == VAULT_FILE}
    assert example.pop("vault_environment") == environment
    assert set(example.values()) == {"CHANGEME"}
    text = path.read_text(encoding="utf-8")
    assert all((setting.obtain or "openssl rand") in text for setting in CATALOGUE if setting.secret)


def test_the_encrypted_example_opens_with_its_documented_password() -> None:
    library = VaultLib([("example", VaultSecret(EXAMPLE_PASSWORD.encode()))])
    plain = library.decrypt((ROOT / ENCRYPTED_EXAMPLE).read_bytes())
    assert yaml.safe_load(plain) == read_yaml(ROOT / "inventories/staging/group_vars/all/vault.yml.example")
    assert EXAMPLE_PASSWORD in (ROOT / "docs/runbooks/vault.md").read_text(encoding="utf-8")


def test_made_documents_are_up_to_date() -> None:
    assert main(["--check"]) == 0, "run make docs"
    assert ROOT / "docs/settings.md" in documents(ROOT)


def test_generated_secrets_meet_their_own_form_and_are_never_the_same() -> None:
    one, two = (yaml.safe_load(vault_text(CATALOGUE, "staging", generate=True)) for _ in range(2))
    for setting in CATALOGUE:
        if setting.generate:
            assert judge(one[setting.name], setting.form) is None
            assert one[setting.name] != two[setting.name]


def test_a_new_vault_is_made_encrypted_once(tmp_path: Path) -> None:
    copy = Copy.make(tmp_path)
    vault = copy.folder("staging") / "vault.yml"
    assert copy.run("staging", "playbooks/vault_init.yml", "--check", password=None).code == 0
    assert not vault.exists()
    made = copy.run("staging", "playbooks/vault_init.yml", password=None)
    assert made.code == 0, made.output
    text = vault.read_text(encoding="utf-8")
    assert text.startswith("$ANSIBLE_VAULT;1.2;AES256;staging\n")
    assert vault.stat().st_mode & 0o777 == 0o600
    password_file = tmp_path / ".config/codementee/staging.vault-password"
    assert password_file.stat().st_mode & 0o777 == 0o600
    password = password_file.read_text(encoding="utf-8").strip()
    content = yaml.safe_load(VaultLib([("x", VaultSecret(password.encode()))]).decrypt(text))
    assert content["vault_environment"] == "staging"
    assert content["vault_app_mongodb_uri"] == "CHANGEME"
    assert not any(str(value) in made.output for name, value in content.items() if value not in ("CHANGEME", "staging"))
    again = copy.run("staging", "playbooks/vault_init.yml", password=password)
    assert again.code != 0
    assert "left as it is" in again.output
    assert vault.read_text(encoding="utf-8") == text


def ask(client: Path, environment: str, **variables: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **variables}
    return subprocess.run(
        [sys.executable, client, "--vault-id", environment], env=known, check=False, capture_output=True, text=True
    )


def test_the_client_takes_the_password_from_the_variable() -> None:
    done = ask(CLIENT, "production", CODEMENTEE_VAULT_PASSWORD=" secret\n")
    assert (done.returncode, done.stdout) == (0, "secret\n")


def test_the_client_takes_the_password_from_the_operators_file(tmp_path: Path) -> None:
    path = tmp_path / "codementee/staging.vault-password"
    path.parent.mkdir()
    path.write_text("secret\n", encoding="utf-8")
    path.chmod(0o644)
    assert "chmod 600" in ask(CLIENT, "staging", XDG_CONFIG_HOME=str(tmp_path)).stderr
    path.chmod(0o600)
    assert ask(CLIENT, "staging", XDG_CONFIG_HOME=str(tmp_path)).stdout == "secret\n"
    path.write_text("\n", encoding="utf-8")
    assert "is empty" in ask(CLIENT, "staging", XDG_CONFIG_HOME=str(tmp_path)).stderr


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_client_says_what_to_do_without_a_password(tmp_path: Path, environment: str) -> None:
    client = tmp_path / "bin/vault-password-client"
    client.parent.mkdir()
    client.write_bytes(CLIENT.read_bytes())
    done = ask(client, environment)
    assert done.returncode != 0
    assert done.stdout == ""
    assert "To go on: make up" in done.stderr or f"make vault ENV={environment}" in done.stderr
    assert "docs/runbooks/vault.md" in done.stderr


def test_the_client_recognises_a_wrong_password(tmp_path: Path) -> None:
    copy = Copy.make(tmp_path)
    copy.write_vault("staging", {"vault_environment": "staging"}, label="staging", password="right")
    client = tmp_path / "bin/vault-password-client"
    wrong = ask(client, "staging", CODEMENTEE_VAULT_PASSWORD="wrong")
    assert wrong.returncode != 0
    assert "does not open inventories/staging/group_vars/all/vault.yml" in wrong.stderr
    assert ask(client, "staging", CODEMENTEE_VAULT_PASSWORD="right").stdout == "right\n"


def test_the_client_leaves_a_damaged_vault_to_ansible(tmp_path: Path) -> None:
    copy = Copy.make(tmp_path)
    (copy.folder("staging") / "vault.yml").write_text("$ANSIBLE_VAULT;1.1;AES256\n3030\n", encoding="utf-8")
    assert ask(tmp_path / "bin/vault-password-client", "staging", CODEMENTEE_VAULT_PASSWORD="x").returncode == 0
