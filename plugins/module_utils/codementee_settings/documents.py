"""Documents made from the catalogue: the settings reference and the vault's text. `make docs` writes them."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from codementee_settings.catalogue import VAULT_FILE, Setting, load
from codementee_settings.judge import how_to

# Holds placeholders only, so that everybody may open it and see what an encrypted vault looks like.
ENCRYPTED_EXAMPLE = Path("docs/examples/vault.yml.encrypted")
EXAMPLE_PASSWORD = "example-only"  # noqa: S105  # documented in docs/runbooks/vault.md, protects nothing

_INTRO = """\
# Settings

What an environment must, or may, say before anything runs on its servers. `playbooks/validate.yml` checks all of it and
reports everything that is wrong at once; it is also the first play of `site.yml`. It needs no connection to any server:

    ansible-playbook -i inventories/staging playbooks/validate.yml

This page is made from `playbooks/vars/settings.yml` by `make docs`. What each role accepts beyond it is in the role's
`meta/argument_specs.yml`, and is checked in the same run. So is that nothing of another environment appears in this
one: its domain, database, servers, vault, and, where both vaults can be opened, any of its secrets.

## Where a value goes

| you want to set it | file |
|---|---|
| for one environment | `inventories/<environment>/group_vars/all/<file>` |
| for all environments | `group_vars/all/<file>` (an environment's own value wins) |
| for one host | `inventories/<environment>/hosts.yml`, below the host |
| and it is a secret | `inventories/<environment>/group_vars/all/vault.yml`: see [the vault](runbooks/vault.md) |

A value with `CHANGEME` or `<…>` in it counts as not set. So do names and addresses reserved for documentation
(`example.com`, `*.test`, `192.0.2.0/24`, `198.51.100.0/24`, `203.0.113.0/24`, `2001:db8::/32`), except in the sandbox,
which lives there. Staging and production are shipped with such values and refuse to run until they are replaced.

The secrets each environment needs are listed, with how each is made, in
[staging's example](../inventories/staging/group_vars/all/vault.yml.example) and
[production's](../inventories/production/group_vars/all/vault.yml.example).
[One encrypted example](examples/vault.yml.encrypted) shows what lands in the repository; it holds placeholders, lies
outside the inventories so that nothing loads it, and opens with the password `example-only`:
`ansible-vault view docs/examples/vault.yml.encrypted`.
"""

_VAULT_INTRO = """\
---
# The secrets of {environment}, and of no other environment. This is what {vault} holds once decrypted.
# Do not copy it by hand: `make vault ENV={environment}` writes an encrypted one and generates what can be generated;
# `make vault-edit ENV={environment}` opens it. See docs/runbooks/vault.md.
"""


def settings_page(catalogue: Sequence[Setting]) -> str:
    lines = [_INTRO]
    sections: list[tuple[str, Callable[[Setting], bool]]] = [
        ("Hosts", lambda s: s.per_host),
        ("Environment", lambda s: not s.per_host and not s.shared and s.file != VAULT_FILE),
        ("Common to all environments", lambda s: s.shared),
        ("Secrets", lambda s: s.file == VAULT_FILE),
    ]
    for title, belongs in sections:
        rows = [_row(setting) for setting in catalogue if belongs(setting)]
        if rows:
            lines += [f"## {title}", "", "| setting | what it is | form | file |", "|---|---|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _row(setting: Setting) -> str:
    about = setting.about.rstrip(".") + ("." if setting.required else ". Optional.")
    if setting.distinct:
        about += " Differs between environments."
    if how := how_to(setting):
        about += f" Generated: `{how}`." if setting.generate else f" {how[0].upper()}{how[1:]}."
    expected = setting.expected
    if setting.example is not None:
        expected += f", e.g. `{json.dumps(setting.example, ensure_ascii=False).strip(chr(34))}`"
    cells = (f"`{setting.name}`", about, expected, f"`{setting.file}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def vault_text(catalogue: Iterable[Setting], environment: str, *, generate: bool) -> str:
    """The vault's plain text: with generated secrets, or with placeholders only (the example in the repository)."""
    vault = f"inventories/{environment}/group_vars/all/{VAULT_FILE}"
    lines = [_VAULT_INTRO.format(environment=environment, vault=vault)]
    for setting in catalogue:
        if setting.file != VAULT_FILE:
            continue
        lines.append(f"# {setting.about.rstrip('.')}: {setting.expected}.")
        if how := how_to(setting):
            lines.append(f"# {'Generated with' if setting.generate else 'Where from'}: {how}")
        lines += [f"{setting.name}: {_vault_value(setting, environment, generate)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _vault_value(setting: Setting, environment: str, generate: bool) -> str:
    if setting.name == "vault_environment":
        return environment
    if setting.generate and generate:
        # In quotes: a value that happens to have digits only stays text.
        return f'"{secrets.token_hex((setting.generate + 1) // 2)}"'
    return "CHANGEME"


def documents(root: Path) -> dict[Path, str]:
    """Every made document, by its path."""
    listed = load(
        yaml.safe_load((root / "playbooks/vars/settings.yml").read_text(encoding="utf-8"))["settings_catalogue"]
    )
    made = {root / "docs/settings.md": settings_page(listed)}
    for environment in ("staging", "production"):
        path = root / f"inventories/{environment}/group_vars/all/{VAULT_FILE}.example"
        made[path] = vault_text(listed, environment, generate=False)
    made[root / ENCRYPTED_EXAMPLE] = vault_text(listed, "staging", generate=False)
    return made


def _vault() -> tuple[Any, Any]:
    # Only here: everything else in this package works without Ansible.
    from ansible.parsing.vault import VaultLib, VaultSecret

    secret = VaultSecret(EXAMPLE_PASSWORD.encode())
    return VaultLib([("example", secret)]), secret


def _plain(path: Path) -> str:
    """A document's text; the encrypted example's once decrypted, for its encryption differs every time."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("$ANSIBLE_VAULT;"):
        return text
    return bytes(_vault()[0].decrypt(text)).decode()


def _encrypted(text: str) -> str:
    library, secret = _vault()
    return bytes(library.encrypt(text, secret, "example")).decode()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write the documents made from the settings catalogue.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when a document is out of date")
    check = parser.parse_args(arguments).check
    root, stale = Path(__file__).resolve().parents[3], 0
    for path, text in documents(root).items():
        if path.is_file() and _plain(path) == text:
            continue
        stale += 1
        print(f"{path}: {'out of date, run make docs' if check else 'written'}", file=sys.stderr)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_encrypted(text) if path == root / ENCRYPTED_EXAMPLE else text, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
