"""One-time links in mails: confirming an address, setting a new password."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from bson import ObjectId

from codementee.auth.errors import LINK_INVALID
from codementee.auth.repository import OneTimeTokenRepository
from codementee.core.errors import AppError


class Purpose(StrEnum):
    VERIFY_EMAIL = "verify-email"
    RESET_PASSWORD = "reset-password"  # noqa: S105 - a purpose, not a password


LIFETIMES = {Purpose.VERIFY_EMAIL: timedelta(days=3), Purpose.RESET_PASSWORD: timedelta(hours=1)}
# In the fragment: it reaches neither a server's log nor a Referer header.
_PATHS = {Purpose.VERIFY_EMAIL: "/verify-email#token=", Purpose.RESET_PASSWORD: "/reset-password#token="}


class OneTimeLinks:
    def __init__(self, repository: OneTimeTokenRepository) -> None:
        self._repository = repository

    async def make(
        self, purpose: Purpose, *, user_id: ObjectId, email: str, now: datetime, lifetime: timedelta | None = None
    ) -> str:
        """A path of the site that works once, until ``lifetime`` is over."""
        token = secrets.token_urlsafe(32)
        expires_at = now + (lifetime or LIFETIMES[purpose])
        await self._repository.insert(
            _digest(token), user_id=user_id, email=email, purpose=purpose, now=now, expires_at=expires_at
        )
        return f"{_PATHS[purpose]}{token}"

    async def use(self, purpose: Purpose, token: str, *, now: datetime) -> tuple[ObjectId, str]:
        """Whose it was and which address it went to. Raises AppError(LINK_INVALID)."""
        found = await self._repository.use(_digest(token), purpose=purpose, now=now)
        if found is None:
            raise AppError(LINK_INVALID)
        return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
