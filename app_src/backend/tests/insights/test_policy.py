"""Months in India, and figures made of counts."""

from datetime import UTC, datetime, timedelta

import pytest

from codementee.insights.policy import Month, is_final, months_between, net_promoter_score, share


def test_a_month_begins_in_india() -> None:
    month = Month.parse("2026-11")
    assert month.start == datetime(2026, 10, 31, 18, 30, tzinfo=UTC)
    assert month.end == datetime(2026, 11, 30, 18, 30, tzinfo=UTC)
    assert Month.of(month.start) == month
    assert Month.of(month.start - timedelta(milliseconds=1)) == Month.parse("2026-10")


def test_months_go_over_the_year() -> None:
    assert [str(month) for month in months_between(Month.parse("2026-11"), Month.parse("2027-02"))] == [
        "2026-11",
        "2026-12",
        "2027-01",
        "2027-02",
    ]
    assert months_between(Month.parse("2027-02"), Month.parse("2026-11")) == []
    assert Month.parse("2027-01").plus(-1) == Month.parse("2026-12")


def test_a_month_is_final_when_everybody_had_sixty_days() -> None:
    month = Month.parse("2026-11")
    assert not is_final(month, month.end + timedelta(days=60, milliseconds=-1))
    assert is_final(month, month.end + timedelta(days=60))


@pytest.mark.parametrize(
    ("promoters", "detractors", "answers", "score"),
    [(0, 0, 0, None), (10, 0, 10, 100), (0, 10, 10, -100), (5, 2, 10, 30), (1, 1, 3, 0)],
)
def test_net_promoter_score(promoters: int, detractors: int, answers: int, score: int | None) -> None:
    assert net_promoter_score(promoters, detractors, answers) == score


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(0, 0) is None
    assert share(1, 3) == 0.3333
