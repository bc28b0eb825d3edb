"""Waiting for a condition, never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_until(what: str, condition: Callable[[], T | None], seconds: float, every: float = 0.25) -> tuple[T, float]:
    """Poll until `condition` returns something truthy; returns it and how long it took."""
    started = time.monotonic()
    last: object = None
    while True:
        try:
            value = condition()
            if value:
                return value, time.monotonic() - started
            last = value
        except (OSError, AssertionError) as error:
            last = error
        if time.monotonic() - started > seconds:
            raise AssertionError(f"not within {seconds:g} s: {what} (last seen: {last!r})")
        time.sleep(every)
