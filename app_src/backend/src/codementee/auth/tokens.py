"""Access tokens: short-lived JWTs that name a user and a session."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from bson import ObjectId

from codementee.auth.errors import TOKEN_EXPIRED, TOKEN_INVALID
from codementee.auth.keys import KeyRing
from codementee.core.errors import AppError
from codementee.core.identifiers import object_id

ACCESS_TOKEN_SECONDS = 600
# Replicas' clocks may differ by this much without anybody being refused.
_SKEW = timedelta(seconds=30)
_ALGORITHM = "HS256"
_AUDIENCE = "codementee-api"
_MAXIMUM_LENGTH = 2_048
_CLAIMS = ("sub", "sid", "iat", "exp", "iss", "aud")


@dataclass(frozen=True, slots=True)
class AccessToken:
    user_id: ObjectId
    session_id: ObjectId
    issued_at: datetime


class AccessTokens:
    def __init__(self, keys: KeyRing, *, issuer: str) -> None:
        self._keys = keys
        self._issuer = issuer

    def issue(self, *, user_id: ObjectId, session_id: ObjectId, now: datetime) -> str:
        claims = {
            "sub": str(user_id),
            "sid": str(session_id),
            "iss": self._issuer,
            "aud": _AUDIENCE,
            # With its fraction: a token made right after a password change must not look older than the change.
            "iat": now.timestamp(),
            "exp": int((now + timedelta(seconds=ACCESS_TOKEN_SECONDS)).timestamp()),
        }
        key = self._keys.current
        return jwt.encode(claims, key.secret, algorithm=_ALGORITHM, headers={"kid": key.id})

    def verify(self, token: str, *, now: datetime) -> AccessToken:
        """Raises AppError(TOKEN_INVALID | TOKEN_EXPIRED). Only our algorithm and our keys count, whatever it says."""
        claims = self._claims(token)
        try:
            issued_at = datetime.fromtimestamp(float(claims["iat"]), UTC)
            expires_at = datetime.fromtimestamp(float(claims["exp"]), UTC)
            result = AccessToken(object_id(claims["sub"]), object_id(claims["sid"]), issued_at)
        except (ValueError, TypeError, OverflowError, OSError):
            raise AppError(TOKEN_INVALID) from None
        if issued_at > now + _SKEW:
            raise AppError(TOKEN_INVALID)
        if expires_at + _SKEW <= now:
            raise AppError(TOKEN_EXPIRED)
        return result

    def _claims(self, token: str) -> dict[str, Any]:
        if len(token) > _MAXIMUM_LENGTH:
            raise AppError(TOKEN_INVALID)
        try:
            key = self._keys.find(str(jwt.get_unverified_header(token).get("kid")))
            if key is None:
                raise AppError(TOKEN_INVALID)
            return jwt.decode(
                token,
                key.secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                issuer=self._issuer,
                # Times are compared above, with the clock that is passed in.
                options={"require": list(_CLAIMS), "verify_exp": False, "verify_iat": False, "verify_nbf": False},
            )
        except jwt.InvalidTokenError:
            raise AppError(TOKEN_INVALID) from None
