"""The shape of a line, and what must never be in one."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog

from codementee.core.context import accept_request_id, request_id
from codementee.core.logging import REDACTED, configure_logging, logger
from codementee.core.settings import Settings


@pytest.fixture(autouse=True)
def output() -> Iterator[StringIO]:
    root = logging.getLogger()
    before = root.handlers, root.level
    written = StringIO()
    configure_logging(Settings(release="r1"), "api", stream=written)
    yield written
    root.handlers, root.level = before[0], before[1]
    structlog.reset_defaults()


def line(output: StringIO) -> dict[str, object]:
    written = output.getvalue()
    assert written.count("\n") == 1, "one event, one line"
    result = json.loads(written)
    assert isinstance(result, dict)
    return result


def test_line_says_what_where_and_which_request(output: StringIO) -> None:
    token = request_id.set("0123456789abcdef")
    logger.info("something_happened", count=2)
    request_id.reset(token)
    found = line(output)
    assert found.pop("timestamp")
    assert found == {
        "event": "something_happened",
        "level": "info",
        "logger": "codementee",
        "count": 2,
        "request_id": "0123456789abcdef",
        "service": "api",
        "release": "r1",
        "environment": "development",
    }


def test_library_loggers_write_the_same_shape(output: StringIO) -> None:
    logging.getLogger("some.library").warning("lost %s", "connection")
    found = line(output)
    assert (found["event"], found["logger"], found["service"]) == ("lost connection", "some.library", "api")


def test_exception_is_one_line_with_its_trace(output: StringIO) -> None:
    try:
        _ = 1 / 0
    except ZeroDivisionError:
        logger.exception("failed")
    assert "ZeroDivisionError" in str(line(output)["exception"])


def test_secrets_are_redacted_wherever_they_are(output: StringIO) -> None:
    logger.info(
        "connecting to mongodb://app:hunter2@db.invalid/",
        cache_password="hunter2",
        headers={"Authorization": "Bearer hunter2", "Cookie": "hunter2", "Accept": "text/html"},
        addresses=["redis://:hunter2@cache:6379"],
    )
    written = output.getvalue()
    assert "hunter2" not in written
    assert REDACTED in written
    assert "text/html" in written


def test_credentials_in_a_trace_are_redacted(output: StringIO) -> None:
    try:
        int("mongodb+srv://app:hunter2@cluster0.db.invalid")
    except ValueError:
        logger.exception("failed")
    assert "hunter2" not in output.getvalue()


@pytest.mark.parametrize("value", ["0" * 32, "abcdefgh", "3f2b8c1e-0000-4000-8000-000000000000"])
def test_well_formed_request_id_is_kept(value: str) -> None:
    assert accept_request_id(value) == value


@pytest.mark.parametrize("value", [None, "", "short", "a" * 65, "0" * 31 + "\n", 'x"},{"event":"fake', "ünïcödé-id"])
def test_other_request_ids_are_replaced(value: str | None) -> None:
    replaced = accept_request_id(value)
    assert replaced != value
    assert len(replaced) == 32
