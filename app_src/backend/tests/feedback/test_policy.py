"""Scores, rubrics and trends."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from bson import ObjectId

from codementee.feedback.policy import Point, RubricItem, Scored, overall, rubric_problem, trends

RUBRIC = [RubricItem("a", "A", 50), RubricItem("b", "B", 30), RubricItem("c", "C", 20)]
AT = datetime(2027, 2, 1, tzinfo=UTC)


def scored(*scores: int) -> tuple[Scored, ...]:
    return tuple(Scored(item, score) for item, score in zip(RUBRIC, scores, strict=True))


def point(days: int, kind: str, *scores: int) -> Point:
    values = scored(*scores)
    return Point(ObjectId(), AT + timedelta(days=days), kind, "google", "Google", overall(values), values)


def test_weighted_mean() -> None:
    assert overall(scored(5, 1, 1)) == 3.0
    assert overall(scored(1, 5, 4)) == 2.8
    assert overall(scored(4, 4, 4)) == 4.0


def test_mean_stays_within_the_scale() -> None:
    dice = Random(1)  # noqa: S311 - the same every time
    for _ in range(200):
        items = [Scored(RubricItem(str(n), "", dice.randint(1, 100)), dice.randint(1, 5)) for n in range(4)]
        assert min(i.score for i in items) <= overall(items) <= max(i.score for i in items)


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        (["a", "b", "c"], None),
        (["c", "a", "b"], None),
        (["a", "b"], (["c"], [], [])),
        (["a", "b", "c", "d"], ([], ["d"], [])),
        (["a", "a", "b", "c"], ([], [], ["a"])),
        ([], (["a", "b", "c"], [], [])),
    ],
)
def test_rubric_exactly(codes: list[str], problem: tuple[list[str], list[str], list[str]] | None) -> None:
    found = rubric_problem(RUBRIC, codes)
    assert (found and (found.missing, found.unknown, found.repeated)) == problem


def test_trends_by_type_oldest_first_whatever_the_order() -> None:
    points = [point(9, "coding", 5, 3, 1), point(1, "coding", 1, 3, 5), point(5, "hr", 2, 2, 2)]
    coding, hr = trends(points)
    assert (coding.interview_type, hr.interview_type) == ("coding", "hr")
    assert [p.overall for p in coding.points] == [2.4, 3.6]
    assert {item.code: item.scores for item in coding.items} == {"a": [1, 5], "b": [3, 3], "c": [5, 1]}
    # What was weakest the last time comes first.
    assert [item.code for item in coding.items] == ["c", "b", "a"]
    assert trends([]) == []
