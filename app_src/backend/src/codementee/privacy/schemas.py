"""Consents and deletion on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, SecretStr, StrictBool, StringConstraints

from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination


class ConsentSubject(StrEnum):
    """What somebody agrees to, or agrees no longer."""

    TERMS = "terms"
    PRIVACY = "privacy"
    MARKETING = "marketing"


PolicyVersion = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$"),
    Field(description="Of the text that was shown", examples=["2026-11"]),
]


class NewConsent(Model):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"subject": "privacy", "version": "2026-11", "granted": True}]}
    )

    subject: ConsentSubject
    version: PolicyVersion
    granted: StrictBool = Field(description="False withdraws an earlier consent")


class Consent(Model):
    id: Identifier = Field(examples=["65a0b1c2d3e4f5a6b7c8d9e0"])
    subject: ConsentSubject
    version: str = Field(examples=["2026-11"])
    granted: bool
    at: datetime
    request_id: str = Field(description="Of the request that said so", examples=["4bf92f3577b34da6"])


class ConsentPage(Model):
    items: list[Consent]
    pagination: Pagination


class PasswordConfirmation(Model):
    model_config = ConfigDict(json_schema_extra={"examples": [{"password": "correct horse battery staple"}]})

    password: Annotated[SecretStr, Field(min_length=1, max_length=128, description="The account's, once more")]
