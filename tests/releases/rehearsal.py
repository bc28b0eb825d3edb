"""Releases under load, and what must be true after each: used by the tests here and by the acceptance suite."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web
from faults.operator import Run

from .ledger import Ledger, Running
from .operator import BY, Operator
from .traffic import MINIMUM_RATE, Failure, Outcome, Traffic
from .variants import Press, Release

NO_OP_SECONDS, ROLLBACK_SECONDS, DEPLOY_SECONDS = 15, 20, 60
# A router finishes what it has begun, and nobody notices when the other one serves meanwhile: one after the other.
ROUTER_SECONDS = 10
# On a machine that others use too: requests a second that are load still, and what a request may take meanwhile.
BUSY_RATE, BUSY_P95_MS = 50.0, 5_000


@dataclass(frozen=True)
class Fate:
    """What must come of a bad release: why it is refused, and which failures are its own doing, at most how many.

    `share` is of the requests that went to the API, `at_most` a number; a release that is found out before a visitor
    meets it has none of either.
    """

    reason: str
    outcome: str = "reverted"
    own: Callable[[Failure], bool] = lambda _: False
    share: float = 0.0
    at_most: int = 0


FATES = {
    # Nothing to start: nothing was changed, so there is nothing to revert.
    "image-missing": Fate(r"image|manifest|digest", "failed"),
    # Found out before any task that serves is touched.
    "failing-migration": Fate(r"migrate"),
    # Started beside those that serve, and never given a request.
    "never-healthy": Fate(r"health|rolled back|did not"),
    # A task is killed with what it is doing: of reads the router repeats them, of writes nobody may.
    "crashes-after-healthy": Fate(
        r"exit|failed|rolled back|137",
        own=lambda failure: failure.load.startswith("writes") and failure.what in ("502", "504"),
        at_most=4,
    ),
    # Every fifth answer of the API, and of it alone.
    "errors": Fate(
        r"error",
        own=lambda failure: failure.what == "500" and failure.path.startswith("/api/"),
        share=0.2,
    ),
    "slow": Fate(r"p95|percentile|slow|latency| ms"),
    "smoke-fails": Fate(
        r"/api/companies",
        own=lambda failure: failure.what == "404" and failure.path == "/api/companies",
        share=0.25,
    ),
}


def is_whole_campaign(config: pytest.Config) -> bool:
    """Whether all tests were asked for (-m campaign), which is done on a machine with nothing else to do."""
    return "campaign" in config.getoption("markexpr")


@dataclass(frozen=True)
class Rehearsal:
    """An operator, the releases there are, what the servers say of them, and visitors."""

    environment: Environment
    operator: Operator
    ledger: Ledger
    press: Press
    traffic: Traffic
    server: Server
    visitor: Web
    # Whether the machine is promised to be quiet, as for the campaign: then rates and times are held to as well. What
    # happens is held to on any machine.
    quiet: bool

    @property
    def minimum_rate(self) -> float:
        return MINIMUM_RATE if self.quiet else BUSY_RATE

    def deploy(self, release: Release, **variables: object) -> Run:
        """Deploy a good release; on a busy machine its watch does not blame it for what the neighbours do."""
        borne = {} if self.quiet else {"release_watch_max_p95_ms": BUSY_P95_MS}
        return self.operator.deploy(release.manifest, **borne, **variables)

    def serve(self, release: Release) -> None:
        """Make this release what serves, if it is not; a step on the way to what a test is about."""
        if self.ledger.current()["release"] != release.name:
            self.deploy(release, release_watch_seconds=5).succeeded()
        self.is_run(release)

    def answers_as(self, release: Release) -> None:
        """Visitors are told this release by every replica, in pages and in the API."""
        replicas = int(self.environment.get("app_backend_replicas"))
        for _ in range(3 * replicas):
            answer = self.visitor.get(f"{self.environment.url}/api/health")
            assert answer.json()["release"] == release.name, answer.text

    def is_current(self, release: Release) -> None:
        current = self.ledger.current()["release"]
        assert current == release.name, f"current.yml names {current} instead of {release.name}"

    def is_run(self, release: Release) -> None:
        running, meant = self.ledger.settled(), self.ledger.meant_by(release.content)
        assert running == meant, f"running {running}, meant {meant}"

    def containers(self) -> list[str]:
        """Ids of everything of ours that runs."""
        return sorted(self.server.run("docker ps --quiet --no-trunc --filter label=codementee.component").split())

    def good(self, release: Release, outcome: Callable[[], Run]) -> tuple[Run, Outcome]:
        """A command under load that must end with this release in service and nobody harmed."""
        with self.traffic.flowing() as flow:
            run = outcome().succeeded()
            met = flow.finish()
        self.serves_truthfully(release)
        return run, met

    def serves_truthfully(self, release: Release) -> None:
        """Record, manifest, engine and answers agree that this release serves; nobody holds the lock."""
        record = self.ledger.last()
        assert (record["release"], record["outcome"]) == (release.name, "succeeded"), record
        assert record["reason"] is None, record
        self.is_current(release)
        self.is_run(release)
        assert self.ledger.lock() is None, "the lock is still held"
        self.answers_as(release)

    def bad(self, variant: str) -> str:
        """Deploy a bad release under load: it takes itself back and says so; returns the figures in words."""
        base, release, fate = self.press.base(), self.press.release(variant), FATES[variant]
        self.serve(base)
        before, known = self.ledger.running(), len(self.ledger.history())
        with self.traffic.flowing() as flow:
            run = self.operator.deploy(release.manifest)
            met = flow.finish()
        assert run.status != 0, f"a release that is {variant} was called a success:\n{run.output[-3000:]}"
        self._reverted(release, base, before, known, fate)
        words = met.unharmed(but_for=fate.own)
        limit = max(fate.at_most, round(fate.share * met.of_api()))
        assert met.failed <= limit, f"{met.failed} failed, at most {limit} are the release's own doing: {words}"
        return f"{variant}: status {run.status} after {run.seconds:.0f} s, {self.ledger.last()['outcome']}; {words}"

    def _reverted(self, release: Release, base: Release, before: Running, known: int, fate: Fate) -> None:
        after = self.ledger.settled()
        changed = {name: (before.get(name), images) for name, images in after.items() if before.get(name) != images}
        assert after == before, f"not what ran before: {changed}"
        added = self.ledger.history()[known:]
        assert [record["release"] for record in added] == [release.name], f"recorded: {added}"
        (record,) = added
        assert record["outcome"] == fate.outcome, record
        assert record["previous"] == base.name, record
        assert record["by"] == BY, record
        assert re.search(fate.reason, record["reason"] or "", re.IGNORECASE), (
            f"the reason does not name the cause: {record}"
        )
        self.is_current(base)
        assert self.ledger.lock() is None, "the lock is still held"
        self.answers_as(base)

    def found_out(self, run: Run, *words: str) -> str:
        """A command that was refused for a reason it gives, with everything as it was; returns what it said."""
        assert run.status != 0, f"accepted:\n{run.output[-3000:]}"
        missing = [word for word in words if word not in run.text]
        assert not missing, f"not said: {missing}\n{run.output[-3000:]}"
        return run.line(words[0])

    def left_alone(self, action: Callable[[], str]) -> str:
        """Whatever `action` does, what runs, what is recorded and what is called current stay as they are."""
        before = self.picture()
        said = action()
        after = self.picture()
        assert after == before, f"something changed: {before} → {after}"
        return said

    def picture(self) -> tuple[Running, int, str, str]:
        history = self.ledger.history()
        # The release before may still be watched by the engine, and its tasks be on their way.
        return self.ledger.settled(), len(history), json.dumps(history[-1:]), str(self.ledger.current()["release"])

    def copy_of(self, release: Release, folder: Path) -> Path:
        """The manifest alone, without whatever signature lies beside the original."""
        path = folder / release.manifest.name
        path.write_bytes(release.manifest.read_bytes())
        return path

    def nginx_master(self) -> int:
        return int(self.server.run("cat /run/nginx.pid"))

    def one_master(self, other_than: int) -> int:
        """The new master of nginx, once the old one has left."""

        def alone() -> int:
            # Of the server itself: containers have masters of their own, whose parents are others.
            listed = self.server.run("pgrep --exact --parent 1 nginx").split()
            master = self.nginx_master()
            return master if listed == [str(master)] and master != other_than else 0

        found, _ = wait_until("one new master of nginx", alone, 90)
        return found
