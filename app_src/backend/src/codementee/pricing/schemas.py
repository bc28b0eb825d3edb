"""Plans as users see them."""

from typing import Literal

from pydantic import Field

from codementee.core.schemas import Model, Pagination


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
