"""The person behind a request, as far as deciding what they may do needs it."""

from dataclasses import dataclass
from datetime import datetime

from bson import ObjectId

from codementee.users.schemas import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    id: ObjectId
    role: Role
    email: str
    name: str
    time_zone: str
    email_verified: bool
    paid_until: datetime | None
    tokens_valid_from: datetime

    def is_paid(self, now: datetime) -> bool:
        return self.paid_until is not None and self.paid_until > now
