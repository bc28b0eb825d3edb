"""A copy of the operator's files in which settings may be broken, and the settings check run on it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .settings import REPOSITORY, ansible_environment

COPIED = (
    "ansible.cfg", "site.yml", "bin", "playbooks", "roles", "plugins", "group_vars", "inventories", "templates",
    "app_src/ops",
)  # fmt: skip
ENTRY = re.compile(r"^\d+\. (\S+) (.*)\n {3}edit {6}(.*)\n {3}expected {2}(.*)$", re.MULTILINE)
DOMAIN = "codementee.internal"


@dataclass(frozen=True)
class Complaint:
    """One entry of the settings check's message."""

    said: str
    file: str
    expected: str


@dataclass(frozen=True)
class Verdict:
    """How a run ended and what it complained about, by setting."""

    status: int
    complaints: Mapping[str, Complaint]
    output: str


PROMOTION_KEY = "release_promotion_public_key"


def catalogue() -> list[dict[str, Any]]:
    """Every setting an environment must have: playbooks/vars/settings.yml."""
    path = REPOSITORY / "playbooks" / "vars" / "settings.yml"
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))["settings_catalogue"]
    return [entry for entry in listed if entry.get("required", True)]


def _form(setting: Mapping[str, Any]) -> dict[str, Any]:
    form = setting.get("form")
    return {"form": form} if isinstance(form, str) else dict(form or {})


def _public_key() -> str:
    public = Ed25519PrivateKey.generate().public_key()
    return public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode() + " acceptance"


def _image(name: str) -> str:
    return f"registry.{DOMAIN}:5000/codementee/{name}@sha256:{'0123456789abcdef' * 4}"


def complete(environment: str, number: int) -> dict[str, Any]:
    """A sound value for every required setting, of a made-up environment; `number` keeps two of them apart."""
    digit = str(number)
    by_name: dict[str, Any] = {
        "ansible_host": f"10.20.{number}.10",
        "project_environment": environment,
        "vault_environment": environment,
        "project_domain": f"{environment}.{DOMAIN}",
        "app_mongodb_database": f"codementee_{environment}",
        "app_registry_host": f"registry.{DOMAIN}:5000",
        "app_razorpay_key_id": f"rzp_test_{environment}{digit}",
    }
    by_form: dict[str, Any] = {
        "email": f"operators@{DOMAIN}",
        "url": f"https://acme.{DOMAIN}/directory",
        "ssh_public_key": _public_key(),
        "image": _image("router"),
        "mongodb_uri": f"mongodb+srv://{environment}:{digit * 24}@cluster0.{environment}.{DOMAIN}/",
        "secret": (environment + digit) * 8,
        "token": (environment + digit) * 4,
    }
    found: dict[str, Any] = {}
    for setting in catalogue():
        form = _form(setting)
        if form["form"] == "mapping":
            forms = {key: inner["form"] for key, inner in form["keys"].items()}
            value: Any = {
                key: _image(key) if inner == "image" else by_form.get(inner, "Codementee")
                for key, inner in forms.items()
            }
        else:
            value = by_name.get(setting["name"], by_form.get(form["form"], setting.get("example")))
        found[setting["name"]] = [value] if form.get("list") and not isinstance(value, list) else value
    return found


def malformed(setting: Mapping[str, Any]) -> Any:
    """A value of the wrong form: eleven characters no pattern, name, address or minimum length takes."""
    return ["not valid !"] if _form(setting).get("list") else "not valid !"


def placeholder(setting: Mapping[str, Any]) -> Any:
    return ["CHANGEME"] if _form(setting).get("list") else "CHANGEME"


class Workspace:
    """A copied repository with sound staging and production environments, ready to be broken."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._vaults: dict[tuple[str, str], str] = {}
        for name in COPIED:
            source = REPOSITORY / name
            if source.is_dir():
                shutil.copytree(source, directory / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy2(source, directory / name)
        for environment in ("staging", "production"):
            (directory / f"{environment}.password").write_text(f"password of {environment}\n", encoding="utf-8")

    def _inventory(self, environment: str) -> Path:
        return self.directory / "inventories" / environment

    def fill(self, environment: str, values: Mapping[str, Any], port: int | None = None) -> None:
        """Make `values` the only ones of the catalogue's settings; those left out are set nowhere."""
        everything = {setting["name"] for setting in catalogue()}
        inventory = self._inventory(environment)
        for path in [*inventory.glob("group_vars/all/*.yml"), *(self.directory / "group_vars" / "all").glob("*.yml")]:
            if path.name != "vault.yml":
                content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
                kept = {name: value for name, value in content.items() if name not in everything}
                if PROMOTION_KEY in kept:
                    # Optional, but not where it stands: releases come there from another environment.
                    kept[PROMOTION_KEY] = _public_key()
                path.write_text(yaml.safe_dump(kept) if kept else "---\n", encoding="utf-8")
        hosts = yaml.safe_load(self._original_hosts(environment))
        # A keeper of backups is a host of its own and stays where it is.
        for group in hosts.keys() - {"keeper"}:
            _set_address(hosts[group], values.get("ansible_host"), port)
        (inventory / "hosts.yml").write_text(yaml.safe_dump(hosts), encoding="utf-8")
        for setting in catalogue():
            name, place = setting["name"], self.directory if setting.get("shared") else inventory
            if name in values and not name.startswith("vault_") and name != "ansible_host":
                path = place / "group_vars" / "all" / setting["file"]
                with path.open("a", encoding="utf-8") as file:
                    file.write(yaml.safe_dump({name: values[name]}))
        self._write_vault(environment, {k: v for k, v in values.items() if k.startswith("vault_")})

    @staticmethod
    def _original_hosts(environment: str) -> str:
        return (REPOSITORY / "inventories" / environment / "hosts.yml").read_text(encoding="utf-8")

    def _write_vault(self, environment: str, secrets: Mapping[str, Any]) -> None:
        path = self._inventory(environment) / "group_vars" / "all" / "vault.yml"
        plain = yaml.safe_dump(dict(secrets) or {"vault_nothing": ""})
        if (environment, plain) in self._vaults:
            path.write_text(self._vaults[environment, plain], encoding="utf-8")
            return
        path.write_text(plain, encoding="utf-8")
        run = self._run(
            "ansible-vault", "encrypt", "--encrypt-vault-id", environment, *self._password(environment), str(path)
        )
        assert run.returncode == 0, f"the vault could not be written: {run.stderr}"
        self._vaults[environment, plain] = path.read_text(encoding="utf-8")

    def _password(self, environment: str) -> list[str]:
        return ["--vault-id", f"{environment}@{self.directory}/{environment}.password"]

    def borrow_vault(self, environment: str, other: str) -> None:
        """Put the other environment's vault, password and all, in the place of this one's."""
        vault = Path("group_vars") / "all" / "vault.yml"
        shutil.copy2(self._inventory(other) / vault, self._inventory(environment) / vault)

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        # The caller's configuration would bring the plugins of the caller's checkout, not of this copy.
        foreign = ("ANSIBLE_VAULT", "ANSIBLE_CONFIG")
        variables = {k: v for k, v in ansible_environment().items() if not k.startswith(foreign)}
        return subprocess.run(
            command, cwd=self.directory, env=variables, capture_output=True, text=True, timeout=120, check=False
        )

    def play(self, playbook: str, environment: str, *passwords_of: str) -> Verdict:
        """Run a playbook with the passwords of these environments (its own by default)."""
        secrets = [word for name in passwords_of or (environment,) for word in self._password(name)]
        run = self._run("ansible-playbook", "-i", f"inventories/{environment}", *secrets, playbook)
        return Verdict(run.returncode, _complaints(run.stdout), run.stdout + run.stderr)

    def ping(self, environment: str) -> int:
        """Try to connect to the servers; returns the exit status."""
        secrets = self._password(environment)
        return self._run(
            "ansible", "vps", "-i", f"inventories/{environment}", *secrets, "-m", "ansible.builtin.ping"
        ).returncode


def _set_address(tree: Any, address: Any, port: int | None) -> None:
    """Replace every ansible_host of an inventory; None takes it away."""
    if not isinstance(tree, dict):
        return
    if "ansible_host" in tree:
        tree.pop("ansible_host")
        tree |= {} if address is None else {"ansible_host": address}
        tree |= {} if port is None else {"ansible_port": port}
    for value in tree.values():
        _set_address(value, address, port)


def _complaints(output: str) -> dict[str, Complaint]:
    start = output.find("{")
    if start < 0:
        return {}
    text = json.dumps(json.JSONDecoder().raw_decode(output, start)[0])
    found = re.search(r'"problems": ("(?:[^"\\]|\\.)*")', text)
    entries = ENTRY.findall(json.loads(found[1])) if found else []
    return {name: Complaint(said, file, expected) for name, said, file, expected in entries}
