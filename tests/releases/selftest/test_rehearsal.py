"""A bad release is judged by what is true afterwards: each way of not being taken back is noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from acceptance.support.runners import LoadResult
from faults.operator import Run
from releases.operator import BY
from releases.rehearsal import FATES, Rehearsal
from releases.traffic import Outcome, Writes
from releases.variants import CHANGED, RECIPES, Release

IMAGES = {"backend": "b@1", "frontend": "f@1", "cache": "c@1", "router": "r@1"}
BASE = Release("base", Path("/base.yml"), IMAGES)
BAD = Release("bad", Path("/bad.yml"), IMAGES | {"backend": "b@2"})
SENT = 40_000
Lie = Callable[["World"], None]


class World:
    """A platform that has taken a bad release back as it should; a lie changes one thing of that."""

    def __init__(self, variant: str) -> None:
        self.status = 1
        self.running = self.runs_afterwards = {"backend": frozenset({"b@1"})}
        self.records: list[dict[str, Any]] = []
        self.added: list[dict[str, Any]] = [
            {
                "release": "bad",
                "outcome": FATES[variant].outcome,
                "previous": "base",
                "by": BY,
                "reason": "migrate failed: image exit error /api/companies 900 ms health",
            }
        ]
        self.before = {"backend": frozenset({"b@1"})}
        self.serving = self.serves_afterwards = self.answering = "base"
        self.held: dict[str, Any] | None = None
        self.failures: list[dict[str, Any]] = []
        self.lost: tuple[str, ...] = ()

    def deploy(self, _manifest: Path, **_variables: object) -> Run:
        self.records = [*self.records, *self.added]
        self.serving, self.running = self.serves_afterwards, self.runs_afterwards
        return Run(self.status, "said", 30.0)

    @contextmanager
    def flowing(self) -> Iterator[Any]:
        yield SimpleNamespace(finish=self._met)

    def _met(self) -> Outcome:
        failed = len(self.failures)
        load = LoadResult(
            SENT, SENT - failed, failed, 0, {}, {}, {"p95": 5.0}, [{200: SENT}], {}, self.failures, [], 0.0, 100.0
        )
        return Outcome({"reads kept": load}, Writes(100, 100, self.lost, (), 0))

    def rehearsal(self) -> Rehearsal:
        ledger: Any = SimpleNamespace(
            running=lambda: dict(self.before),
            settled=lambda: dict(self.running),
            meant_by=lambda _: dict(self.before),
            history=lambda: list(self.records),
            last=lambda: self.records[-1],
            current=lambda: {"release": self.serving},
            lock=lambda: self.held,
        )
        press: Any = SimpleNamespace(base=lambda: BASE, release=lambda _: BAD)
        answer = SimpleNamespace(json=lambda: {"release": self.answering}, text=self.answering)
        visitor: Any = SimpleNamespace(get=lambda _: answer)
        environment: Any = SimpleNamespace(get=lambda _: 2, url="https://example.test")
        self_: Any = self
        return Rehearsal(environment, self_, ledger, press, self_, SimpleNamespace(), visitor, True)  # type: ignore[arg-type]


def failing(world: World, count: int, what: str, path: str) -> None:
    world.failures = [{"number": number, "what": what, "path": path, "second": 1.0} for number in range(count)]


def record(**changes: object) -> Lie:
    return lambda world: world.added[0].update(changes)


def attribute(**changes: object) -> Lie:
    return lambda world: world.__dict__.update(changes)


@pytest.mark.parametrize("variant", FATES)
def test_every_way_to_fail_has_a_recipe_and_passes_when_it_was_taken_back(variant: str) -> None:
    assert not CHANGED[variant] or (RECIPES / variant / "Dockerfile").is_file()
    assert World(variant).rehearsal().bad(variant).startswith(f"{variant}: status 1")


@pytest.mark.parametrize(
    ("lie", "complaint"),
    [
        (attribute(status=0), "was called a success"),
        (attribute(runs_afterwards={"backend": frozenset({"b@2"})}), "not what ran before"),
        (attribute(runs_afterwards={"backend": frozenset({"b@1", "b@2"})}), "not what ran before"),
        (lambda world: world.added.clear(), "recorded: "),
        (record(outcome="succeeded"), "'outcome': 'succeeded'"),
        (record(outcome="failed"), "'outcome': 'failed'"),
        (record(previous="another"), "another"),
        (record(by="nobody"), "nobody"),
        (record(reason=None), "does not name the cause"),
        (record(reason="something went wrong"), "does not name the cause"),
        (attribute(serves_afterwards="bad"), "current.yml names bad"),
        (attribute(answering="bad"), "bad"),
        (attribute(held={"owner": "x"}), "still held"),
        (attribute(lost=("load-1.MA",)), "lost writes"),
        (lambda world: failing(world, 1, "503", "/"), "1 failed, the first"),
        (lambda world: failing(world, 1, "500", "/"), "1 failed, the first"),
        (lambda world: failing(world, SENT // 5, "500", "/api/mentors"), "are the release's own doing"),
    ],
)
def test_each_way_of_not_being_taken_back_is_noticed(lie: Lie, complaint: str) -> None:
    world = World("errors")
    lie(world)
    with pytest.raises(AssertionError, match=complaint):
        world.rehearsal().bad("errors")


def test_a_releases_own_errors_are_borne_as_far_as_they_go() -> None:
    world = World("errors")
    failing(world, 100, "500", "/api/mentors")
    assert "100 failed" in world.rehearsal().bad("errors")
