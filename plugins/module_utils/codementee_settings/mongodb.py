"""Connection strings: encrypted, authenticated, and nothing in them that switches verification off."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import parse_qsl, unquote

_SHAPE = re.compile(
    r"(?P<scheme>mongodb(?:\+srv)?)://(?:(?P<user>[^@/]*)@)?(?P<hosts>[^/?@]+)(?:/(?P<database>[^/?]*))?(?:\?(?P<query>.*))?\Z"
)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\Z")
_UNSAFE = ("tlsinsecure", "tlsallowinvalidcertificates", "tlsallowinvalidhostnames", "tlsdisableocspendpointcheck")


def mongodb_uri_database(value: Any) -> str | None:
    """The default database named in the connection string, if there is one."""
    match = _SHAPE.match(value) if isinstance(value, str) else None
    return unquote(match["database"]) if match and match["database"] else None


def mongodb_uri_problem(value: Any) -> str | None:
    if not isinstance(value, str):
        return "is not text"
    if re.search(r"\s", value):
        return "contains white space"
    if not value.startswith(("mongodb://", "mongodb+srv://")):
        return "does not start with mongodb+srv:// or mongodb://"
    match = _SHAPE.match(value)
    if not match:
        return "is not a connection string (are special characters in user or password percent-encoded?)"
    user, colon, password = (match["user"] or "").partition(":")
    if not user or not colon or not password:
        return "has no user and password"
    if ":" in password:
        return "has a password with special characters that are not percent-encoded"
    return _hosts_problem(match) or _options_problem(match)


def _hosts_problem(match: re.Match[str]) -> str | None:
    hosts = match["hosts"].split(",")
    srv = match["scheme"] == "mongodb+srv"
    if srv and (len(hosts) != 1 or ":" in hosts[0] or hosts[0].count(".") < 2 or _is_ip(hosts[0])):
        return "needs exactly one full name without port after mongodb+srv://"
    for host in hosts:
        name, colon, port = host.partition(":")
        if not _HOST.match(name):
            return "has a host that is not a name"
        if colon and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            return "has a port that does not exist"
    return None


def _options_problem(match: re.Match[str]) -> str | None:
    pairs = [(key.lower(), value.lower()) for key, value in parse_qsl(match["query"] or "", keep_blank_values=True)]
    for key, value in pairs:
        if key in _UNSAFE and value != "false":
            return "switches certificate verification off"
    encryption = {value for key, value in pairs if key in ("tls", "ssl")}
    if encryption - {"true"}:
        return "switches TLS off"
    if match["scheme"] == "mongodb" and not encryption:
        return "does not ask for TLS: add tls=true"
    return None


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
