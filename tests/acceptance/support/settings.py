"""The environment under test, as its Ansible inventory describes it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parents[3]

# Everything the suite reads from an inventory. Missing ones are None; a test that needs one says so.
VARIABLES = (
    "ansible_host",
    "ansible_port",
    "ansible_user",
    "ansible_ssh_private_key_file",
    "ansible_ssh_common_args",
    "ansible_ssh_extra_args",
    "acceptance_ca_files",
    "acceptance_client_addresses",
    "acceptance_client_image",
    "acceptance_client_network",
    "acceptance_destructive",
    "acceptance_dns_server",
    "acceptance_refused_name",
    "acceptance_state_file",
    "app_backend_replicas",
    "app_environment",
    "app_mongodb_database",
    "app_mongodb_max_pool_size",
    "app_mongodb_uri",
    "app_stack_name",
    "backup_store_access_key",
    "backup_store_bucket",
    "backup_store_ca_file",
    "backup_store_endpoint",
    "backup_store_secret_key",
    "certificates_acme_directory_url",
    "certificates_names",
    "fail2ban_ignore_networks",
    "nginx_api_burst",
    "nginx_api_rate_per_second",
    "nginx_login_burst",
    "nginx_login_rate_per_second",
    "nginx_payment_path",
    "nginx_payment_sources",
    "nginx_trusted_proxies",
    "project_api_host",
    "project_ca_file",
    "project_canonical_host",
    "project_deploy_user",
    "project_domain",
    "project_environment",
    "project_www_host",
    "router_instances",
    "router_memory_mb",
    "swarm_network_name",
)


class SettingsError(RuntimeError):
    """The inventory could not be read, or lacks what the suite needs."""


@dataclass(frozen=True)
class Client:
    """Where extra clients with addresses of their own come from."""

    image: str
    network: str
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Environment:
    """One environment. `hosts` maps each server's inventory name to its templated variables."""

    inventory: Path
    hosts: dict[str, dict[str, Any]]
    groups: dict[str, list[str]]

    @property
    def edge(self) -> str:
        """Inventory name of the first server with an edge nginx."""
        return self.groups["edge"][0]

    @property
    def edge_address(self) -> str:
        return str(self.hosts[self.edge]["ansible_host"])

    def get(self, name: str) -> Any:
        """A setting of the edge server; an absent one ends the test with its name and where it belongs."""
        value = self.hosts[self.edge].get(name)
        if value is None:
            value = role_default(name)
        if value is None:
            raise SettingsError(f"{name} is not set in {self.inventory}/group_vars/all and has no role default")
        return value

    def option(self, name: str) -> Any:
        return self.hosts[self.edge].get(name)

    @property
    def name(self) -> str:
        return str(self.get("project_environment"))

    @property
    def domain(self) -> str:
        return str(self.get("project_domain"))

    @property
    def canonical_host(self) -> str:
        return str(self.get("project_canonical_host"))

    @property
    def www_host(self) -> str:
        return str(self.get("project_www_host"))

    @property
    def api_host(self) -> str:
        return str(self.get("project_api_host"))

    @property
    def names(self) -> list[str]:
        return [self.canonical_host, self.www_host, self.api_host]

    @property
    def url(self) -> str:
        return f"https://{self.canonical_host}"

    @property
    def destructive(self) -> bool:
        """Whether faults, load and restarts are allowed here."""
        return self.option("acceptance_destructive") is True

    @property
    def ca_files(self) -> list[Path]:
        return [REPOSITORY / path for path in self.option("acceptance_ca_files") or []]

    @property
    def client(self) -> Client:
        addresses = tuple(self.get("acceptance_client_addresses"))
        return Client(self.get("acceptance_client_image"), self.get("acceptance_client_network"), addresses)

    @property
    def state(self) -> dict[str, Any]:
        """Facts the sandbox leaves for its tests: credentials of its database's administrator, container names."""
        path = REPOSITORY / self.get("acceptance_state_file")
        if not path.is_file():
            raise SettingsError(f"{path} does not exist: is the sandbox up (make up)?")
        return dict(yaml.safe_load(path.read_text(encoding="utf-8")))

    def container(self, name: str) -> str:
        """The engine's name of a sandbox container, from its name in the inventory or its service name."""
        return str(self.state["containers"][name])


def role_default(name: str) -> Any:
    """The default of a role's variable, where it is a plain value."""
    role = name.partition("_")[0]
    path = REPOSITORY / "roles" / role / "defaults" / "main.yml"
    if not path.is_file():
        return None
    value = yaml.safe_load(path.read_text(encoding="utf-8")).get(name)
    return None if isinstance(value, str) and "{{" in value else value


def ansible_environment() -> dict[str, str]:
    """Environment for ansible commands whose output is parsed."""
    return os.environ | {
        "ANSIBLE_HOME": os.environ.get("ANSIBLE_HOME", str(REPOSITORY / ".ansible")),
        "ANSIBLE_STDOUT_CALLBACK": "ansible.posix.json",
        "ANSIBLE_LOAD_CALLBACK_PLUGINS": "1",
        # Nothing that prints beside the JSON: no timings.
        "ANSIBLE_CALLBACKS_ENABLED": "ansible.posix.json",
        "ANSIBLE_DEPRECATION_WARNINGS": "0",
        "ANSIBLE_FORCE_COLOR": "0",
    }


def _ansible(*command: str) -> dict[str, Any]:
    run = subprocess.run(
        command, cwd=REPOSITORY, env=ansible_environment(), capture_output=True, text=True, timeout=60, check=False
    )
    start = run.stdout.find("{")
    if run.returncode != 0 or start < 0:
        said = (run.stderr or run.stdout).strip()
        raise SettingsError(
            f"{command[0]} failed with status {run.returncode}; is ANSIBLE_VAULT_PASSWORD_FILE set? {said}"
        )
    return dict(json.JSONDecoder().raw_decode(run.stdout, start)[0])


def load(inventory: Path) -> Environment:
    """Read an inventory with its vault: names and groups, then the suite's variables as Ansible templates them."""
    listing = _ansible("ansible-inventory", "-i", str(inventory), "--list")
    groups = {name: _members(listing, name) for name in listing if name != "_meta"}
    if not groups.get("edge"):
        raise SettingsError(f"{inventory} has no host in the group edge")
    wanted = ", ".join(f"'{name}': {name} | default(none)" for name in VARIABLES)
    play = _ansible(
        "ansible", "all", "-i", str(inventory), "-m", "ansible.builtin.debug", "-a", f"msg={{{{ {{{wanted}}} }}}}"
    )
    hosts = {host: result["msg"] for host, result in play["plays"][0]["tasks"][0]["hosts"].items()}
    return Environment(inventory, hosts, groups)


def _members(listing: dict[str, Any], group: str) -> list[str]:
    entry = listing[group]
    members = list(entry.get("hosts", []))
    for child in entry.get("children", []):
        members += [host for host in _members(listing, child) if host not in members] if child in listing else []
    return members


def secrets(environment: Environment) -> set[str]:
    """Values the report must never show: every vault variable, the sandbox's own, and each password inside a URI."""
    listing = _ansible("ansible-inventory", "-i", str(environment.inventory), "--list")
    found: set[str] = set()
    for variables in listing["_meta"]["hostvars"].values():
        values = [v for name, v in variables.items() if name.startswith("vault_") and name != "vault_environment"]
        found |= {str(value) for value in values}
    if environment.option("acceptance_state_file"):
        found |= {value for value in environment.state.values() if isinstance(value, str) and "@" in value}
    uris = [value for value in found if "://" in value]
    found |= {uri.partition("://")[2].rpartition("@")[0].partition(":")[2] for uri in uris}
    return found - {""}
