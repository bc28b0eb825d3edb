"""Feedback and ratings of a mock, and a mentee's progress."""

from typing import Annotated

from fastapi import APIRouter, Depends

from codementee.auth.dependencies import AUTH_ERRORS, CurrentMentee
from codementee.bookings.dependencies import CurrentChanged, CurrentParts
from codementee.core.dependencies import CurrentClock
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND
from codementee.core.openapi import body_responses, error_responses
from codementee.feedback.errors import (
    ALREADY_RATED,
    FEEDBACK_EXISTS,
    FEEDBACK_MISSING,
    FEEDBACK_NOT_POSSIBLE,
    FEEDBACK_TOO_EARLY,
)
from codementee.feedback.schemas import (
    FeedbackSubmission,
    FeedbackView,
    Progress,
    RatingSubmission,
    Rubric,
    RubricItemView,
)
from codementee.feedback.service import FeedbackService
from codementee.feedback.views import feedback_view, progress_view
from codementee.mocks.dependencies import MenteesMock, MentorsMock

mentee_router = APIRouter(prefix="/api/mentee", tags=["mentee: feedback"])
mentor_router = APIRouter(prefix="/api/mentor/mocks", tags=["mentor: feedback"])

_ONE = (*AUTH_ERRORS, INVALID_PARAMETER, NOT_FOUND)


async def _feedback_service(parts: CurrentParts) -> FeedbackService:
    return FeedbackService(parts)


CurrentFeedback = Annotated[FeedbackService, Depends(_feedback_service)]


@mentee_router.get(
    "/mocks/{mock_id}/feedback",
    operation_id="getMyFeedback",
    summary="The feedback on one's mock",
    responses=error_responses(*_ONE),
)
async def get_my_feedback(mock: MenteesMock, feedback: CurrentFeedback) -> FeedbackView:
    """404 while there is none; `feedback_due_at` of the mock says when it should be there."""
    return feedback_view(await feedback.of_mock(mock))


@mentee_router.post(
    "/mocks/{mock_id}/rating",
    operation_id="rateMyMock",
    summary="Rate a mock",
    status_code=201,
    responses=body_responses(*_ONE, FEEDBACK_MISSING, ALREADY_RATED),
)
async def rate_mock(
    mock: MenteesMock, body: RatingSubmission, feedback: CurrentFeedback, clock: CurrentClock
) -> FeedbackView:
    """Once, after the feedback: one to five stars, and how likely one is to recommend us."""
    return feedback_view(await feedback.rate(mock, body, now=clock()))


@mentee_router.get(
    "/progress",
    operation_id="getMyProgress",
    summary="Progress over time",
    responses=error_responses(*AUTH_ERRORS),
)
async def get_progress(mentee: CurrentMentee, feedback: CurrentFeedback) -> Progress:
    """By interview type and rubric item, over the latest 100 mocks with feedback."""
    points, found = await feedback.trends(mentee.id)
    return progress_view(points, found)


@mentor_router.get(
    "/{mock_id}/rubric",
    operation_id="mentorGetRubric",
    summary="What a mock is scored by",
    responses=error_responses(*_ONE),
)
async def get_rubric(mock: MentorsMock, feedback: CurrentFeedback) -> Rubric:
    """Each item has to be scored exactly once."""
    items = [
        RubricItemView(code=item.code, title=item.title, description=item.description, weight=item.weight)
        for item in await feedback.rubric(mock.interview_type)
    ]
    return Rubric(interview_type=mock.interview_type, items=items)


@mentor_router.get(
    "/{mock_id}/feedback",
    operation_id="mentorGetFeedback",
    summary="The feedback one has given",
    responses=error_responses(*_ONE),
)
async def get_given_feedback(mock: MentorsMock, feedback: CurrentFeedback) -> FeedbackView:
    """With the mentee's rating, once it is there."""
    return feedback_view(await feedback.of_mock(mock))


@mentor_router.post(
    "/{mock_id}/feedback",
    operation_id="mentorGiveFeedback",
    summary="Give feedback",
    status_code=201,
    responses=body_responses(
        *_ONE,
        FEEDBACK_EXISTS,
        FEEDBACK_NOT_POSSIBLE,
        FEEDBACK_TOO_EARLY,
    ),
)
async def give_feedback(
    *,
    mock: MentorsMock,
    body: FeedbackSubmission,
    feedback: CurrentFeedback,
    changed: CurrentChanged,
    clock: CurrentClock,
) -> FeedbackView:
    """Once, from the start of the mock on; within 48 hours of its end is the goal. Completes the mock."""
    document = await feedback.submit(mock, body, now=clock())
    await changed.seats()
    return feedback_view(document)
