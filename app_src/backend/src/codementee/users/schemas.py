"""Users as they see themselves and as the rest of the application knows them."""

import zoneinfo
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, EmailStr, Field

from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, ShortText


class Role(StrEnum):
    MENTEE = "mentee"
    MENTOR = "mentor"
    ADMIN = "admin"


class UserStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    # Only what the law requires is left (privacy.service).
    DELETED = "deleted"


class Tier(StrEnum):
    FREE = "free"
    PAID = "paid"


# Names only, read once: looking a zone up by a caller's string would touch the file system.
_ZONES = frozenset(zoneinfo.available_timezones())
DEFAULT_TIME_ZONE = "Asia/Kolkata"


def _known_zone(value: str) -> str:
    if value not in _ZONES:
        raise ValueError("not an IANA time zone; expected a name such as Asia/Kolkata")
    return value


def _normalised(value: str) -> str:
    return value.lower()


TimeZone = Annotated[str, Field(max_length=64, examples=[DEFAULT_TIME_ZONE]), AfterValidator(_known_zone)]
# One person, one account: addresses differ by more than their case.
EmailAddress = Annotated[EmailStr, Field(max_length=254, examples=["asha@example.com"]), AfterValidator(_normalised)]


class Profile(Model):
    id: Identifier
    email: str = Field(examples=["asha@example.com"])
    name: str = Field(examples=["Asha Rao"])
    role: Role
    tier: Tier = Field(description="`paid` while a bought plan is valid")
    paid_until: datetime | None
    email_verified: bool
    time_zone: str = Field(examples=[DEFAULT_TIME_ZONE])
    created_at: datetime


class ProfileChange(Model):
    name: ShortText | None = None
    time_zone: TimeZone | None = None
