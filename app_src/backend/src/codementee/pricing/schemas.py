"""Plans as users see them."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from codementee.catalogue.schemas import Change, Code, Editable
from codementee.core.schemas import Model, Pagination, ShortText


class PricingPlan(Model):
    id: str = Field(description="Opaque")
    code: str = Field(description="Stable, for addresses and orders", examples=["growth"])
    name: str = Field(examples=["Growth"])
    tagline: str = Field(examples=["Practise until it is a habit"])
    price_paise: int = Field(ge=0, description="The whole price, in paise (1/100 of a rupee)", examples=[499900])
    currency: Literal["INR"]
    mocks: int = Field(ge=1, description="Mock interviews included", examples=[3])
    months: int = Field(ge=1, description="Calendar months the mocks can be used in", examples=[3])
    features: list[str] = Field(description="What is included, in the order to show it")
    recommended: bool = Field(description="At most one plan is")


class PricingPlanPage(Model):
    items: list[PricingPlan]
    pagination: Pagination


# From the smallest amount the payment service takes, one rupee, to ten lakh.
Price = Annotated[StrictInt, Field(ge=100, le=100_000_000, description="The whole price, in paise (1/100 of a rupee)")]
Mocks = Annotated[StrictInt, Field(ge=1, le=100, description="Mock interviews included")]
Months = Annotated[StrictInt, Field(ge=1, le=36, description="Calendar months the mocks can be used in")]
Features = Annotated[list[ShortText], Field(max_length=12, description="What is included, in the order to show it")]


class AdminPricingPlan(Editable, PricingPlan):
    """A plan as administrators see it."""


class AdminPricingPlanPage(Model):
    items: list[AdminPricingPlan]
    pagination: Pagination


class NewPricingPlan(Model):
    code: Code = Field(description="Cannot be changed later", examples=["growth"])
    name: ShortText = Field(examples=["Growth"])
    tagline: ShortText = Field(examples=["Practise until it is a habit"])
    price_paise: Price = Field(examples=[499900])
    mocks: Mocks = Field(examples=[3])
    months: Months = Field(examples=[3])
    features: Features = Field(examples=[["3 mock interviews, within 3 months"]])
    recommended: StrictBool = Field(default=False, description="Takes the mark from the plan that has it")


class PricingPlanChange(Change):
    name: ShortText | None = Field(default=None, examples=["Growth"])
    tagline: ShortText | None = None
    price_paise: Price | None = Field(default=None, examples=[499900])
    mocks: Mocks | None = None
    months: Months | None = None
    features: Features | None = None
    recommended: StrictBool | None = None
