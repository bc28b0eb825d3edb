"""Calendar feeds on the wire."""

from datetime import datetime

from pydantic import Field

from codementee.core.schemas import Model


class CalendarFeedStatus(Model):
    active: bool
    created_at: datetime | None


class CalendarFeed(Model):
    url: str = Field(
        description="Subscribe to it. Shown only now: who has it sees the mocks, so a lost one is replaced",
        examples=["https://codementee.example/api/calendar/3s1v0Qn7wY5m2k8b4c6d9e0f1g2h3i4j5k6l7m8n9o0"],
    )
    created_at: datetime
