"""Reports from browsers, and defects as administrators see them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination

_NO_CONTROL = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Source = Literal["api", "worker", "client"]


class ClientError(Model):
    """What a page reports when it fails. No personal data: it is scrubbed, but it is better not sent."""

    message: Annotated[
        str,
        StringConstraints(min_length=1, max_length=500, pattern=_NO_CONTROL),
        Field(examples=["TypeError: undefined is not an object"]),
    ]
    stack: Annotated[
        str,
        StringConstraints(max_length=8_000, pattern=_NO_CONTROL),
        Field(examples=["at BookingWizard (/assets/book-4f2a.js:1:2345)"]),
    ] = ""
    path: Annotated[
        str,
        StringConstraints(min_length=1, max_length=300, pattern=r"^/[^\s?#\x00-\x1f\x7f]*$"),
        Field(description="Of the page, without query and fragment", examples=["/mentee/book"]),
    ]
    release: Annotated[
        str,
        StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9._-]*$"),
        Field(description="The pages' own", examples=["4bf92f3"]),
    ] = ""


class Defect(Model):
    id: Identifier = Field(examples=["65a0b1c2d3e4f5a6b7c8d9e0"])
    fingerprint: str = Field(description="The same for the same cause, across releases", examples=["9f86d081884c7d65"])
    release: str = Field(description="That of the process, or of the pages, where it happened")
    source: Source
    type: str = Field(examples=["KeyError"])
    message: str = Field(description="With numbers, quoted text, addresses and identifiers taken out")
    place: str = Field(description="Route, job or page", examples=["POST /api/mentee/bookings"])
    count: int
    first_seen: datetime
    last_seen: datetime
    request_ids: list[str] = Field(description="Of the latest occurrences; find them in the logs")


class DefectDetail(Defect):
    trace: str = Field(description="Of the first occurrence in this release; innermost last, no values")


class DefectPage(Model):
    items: list[Defect]
    pagination: Pagination
