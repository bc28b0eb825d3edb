"""What several settings must hold together. Roles do not read one another's variables, so nobody else can see this."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from codementee_settings.placeholders import within
from codementee_settings.problems import Problem

Values = Mapping[str, Any]


def relation_problems(values: Values, environment: str) -> list[Problem]:
    """`values` holds what could be evaluated; a rule one of whose settings is absent or malformed says nothing."""
    found = []
    for rule in _RULES:
        try:
            said = list(rule(values))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        edit = f"group_vars/all/ or inventories/{environment}/group_vars/all/"
        found += [Problem(name, what, edit, expected) for name, what, expected in said]
    return found


_Said = Iterator[tuple[str, str, str]]


def _networks_apart(values: Values) -> _Said:
    overlay = ipaddress.ip_network(values["swarm_network_subnet"])
    for pool in values["docker_address_pools"]:
        if overlay.overlaps(ipaddress.ip_network(pool["base"])):
            yield "swarm_network_subnet", "overlaps docker_address_pools", "networks that do not overlap"


def _pool_bounds(values: Values) -> _Said:
    if int(values["app_mongodb_min_pool_size"]) > int(values["app_mongodb_max_pool_size"]):
        yield "app_mongodb_min_pool_size", "is above app_mongodb_max_pool_size", "minimum ≤ maximum"


def _ssh_port(values: Values) -> _Said:
    if int(values["ssh_port"]) != int(values["firewall_ssh_port"]):
        yield (
            "firewall_ssh_port",
            "differs from ssh_port: the firewall would lock everybody out",
            "the value of ssh_port",
        )


def _hosts_of_domain(values: Values) -> _Said:
    domain = values["project_domain"]
    for name in ("project_canonical_host", "project_www_host", "project_api_host"):
        if not within(values[name], domain):
            yield name, "is not within project_domain", "project_domain or a name below it"
    if len({values["project_canonical_host"], values["project_www_host"], values["project_api_host"]}) < 3:
        yield "project_canonical_host", "is also the www or the api host", "three different names"


def _certificate_covers(values: Values) -> _Said:
    served = [values["nginx_canonical_host"], *values["nginx_redirect_hosts"], values["nginx_api_host"]]
    for name in served:
        if name not in values["certificates_names"]:
            yield "certificates_names", "does not cover every name nginx serves", "all names of nginx_*_host(s)"
            return


def _upstreams_exist(values: Values) -> _Said:
    published = {f"127.0.0.1:{instance['port']}" for instance in values["router_instances"]}
    if set(values["nginx_upstreams"]) != published:
        yield "nginx_upstreams", "does not match the ports of router_instances", "127.0.0.1:<port> of every router"


def _tls_directory(values: Values) -> _Said:
    if values["nginx_tls_directory"] != values["certificates_deploy_directory"]:
        yield "nginx_tls_directory", "differs from certificates_deploy_directory", "one directory for both"


def _promotion_key(values: Values) -> _Said:
    before = values["release_promoted_from"]
    if before and not str(values["release_promotion_public_key"]).startswith("ssh-"):
        yield (
            "release_promotion_public_key",
            f"is missing, while releases come from {before} (release_promoted_from)",
            f"what make release-key ENV={before} prints",
        )


_RULES: tuple[Callable[[Values], _Said], ...] = (
    _networks_apart,
    _pool_bounds,
    _ssh_port,
    _hosts_of_domain,
    _certificate_covers,
    _upstreams_exist,
    _tls_directory,
    _promotion_key,
)
