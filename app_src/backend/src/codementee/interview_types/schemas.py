"""Interview types as users see them."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictInt, model_validator

from codementee.catalogue.schemas import Change, Code, Editable
from codementee.core.schemas import LongText, Model, Pagination, ShortText

_WHOLE = 100
_LONGEST_MINUTES = 240

Minutes = Annotated[StrictInt, Field(ge=15, le=_LONGEST_MINUTES, multiple_of=15)]


class RubricItem(Model):
    code: Code = Field(description="Unique within the rubric; feedback refers to it", examples=["problem-solving"])
    title: ShortText = Field(examples=["Problem solving"])
    description: LongText = Field(max_length=500, examples=["Understands the problem before solving it"])
    weight: StrictInt = Field(ge=1, le=_WHOLE, description="Per cent of the overall score", examples=[30])


def _whole(rubric: list[RubricItem]) -> list[RubricItem]:
    if len({item.code for item in rubric}) < len(rubric):
        raise ValueError("each item needs a code of its own")
    if sum(item.weight for item in rubric) != _WHOLE:
        raise ValueError(f"the weights must add up to {_WHOLE}")
    return rubric


Rubric = Annotated[list[RubricItem], Field(min_length=1, max_length=12), AfterValidator(_whole)]


class InterviewType(Model):
    id: str = Field(description="Opaque")
    code: str = Field(description="Stable, for addresses and bookings", examples=["coding"])
    name: str = Field(examples=["Coding"])
    minimum_minutes: int = Field(examples=[60])
    maximum_minutes: int = Field(examples=[90])
    rubric: list[RubricItem] = Field(description="What a mentor scores, in the order to show it")


class InterviewTypePage(Model):
    items: list[InterviewType]
    pagination: Pagination


class AdminInterviewType(Editable, InterviewType):
    """An interview type as administrators see it."""


class AdminInterviewTypePage(Model):
    items: list[AdminInterviewType]
    pagination: Pagination


class NewInterviewType(Model):
    code: Code = Field(description="Cannot be changed later", examples=["coding"])
    name: ShortText = Field(examples=["Coding"])
    minimum_minutes: Minutes = Field(examples=[60])
    maximum_minutes: Minutes = Field(examples=[90])
    rubric: Rubric

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.minimum_minutes > self.maximum_minutes:
            raise ValueError("minimum_minutes must not exceed maximum_minutes")
        return self


class InterviewTypeChange(Change):
    name: ShortText | None = Field(default=None, examples=["Coding"])
    minimum_minutes: Minutes | None = Field(default=None, examples=[60])
    maximum_minutes: Minutes | None = Field(default=None, examples=[90])
    rubric: Rubric | None = None
