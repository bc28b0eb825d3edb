"""A report as it is stored and worked on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class ReportState(StrEnum):
    # Stored; to be applied at ``next_try_at``.
    WAITING = "waiting"
    APPLIED = "applied"
    # Of a kind that means nothing to us.
    IGNORED = "ignored"
    # Tried often enough; somebody has to look.
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    id: str
    event: str
    # The report's entities by kind, without personal data.
    entities: dict[str, Any]
    attempts: int
    received_at: datetime
