"""7.3: production takes what passed staging, and a person lets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from acceptance.report.plugin import Evidence
from acceptance.test_7_1_build_and_test import workflows
from releases.pipeline import Pipeline
from releases.rehearsal import Rehearsal


def to_production(job: dict[str, Any]) -> bool:
    return any("make deploy ENV=production" in step.get("run", "") for step in job.get("steps", []))


@pytest.mark.criterion("7.3", part="approval gate")
def test_production_waits_for_a_person(evidence: Evidence) -> None:
    """GitHub lets nothing run in an environment that wants reviewers before one of them has agreed."""
    jobs = {
        f"{workflow}: {name}": job
        for workflow, content in workflows().items()
        for name, job in content["jobs"].items()
        if to_production(job)
    }
    assert jobs, "no workflow deploys to production"
    for name, job in jobs.items():
        gate = job.get("environment")
        assert (gate["name"] if isinstance(gate, dict) else gate) == "production", f"{name} has no approval"
        assert job.get("needs"), f"{name} does not wait for staging"
    evidence(f"{', '.join(jobs)}: behind the environment production, after staging")


@pytest.mark.disruptive
@pytest.mark.campaign
@pytest.mark.timeout(900)
@pytest.mark.criterion("7.3", part="only digests that passed staging")
def test_a_digest_that_skipped_staging_is_refused(
    pipeline: Pipeline, rehearsal: Rehearsal, tmp_path: Path, evidence: Evidence
) -> None:
    """By the playbook itself, whoever runs it and wherever."""
    manifest = rehearsal.copy_of(rehearsal.press.release("good"), tmp_path)
    evidence(rehearsal.left_alone(lambda: rehearsal.found_out(pipeline.promote(manifest), "has not passed")))
