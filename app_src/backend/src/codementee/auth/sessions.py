"""Refresh tokens: one family per sign-in, each use replaces the token, a used one betrays a theft.

A token is ``family.key.counter.mac``. The database keeps the family's seed and how often it was rotated; the mac needs
our key as well, so neither a copy of the database nor a leaked key alone yields a token. And because the next token
can be computed again, two tabs that refresh at the same moment get the same one instead of accusing each other.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bson import ObjectId

from codementee.auth.errors import SESSION_ENDED
from codementee.auth.keys import KeyRing, SigningKey
from codementee.auth.repository import Session, SessionRepository
from codementee.core.errors import AppError
from codementee.core.identifiers import object_id

SESSION_LIFETIME = timedelta(days=30)
# How long the token before the newest is still taken as "the same moment": a lost answer, two tabs.
_GRACE = timedelta(seconds=10)
_PURPOSE = "refresh"


class EndReason(StrEnum):
    LOGOUT = "logout"
    REUSE = "reuse"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a reason, not a password
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Refreshed:
    session: Session
    token: str


class ReuseError(Exception):
    """A token that had been used came back: somebody else has a copy. The family is revoked by now."""

    def __init__(self, user_id: ObjectId) -> None:
        super().__init__("refresh token reused")
        self.user_id = user_id


class Sessions:
    def __init__(self, repository: SessionRepository, keys: KeyRing) -> None:
        self._repository = repository
        self._keys = keys

    async def start(self, user_id: ObjectId, *, client: str, user_agent: str, now: datetime) -> Refreshed:
        session = Session(
            id=ObjectId(),
            user_id=user_id,
            seed=secrets.token_hex(32),
            counter=0,
            rotated_at=now,
            client=client,
            user_agent=user_agent[:200],
            created_at=now,
            last_used_at=now,
            expires_at=now + SESSION_LIFETIME,
            ended_at=None,
        )
        await self._repository.insert(session)
        return Refreshed(session, self._token(session, self._keys.current, 0))

    async def refresh(self, token: str, *, client: str, now: datetime) -> Refreshed:
        """The session and its next token. Raises AppError(SESSION_ENDED) or ReuseError."""
        session, counter = await self._find(token)
        if session.ended_at is not None or session.expires_at <= now:
            raise AppError(SESSION_ENDED)
        if counter == session.counter:
            rotated = await self._repository.rotate(
                session.id, counter, client=client, now=now, expires_at=now + SESSION_LIFETIME
            )
            if rotated is not None:
                return Refreshed(rotated, self._token(rotated, self._keys.current, rotated.counter))
            # Somebody with the same token was faster; what they got is what we give.
            session = await self._repository.find(session.id) or session
            if session.ended_at is not None:
                raise AppError(SESSION_ENDED)
        if counter == session.counter - 1 and now - session.rotated_at <= _GRACE:
            return Refreshed(session, self._token(session, self._keys.current, session.counter))
        await self._repository.end(session.id, EndReason.REUSE, now=now)
        raise ReuseError(session.user_id)

    async def end(self, token: str, *, now: datetime) -> None:
        """Signs out; a token that means nothing is no error, its holder is signed out already."""
        try:
            session, _ = await self._find(token)
        except AppError:
            return
        await self._repository.end(session.id, EndReason.LOGOUT, now=now)

    async def _find(self, token: str) -> tuple[Session, int]:
        family, key_id, counter, mac = _parts(token)
        key = self._keys.find(key_id)
        session = await self._repository.find(family) if key is not None else None
        if key is None or session is None or not hmac.compare_digest(mac, self._mac(session, key, counter)):
            raise AppError(SESSION_ENDED)
        return session, counter

    def _token(self, session: Session, key: SigningKey, counter: int) -> str:
        return f"{session.id}.{key.id}.{counter}.{self._mac(session, key, counter)}"

    @staticmethod
    def _mac(session: Session, key: SigningKey, counter: int) -> str:
        return key.mac(_PURPOSE, f"{session.id}.{session.seed}.{counter}")


def _parts(token: str) -> tuple[ObjectId, str, int, str]:
    try:
        family, key_id, counter, mac = token.split(".")
        if not (counter.isascii() and counter.isdigit() and len(counter) < 10 and mac.isascii()):  # noqa: PLR2004
            raise AppError(SESSION_ENDED)
        return object_id(family), key_id, int(counter), mac
    except ValueError:
        raise AppError(SESSION_ENDED) from None
