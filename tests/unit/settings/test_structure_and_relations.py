"""The inventory's shape, and settings that must hold together."""

from __future__ import annotations

from typing import Any

import pytest

from codementee_settings.relations import relation_problems
from codementee_settings.structure import structure_problems, structure_warnings


def shape(
    managers: list[str], workers: list[str], edge: list[str], extra: list[str] | None = None
) -> dict[str, list[str]]:
    servers = managers + [host for host in workers if host not in managers] + (extra or [])
    everybody = servers + [host for host in edge if host not in servers]
    return {"all": everybody, "vps": servers, "swarm_managers": managers, "swarm_workers": workers, "edge": edge}


def said(groups: dict[str, list[str]], addresses: dict[str, str | None] | None = None) -> list[str]:
    known = {host: f"10.0.0.{number}" for number, host in enumerate(groups["all"], start=1)}
    return [f"{p.name} {p.said}" for p in structure_problems("staging", groups, {**known, **(addresses or {})})]


def test_a_sound_inventory_is_fine() -> None:
    assert said(shape(["a"], [], ["a"])) == []
    assert said(shape(["a", "b", "c"], ["d"], ["a", "d"])) == []
    assert said(shape(["a"], [], ["a"]) | {"all": ["a", "k"], "keeper": ["k"]}) == []


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (shape([], [], []), ["group vps has no hosts", "group swarm_managers has no hosts", "group edge has no hosts"]),
        (shape([], ["a"], ["a"]), ["group swarm_managers has no hosts"]),
        (shape(["a"], [], []), ["group edge has no hosts"]),
        (shape(["a"], [], ["a", "b"]), ["host b is in no child group of vps"]),
        (shape(["a"], ["a"], ["a"]), ["host a is both manager and worker"]),
        (shape(["a"], [], ["a"]) | {"keeper": ["a"]}, ["host a is in vps and in keeper"]),
        (shape(["a"], [], ["a"], extra=["b"]), ["host b is neither in swarm_managers nor in swarm_workers"]),
    ],
)
def test_a_broken_shape_is_named(groups: dict[str, list[str]], expected: list[str]) -> None:
    assert said(groups) == expected


def test_every_host_has_an_address_of_its_own() -> None:
    assert said(shape(["a"], [], ["a"]), {"a": None}) == ["host a has no ansible_host"]
    assert said(shape(["a"], ["b"], ["a"]), {"b": "10.0.0.1"}) == ["host b has the same ansible_host as a"]


@pytest.mark.parametrize(
    ("count", "warned"), [(0, False), (1, False), (2, True), (3, False), (4, True), (7, False), (9, True)]
)
def test_the_number_of_managers_is_warned_about(count: int, warned: bool) -> None:
    assert bool(structure_warnings({"swarm_managers": [str(n) for n in range(count)]})) is warned


SOUND: dict[str, Any] = {
    "swarm_network_subnet": "10.77.0.0/16",
    "docker_address_pools": [{"base": "10.78.0.0/16", "size": 24}],
    "app_mongodb_min_pool_size": 1,
    "app_mongodb_max_pool_size": 20,
    "ssh_port": 22,
    "firewall_ssh_port": 22,
    "project_domain": "a.in",
    "project_canonical_host": "a.in",
    "project_www_host": "www.a.in",
    "project_api_host": "api.a.in",
    "nginx_canonical_host": "a.in",
    "nginx_redirect_hosts": ["www.a.in"],
    "nginx_api_host": "api.a.in",
    "certificates_names": ["a.in", "www.a.in", "api.a.in"],
    "router_instances": [{"name": "router-a", "port": 8081}],
    "nginx_upstreams": ["127.0.0.1:8081"],
    "nginx_tls_directory": "/x",
    "certificates_deploy_directory": "/x",
}


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({}, []),
        ({"swarm_network_subnet": "10.78.4.0/24"}, ["swarm_network_subnet"]),
        ({"app_mongodb_min_pool_size": 21}, ["app_mongodb_min_pool_size"]),
        ({"firewall_ssh_port": 2222}, ["firewall_ssh_port"]),
        ({"project_www_host": "www.b.in"}, ["project_www_host"]),
        ({"project_www_host": "a.in"}, ["project_canonical_host"]),
        ({"certificates_names": ["a.in", "www.a.in"]}, ["certificates_names"]),
        ({"nginx_upstreams": ["127.0.0.1:9999"]}, ["nginx_upstreams"]),
        ({"certificates_deploy_directory": "/y"}, ["nginx_tls_directory"]),
        ({"ssh_port": "nonsense"}, []),
        ({"docker_address_pools": None}, []),
    ],
)
def test_relations_are_checked_where_their_settings_are_sound(change: dict[str, Any], names: list[str]) -> None:
    assert [problem.name for problem in relation_problems({**SOUND, **change}, "staging")] == names


def test_without_settings_nothing_is_said() -> None:
    assert relation_problems({}, "staging") == []
