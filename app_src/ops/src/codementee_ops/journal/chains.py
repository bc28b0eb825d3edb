"""Chains: segments of which each begins with the token at which the one before it ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bson import Timestamp

from codementee_ops.database.errors import DamagedError, OpsError
from codementee_ops.exits import EX_NO_INPUT
from codementee_ops.journal.moments import following, last_whole_second, readable
from codementee_ops.journal.segments import Segment, Stored, find_segments, read_segment


@dataclass(frozen=True)
class Run:
    """Segments of one chain without a gap between them: every event from ``begins`` to before ``complete_before``."""

    segments: tuple[Stored, ...]

    @property
    def first(self) -> Segment:
        return self.segments[0].segment

    @property
    def last(self) -> Segment:
        return self.segments[-1].segment

    @property
    def begins(self) -> Timestamp:
        return self.first.begins

    @property
    def complete_before(self) -> Timestamp:
        return self.last.complete_before

    @property
    def events(self) -> int:
        return sum(stored.segment.events for stored in self.segments)

    @property
    def bytes(self) -> int:
        return sum(stored.segment.bytes for stored in self.segments)

    @property
    def last_event(self) -> Timestamp | None:
        return max((stored.segment.last for stored in self.segments if stored.segment.last), default=None)

    @property
    def fields(self) -> dict[str, object]:
        """For machines: instants as ISO 8601 and as the server counts them."""
        return {
            "chain": self.first.chain,
            "database": self.first.database,
            "server": f"MongoDB {self.last.server_version}, {self.last.topology}",
            "from": readable(self.begins),
            "from_cluster_time": [self.begins.time, self.begins.inc],
            "until": last_whole_second(self.complete_before),
            "complete_before": [self.complete_before.time, self.complete_before.inc],
            "alive_until": self.last.alive_until.isoformat(),
            "segments": len(self.segments),
            "events": self.events,
            "bytes": self.bytes,
            "last_event": readable(self.last_event) if self.last_event else None,
            "ends": self.last.ends,
        }

    @property
    def sentence(self) -> str:
        end = f"; ends: {self.last.ends}" if self.last.ends else ""
        return (
            f"{self.first.chain}: {self.first.database} from {readable(self.begins)} until "
            f"{last_whole_second(self.complete_before)}, {len(self.segments)} segments, {self.events:,} events, "
            f"{self.bytes / 1e6:,.1f} MB{end}"
        )


@dataclass(frozen=True)
class Journal:
    """What several directories hold together. ``damages``: what is wrong with it, a sentence each; ``conflicts``: those
    of them after which nobody can say what was recorded."""

    runs: tuple[Run, ...]
    damages: tuple[str, ...]
    conflicts: tuple[str, ...]


def read_journal(directories: Iterable[Path]) -> Journal:
    """Gather segments, the same one from several directories once, and put them into their chains."""
    found: dict[str, Stored] = {}
    conflicts: list[str] = []
    unreadable: dict[str, str] = {}
    for path in find_segments(directories):
        try:
            stored = read_segment(path)
        except DamagedError as error:
            unreadable.setdefault(path.name, str(error))
            continue
        known = found.setdefault(path.name, stored)
        if known.segment != stored.segment:
            conflicts.append(
                f"{known.path} and {path} have one name and different contents: somebody went on with an old copy of a "
                "journal. Name only the directories of the one that is meant."
            )
    # A whole copy of it will do.
    damages = [sentence for name, sentence in sorted(unreadable.items()) if name not in found]
    runs: list[Run] = []
    for _, stored in sorted(found.items()):
        previous = runs[-1] if runs and runs[-1].first.chain == stored.segment.chain else None
        if previous and _follows(previous.last, stored.segment):
            runs[-1] = Run((*previous.segments, stored))
            continue
        if previous:
            damages.append(_gap(previous.last, stored.segment))
        runs.append(Run((stored,)))
    return Journal(tuple(runs), (*conflicts, *damages), tuple(conflicts))


def _follows(previous: Segment, segment: Segment) -> bool:
    return (segment.number, segment.after, segment.begins, segment.database) == (
        previous.number + 1,
        previous.token,
        previous.complete_before,
        previous.database,
    )


def _gap(previous: Segment, segment: Segment) -> str:
    if segment.number > previous.number + 1:
        missing = segment.number - previous.number - 1
        return (
            f"Between {previous.name} and {segment.name} {missing} segments are missing: no moment from "
            f"{last_whole_second(previous.complete_before)} to {readable(segment.begins)} can be restored across. Add "
            "the directory that has them."
        )
    return f"{segment.name} does not begin where {previous.name} ends: one of them is not of this journal."


def covering_run(journal: Journal, database: str, after: Timestamp, until: Timestamp) -> Run:
    """The segments that hold every event of ``database`` after the one time until the other, both as the server
    counts."""
    own = [run for run in journal.runs if run.first.database == database]
    usable = [run for run in own if run.begins <= following(after)]
    if found := [run for run in usable if run.complete_before > until]:
        return found[-1]
    reaching = [run for run in usable if run.complete_before > after]
    wanted = readable(until)
    if reaching:
        best = max(reaching, key=lambda run: run.complete_before)
        reason = f", where its chain ends: {best.last.ends}" if best.last.ends else ""
        raise OpsError(
            f"The journal does not reach {wanted}. With this dump every moment from {readable(after)} to "
            f"{last_whole_second(best.complete_before)} can be had{reason}.{_why(journal)}",
            EX_NO_INPUT,
        )
    held = "; ".join(f"from {readable(run.begins)} until {last_whole_second(run.complete_before)}" for run in own)
    raise OpsError(
        f"The journal has a gap between the dump ({readable(after)}) and {wanted}. "
        + (f"It covers {database} {held}: take a dump from within." if held else f"It has nothing of {database}.")
        + _why(journal),
        EX_NO_INPUT,
    )


def _why(journal: Journal) -> str:
    return "".join(f" {sentence}" for sentence in journal.damages)


def needed(run: Run, after: Timestamp, until: Timestamp) -> Sequence[Stored]:
    """The segments of a run with events after the one time and until the other."""
    return [
        stored
        for stored in run.segments
        if (first := stored.segment.first) and (last := stored.segment.last) and last > after and first <= until
    ]
