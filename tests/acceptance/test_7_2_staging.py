"""7.2: what was built goes to staging, and is looked at there."""

from __future__ import annotations

import pytest

from acceptance.report.plugin import Evidence
from releases.pipeline import Pipeline
from releases.variants import Press

pytestmark = [pytest.mark.disruptive, pytest.mark.campaign, pytest.mark.timeout(1800)]


@pytest.mark.criterion("7.2", part="same digests")
def test_staging_runs_what_was_built(pipeline: Pipeline, press: Press, evidence: Evidence) -> None:
    base, staging = press.base(), pipeline.staging
    run = staging.operator.deploy(base.manifest).succeeded()
    running = staging.ledger.running()
    assert running == staging.ledger.meant_by(base.content), f"not the manifest's digests: {running}"
    assert running == pipeline.production.ledger.meant_by(base.content), "not what production is given"
    evidence(
        f"{base.name} deployed to {staging.environment.name} in {run.seconds:.0f} s: the manifest's digests, "
        f"in all of {', '.join(running)}"
    )


@pytest.mark.criterion("7.2", part="smoke and acceptance")
def test_staging_is_accepted_before_it_is_attested(pipeline: Pipeline, press: Press, evidence: Evidence) -> None:
    base = press.base()
    pipeline.staging.serve(base)
    accepted = pipeline.accept(base).succeeded()
    pipeline.attest(base.manifest).succeeded()
    assert pipeline.signature(base.manifest).is_file(), "it was not signed"
    figures = next((line for line in reversed(accepted.output.splitlines()) if "passed" in line), "")
    evidence(f"accepted in {accepted.seconds:.0f} s ({figures.strip('= ')}), then signed")
