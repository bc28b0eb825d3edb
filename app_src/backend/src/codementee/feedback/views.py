"""Feedback and progress as they are shown."""

from collections.abc import Sequence

from codementee.bookings.schemas import BookedCompany
from codementee.core.database import Document
from codementee.feedback.policy import Point, Trend
from codementee.feedback.schemas import (
    FeedbackView,
    ItemProgress,
    Progress,
    ProgressPoint,
    Rating,
    Recommendation,
    RubricScore,
    TypeProgress,
)


def feedback_view(document: Document) -> FeedbackView:
    rating = document["rating"]
    return FeedbackView(
        mock_id=str(document["_id"]),
        scores=[RubricScore(**entry) for entry in document["scores"]],
        overall=document["overall"],
        strengths=document["strengths"],
        improvements=document["improvements"],
        recommendation=Recommendation(document["recommendation"]),
        submitted_at=document["submitted_at"],
        in_time=document["in_time"],
        rating=Rating(**rating) if rating else None,
    )


def progress_view(points: Sequence[Point], found: Sequence[Trend]) -> Progress:
    average = round(sum(point.overall for point in points) / len(points), 2) if points else None
    return Progress(mocks=len(points), average=average, types=[_type(trend) for trend in found])


def _type(trend: Trend) -> TypeProgress:
    values = [point.overall for point in trend.points]
    return TypeProgress(
        interview_type=trend.interview_type,
        mocks=len(values),
        first=values[0],
        latest=values[-1],
        best=max(values),
        change=round(values[-1] - values[0], 2),
        points=[
            ProgressPoint(
                mock_id=str(point.mock_id),
                at=point.at,
                company=BookedCompany(slug=point.company, name=point.company_name),
                overall=point.overall,
            )
            for point in trend.points
        ],
        items=[
            ItemProgress(
                code=item.code,
                title=item.title,
                first=item.scores[0],
                latest=item.scores[-1],
                average=item.average,
                scores=item.scores,
            )
            for item in trend.items
        ],
    )
