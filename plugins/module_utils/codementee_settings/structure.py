"""The inventory's own shape: groups, hosts, addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from codementee_settings.problems import Problem

_EXPECTED_GROUPS = (
    "vps with the children swarm_managers and swarm_workers, and edge (see inventories/sandbox/hosts.yml)"
)
_MAX_MANAGERS = 7
_Said = Iterator[tuple[str, str, str]]


def structure_problems(
    environment: str, groups: Mapping[str, Sequence[str]], addresses: Mapping[str, str | None]
) -> list[Problem]:
    """`addresses` maps every host to its ansible_host, None where it has none."""
    edit = f"inventories/{environment}/hosts.yml"
    found = [*_group_problems(groups), *_membership_problems(groups), *_address_problems(addresses)]
    return [Problem(name, said, edit, expected) for name, said, expected in found]


def _group_problems(groups: Mapping[str, Sequence[str]]) -> _Said:
    for name in ("vps", "swarm_managers", "edge"):
        if not groups.get(name):
            yield f"group {name}", "has no hosts", _EXPECTED_GROUPS


def _membership_problems(groups: Mapping[str, Sequence[str]]) -> _Said:
    servers, managers, workers, keepers = (
        set(groups.get(name, ())) for name in ("vps", "swarm_managers", "swarm_workers", "keeper")
    )
    for host in sorted(servers & keepers):
        yield (
            f"host {host}",
            "is in vps and in keeper",
            "a keeper of backups that is not one of the servers it keeps them of",
        )
    for host in sorted({host for hosts in groups.values() for host in hosts} - keepers):
        if host not in servers:
            yield f"host {host}", "is in no child group of vps", _EXPECTED_GROUPS
        elif host in managers and host in workers:
            yield f"host {host}", "is both manager and worker", "one of the two groups"
        elif host not in managers and host not in workers:
            yield f"host {host}", "is neither in swarm_managers nor in swarm_workers", _EXPECTED_GROUPS


def _address_problems(addresses: Mapping[str, str | None]) -> _Said:
    known: dict[str, str] = {}
    for host, address in addresses.items():
        if not address:
            yield f"host {host}", "has no ansible_host", "ansible_host: the address or name SSH connects to"
        elif known.setdefault(address, host) != host:
            yield f"host {host}", f"has the same ansible_host as {known[address]}", "one address per host"


def structure_warnings(groups: Mapping[str, Sequence[str]]) -> list[str]:
    managers = len(groups.get("swarm_managers", ()))
    if managers and managers % 2 == 0:
        return [
            f"{managers} managers tolerate no more failures than {managers - 1}: use an odd number of swarm_managers"
        ]
    if managers > _MAX_MANAGERS:
        return [f"{managers} managers slow every change down: {_MAX_MANAGERS} are the useful maximum"]
    return []
