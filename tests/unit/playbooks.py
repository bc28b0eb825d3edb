"""A copy of the repository's playbooks and inventories that a test may change, and a way to run them."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from ansible.constants import DEFAULT_VAULT_IDENTITY
from ansible.parsing.vault import VaultLib, VaultSecret

from checkout import ENVIRONMENTS, ROOT

PASSWORD = "a-password-for-tests"


@dataclasses.dataclass(frozen=True)
class Run:
    """What a playbook run said."""

    code: int
    output: str
    results: list[dict[str, Any]]

    @property
    def problems(self) -> str:
        return "\n".join(result.get("problems", "") for result in self.results)


@dataclasses.dataclass(frozen=True)
class Copy:
    """A scratch copy of what a run on the control machine needs."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Copy:
        for name in ("playbooks", "plugins", "inventories", "group_vars", "bin"):
            shutil.copytree(
                ROOT / name, root / name, symlinks=True, ignore=shutil.ignore_patterns("vault.yml", "__pycache__")
            )
        shutil.copy(ROOT / "ansible.cfg", root / "ansible.cfg")
        for name in ("roles", ".sandbox", "templates"):
            (root / name).symlink_to(ROOT / name)
        # The version of our tools is a digest of their source.
        (root / "app_src").mkdir()
        (root / "app_src/ops").symlink_to(ROOT / "app_src/ops")
        for environment in ENVIRONMENTS:
            (root / f"inventories/{environment}/group_vars/all/vault.yml").unlink(missing_ok=True)
        return cls(root)

    def folder(self, environment: str) -> Path:
        return self.root / "inventories" / environment / "group_vars/all"

    def set(self, environment: str, values: Mapping[str, Any], name: str = "zz_test.yml") -> None:
        """Give settings values that win over everything the environment's other files say."""
        (self.folder(environment) / name).write_text(yaml.safe_dump(dict(values)), encoding="utf-8")

    def write_vault(
        self, environment: str, values: Mapping[str, Any], *, label: str | None = None, password: str = PASSWORD
    ) -> None:
        secret = VaultSecret(password.encode())
        text = VaultLib([(DEFAULT_VAULT_IDENTITY, secret)]).encrypt(yaml.safe_dump(dict(values)), secret, label)
        (self.folder(environment) / "vault.yml").write_bytes(text)

    def run(
        self,
        environment: str,
        playbook: str = "playbooks/validate.yml",
        *arguments: str,
        password: str | None = PASSWORD,
        path: str | None = None,
    ) -> Run:
        command = [
            str(Path(sys.executable).parent / "ansible-playbook"),
            "-i",
            f"inventories/{environment}",
            playbook,
            *arguments,
        ]
        if password is not None:
            (self.root / "password").write_text(password, encoding="utf-8")
            command += ["--vault-password-file", "password"]
        variables = {
            "PATH": f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"],
            "HOME": str(self.root),
            "ANSIBLE_STDOUT_CALLBACK": "ansible.posix.json",
            "ANSIBLE_HOME": str(self.root / ".ansible"),
        }
        done = subprocess.run(
            command, cwd=self.root, env=variables, check=False, capture_output=True, text=True, timeout=120
        )
        return Run(done.returncode, done.stdout + done.stderr, _results(done.stdout))


def _results(output: str) -> list[dict[str, Any]]:
    start = output.find("{")
    if start < 0:
        return []
    try:
        document = json.JSONDecoder().raw_decode(output[start:])[0]
    except ValueError:
        return []
    return [result for play in document["plays"] for task in play["tasks"] for result in task["hosts"].values()]
