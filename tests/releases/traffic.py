"""Visitors while a release happens: constant mixed load from outside, and an account of every write.

A write is POST /api/account/consents: an append-only log without a unique index, an idempotency key or any other
merciful second look, so that a lost write is missing there and a doubled one is there twice. (The webhook inbox and
the waiting list keep one entry however often they are told.) It is cheap, one insert with majority, and its field
`version` takes a name of the load's own for each request.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bson import ObjectId
from pymongo.database import Database as Content

from acceptance.support.accounts import Account
from acceptance.support.load import MAXIMUM_SECONDS, unique
from acceptance.support.runners import LoadResult, Runner, RunningMix, start_mix
from acceptance.support.waiting import wait_until

MINIMUM_RATE = 200.0
# Pages and files of the front end, lists of the API, and the one endpoint that says which release answers.
PATHS = (
    "/", "/api/companies", "/pricing", "/favicon.svg", "/api/health", "/terms", "/api/pricing-plans",
    "/manifest.webmanifest", "/companies/google", "/api/mentors",
)  # fmt: skip
# Requests a second and connections that share them: enough for all to be answered slowly without one being late.
READS_KEPT, READS_NEW = (150, 80), (46, 40)
WRITES_KEPT, WRITES_NEW = (12, 12), (12, 12)
TIMEOUT_SECONDS = 15
# The load is under way, and goes on after what it is about, when so many writes have arrived.
SOME_WRITES = 40


@dataclass(frozen=True)
class Failure:
    """A request that was not answered as it should have been."""

    load: str
    path: str
    what: str
    second: float


@dataclass(frozen=True)
class Writes:
    """What became of the writes: each is named after its load and number."""

    sent: int
    acknowledged: int
    # Acknowledged, and not there.
    lost: tuple[str, ...]
    # There more than once, whatever the client was told.
    doubled: tuple[str, ...]
    # Not acknowledged, and there all the same: allowed, once.
    unasked: int

    def summary(self) -> str:
        words = f"{self.acknowledged} of {self.sent} writes acknowledged"
        words += f", {len(self.lost)} lost, {len(self.doubled)} doubled"
        return f"{words}, {self.unasked} stored without an answer" if self.unasked else words


def account_for(sent: Mapping[str, int], unacknowledged: Mapping[str, Iterable[int]], stored: Counter[str]) -> Writes:
    """Compare what was sent (names' beginnings with how many each) with what is stored under those names."""
    names = {start + unique(number) for start, count in sent.items() for number in range(count)}
    open_ones = {start + unique(number) for start, numbers in unacknowledged.items() for number in numbers}
    strangers = set(stored) - names
    assert not strangers, f"stored, and never sent: {sorted(strangers)[:5]}"
    return Writes(
        sent=len(names),
        acknowledged=len(names - open_ones),
        lost=tuple(sorted(name for name in names - open_ones if not stored[name])),
        doubled=tuple(sorted(name for name, count in stored.items() if count > 1)),
        unasked=sum(1 for name in open_ones if stored[name]),
    )


@dataclass(frozen=True)
class Outcome:
    """What a load met."""

    loads: dict[str, LoadResult]
    writes: Writes

    @property
    def sent(self) -> int:
        return sum(load.sent for load in self.loads.values())

    @property
    def retried(self) -> int:
        return sum(load.retried for load in self.loads.values())

    @property
    def seconds(self) -> float:
        return max(load.seconds for load in self.loads.values())

    @property
    def failed(self) -> int:
        return sum(load.failed for load in self.loads.values())

    @property
    def failures(self) -> list[Failure]:
        """In order of time; of each load the first few thousand."""
        found = [
            Failure(name, one["path"], one["what"], one["second"])
            for name, load in self.loads.items()
            for one in load.failures
        ]
        return sorted(found, key=lambda failure: failure.second)

    def of_api(self) -> int:
        """How many requests went to the API: writes all, reads by their share of the paths."""
        share = sum(path.startswith("/api/") for path in PATHS) / len(PATHS)
        return round(sum(load.sent * (1 if name.startswith("writes") else share) for name, load in self.loads.items()))

    def per_second(self) -> list[int]:
        """Answers in each second."""
        lines = [[sum(second.values()) for second in load.timeline] for load in self.loads.values()]
        return [sum(line[i] for line in lines if i < len(line)) for i in range(max(map(len, lines)))]

    def summary(self) -> str:
        slowest = max(load.latency_ms["p95"] or 0.0 for load in self.loads.values())
        return (
            f"{self.sent} requests in {self.seconds:.0f} s ({self.sent / self.seconds:.0f} r/s), {self.failed} failed, "
            f"{self.retried} retried, p95 ≤ {slowest:.0f} ms; {self.writes.summary()}"
        )

    def unharmed(self, but_for: Callable[[Failure], bool] = lambda _: False, minimum_rate: float | None = None) -> str:
        """Nothing failed, was lost or doubled, except failures that `but_for` knows; returns the figures in words.

        `minimum_rate`: requests a second below which the client is at fault and nothing is proven (MINIMUM_RATE).
        """
        expected = (minimum_rate or MINIMUM_RATE) * self.seconds
        assert self.sent >= expected, f"the client itself sent too little: {self.summary()}"
        assert not self.writes.lost, f"lost writes: {self.writes.lost[:10]}; {self.summary()}"
        assert not self.writes.doubled, f"doubled writes: {self.writes.doubled[:10]}; {self.summary()}"
        known = [failure for failure in self.failures if but_for(failure)]
        others = [failure for failure in self.failures if not but_for(failure)]
        assert not others, f"{len(others)} failed, the first: {told(others)}; {self.summary()}"
        assert self.failed == len(known), f"more failures than are told: {self.summary()}"
        return self.summary()


def told(failures: list[Failure]) -> str:
    """The first failures in words, and how many of which kind there are."""
    kinds = Counter((failure.load, failure.what) for failure in failures)
    first = ", ".join(f"{one.load} {one.path} {one.what} after {one.second:.1f} s" for one in failures[:5])
    return f"{first} ({', '.join(f'{load}: {what} × {count}' for (load, what), count in kinds.items())})"


class Flow:
    """A load under way."""

    def __init__(self, running: RunningMix, consents: Consents, names: dict[str, str]) -> None:
        self._running = running
        self._consents = consents
        self._names = names
        self._outcome: Outcome | None = None

    def goes_on(self) -> None:
        """Wait until more of it has passed through the whole chain."""
        before = self._consents.count()
        wait_until(
            "writes arrive",
            lambda: not self._running.under_way or self._consents.count() >= before + SOME_WRITES,
            30,
        )
        assert self._running.under_way, f"the load ended by itself, after {MAXIMUM_SECONDS:g} s at the latest"

    def finish(self) -> Outcome:
        """Let some more pass, end it, and account for it."""
        if self._outcome is None:
            self.goes_on()
            self._outcome = self._account(self._running.finish())
        return self._outcome

    def _account(self, loads: dict[str, LoadResult]) -> Outcome:
        sent = {start: loads[name].sent for name, start in self._names.items()}
        unacknowledged = {start: loads[name].unacknowledged for name, start in self._names.items()}
        return Outcome(loads, account_for(sent, unacknowledged, self._consents.stored()))

    def stop(self) -> None:
        """Whatever happened: nothing goes on in the background, and nothing stays in the database."""
        self._running.finish()
        self._consents.forget()


class Consents:
    """What one account has agreed to in the load's words; what it did when it registered is left alone."""

    def __init__(self, content: Content[dict[str, Any]], account: Account, start: str) -> None:
        self._collection = content["consents"]
        self._mine = {"user_id": ObjectId(account.id), "version": {"$regex": f"^{re.escape(start)}"}}

    def count(self) -> int:
        return int(self._collection.count_documents(self._mine))

    def stored(self) -> Counter[str]:
        return Counter(entry["version"] for entry in self._collection.find(self._mine, {"version": 1}))

    def forget(self) -> None:
        self._collection.delete_many(self._mine)


class Traffic:
    """Sends the load. `account` makes somebody who writes; access tokens outlive the longest load."""

    def __init__(
        self, runner: Runner, url: str, edge: str, content: Content[dict[str, Any]], account: Callable[[], Account]
    ) -> None:
        self._runner = runner
        self._url = url
        self._edge = edge
        self._content = content
        self._account = account

    @contextmanager
    def flowing(self, seconds: float = MAXIMUM_SECONDS) -> Iterator[Flow]:
        """A load that runs while the block does something, and that has begun before it does."""
        account, start = self._account(), f"load-{secrets.token_hex(4)}."
        names = {"writes kept": f"{start}k.", "writes new": f"{start}n."}
        loads = {
            "reads kept": self._reads(*READS_KEPT),
            "reads new": self._reads(*READS_NEW) | {"fresh": True},
            "writes kept": self._writes(account, names["writes kept"], *WRITES_KEPT),
            "writes new": self._writes(account, names["writes new"], *WRITES_NEW) | {"fresh": True},
        }
        running = start_mix(self._runner, self._url, self._edge, seconds, loads)
        flow = Flow(running, Consents(self._content, account, start), names)
        try:
            flow.goes_on()
            yield flow
        finally:
            flow.stop()

    @staticmethod
    def _common(rate: float, connections: int) -> dict[str, object]:
        # So many clients that none of them comes near the edge's limits for one.
        return {"rate": rate, "connections": connections, "timeout": TIMEOUT_SECONDS}

    def _reads(self, rate: float, connections: int) -> dict[str, object]:
        return self._common(rate, connections) | {"path": PATHS, "header": ["X-Forwarded-For: {client}"]}

    def _writes(self, account: Account, start: str, rate: float, connections: int) -> dict[str, object]:
        return self._common(rate, connections) | {
            "method": "POST",
            "path": ["/api/account/consents"],
            "accept": "201",
            "body": f'{{"subject":"marketing","version":"{start}{{unique}}","granted":true}}',
            "header": [
                "X-Forwarded-For: {client}",
                "Content-Type: application/json",
                *(f"{name}: {value}" for name, value in account.headers.items()),
            ],
        }
