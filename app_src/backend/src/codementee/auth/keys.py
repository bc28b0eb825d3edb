"""The keys that sign tokens. The first signs; all verify, so that a rotation signs nobody out."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class SigningKey:
    id: str
    secret: bytes

    def mac(self, purpose: str, message: str) -> str:
        """Hexadecimal HMAC-SHA256 under a key derived for this purpose: one use cannot stand in for another."""
        derived = hmac.digest(self.secret, purpose.encode(), hashlib.sha256)
        return hmac.new(derived, message.encode(), hashlib.sha256).hexdigest()


class KeyRing:
    def __init__(self, keys: list[SigningKey]) -> None:
        self.current = keys[0]
        self._by_id = {key.id: key for key in keys}

    @classmethod
    def parse(cls, text: str) -> Self:
        """From the secret's lines, ``id:secret`` each, newest first (checked in core.secrets)."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        pairs = [line.partition(":") for line in lines]
        return cls([SigningKey(identifier, secret.encode()) for identifier, _, secret in pairs])

    def find(self, identifier: str) -> SigningKey | None:
        return self._by_id.get(identifier)
