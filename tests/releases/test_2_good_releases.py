"""Releases that go well: nobody notices, and they are as quick as they are said to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from releases.rehearsal import DEPLOY_SECONDS, NO_OP_SECONDS, ROLLBACK_SECONDS, ROUTER_SECONDS, Rehearsal
from releases.variants import CHANGED

Evidence = Callable[[str], None]


@pytest.mark.representative
def test_a_new_build_of_everything(rehearsal: Rehearsal, evidence: Evidence) -> None:
    rehearsal.serve(rehearsal.press.base())
    release = rehearsal.press.release("good")
    run, met = rehearsal.good(release, lambda: rehearsal.deploy(release))
    record = rehearsal.ledger.last()
    assert record["images"] == dict(release.images)
    assert 0 < record["duration_seconds"] <= run.seconds, record
    unharmed = met.unharmed(minimum_rate=rehearsal.minimum_rate)
    evidence(f"all four images new, deployed in {run.seconds:.0f} s; {unharmed}")


@pytest.mark.representative
def test_what_serves_already_is_left_alone(rehearsal: Rehearsal, evidence: Evidence) -> None:
    release = rehearsal.press.release("good")
    rehearsal.serve(release)
    before = rehearsal.containers()
    run, met = rehearsal.good(release, lambda: rehearsal.deploy(release))
    assert rehearsal.containers() == before, "containers were replaced"
    deployed = rehearsal.ledger.last()["duration_seconds"]
    limit = NO_OP_SECONDS if rehearsal.quiet else deployed / 2
    assert run.seconds <= limit, f"{run.seconds:.1f} s, {deployed} s for the deployment before it"
    unharmed = met.unharmed(minimum_rate=rehearsal.minimum_rate)
    evidence(f"no container replaced, {run.seconds:.1f} s; {unharmed}")


@pytest.mark.parametrize(("variant", "routers"), [("application", 0), ("good", 2)])
def test_back_to_the_one_before(rehearsal: Rehearsal, variant: str, routers: int, evidence: Evidence) -> None:
    base, release = rehearsal.press.base(), rehearsal.press.release(variant)
    rehearsal.serve(base)
    rehearsal.serve(release)
    run, met = rehearsal.good(base, rehearsal.operator.rollback)
    assert rehearsal.ledger.last()["kind"] == "rollback"
    assert run.seconds <= ROLLBACK_SECONDS + routers * ROUTER_SECONDS, f"{run.seconds:.1f} s"
    evidence(f"back with {', '.join(CHANGED[variant])} in {run.seconds:.1f} s; {met.unharmed()}")


def test_looking_changes_nothing(rehearsal: Rehearsal, evidence: Evidence) -> None:
    release = rehearsal.press.release("good")
    rehearsal.serve(rehearsal.press.base())
    before = rehearsal.picture()
    run = rehearsal.operator.look_at(release.manifest).succeeded()
    assert rehearsal.picture() == before
    assert f"→ {release.name}" in run.text, run.output[-3000:]
    evidence(run.line(f"{rehearsal.environment.name}: "))


def test_a_build_whose_images_are_there(rehearsal: Rehearsal, evidence: Evidence) -> None:
    base, release = rehearsal.press.base(), rehearsal.press.release("good")
    rehearsal.serve(release)
    rehearsal.serve(base)
    run, met = rehearsal.good(release, lambda: rehearsal.deploy(release))
    without_watch = run.seconds - rehearsal.ledger.last()["watch"]["seconds"]
    assert without_watch <= DEPLOY_SECONDS, f"{without_watch:.0f} s"
    evidence(f"{without_watch:.0f} s beside the watch; {met.unharmed()}")


def test_back_to_a_named_one(rehearsal: Rehearsal, evidence: Evidence) -> None:
    base, release = rehearsal.press.base(), rehearsal.press.release("good")
    rehearsal.serve(release)
    rehearsal.serve(base)
    run, met = rehearsal.good(release, lambda: rehearsal.operator.rollback(release.name))
    evidence(f"to {release.name} in {run.seconds:.1f} s; {met.unharmed()}")


def test_one_that_never_served_is_refused(rehearsal: Rehearsal, evidence: Evidence) -> None:
    rehearsal.serve(rehearsal.press.base())
    evidence(
        rehearsal.left_alone(
            lambda: rehearsal.found_out(rehearsal.operator.rollback("nobody-knows-it"), "nobody-knows-it", "RELEASE=")
        )
    )
