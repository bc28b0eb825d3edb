"""The audit log as administrators see it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, JsonValue, StringConstraints

from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9._-]{0,63}$")]
SubjectId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:@-]{1,64}$")]


class AuditEntry(Model):
    id: Identifier = Field(examples=["65a0b1c2d3e4f5a6b7c8d9e0"])
    at: datetime
    actor: Identifier | None = Field(description="Who; null for the system itself")
    actor_role: str = Field(examples=["admin"])
    action: str = Field(examples=["refund.approved"])
    subject: str = Field(description="The kind of thing it was done to", examples=["refund"])
    subject_id: str = Field(examples=["65a0b1c2d3e4f5a6b7c8d9e1"])
    details: dict[str, JsonValue] = Field(description="What changed", examples=[{"amount_paise": 499_900}])


class AuditPage(Model):
    items: list[AuditEntry]
    pagination: Pagination
