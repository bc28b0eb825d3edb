"""Slows guessing at one account, from however many addresses it comes; the edge slows one address at many accounts."""

import hashlib
from datetime import datetime, timedelta

from codementee.auth.errors import TOO_MANY_ATTEMPTS
from codementee.auth.repository import LoginAttemptRepository
from codementee.core.errors import AppError

_WINDOW = timedelta(hours=1)
_FREE_FAILURES = 5
_LONGEST_WAIT = timedelta(seconds=60)


class LoginThrottle:
    def __init__(self, repository: LoginAttemptRepository) -> None:
        self._repository = repository

    async def check(self, email: str, *, now: datetime) -> None:
        """Raises AppError(TOO_MANY_ATTEMPTS) while the account has to wait, known or not.

        The wait doubles from one second to a minute: a guesser gets nowhere, and an owner is never locked out for long.
        """
        failures, last_at = await self._repository.failures(_digest(email), since=now - _WINDOW)
        if failures < _FREE_FAILURES or last_at is None:
            return
        wait = min(timedelta(seconds=2 ** min(failures - _FREE_FAILURES, 10)), _LONGEST_WAIT)
        if now < last_at + wait:
            raise AppError(TOO_MANY_ATTEMPTS)

    async def failed(self, email: str, *, now: datetime) -> None:
        await self._repository.record(_digest(email), now=now, window=_WINDOW)

    async def succeeded(self, email: str) -> None:
        await self._repository.forget(_digest(email))


def _digest(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()
