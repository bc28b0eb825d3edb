"""Accounts as administrators see them."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from codementee.catalogue.schemas import Version
from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination, ShortText
from codementee.users.schemas import DEFAULT_TIME_ZONE, EmailAddress, Role, Tier, TimeZone, UserStatus


class AdminUser(Model):
    id: str = Field(description="Opaque", examples=["665f1c2e9b1d8a0012345678"])
    email: str = Field(examples=["asha@example.com"])
    name: str = Field(examples=["Asha Rao"])
    role: Role
    status: UserStatus
    tier: Tier = Field(description="`paid` while a bought plan is valid")
    paid_until: datetime | None
    email_verified: bool
    time_zone: str = Field(examples=[DEFAULT_TIME_ZONE])
    version: Version
    created_at: datetime
    updated_at: datetime


class AdminUserPage(Model):
    items: list[AdminUser]
    pagination: Pagination


class UserName(Model):
    id: Identifier = Field(examples=["665f1c2e9b1d8a0012345678"])
    name: str = Field(examples=["Asha Rao"])


class UserNames(Model):
    """Accounts that there are, in no particular order."""

    items: list[UserName]


class NewUser(Model):
    """An account without a password: its owner gets a mail with a link to set one."""

    email: EmailAddress
    name: ShortText = Field(examples=["Asha Rao"])
    role: Role
    time_zone: TimeZone = DEFAULT_TIME_ZONE


class UserChange(Model):
    """What is left out, or null, stays as it is."""

    version: Version
    name: ShortText | None = Field(default=None, examples=["Asha Rao"])
    time_zone: TimeZone | None = None
    role: Role | None = None
    # Deletion is the owner's (privacy), and leaves nothing to put back.
    status: Literal[UserStatus.ACTIVE, UserStatus.SUSPENDED] | None = Field(
        default=None, description="`suspended` signs the person out everywhere and keeps them out"
    )
