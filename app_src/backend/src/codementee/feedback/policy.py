"""Scoring by rubric, and progress over time. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bson import ObjectId

# What mentors promise, counted from the end of the mock.
GOAL = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class RubricItem:
    code: str
    title: str
    weight: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A rubric item with its score, 1 to 5."""

    item: RubricItem
    score: int
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class RubricMismatch:
    """Codes, each list in order."""

    missing: list[str]
    unknown: list[str]
    repeated: list[str]


def rubric_problem(rubric: Sequence[RubricItem], codes: Sequence[str]) -> RubricMismatch | None:
    """None when ``codes`` names every item of the rubric exactly once."""
    known = {item.code for item in rubric}
    mismatch = RubricMismatch(
        missing=sorted(known - set(codes)),
        unknown=sorted(set(codes) - known),
        repeated=sorted({code for code in codes if codes.count(code) > 1}),
    )
    return mismatch if mismatch.missing or mismatch.unknown or mismatch.repeated else None


def overall(scores: Sequence[Scored]) -> float:
    """The weighted mean, to two decimals; between 1 and 5 whatever the weights (each at least 1)."""
    total = sum(scored.item.weight for scored in scores)
    return round(sum(scored.score * scored.item.weight for scored in scores) / total, 2)


@dataclass(frozen=True, slots=True)
class Point:
    """One mock's feedback."""

    mock_id: ObjectId
    at: datetime
    interview_type: str
    company: str
    company_name: str
    overall: float
    scores: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class ItemTrend:
    code: str
    title: str
    scores: list[int]

    @property
    def average(self) -> float:
        return round(sum(self.scores) / len(self.scores), 2)


@dataclass(frozen=True, slots=True)
class Trend:
    """Points of one interview type, oldest first, and each item's scores, the weakest lately first."""

    interview_type: str
    points: list[Point]
    items: list[ItemTrend]


def trends(points: Sequence[Point]) -> list[Trend]:
    """By interview type in order of its code; the order of ``points`` does not matter.

    An item is followed by its code; what the rubric does not hold any more still shows with its last title.
    """
    by_type: dict[str, list[Point]] = defaultdict(list)
    for point in sorted(points, key=lambda p: (p.at, p.mock_id)):
        by_type[point.interview_type].append(point)
    return [Trend(code, by_type[code], _items(by_type[code])) for code in sorted(by_type)]


def _items(points: Sequence[Point]) -> list[ItemTrend]:
    scores: dict[str, list[int]] = defaultdict(list)
    titles: dict[str, str] = {}
    for point in points:
        for scored in point.scores:
            scores[scored.item.code].append(scored.score)
            titles[scored.item.code] = scored.item.title
    found = [ItemTrend(code, titles[code], values) for code, values in scores.items()]
    return sorted(found, key=lambda item: (item.scores[-1], item.average, item.code))
