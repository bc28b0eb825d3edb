"""Values never meant to be used: CHANGEME, <like this>, and what is reserved for documentation and tests."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Any

_MARK = re.compile(r"change[-_ ]?me|<[A-Za-z][^<>\n]{0,60}>", re.IGNORECASE)
_NO_DIGEST = re.compile(r"@sha256:(.)\1{63}\Z")
_NAME = re.compile(r"(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?![\w-])", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)|(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}", re.IGNORECASE
)
# RFC 5737, RFC 3849, RFC 9637
_DOCUMENTATION_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")
)
# RFC 2606, RFC 6761
_DOCUMENTATION_DOMAINS = ("example.com", "example.net", "example.org", "example", "test", "invalid", "localhost")


def strings(value: Any) -> Iterator[str]:
    """Every piece of text inside a value, keys excepted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def names(text: str) -> list[str]:
    """The domain names mentioned in a text, in lower case."""
    return [match.group().lower() for match in _NAME.finditer(text)]


def within(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")


def placeholder(value: Any, *, documentation_allowed: bool) -> str | None:
    """Why a value is a placeholder, or None. The sandbox lives at documentation addresses: there they are allowed."""
    for text in strings(value):
        if _MARK.search(text):
            return "still holds its placeholder"
        if _NO_DIGEST.search(text):
            return "still holds its placeholder (a digest of one repeated character)"
        if not documentation_allowed and (said := _documentation(text)):
            return f"still holds its placeholder ({said})"
    return None


def _documentation(text: str) -> str | None:
    for name in names(text):
        if any(within(name, domain) for domain in _DOCUMENTATION_DOMAINS):
            return "a name reserved for documentation or tests"
    for match in _ADDRESS.finditer(text):
        try:
            found = ipaddress.ip_address(match.group())
        except ValueError:
            continue
        if any(found in network for network in _DOCUMENTATION_NETWORKS):
            return "an address reserved for documentation"
    return None
