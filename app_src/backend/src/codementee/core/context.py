"""The request id: taken from the edge when well-formed, made here otherwise, in every log line and answer."""

import re
from contextvars import ContextVar
from uuid import uuid4

HEADER = "X-Request-ID"

# Narrow on purpose: the value is written to logs and echoed in a header.
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def accept_request_id(value: str | None) -> str:
    return value if value and _WELL_FORMED.fullmatch(value) else uuid4().hex
