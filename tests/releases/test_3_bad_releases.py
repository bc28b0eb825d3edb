"""Releases that go wrong, each in its own way: each takes itself back, says so, and costs nobody anything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from releases.rehearsal import FATES, Rehearsal

# The acceptance suite deploys four of the others (test_7_4_failed_deployment.py).
QUICK = ("smoke-fails",)


@pytest.mark.parametrize(
    "variant", [pytest.param(name, marks=[pytest.mark.representative] if name in QUICK else []) for name in FATES]
)
def test_takes_itself_back(rehearsal: Rehearsal, variant: str, evidence: Callable[[str], None]) -> None:
    evidence(rehearsal.bad(variant))
