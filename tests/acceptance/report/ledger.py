"""What a run measured, and the verdict that follows: nothing passes by default."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from .criteria import Catalogue, Criterion
from .source import Claim


class Outcome(Enum):
    """How far one test got. NOT_RUN is where every test starts."""

    NOT_RUN = "not run"
    SKIPPED = "skipped"
    FAILED = "failed"
    MEASURED = "measured"


class Status(Enum):
    """What the table says of a part or a criterion. Only PASS counts as a pass."""

    PASS = "pass"
    FAIL = "fail"
    PARTIAL = "partial"
    NOT_MEASURED = "not measured"
    NOT_BUILT = "not built"


@dataclass
class Proof:
    """One test, with what it saw. `reason` says why it failed or did not run."""

    nodeid: str
    outcome: Outcome = Outcome.NOT_RUN
    reason: str = ""
    evidence: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def settle(self, outcome: Outcome, reason: str = "") -> None:
        """Record an outcome; a failure is final, whatever a later phase says."""
        if self.outcome is not Outcome.FAILED:
            self.outcome = outcome
            self.reason = reason


@dataclass(frozen=True)
class Verdict:
    """A row of a table: status, and the words that justify it."""

    label: str
    title: str
    status: Status
    details: tuple[str, ...]
    passed: int
    parts: int

    @property
    def result(self) -> str:
        """The status in words; a partial row says how much of it was proven."""
        if self.status is Status.PARTIAL:
            return f"partial: {self.passed} of {self.parts} parts"
        return str(self.status.value)


@dataclass
class Ledger:
    """Every test known to the run, filed under the parts it claims to prove."""

    catalogue: Catalogue
    declared: set[Claim] = field(default_factory=set)
    proofs: dict[str, Proof] = field(default_factory=dict)
    claims: dict[Claim, list[str]] = field(default_factory=dict)
    judges: dict[str, list[str]] = field(default_factory=dict)
    # Left to the campaign, which this run is not.
    postponed: set[str] = field(default_factory=set)

    def proof(self, nodeid: str) -> Proof:
        return self.proofs.setdefault(nodeid, Proof(nodeid))

    def claim(self, nodeid: str, criterion_id: str, part: str) -> None:
        """File a test under a part; tests of one part share a file, so that running a file runs the proof."""
        claimants = self.claims.setdefault((criterion_id, part), [])
        other = next((c for c in claimants if c.partition("::")[0] != nodeid.partition("::")[0]), None)
        if other is not None:
            raise ValueError(f"criterion {criterion_id}, part {part!r}, is claimed in two files: {other} and {nodeid}")
        if nodeid not in claimants:
            claimants.append(nodeid)
        self.proof(nodeid)

    def judge(self, nodeid: str, name: str) -> None:
        self.judges.setdefault(name, []).append(nodeid)
        self.proof(nodeid)

    def tests_of(self, criterion: Criterion, part: str) -> list[Proof]:
        return [self.proofs[nodeid] for nodeid in self.claims.get((criterion.id, part), [])]

    def verdict(self, criterion: Criterion) -> Verdict:
        """Fail beats everything; pass needs every part; the rest says what is missing."""
        by_part = {part: self.tests_of(criterion, part) for part in criterion.parts}
        statuses = {part: self._part_status(criterion, part) for part in criterion.parts}
        details = tuple(d for part in criterion.parts for d in _details(part, statuses[part], by_part[part]))
        passed = list(statuses.values()).count(Status.PASS)
        return Verdict(criterion.id, criterion.title, combine(statuses.values()), details, passed, len(statuses))

    def _part_status(self, criterion: Criterion, part: str) -> Status:
        proofs = self.tests_of(criterion, part)
        elsewhere = not proofs and (criterion.id, part) in self.declared
        return Status.NOT_MEASURED if elsewhere else part_status(proofs)

    def judge_verdict(self, name: str) -> Verdict:
        proofs = [self.proofs[nodeid] for nodeid in self.judges[name]]
        status = part_status(proofs)
        return Verdict(name, "", status, tuple(_details(name, status, proofs)), int(status is Status.PASS), 1)

    def verdicts(self) -> list[Verdict]:
        return [self.verdict(criterion) for criterion in self.catalogue.criteria.values()]

    def judge_verdicts(self) -> list[Verdict]:
        """The judges that were asked; unlike criteria they are no promise to be measured in every run."""
        asked = [name for name, nodeids in self.judges.items() if any(self._began(nodeid) for nodeid in nodeids)]
        return [self.judge_verdict(name) for name in sorted(asked)]

    def _began(self, nodeid: str) -> bool:
        return self.proofs[nodeid].outcome is not Outcome.NOT_RUN

    def unmeasured(self) -> list[str]:
        """Tests that exist but measured nothing: what --require-measured refuses. The campaign's are not meant."""
        idle = (Outcome.NOT_RUN, Outcome.SKIPPED)
        claimed = {nodeid for nodeids in self.claims.values() for nodeid in nodeids}
        return sorted(nodeid for nodeid in claimed - self.postponed if self.proofs[nodeid].outcome in idle)


def part_status(proofs: list[Proof]) -> Status:
    """The status of one part from its tests."""
    if not proofs:
        return Status.NOT_BUILT
    outcomes = {proof.outcome for proof in proofs}
    if Outcome.FAILED in outcomes:
        return Status.FAIL
    if outcomes == {Outcome.MEASURED} and all(proof.evidence for proof in proofs):
        return Status.PASS
    return Status.NOT_MEASURED


def combine(parts: Iterable[Status]) -> Status:
    """The status of a criterion from its parts."""
    found = set(parts)
    if Status.FAIL in found:
        return Status.FAIL
    if len(found) == 1:
        return found.pop()
    return Status.PARTIAL if Status.PASS in found else Status.NOT_MEASURED


def _details(part: str, status: Status, proofs: list[Proof]) -> list[str]:
    if status is Status.NOT_BUILT:
        return [f"{part}: not built"]
    if not proofs:
        return [f"{part}: not measured: its test was not selected"]
    lines = []
    for proof in proofs:
        words = "; ".join(dict.fromkeys(proof.evidence))
        if proof.outcome is Outcome.MEASURED:
            lines.append(f"{part}: {words}")
        elif proof.outcome is Outcome.FAILED:
            seen = f" (seen before: {words})" if words else ""
            lines.append(f"{part}: FAILED: {proof.reason}{seen}")
        else:
            reason = f" ({proof.reason})" if proof.reason else ""
            lines.append(f"{part}: not measured: {proof.outcome.value}{reason}")
    return list(dict.fromkeys(lines))
