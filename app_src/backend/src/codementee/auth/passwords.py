"""Argon2id, off the event loop and a few at a time: each hash takes 19 MiB and tens of milliseconds by design."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from codementee.auth.errors import PASSWORD_WEAK
from codementee.core.errors import AppError, FieldProblem

# OWASP's first choice for Argon2id.
_MEMORY_KIB, _ITERATIONS, _PARALLELISM = 19_456, 2, 1
_AT_ONCE = 2

# The ones that every list of leaked passwords begins with and that are long enough for the form.
# fmt: off
_COMMON = frozenset(
    {
        "password12", "password123", "password1234", "passw0rd123", "1234567890", "12345678910", "123456789012",
        "0123456789", "qwertyuiop", "qwerty12345", "qwerty123456", "1q2w3e4r5t", "1qaz2wsx3edc", "asdfghjkl1",
        "iloveyou123", "welcome123", "welcome1234", "admin12345", "administrator", "letmein1234", "changeme123",
        "india12345", "codementee", "codementee123", "interview123", "abcdefghij", "abcd123456", "aaaaaaaaaa",
        "1111111111", "0000000000", "9876543210", "sunshine123", "football123", "princess123", "monkey12345",
    }
)
# fmt: on


class Passwords:
    def __init__(self) -> None:
        self._hasher = PasswordHash(
            (Argon2Hasher(time_cost=_ITERATIONS, memory_cost=_MEMORY_KIB, parallelism=_PARALLELISM),)
        )
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="argon2")

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        return await self._run(self._hasher.hash, password)

    async def matches(self, password: str, stored: str | None) -> bool:
        """Takes as long when there is no ``stored`` hash: an unknown user must not be known by the clock."""
        if not stored:
            await self._run(self._verify, password, self._nobodys)
            return False
        return await self._run(self._verify, password, stored)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _verify(self, password: str, stored: str) -> bool:
        try:
            return self._hasher.verify(password, stored)
        except UnknownHashError:
            # An account that was made without a password: its owner sets one by the link that was mailed.
            self._hasher.verify(password, self._nobodys)
            return False

    async def _run[*Arguments, T](self, function: Callable[[*Arguments], T], *arguments: *Arguments) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)


def check_strength(password: str, *, email: str, name: str, path: str = "password") -> None:
    """Raises AppError(PASSWORD_WEAK). Length is the schema's; here what a guesser tries first."""
    lowered = password.lower()
    own = {email.lower(), email.partition("@")[0].lower(), name.lower(), name.replace(" ", "").lower()}
    if lowered in _COMMON or lowered in own or len(set(lowered)) < 4:  # noqa: PLR2004 - aaaaaaaaab and the like
        raise AppError(PASSWORD_WEAK, fields=(FieldProblem(path, PASSWORD_WEAK.message),))
