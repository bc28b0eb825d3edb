"""Relations between IP ranges, for validation."""

from __future__ import annotations

from ipaddress import ip_network
from itertools import combinations


def overlapping_subnets(ranges: list[str]) -> list[str]:
    """Every pair of ranges that share addresses, as "a and b"; empty when all are apart."""
    networks = [ip_network(each) for each in ranges]
    return [
        f"{one} and {other}"
        for one, other in combinations(networks, 2)
        if one.version == other.version and one.overlaps(other)
    ]


class FilterModule:
    """Filters of the swarm role."""

    def filters(self) -> dict[str, object]:
        return {"overlapping_subnets": overlapping_subnets}
