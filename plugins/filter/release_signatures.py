"""Signatures of manifests: what passed in one environment, said so that the next one can verify it (Ed25519)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_public_key

# A signature for this is good for nothing else.
PURPOSE = b"codementee-release\0"
MIN_SECRET_LENGTH = 32


def _key(secret: str) -> Ed25519PrivateKey:
    """The vault holds a random text, as for every other secret; the key is made of it."""
    if len(str(secret)) < MIN_SECRET_LENGTH:
        raise AnsibleFilterError("vault_release_signing_key is missing or too short: see docs/releases.md")
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(PURPOSE + str(secret).encode()).digest())


def release_sign(manifest: str, secret: str) -> str:
    """Base64 of the signature of a manifest's very text."""
    return base64.b64encode(_key(secret).sign(PURPOSE + manifest.encode())).decode()


def release_public_key(secret: str, comment: str = "") -> str:
    """The public half as one OpenSSH public key line, which tells nothing about the secret."""
    line = _key(secret).public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    return f"{line} {comment}".strip()


def release_signed(manifest: str, signature: str, public_key: str) -> bool:
    """Whether the signature is of this text and by that key; what cannot be read is no signature."""
    try:
        key = load_ssh_public_key(public_key.encode())
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(base64.b64decode(signature.strip(), validate=True), PURPOSE + manifest.encode())
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, binascii.Error):
        return False
    return True


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "release_sign": release_sign,
            "release_public_key": release_public_key,
            "release_signed": release_signed,
        }
