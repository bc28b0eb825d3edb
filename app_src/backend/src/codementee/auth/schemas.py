"""What is sent and answered when people sign up and in."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, ShortText
from codementee.users.schemas import DEFAULT_TIME_ZONE, EmailAddress, Profile, TimeZone

# Long enough to resist guessing, short enough that hashing one is no weapon.
NewPassword = Annotated[SecretStr, Field(min_length=10, max_length=128, examples=["correct horse battery"])]
GivenPassword = Annotated[SecretStr, Field(min_length=1, max_length=128, examples=["correct horse battery"])]
MailedToken = Annotated[SecretStr, Field(min_length=20, max_length=100, examples=["Zm9yLWV4YW1wbGUtb25seS1ub3RoaW5n"])]


class FreeRegistration(Model):
    email: EmailAddress
    password: NewPassword
    name: ShortText = Field(examples=["Asha Rao"])
    time_zone: TimeZone = DEFAULT_TIME_ZONE
    accept_terms: Literal[True] = Field(description="The terms and the privacy policy in force")


class Registration(FreeRegistration):
    plan_code: str = Field(
        pattern=r"^[a-z0-9-]{1,40}$",
        description="The plan they mean to buy; nothing is charged here",
        examples=["growth"],
    )


class Credentials(Model):
    email: EmailAddress
    password: GivenPassword


class SignedIn(Model):
    access_token: str = Field(description="For `Authorization: Bearer …`; keep it in memory only")
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the scheme's name
    expires_in: int = Field(description="Seconds until it has to be refreshed", examples=[600])
    user: Profile
    intended_plan: str | None = Field(description="The plan named at registration and not bought yet")


class EmailToken(Model):
    token: MailedToken


class PasswordResetRequest(Model):
    email: EmailAddress


class PasswordReset(Model):
    token: MailedToken
    password: NewPassword


class PasswordChange(Model):
    current_password: GivenPassword
    new_password: NewPassword


class Accepted(Model):
    status: Literal["accepted"] = "accepted"


class SessionView(Model):
    id: Identifier
    current: bool = Field(description="The session this request was made with")
    user_agent: str
    client: str = Field(description="Address it was last used from", examples=["203.0.113.7"])
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class SessionList(Model):
    items: list[SessionView] = Field(description="Newest first, at most 50")
