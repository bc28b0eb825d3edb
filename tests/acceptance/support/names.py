"""Name resolution through the environment's own DNS, without touching this machine's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dns.resolver


def resolver(server: str | None) -> dns.resolver.Resolver:
    """A resolver that asks `server` only; the system's where none is given."""
    if server is None:
        return dns.resolver.Resolver()
    made = dns.resolver.Resolver(configure=False)
    made.nameservers = [server]
    made.lifetime = 5.0
    return made


@contextmanager
def resolving_through(server: str | None) -> Iterator[dns.resolver.Resolver]:
    """Send every look-up of this process to `server`: socket.getaddrinfo and SRV look-ups of the database driver."""
    made = resolver(server)
    if server is None:
        yield made
        return
    dns.resolver.override_system_resolver(made)
    dns.resolver.default_resolver = made
    try:
        yield made
    finally:
        dns.resolver.restore_system_resolver()
        dns.resolver.default_resolver = None
