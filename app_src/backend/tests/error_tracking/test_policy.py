"""What identifies a defect, and what of it is kept."""

from collections.abc import Callable

import pytest

from codementee.core.identifiers import object_id
from codementee.error_tracking.policy import LONGEST_MESSAGE, LONGEST_TRACE, Crash, client_crash, crash_of, scrub

ADDRESS = "asha@example.com"


def caught(action: Callable[[], object], place: str = "GET /x") -> Crash:
    try:
        action()
    except Exception as error:  # noqa: BLE001 - whatever it raises
        return crash_of(error, source="api", place=place)
    raise AssertionError("nothing was raised")


def one() -> None:
    raise KeyError(ADDRESS)


def chained() -> None:
    try:
        one()
    except KeyError as error:
        raise RuntimeError("while doing it") from error


class OddError(Exception):
    def __str__(self) -> str:
        raise ValueError("no")


def odd() -> None:
    raise OddError


def test_the_same_cause_has_the_same_fingerprint_whatever_the_values() -> None:
    # Ours is what runs in the package: object_id raises there.
    first, second = (caught(lambda value=value: object_id(value)) for value in ("x" * 24, "y"))  # type: ignore[misc]
    assert first.fingerprint == second.fingerprint
    assert first.type == "ValueError"


def test_another_type_is_another_cause() -> None:
    assert caught(one).fingerprint != caught(odd).fingerprint
    assert caught(one).fingerprint != caught(chained).fingerprint


def test_no_value_is_kept() -> None:
    crash = caught(one)
    assert "asha" not in crash.message + crash.trace
    assert "KeyError" in crash.trace
    assert "in one" in crash.trace


def test_the_cause_of_the_cause_is_in_the_trace() -> None:
    trace = caught(chained).trace
    assert trace.index("KeyError") < trace.index("RuntimeError")


def test_an_exception_without_a_message_is_taken_all_the_same() -> None:
    assert caught(odd).message == "(no message)"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mongodb://app:hunter2@db:27017/x failed", "mongodb://…@db:0/x failed"),
        ("no user asha@example.com", "no user <email>"),
        ('E11000 dup key: { email: "asha@example.com" }', "E0 dup key: { email: '…' }"),
        ("token eyJhbGciOi.eyJzdWIi.c2ln rejected", "token <token> rejected"),
        ("order 65a0b1c2d3e4f5a6b7c8d9e0 of 4999", "order <id> of 0"),
        ("a\x00b\x1b[31mc", "a b [0mc"),
    ],
)
def test_scrubbing(text: str, kept: str) -> None:
    assert scrub(text) == kept


def test_sizes_are_bounded() -> None:
    def deep(level: int) -> None:
        if level:
            deep(level - 1)
        raise ValueError("x " * 100_000)

    crash = caught(lambda: deep(500))
    assert len(crash.message) <= LONGEST_MESSAGE
    assert len(crash.trace) <= LONGEST_TRACE


def test_reports_of_browsers_are_told_apart_without_positions() -> None:
    def report(message: str, column: int) -> Crash:
        return client_crash(message=message, stack=f"at f (/assets/book-4f2a.js:1:{column})", place="/mentee/book")

    assert report("TypeError: x is 1", 10).fingerprint == report("TypeError: x is 2", 99).fingerprint
    assert report("TypeError: x is 1", 10).fingerprint != report("RangeError: x is 1", 10).fingerprint
    assert report("TypeError: x", 1).type == "TypeError"
    assert report("it broke", 1).type == "Error"
