"""7.5: the team hears of every deployment, in its chat and by mail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.vendors import Vendors
from faults.operator import Run
from releases.operator import BY, LINK
from releases.rehearsal import Rehearsal
from releases.variants import Release

pytestmark = [pytest.mark.disruptive, pytest.mark.campaign, pytest.mark.timeout(900)]
BOTH = ("messages", "mails")


@dataclass(frozen=True)
class Told:
    """What one run said to the team: texts of the chat and of mails, oldest first."""

    run: Run
    messages: list[str]
    mails: list[str]

    def at_the_start(self, *words: str) -> str:
        return self._said(0, words)

    def at_the_end(self, *words: str) -> str:
        return self._said(-1, (*words, "Took"))

    def _said(self, number: int, words: tuple[str, ...]) -> str:
        for kind, texts in (("chat", self.messages), ("mail", self.mails)):
            assert len(texts) >= 2, f"{kind}: not one message at the start and one at the end but {len(texts)}"
            missing = [word for word in (*words, BY, LINK) if word not in texts[number]]
            assert not missing, f"{kind}: {missing} not in {texts[number][:800]}"
        return f"chat and mail, each with {', '.join(words)}, {BY}, the link"


@dataclass(frozen=True)
class Story:
    """A success, a failure and a way back."""

    good: Release
    bad: Release
    base: Release
    success: Told
    failure: Told
    rollback: Told


def listen(vendors: Vendors, run: Run, since: dict[str, int]) -> Told:
    messages, mails = (
        [json.dumps(item, ensure_ascii=False) for item in vendors.inbox(part, after=since[part])] for part in BOTH
    )
    # The platform's own mails to its users are none of ours.
    return Told(run, messages, [mail for mail in mails if LINK in mail])


@pytest.fixture(scope="module")
def story(rehearsal: Rehearsal, vendors: Vendors) -> Story:
    base, good, bad = (
        rehearsal.press.base(),
        rehearsal.press.release("good"),
        rehearsal.press.release("failing-migration"),
    )
    rehearsal.serve(base)
    told = []
    acts: list[Callable[[], Run]] = [
        lambda: rehearsal.operator.deploy(good.manifest),
        lambda: rehearsal.operator.deploy(bad.manifest),
        rehearsal.operator.rollback,
    ]
    for act in acts:
        since = {part: vendors.newest(part) for part in BOTH}
        told.append(listen(vendors, act(), since))
    return Story(good, bad, base, *told)


@pytest.mark.criterion("7.5", part="start")
def test_the_start_is_told(rehearsal: Rehearsal, story: Story, evidence: Evidence) -> None:
    evidence(story.success.at_the_start(rehearsal.environment.name, story.good.name))


@pytest.mark.criterion("7.5", part="success")
def test_a_success_is_told(rehearsal: Rehearsal, story: Story, evidence: Evidence) -> None:
    story.success.run.succeeded()
    evidence(story.success.at_the_end(rehearsal.environment.name, story.good.name, story.base.name))


@pytest.mark.criterion("7.5", part="failure")
def test_a_failure_is_told_with_its_reason(rehearsal: Rehearsal, story: Story, evidence: Evidence) -> None:
    assert story.failure.run.status != 0
    evidence(story.failure.at_the_end(rehearsal.environment.name, story.bad.name, "migrate"))


@pytest.mark.criterion("7.5", part="rollback")
def test_a_rollback_is_told(rehearsal: Rehearsal, story: Story, evidence: Evidence) -> None:
    story.rollback.run.succeeded()
    evidence(story.rollback.at_the_end(rehearsal.environment.name, story.base.name, story.good.name))


@contextmanager
def dead_webhook(vendors: Vendors) -> Iterator[None]:
    """The chat's service answers 503 to everything."""
    vendors.do("POST", "faults", {"vendor": "chat", "kind": "status", "status": 503})
    try:
        yield
    finally:
        vendors.do("DELETE", "faults")


@pytest.mark.criterion("7.5", part="dead webhook")
def test_a_dead_webhook_stops_nothing(rehearsal: Rehearsal, vendors: Vendors, evidence: Evidence) -> None:
    release = rehearsal.press.release("good")
    rehearsal.serve(rehearsal.press.base())
    since = {part: vendors.newest(part) for part in BOTH}
    with dead_webhook(vendors):
        run = rehearsal.operator.deploy(release.manifest).succeeded()
    rehearsal.serves_truthfully(release)
    told, notified = listen(vendors, run, since), rehearsal.ledger.last()["notified"]
    assert notified["chat"].startswith("failed"), notified
    assert told.messages == [], "the webhook was not dead"
    assert any(release.name in mail for mail in told.mails), "nor was there a mail"
    evidence(f"deployed in {run.seconds:.0f} s; recorded: chat {notified['chat'][:80]}, mail {notified['mail']}")
