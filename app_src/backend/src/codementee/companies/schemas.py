"""Companies as users see them."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from codementee.catalogue.schemas import Change, Code, Editable
from codementee.core.schemas import Model, Pagination, ShortText


class CompanyCategory(StrEnum):
    """The badge a company is filed under."""

    PRODUCT = "product"
    UNICORN = "unicorn"


class Seniority(StrEnum):
    """Comparable across companies, whatever each calls its levels."""

    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


class RoleTrack(Model):
    code: str = Field(description="Unique within the company", examples=["l4"])
    title: str = Field(examples=["L4 · Software Engineer III"])
    seniority: Seniority


class Company(Model):
    id: str = Field(description="Opaque")
    slug: str = Field(description="Stable, for addresses", examples=["google"])
    name: str = Field(examples=["Google"])
    category: CompanyCategory
    tracks: list[RoleTrack] = Field(description="From the most junior to the most senior")


class CompanyPage(Model):
    items: list[Company]
    pagination: Pagination


class NewRoleTrack(Model):
    code: Code = Field(description="Unique within the company", examples=["l4"])
    title: ShortText = Field(examples=["L4 · Software Engineer III"])
    seniority: Seniority


def _unique(tracks: list[NewRoleTrack]) -> list[NewRoleTrack]:
    if len({track.code for track in tracks}) < len(tracks):
        raise ValueError("each track needs a code of its own")
    return tracks


Tracks = Annotated[
    list[NewRoleTrack],
    Field(min_length=1, max_length=30, description="From the most junior to the most senior"),
    AfterValidator(_unique),
]


class AdminCompany(Editable, Company):
    """A company as administrators see it."""


class AdminCompanyPage(Model):
    items: list[AdminCompany]
    pagination: Pagination


class NewCompany(Model):
    slug: Code = Field(description="For addresses; cannot be changed later", examples=["google"])
    name: ShortText = Field(examples=["Google"])
    category: CompanyCategory
    tracks: Tracks


class CompanyChange(Change):
    name: ShortText | None = Field(default=None, examples=["Google"])
    category: CompanyCategory | None = None
    tracks: Tracks | None = None
