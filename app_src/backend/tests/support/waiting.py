"""Waiting for what happens behind the scenes."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from tests.support.processes import PATIENCE_SECONDS


async def eventually[T](load: Callable[[], Awaitable[T]], *, what: str, seconds: float = PATIENCE_SECONDS) -> T:
    """What ``load`` returns as soon as it is true; fails naming ``what`` was waited for."""
    deadline = time.monotonic() + seconds
    while True:
        found = await load()
        if found:
            return found
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain for {what}"
        await asyncio.sleep(0.05)
