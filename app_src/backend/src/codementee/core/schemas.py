"""Shapes shared by every domain's answers."""

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

# What people type. Control characters have no place in it; line breaks and tabs do in longer texts.
_LINE = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"
_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=_LINE)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000, pattern=_LINES)]


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.*")


def _written_date(value: object) -> object:
    # Left to itself the library takes a number for seconds since 1970.
    if not isinstance(value, date) and not (isinstance(value, str) and _DATE.fullmatch(value)):
        raise ValueError("expected a date such as 2026-12-01")
    return value


def written_instant(value: object) -> object:
    """For validators of instants: text as RFC 3339 has it, never a number of seconds."""
    if not isinstance(value, date) and not (isinstance(value, str) and _INSTANT.fullmatch(value)):
        raise ValueError("expected an instant such as 2026-12-01T04:30:00Z")
    return value


Day = Annotated[date, BeforeValidator(_written_date)]


class Model(BaseModel):
    """Base of everything that crosses the wire: nothing unknown passes unnoticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Pagination(Model):
    limit: int = Field(description="The largest number of items this page could have held", examples=[50])
    next_cursor: str | None = Field(description="Pass it as `cursor` to get the next page; null on the last one")


class ErrorField(Model):
    path: str = Field(description="The input to blame, dotted", examples=["limit"])
    message: str


class ErrorDetail(Model):
    code: str = Field(description="Stable; branch on this", examples=["not_found"])
    message: str = Field(description="For people; may change")
    request_id: str = Field(description="Quote it to support; finds the request in every log")
    fields: list[ErrorField] | None = Field(default=None, description="Present when single inputs are to blame")


class ErrorResponse(Model):
    error: ErrorDetail
