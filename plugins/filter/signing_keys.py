"""Keys as the application reads them: `id:secret` lines, newest first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any


def signing_key_lines(keys: Sequence[str]) -> str:
    """One line per key. Its id is a digest of it: stable for the key's life, and nothing anyone has to invent.

    Raises ValueError for an empty key or one with a line break, which would become two.
    """
    if any(not key or key != key.strip() or "\n" in key for key in keys):
        raise ValueError("a signing key is empty, or has line breaks or white space around it")
    return "\n".join(f"{hashlib.sha256(key.encode()).hexdigest()[:12]}:{key}" for key in keys)


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"signing_key_lines": signing_key_lines}
