"""Staging before production: a release is attested where it passed, and refused where it is not known to have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from releases.pipeline import Pipeline
from releases.rehearsal import Rehearsal

Evidence = Callable[[str], None]


@pytest.mark.timeout(1800)
def test_the_same_digests_from_staging_to_production(
    pipeline: Pipeline, rehearsal: Rehearsal, evidence: Evidence
) -> None:
    release = rehearsal.press.release("good")
    rehearsal.serve(rehearsal.press.base())
    staged = pipeline.staging.operator.deploy(release.manifest).succeeded()
    accepted = pipeline.accept(release).succeeded()
    pipeline.attest(release.manifest).succeeded()
    run, met = rehearsal.good(release, lambda: pipeline.promote(release.manifest))
    assert pipeline.staging.ledger.running() == rehearsal.ledger.running(), "not the same images"
    evidence(
        f"staging {staged.seconds:.0f} s, accepted in {accepted.seconds:.0f} s, attested, production "
        f"{run.seconds:.0f} s; {met.unharmed()}"
    )


def test_a_digest_that_skipped_staging_is_refused(
    pipeline: Pipeline, rehearsal: Rehearsal, tmp_path: Path, evidence: Evidence
) -> None:
    manifest = rehearsal.copy_of(rehearsal.press.release("slow"), tmp_path)
    evidence(
        rehearsal.left_alone(
            lambda: rehearsal.found_out(pipeline.promote(manifest), "has not passed", pipeline.signature(manifest).name)
        )
    )


def test_another_releases_signature_is_refused(
    pipeline: Pipeline, rehearsal: Rehearsal, tmp_path: Path, evidence: Evidence
) -> None:
    good = rehearsal.press.release("good")
    pipeline.staging.serve(good)
    if not pipeline.signature(good.manifest).exists():
        pipeline.accept(good).succeeded()
        pipeline.attest(good.manifest).succeeded()
    manifest = rehearsal.copy_of(rehearsal.press.release("slow"), tmp_path)
    pipeline.with_signature_of(good.manifest, manifest)
    evidence(
        rehearsal.left_alone(lambda: rehearsal.found_out(pipeline.promote(manifest), f"{manifest} is not what passed"))
    )


def test_what_staging_does_not_run_is_not_attested(
    pipeline: Pipeline, rehearsal: Rehearsal, tmp_path: Path, evidence: Evidence
) -> None:
    manifest = rehearsal.copy_of(rehearsal.press.release("slow"), tmp_path)
    run = pipeline.attest(manifest)
    evidence(rehearsal.found_out(run, rehearsal.press.release("slow").name))
    assert not pipeline.signature(manifest).exists(), "it was signed all the same"


def test_a_release_does_not_land_on_the_other_environments_server(
    pipeline: Pipeline, rehearsal: Rehearsal, evidence: Evidence
) -> None:
    """Staging's settings and vault, production's server: known by its marker, and left alone."""
    address = rehearsal.environment.edge_address
    deploy = pipeline.staging.operator.deploy
    release = rehearsal.press.release("good")
    evidence(
        rehearsal.left_alone(
            lambda: rehearsal.found_out(deploy(release.manifest, ansible_host=address), rehearsal.environment.name)
        )
    )
