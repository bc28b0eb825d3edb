"""7.4: a failed deployment reverts by itself, and nobody notices."""

from __future__ import annotations

import pytest

from acceptance.report.plugin import Evidence
from releases.rehearsal import Rehearsal


@pytest.mark.disruptive
@pytest.mark.campaign
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "variant",
    [
        pytest.param("image-missing", marks=pytest.mark.criterion("7.4", part="bad image")),
        pytest.param("never-healthy", marks=pytest.mark.criterion("7.4", part="failing health")),
        pytest.param("errors", marks=pytest.mark.criterion("7.4", part="error rate")),
        pytest.param("failing-migration", marks=pytest.mark.criterion("7.4", part="failing migration")),
    ],
)
def test_a_bad_release_takes_itself_back(rehearsal: Rehearsal, variant: str, evidence: Evidence) -> None:
    evidence(rehearsal.bad(variant))
