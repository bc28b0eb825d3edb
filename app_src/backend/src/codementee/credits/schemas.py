"""Credits as their owner and administrators see them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StrictInt, model_validator

from codementee.core.identifiers import Identifier
from codementee.core.schemas import Model, Pagination, ShortText

# No plan holds more; what an administrator types by mistake stays repairable.
MAXIMUM_ADJUSTMENT = 24
MAXIMUM_MONTHS = 24


class LedgerKind(StrEnum):
    """Why a lot changed."""

    GRANT = "grant"
    CONSUME = "consume"
    GIVE_BACK = "give_back"
    # A credit that stays used although its mock did not take place; changes no balance.
    FORFEIT = "forfeit"
    EXPIRE = "expire"
    # Withdrawn for a refund (negative), or put back because that refund failed (positive).
    REFUND = "refund"
    ADJUST = "adjust"


class CreditLotView(Model):
    """Credits bought together; the ones that expire first are used first."""

    id: Identifier
    order_id: Identifier | None = Field(description="The order that paid for it; null when given by an administrator")
    granted: int = Field(ge=0, examples=[3])
    remaining: int = Field(ge=0, examples=[2])
    expires_at: datetime
    created_at: datetime


class CreditOverview(Model):
    """What is left, and the lots it is left in."""

    available: int = Field(ge=0, description="Usable now, over all lots", examples=[2])
    next_expiry_at: datetime | None = Field(description="When the first of them expires; null when there are none")
    paid_until: datetime | None
    items: list[CreditLotView] = Field(description="All lots, newest first")
    pagination: Pagination


class LedgerEntryView(Model):
    """One change of one lot. Entries are only ever added."""

    id: Identifier
    kind: LedgerKind
    delta: int = Field(description="Credits gained or used; 0 for a forfeit, which was used before", examples=[-1])
    balance_after: int = Field(ge=0, description="What the lot held afterwards", examples=[2])
    lot_id: Identifier
    booking_id: Identifier | None
    order_id: Identifier | None
    at: datetime


class LedgerPage(Model):
    items: list[LedgerEntryView]
    pagination: Pagination


class CreditAdjustment(Model):
    """Credits given as goodwill, or taken away; positive ones make a lot of their own."""

    delta: Annotated[StrictInt, Field(ge=-MAXIMUM_ADJUSTMENT, le=MAXIMUM_ADJUSTMENT, examples=[1])]
    months: Annotated[
        int | None,
        Field(ge=1, le=MAXIMUM_MONTHS, examples=[1], description="Calendar months they last; with a positive delta"),
    ] = None
    reason: ShortText = Field(examples=["The mentor's line dropped twice"])

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.delta == 0:
            raise ValueError("delta must not be 0")
        if (self.delta > 0) != (self.months is not None):
            raise ValueError("months goes with a positive delta, and only with one")
        return self


class CreditBalance(Model):
    available: int = Field(ge=0, description="Usable now, after the change", examples=[3])
