"""Forms of setting values.

A form is a function `(value, options) -> str | None`: None when the value is fine, otherwise what is wrong with it, as
the end of a sentence that starts with the setting's name. The sentence never repeats the value: the same functions
judge secrets.
"""

from __future__ import annotations

import ipaddress
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from codementee_settings.keys import certificate_problem, ssh_public_key_problem
from codementee_settings.mongodb import mongodb_uri_problem

Options = Mapping[str, Any]
Form = Callable[[Any, Options], str | None]

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)\Z")
_EMAIL_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}\Z")
_IMAGE = re.compile(
    r"(?P<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?)(/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
    r"@sha256:[0-9a-f]{64}\Z"
)
_INTEGER = re.compile(r"-?[0-9]{1,18}\Z")


def fqdn(value: Any, options: Options) -> str | None:
    del options
    if not isinstance(value, str):
        return "is not text"
    if value != value.lower():
        return "contains upper-case letters"
    if value.endswith("."):
        return "ends with a dot"
    labels = value.split(".")
    if len(labels) < 2:
        return "is not fully qualified: there is no dot in it"
    if len(value) > 253 or not all(_LABEL.match(label) for label in labels):
        return "is not a domain name"
    return "is an address, not a name" if labels[-1].isdigit() else None


def email(value: Any, options: Options) -> str | None:
    if not isinstance(value, str):
        return "is not text"
    local, at, domain = value.rpartition("@")
    if not at or not _EMAIL_LOCAL.match(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        return "is not a mail address"
    return "has no valid domain after the @" if fqdn(domain.lower(), options) else None


def url(value: Any, options: Options) -> str | None:
    """An https address. `allow_path: false` wants the origin alone, `allow_ip: true` takes an IP address as well."""
    if not isinstance(value, str):
        return "is not text"
    if re.search(r"[\s\x00-\x1f]", value):
        return "contains white space"
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return "is not an address a browser would accept"
    if parts.scheme != "https":
        return "does not start with https://"
    if parts.username is not None or parts.password is not None:
        return "contains credentials"
    if parts.fragment:
        return "contains a fragment (#)"
    if port == 0:
        return "has a port that does not exist"
    if fqdn((parts.hostname or "").lower(), {}) and not (options.get("allow_ip") and ip(parts.hostname, {}) is None):
        return "has no valid host name"
    if not options.get("allow_path", True) and (parts.path or parts.query):
        return "has a path: only scheme, host and port belong here"
    return None


def mongodb_uri(value: Any, options: Options) -> str | None:
    del options
    return mongodb_uri_problem(value)


def image(value: Any, options: Options) -> str | None:
    del options
    if not isinstance(value, str):
        return "is not text"
    if _IMAGE.match(value):
        return None
    return "has no registry, name and sha256 digest" if "@sha256:" in value else "is not pinned by digest (@sha256:…)"


def integer(value: Any, options: Options) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return "is not a whole number"
    if isinstance(value, str) and not _INTEGER.match(value):
        return "is not a whole number"
    number, low, high = int(value), options.get("min"), options.get("max")
    if low is not None and number < low:
        return f"is below {low}"
    return f"is above {high}" if high is not None and number > high else None


def port(value: Any, options: Options) -> str | None:
    return integer(value, {"min": options.get("min", 1), "max": options.get("max", 65535)})


def cidr(value: Any, options: Options) -> str | None:
    """A network. `min_prefix` keeps it from covering more than it should."""
    if not isinstance(value, str) or "/" not in value:
        return "is not a network in CIDR form"
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return "is not a network in CIDR form"
    if str(network.network_address) != str(ipaddress.ip_address(value.split("/")[0])):
        return f"has host bits set: the network is {network}"
    low = options.get("min_prefix")
    return f"is wider than /{low}" if low is not None and network.prefixlen < low else None


def ip(value: Any, options: Options) -> str | None:
    del options
    try:
        ipaddress.ip_address(value if isinstance(value, str) else "")
    except ValueError:
        return "is not an IP address"
    return None


def address(value: Any, options: Options) -> str | None:
    """What one can connect to: an IP address or a fully qualified name."""
    return (
        None
        if ip(value, options) is None or fqdn(value, options) is None
        else "is neither an IP address nor a full name"
    )


def secret(value: Any, options: Options) -> str | None:
    """Long and random enough. Bits are counted from the characters' own frequencies: a repeated word scores low."""
    if not isinstance(value, str):
        return "is not text (quote it)"
    if value != value.strip() or "\n" in value:
        return "begins or ends with white space, or has several lines"
    minimum = int(options.get("min_length", 32))
    if len(value) < minimum:
        return f"is shorter than {minimum} characters"
    bits = -sum(n * math.log2(n / len(value)) for n in Counter(value).values())
    if bits < float(options.get("min_bits", 3 * minimum)):
        return "is too regular to have been generated at random"
    if re.search(r"passw|secret|codementee|qwerty|12345", value, re.IGNORECASE):
        return "contains a guessable word"
    return None


def text(value: Any, options: Options) -> str | None:
    """Plain text on one line; `pattern` must match the whole of it."""
    if not isinstance(value, str):
        return "is not text"
    if not value.strip() or "\n" in value or value != value.strip():
        return "is empty, has several lines, or white space around it"
    if len(value) > int(options.get("max_length", 255)):
        return f"is longer than {options.get('max_length', 255)} characters"
    pattern = options.get("pattern")
    return "has characters that do not belong there" if pattern and not re.fullmatch(pattern, value) else None


def token(value: Any, options: Options) -> str | None:
    """A credential somebody else issued: its strength is not ours to judge, its emptiness and its line breaks are."""
    if isinstance(value, str) and len(value) < int(options.get("min_length", 8)):
        return f"is shorter than {options.get('min_length', 8)} characters"
    return text(value, {"max_length": 4096, **options})


def enum(value: Any, options: Options) -> str | None:
    return (
        None if value in options["choices"] and not isinstance(value, bool) else "is not one of the values it may have"
    )


def boolean(value: Any, options: Options) -> str | None:
    del options
    return None if isinstance(value, bool) else "is neither true nor false"


def path(value: Any, options: Options) -> str | None:
    del options
    if not isinstance(value, str) or not value.startswith("/"):
        return "is not an absolute path"
    return "goes up with .. or has odd characters" if ".." in value or re.search(r"[\s\x00-\x1f]", value) else None


def timezone(value: Any, options: Options) -> str | None:
    del options
    return None if isinstance(value, str) and value in available_timezones() else "is not a name of the tz database"


def ssh_public_key(value: Any, options: Options) -> str | None:
    del options
    return ssh_public_key_problem(value)


def certificate(value: Any, options: Options) -> str | None:
    del options
    return certificate_problem(value)


def mapping(value: Any, options: Options) -> str | None:
    """A mapping whose `keys` each have a form of their own."""
    if not isinstance(value, Mapping):
        return "is not a mapping"
    for key, inner in options["keys"].items():
        if key not in value:
            return f"has no key {key}"
        if said := judge(value[key], inner):
            return f"has a key {key} that {said}"
    return None


SCALARS: dict[str, Form] = {
    form.__name__: form
    for form in (
        address,
        boolean,
        certificate,
        cidr,
        email,
        enum,
        fqdn,
        image,
        integer,
        ip,
        mapping,
        mongodb_uri,
        path,
        port,
        secret,
        ssh_public_key,
        text,
        timezone,
        token,
        url,
    )
}


def judge(value: Any, options: Options) -> str | None:
    """Judge a value by `options["form"]`. `list: true` judges a list's items: at least `min_items`, none twice."""
    form = SCALARS[options["form"]]
    if not options.get("list"):
        return form(value, options)
    if not isinstance(value, list):
        return "is not a list"
    if len(value) < int(options.get("min_items", 1)):
        return f"has fewer than {options.get('min_items', 1)} item(s)"
    for position, item in enumerate(value, start=1):
        if said := form(item, options):
            return f"has an item (number {position}) that {said}"
        if item in value[: position - 1]:
            return f"has the same item twice (number {position})"
    return None
