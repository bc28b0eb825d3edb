"""Moments: what a person says, what the server counts, and what a resume token begins with."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bson import Timestamp

from codementee_ops.database.errors import OpsError
from codementee_ops.exits import EX_USAGE

_LAST_ORDINAL = 2**32 - 1
# A resume token is a key string; this is how a timestamp in one begins, and then come its eight bytes.
_TIMESTAMP = 0x82
_TIME_BYTES = 8


def parse_moment(text: str) -> Timestamp:
    """The last cluster time that is meant: that of the whole second, or exactly ``SECONDS:ORDINAL``."""
    seconds, colon, ordinal = text.partition(":")
    if colon and seconds.isdecimal() and ordinal.isdecimal() and max(int(seconds), int(ordinal)) <= _LAST_ORDINAL:
        return Timestamp(int(seconds), int(ordinal))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise OpsError(
            f"{text} is no moment. Say it with its zone, as 2026-11-28T02:15:09+05:30 or 2026-11-28T02:15:09Z, or as "
            "the server counts, SECONDS:ORDINAL.",
            EX_USAGE,
        )
    if moment.microsecond:
        raise OpsError(
            f"{text}: the server orders events by whole seconds and a number within each. Name the second, or "
            "SECONDS:ORDINAL.",
            EX_USAGE,
        )
    count = int(moment.timestamp())
    if not 0 <= count <= _LAST_ORDINAL:
        raise OpsError(f"{text} is not in the years that a server counts, 1970 to 2106.", EX_USAGE)
    return Timestamp(count, _LAST_ORDINAL)


def readable(moment: Timestamp) -> str:
    return datetime.fromtimestamp(moment.time, UTC).isoformat()


def last_whole_second(before: Timestamp) -> str:
    """The last moment a person can name for which everything before ``before`` is enough."""
    return datetime.fromtimestamp(before.time - 1, UTC).isoformat()


def following(moment: Timestamp) -> Timestamp:
    if moment.inc == _LAST_ORDINAL:
        return Timestamp(moment.time + 1, 0)
    return Timestamp(moment.time, moment.inc + 1)


def token_time(token: Mapping[str, Any]) -> Timestamp | None:
    """The cluster time a resume token begins with; None when it is of a format that is not known here.

    Every event before that time came before the token. Some of that very time may come after it: a transaction's
    events have one time.
    """
    data = token.get("_data")
    try:
        content = bytes.fromhex(data) if isinstance(data, str) else b""
    except ValueError:
        return None
    if len(content) <= _TIME_BYTES or content[0] != _TIMESTAMP:
        return None
    number = int.from_bytes(content[1 : 1 + _TIME_BYTES], "big")
    return Timestamp(number >> 32, number & _LAST_ORDINAL)
