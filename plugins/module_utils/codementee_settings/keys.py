"""Public keys and certificates, read far enough to know that they are whole and strong."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

_TYPES = {
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
}
_MIN_RSA_BITS = 3072
_PEM = re.compile(r"\s*(?:-----BEGIN CERTIFICATE-----\n(?P<body>[A-Za-z0-9+/=\n]+?)\n?-----END CERTIFICATE-----\s*)+\Z")


def ssh_public_key_problem(value: Any) -> str | None:
    if not isinstance(value, str):
        return "is not text"
    if "PRIVATE KEY" in value:
        return "is a private key: put the .pub file's line here and treat the private one as disclosed"
    if "\n" in value.strip():
        return "has several lines: one key per item"
    parts = value.split()
    if len(parts) < 2 or parts[0] not in _TYPES:
        return "is not a public key line (ssh-ed25519 AAAA… comment)"
    try:
        fields = _fields(base64.b64decode(parts[1], validate=True))
    except (binascii.Error, ValueError):
        return "is a public key that was cut or altered"
    if len(fields) < 2 or fields[0] != parts[0].encode():
        return "is a public key that was cut or altered"
    if parts[0] == "ssh-ed25519" and len(fields[1]) != 32:
        return "is a public key that was cut or altered"
    if parts[0] == "ssh-rsa" and (len(fields) != 3 or int.from_bytes(fields[2], "big").bit_length() < _MIN_RSA_BITS):
        return f"is an RSA key of fewer than {_MIN_RSA_BITS} bits"
    return None


def _fields(blob: bytes) -> list[bytes]:
    """The length-prefixed fields of a key blob (RFC 4253, section 6.6)."""
    fields, offset = [], 0
    while offset < len(blob):
        end = offset + 4 + int.from_bytes(blob[offset : offset + 4], "big")
        if end > len(blob):
            raise ValueError("a field reaches beyond the end")
        fields.append(blob[offset + 4 : end])
        offset = end
    return fields


def certificate_problem(value: Any) -> str | None:
    if not isinstance(value, str):
        return "is not text"
    if "PRIVATE KEY" in value:
        return "contains a private key: only certificates belong here"
    if not _PEM.match(value):
        return "is not a PEM certificate"
    bodies = re.findall(r"-----BEGIN CERTIFICATE-----\n(.+?)-----END", value, re.DOTALL)
    try:
        blobs = [base64.b64decode("".join(body.split()), validate=True) for body in bodies]
    except (binascii.Error, ValueError):
        return "is a PEM certificate that was cut or altered"
    return None if all(blob[:1] == b"\x30" for blob in blobs) else "is a PEM certificate that was cut or altered"
