"""Releases that go wrong, each in its own way: each takes itself back, says so, and costs nobody anything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from releases.rehearsal import FATES, Rehearsal


# Two to four minutes each; four of them are deployed by the acceptance suite as well (test_7_4_failed_deployment.py).
@pytest.mark.parametrize("variant", FATES)
def test_takes_itself_back(rehearsal: Rehearsal, variant: str, evidence: Callable[[str], None]) -> None:
    evidence(rehearsal.bad(variant))
