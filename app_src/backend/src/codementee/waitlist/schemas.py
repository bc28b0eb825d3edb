"""The waitlist on the wire."""

from datetime import datetime
from enum import StrEnum

from pydantic import ConfigDict, Field

from codementee.bookings.schemas import EXAMPLE_ID, Code
from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination


class WaitlistState(StrEnum):
    WAITING = "waiting"
    # Mail was sent; whoever wants to wait again joins again.
    NOTIFIED = "notified"


class NewWaitlistEntry(Model):
    model_config = ConfigDict(json_schema_extra={"examples": [{"interview_type": "system-design"}]})

    interview_type: Code


class WaitlistEntry(Model):
    id: Identifier = Field(examples=[EXAMPLE_ID])
    interview_type: str = Field(examples=["system-design"])
    state: WaitlistState
    created_at: datetime
    notified_at: datetime | None


class WaitlistPage(Model):
    items: list[WaitlistEntry]
    pagination: Pagination
