"""Mails as administrators see them: whether they went out, never what they said."""

from datetime import datetime

from pydantic import Field

from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination
from codementee.notifications.schemas import State, Template


class OutboxEntry(Model):
    id: Identifier = Field(examples=["65a0b1c2d3e4f5a6b7c8d9e0"], description="Also the idempotency key it was sent by")
    key: str = Field(description="Names the event", examples=["payment-received:65a0b1c2d3e4f5a6b7c8d9e1"])
    template: Template
    user_id: Identifier
    email: str | None = Field(description="Null once its owner has left", examples=["asha@example.com"])
    state: State
    attempts: int
    reason: str | None = Field(description="Why it waits, failed or was dropped", examples=["422 validation_error"])
    created_at: datetime
    due_at: datetime
    next_attempt_at: datetime
    ended_at: datetime | None


class OutboxPage(Model):
    items: list[OutboxEntry]
    pagination: Pagination
