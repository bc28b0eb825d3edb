"""Shapes that every editable entry shares."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
)

from codementee.core.schemas import Model, written_instant

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def _instant(value: datetime) -> datetime:
    # Bounded before any arithmetic: the year 9999 in another zone is not representable in ours.
    if not _FIRST_YEAR <= value.year < _LAST_YEAR:
        raise ValueError(f"expected a date between {_FIRST_YEAR} and {_LAST_YEAR}")
    utc = value.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1_000 * 1_000)


# In UTC and to the millisecond, whatever offset it came with.
Instant = Annotated[
    AwareDatetime,
    BeforeValidator(written_instant),
    AfterValidator(_instant),
    Field(examples=["2026-12-01T04:30:00Z"]),
]
Code = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=1, max_length=40),
]
Version = Annotated[
    StrictInt,
    Field(ge=1, le=2_147_483_647, description="Grows with every change; send back the one you saw", examples=[1]),
]


class Editable(Model):
    """What administrators see of an entry besides its content."""

    active: bool = Field(description="False: retired. Not offered any more, still there for what refers to it")
    version: Version
    created_at: datetime
    updated_at: datetime


class Change(Model):
    """A change to an entry: what is left out, or null, stays as it is."""

    version: Version
    active: StrictBool | None = None
