"""Giving feedback, rating it, and what it says over time."""

from collections.abc import Sequence
from datetime import datetime

from bson import ObjectId

from codementee.bookings.endings import Endings
from codementee.bookings.parts import Parts
from codementee.core.database import Document, Session
from codementee.core.errors import NOT_FOUND, VALIDATION_FAILED, AppError, FieldProblem
from codementee.feedback.errors import (
    ALREADY_RATED,
    FEEDBACK_EXISTS,
    FEEDBACK_MISSING,
    FEEDBACK_NOT_POSSIBLE,
    FEEDBACK_TOO_EARLY,
)
from codementee.feedback.policy import Point, RubricItem, Scored, Trend, overall, rubric_problem, trends
from codementee.feedback.repository import FeedbackRepository
from codementee.feedback.schemas import FeedbackSubmission, RatingSubmission
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.mocks.repository import Mock
from codementee.mocks.schemas import MockState

PROGRESS_MOCKS = 100
_TOOK_PLACE = (MockState.SCHEDULED, MockState.COMPLETED)


class FeedbackService:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._endings = Endings(parts)
        self._feedback = FeedbackRepository(parts.database)
        self._types = InterviewTypeRepository(parts.database)

    async def rubric(self, interview_type: str) -> list[RubricItem]:
        """What is scored now. Raises AppError(NOT_FOUND)."""
        found = await self._types.find_by_code(interview_type, active_only=False)
        if found is None:
            raise AppError(NOT_FOUND)
        return [RubricItem(item.code, item.title, item.weight, item.description) for item in found.rubric]

    async def submit(self, mock: Mock, given: FeedbackSubmission, *, now: datetime) -> Document:
        """Store the feedback, complete the mock and its booking, tell the mentee: all or nothing.

        Raises AppError(FEEDBACK_TOO_EARLY | FEEDBACK_NOT_POSSIBLE | FEEDBACK_EXISTS), or VALIDATION_FAILED when the
        scores are not those of the rubric.
        """
        if now < mock.start_at:
            raise AppError(FEEDBACK_TOO_EARLY)
        scored = _scored(await self.rubric(mock.interview_type), given)
        document: Document = {
            "_id": mock.id,
            "mock_id": mock.id,
            "booking_id": mock.booking_id,
            "mentee_id": mock.mentee_id,
            "mentor_id": mock.mentor_id,
            "interview_type": mock.interview_type,
            "company": {"slug": mock.company.code, "name": mock.company.name},
            "start_at": mock.start_at,
            # As it was: a rubric that is edited later must not change what was said.
            "scores": [
                {
                    "code": entry.item.code,
                    "title": entry.item.title,
                    "weight": entry.item.weight,
                    "score": entry.score,
                    "comment": entry.comment,
                }
                for entry in scored
            ],
            "overall": overall(scored),
            "strengths": given.strengths,
            "improvements": given.improvements,
            "recommendation": given.recommendation.value,
            "submitted_at": now,
            "in_time": now <= mock.feedback_due_at,
            "rating": None,
        }

        async def work(session: Session) -> None:
            current = await self._parts.mocks.load(mock.id, session=session)
            if current is None or current.state not in _TOOK_PLACE:
                raise AppError(FEEDBACK_NOT_POSSIBLE)
            if not await self._feedback.add(document, session=session):
                raise AppError(FEEDBACK_EXISTS)
            if current.state is MockState.SCHEDULED:
                booking = await self._parts.bookings.load(mock.booking_id, session=session)
                if booking is None:
                    raise AppError(FEEDBACK_NOT_POSSIBLE)
                await self._endings.complete(booking, actor="mentor", now=now, session=session)
            changes: Document = {"feedback_pending": False, "feedback_at": now}
            changed = await self._parts.mocks.change(mock.id, MockState.COMPLETED, changes, now=now, session=session)
            if changed is None:
                raise AppError(FEEDBACK_NOT_POSSIBLE)
            await self._parts.journey.feedback_ready(changed, now=now, session=session)

        await self._parts.transactions.run(work)
        return document

    async def of_mock(self, mock: Mock) -> Document:
        """Raises AppError(NOT_FOUND) while there is none."""
        found = await self._feedback.load(mock.id)
        if found is None:
            raise AppError(NOT_FOUND)
        return found

    async def rate(self, mock: Mock, given: RatingSubmission, *, now: datetime) -> Document:
        """The feedback with the rating. Raises AppError(FEEDBACK_MISSING | ALREADY_RATED)."""
        rating: Document = given.model_dump() | {"at": now}

        async def work(session: Session) -> Document:
            found = await self._feedback.load(mock.id, session=session)
            if found is None:
                raise AppError(FEEDBACK_MISSING)
            rated = await self._feedback.rate(mock.id, rating, session=session)
            if rated is None:
                raise AppError(ALREADY_RATED)
            await self._parts.mocks.change(
                mock.id, MockState.COMPLETED, {"stars": given.stars}, now=now, session=session
            )
            return rated

        return await self._parts.transactions.run(work)

    async def trends(self, mentee_id: ObjectId) -> tuple[list[Point], list[Trend]]:
        """Of the latest PROGRESS_MOCKS mocks with feedback."""
        points = [_point(document) for document in await self._feedback.of_mentee(mentee_id, limit=PROGRESS_MOCKS)]
        return points, trends(points)


def _scored(rubric: Sequence[RubricItem], given: FeedbackSubmission) -> list[Scored]:
    mismatch = rubric_problem(rubric, [score.code for score in given.scores])
    if mismatch is not None:
        problems = (
            *(FieldProblem("scores", f"{code} is missing") for code in mismatch.missing),
            *(FieldProblem("scores", f"{code} is not in the rubric") for code in mismatch.unknown),
            *(FieldProblem("scores", f"{code} is scored more than once") for code in mismatch.repeated),
        )
        raise AppError(VALIDATION_FAILED, fields=problems)
    by_code = {score.code: score for score in given.scores}
    return [Scored(item, by_code[item.code].score, by_code[item.code].comment) for item in rubric]


def _point(document: Document) -> Point:
    return Point(
        mock_id=document["_id"],
        at=document["start_at"],
        interview_type=document["interview_type"],
        company=document["company"]["slug"],
        company_name=document["company"]["name"],
        overall=document["overall"],
        scores=tuple(
            Scored(RubricItem(entry["code"], entry["title"], entry["weight"]), entry["score"])
            for entry in document["scores"]
        ),
    )
