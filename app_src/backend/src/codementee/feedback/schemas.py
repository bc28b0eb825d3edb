"""Feedback, ratings and progress on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, StrictInt

from codementee.bookings.schemas import EXAMPLE_ID, BookedCompany, Code
from codementee.core.identifiers import Identifier
from codementee.core.schemas import LongText, Model

Score = Annotated[StrictInt, Field(ge=1, le=5, description="1 far below, 3 at, 5 far above what the level asks for")]


class Recommendation(StrEnum):
    STRONG_HIRE = "strong_hire"
    HIRE = "hire"
    LEAN_HIRE = "lean_hire"
    LEAN_NO_HIRE = "lean_no_hire"
    NO_HIRE = "no_hire"


class GivenScore(Model):
    code: Code = Field(description="A rubric item of the interview type", examples=["problem-solving"])
    score: Score = Field(examples=[4])
    comment: LongText | None = Field(default=None, max_length=1_000)


class FeedbackSubmission(Model):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "scores": [
                        {"code": "problem-solving", "score": 4, "comment": "Found the two-pointer idea quickly."},
                        {"code": "communication", "score": 3},
                    ],
                    "strengths": "Clear structure; tests edge cases unasked.",
                    "improvements": "State the complexity before writing code.",
                    "recommendation": "lean_hire",
                }
            ]
        }
    )

    scores: list[GivenScore] = Field(min_length=1, max_length=20, description="Each rubric item exactly once")
    strengths: LongText
    improvements: LongText
    recommendation: Recommendation


class RatingSubmission(Model):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"stars": 5, "recommend": 9, "comment": "Precise and kind."}]}
    )

    stars: StrictInt = Field(ge=1, le=5)
    recommend: StrictInt = Field(ge=0, le=10, description="How likely they are to recommend us, 0 to 10")
    comment: LongText | None = Field(default=None, max_length=1_000)


class RubricScore(Model):
    code: str = Field(examples=["problem-solving"])
    title: str = Field(examples=["Problem solving"])
    weight: int = Field(examples=[3])
    score: int = Field(examples=[4])
    comment: str | None


class Rating(Model):
    stars: int
    recommend: int
    comment: str | None
    at: datetime


class FeedbackView(Model):
    mock_id: Identifier = Field(examples=[EXAMPLE_ID])
    scores: list[RubricScore] = Field(description="In the order of the rubric as it was then")
    overall: float = Field(description="The weighted mean of the scores, two decimals", examples=[3.75])
    strengths: str
    improvements: str
    recommendation: Recommendation
    submitted_at: datetime
    in_time: bool = Field(description="Within 48 h of the end of the mock")
    rating: Rating | None


class RubricItemView(Model):
    code: str = Field(examples=["problem-solving"])
    title: str = Field(examples=["Problem solving"])
    description: str
    weight: int = Field(examples=[3])


class Rubric(Model):
    """What the mentor scores, in order."""

    interview_type: str = Field(examples=["coding"])
    items: list[RubricItemView]


class ProgressPoint(Model):
    mock_id: Identifier
    at: datetime = Field(description="When the mock began")
    company: BookedCompany
    overall: float


class ItemProgress(Model):
    code: str
    title: str
    first: int
    latest: int
    average: float
    scores: list[int] = Field(description="Oldest first")


class TypeProgress(Model):
    interview_type: str = Field(examples=["coding"])
    mocks: int
    first: float
    latest: float
    best: float
    change: float = Field(description="Latest minus first")
    points: list[ProgressPoint] = Field(description="Oldest first")
    items: list[ItemProgress] = Field(description="The weakest of late first: what to work on")


class Progress(Model):
    """Over the latest 100 mocks with feedback."""

    mocks: int
    average: float | None = Field(description="Over all types; null before the first feedback")
    types: list[TypeProgress] = Field(description="In order of the type's code")
