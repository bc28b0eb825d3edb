"""Companies as users see them."""

from enum import StrEnum

from pydantic import Field

from codementee.core.schemas import Model, Pagination


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
