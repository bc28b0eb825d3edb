"""Meeting links as administrators see them."""

from typing import Annotated

from pydantic import AfterValidator, Field, HttpUrl, TypeAdapter

from codementee.catalogue.schemas import Change, Editable
from codementee.core.schemas import Model, Pagination, ShortText

_MAXIMUM_LENGTH = 300
_URL = TypeAdapter(HttpUrl)


def _https(value: str) -> str:
    url = _URL.validate_python(value)
    if url.scheme != "https" or url.username is not None or url.password is not None:
        raise ValueError("expected an https address without a user name")
    return str(url)


MeetingUrl = Annotated[
    str, Field(max_length=_MAXIMUM_LENGTH, examples=["https://meet.example.com/room-1"]), AfterValidator(_https)
]


class AdminMeetingLink(Editable):
    id: str = Field(description="Opaque")
    url: str = Field(examples=["https://meet.example.com/room-1"])
    label: str = Field(examples=["Room 1"])


class AdminMeetingLinkPage(Model):
    items: list[AdminMeetingLink]
    pagination: Pagination


class NewMeetingLink(Model):
    url: MeetingUrl = Field(description="Where the call takes place; cannot be changed later")
    label: ShortText = Field(examples=["Room 1"])


class MeetingLinkChange(Change):
    """The address cannot be changed: mails and calendars have it. Retire the link and add another."""

    label: ShortText | None = Field(default=None, examples=["Room 1"])
