"""The criteria's checks can fail: each is shown figures and answers that must not pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from acceptance import test_3_2_rate_limits as limits
from acceptance import test_3_3_security_headers as headers
from acceptance.support.runners import LoadResult


def result(per_second: dict[int, int], retry_after: str = "1", **changes: Any) -> LoadResult:
    """The account of a load in which every second looked alike."""
    statuses = {status: count * limits.SECONDS for status, count in per_second.items()}
    sent, ok = sum(statuses.values()), statuses.get(200, 0)
    seen = {"retry-after": {retry_after: statuses.get(429, 0), "(absent)": ok}}
    timeline = [dict(per_second) for _ in range(limits.SECONDS)]
    latency: dict[str, float | None] = {"p50": 1.0, "p95": 2.0, "p99": 3.0, "max": 4.0}
    made = LoadResult(sent, ok, sent - ok, 0, statuses, {}, latency, timeline, seen, [], [], 0.0, float(limits.SECONDS))
    return replace(made, **changes)


def test_exact_limit_passes() -> None:
    assert "10.00 r/s pass" in limits.check_excess(result({200: 10, 429: 10}), 10)
    assert "400 of 400 passed" in limits.check_sustained(result({200: 10}), 10)


@pytest.mark.parametrize(
    ("measured", "complaint"),
    [
        (result({200: 20}), "20.00 r/s pass of 20, limit 10"),
        (result({200: 12, 429: 8}), "12.00 r/s pass"),
        (result({200: 8, 429: 12}), "8.00 r/s pass"),
        (result({200: 10, 429: 10}, retry_after="(absent)"), "0 of them with Retry-After"),
        (result({200: 10, 429: 10}, retry_after="0"), "0 of them with Retry-After"),
        (result({200: 10, 503: 10}), "failed"),
        (result({200: 5, 429: 5}), "the client itself sent only"),
    ],
)
def test_inexact_limit_fails(measured: LoadResult, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint.replace(".", r"\.")):
        limits.check_excess(measured, 10)


@pytest.mark.parametrize("measured", [result({200: 9, 429: 1}), result({200: 5})])
def test_allowed_rate_that_is_cut_or_not_reached_fails(measured: LoadResult) -> None:
    with pytest.raises(AssertionError):
        limits.check_sustained(measured, 10)


def answer(**changes: str) -> headers.Answer:
    values = {name: part or "strict-origin" for name, part in headers.REQUIRED.items()}
    return headers.Answer("page", 200, {**values, **{name.replace("_", "-"): value for name, value in changes.items()}})


def test_complete_headers_pass() -> None:
    assert "on 2 kinds of answer (status 200)" in headers.check([answer(), answer()])


@pytest.mark.parametrize("name", headers.REQUIRED)
def test_each_header_is_required(name: str) -> None:
    bare = answer()
    kept = {key: value for key, value in bare.headers.items() if key != name}
    with pytest.raises(AssertionError, match=f"{name}: None"):
        headers.check([answer(), headers.Answer("error", 404, kept)])


def test_weak_value_fails() -> None:
    with pytest.raises(AssertionError, match="x-content-type-options: sniff"):
        headers.check([answer(x_content_type_options="sniff")])
