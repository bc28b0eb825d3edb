"""What is wrong, as data."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `said` completes a sentence that starts with `name`."""

    name: str
    said: str
    edit: str
    expected: str
    how: str | None = None
    hosts: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Resolved:
    """A setting as one host sees it: its value, or why there is none."""

    name: str
    value: Any = None
    defined: bool = True
    error: str | None = None
    missing: str | None = None  # the undefined variable its template asked for
    templated: bool = False  # made from other settings, which are judged themselves
    origin: str | None = None  # file, and line where known, relative to the repository


def merge_hosts(problems: Sequence[tuple[str, Problem]], hosts: Sequence[str]) -> list[Problem]:
    """One entry per problem, naming the hosts that have it unless all have it."""
    found: dict[Problem, list[str]] = {}
    for host, problem in problems:
        found.setdefault(problem, []).append(host)
    return [
        dataclasses.replace(problem, hosts=() if set(affected) >= set(hosts) else tuple(affected))
        for problem, affected in found.items()
    ]
