"""``/api/mentor/mocks``."""

from typing import Annotated

from fastapi import APIRouter, Query

from codementee.auth.dependencies import AUTH_ERRORS, CurrentMentor
from codementee.bookings.dependencies import CurrentChanged, CurrentEndings, CurrentParts
from codementee.bookings.errors import BOOKING_MOVED_ON, CANCELLATION_CLOSED, TOO_EARLY, TOO_LATE
from codementee.bookings.schemas import BookingState, RequiredReason
from codementee.core.dependencies import CurrentClock
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND, AppError
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.mocks.dependencies import CurrentMocks, CurrentMockViews, MentorsMock, mock_page
from codementee.mocks.repository import Mock, MockRepository
from codementee.mocks.schemas import MentorMock, MockChoice, MockOrder, MockPage, MockState, MockView

router = APIRouter(prefix="/api/mentor/mocks", tags=["mentor: mocks"])

_ONE = (*AUTH_ERRORS, INVALID_PARAMETER, NOT_FOUND)
_OVER = [state for state in MockState if state is not MockState.SCHEDULED]


@router.get(
    "",
    operation_id="mentorListMocks",
    summary="List the mocks one gives",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def list_mocks(
    *,
    mentor: CurrentMentor,
    mocks: CurrentMocks,
    views: CurrentMockViews,
    page: PageRequest,
    clock: CurrentClock,
    state: Annotated[MockState | None, Query(description="Only mocks in this state")] = None,
    only: Annotated[MockChoice | None, Query(description="Instead of a state")] = None,
    order: Annotated[MockOrder, Query(description="By when they start")] = MockOrder.LATEST,
) -> MockPage:
    """By start; `state=scheduled&order=soonest` comes next, `only=feedback_due&order=soonest` is to be done."""
    states = [state] if state is not None else _OVER if only is MockChoice.OVER else []
    owed_at = clock() if only is MockChoice.FEEDBACK_DUE else None
    return await mock_page(mocks, views, "mentor", mentor.id, page=page, states=states, order=order, owed_at=owed_at)


@router.get(
    "/{mock_id}",
    operation_id="mentorGetMock",
    summary="One of the mocks one gives",
    responses=error_responses(*_ONE),
)
async def get_mock(mock: MentorsMock, views: CurrentMockViews, parts: CurrentParts) -> MentorMock:
    """With the mentee, the time, what has happened and, while it is scheduled, the meeting link."""
    return await views.mentors_mock(mock, await parts.bookings.load(mock.booking_id))


@router.post(
    "/{mock_id}/cancel",
    operation_id="mentorCancelMock",
    summary="Cancel a mock one gives",
    responses=body_responses(*_ONE, BOOKING_MOVED_ON, CANCELLATION_CLOSED),
)
async def cancel_mock(
    *,
    mock: MentorsMock,
    body: RequiredReason,
    mocks: CurrentMocks,
    views: CurrentMockViews,
    endings: CurrentEndings,
    changed: CurrentChanged,
    clock: CurrentClock,
) -> MockView:
    """Until it begins. The mentee gets the credit back and a mail with the reason."""
    await endings.cancel_by_mentor(mock.mentor_id, mock.booking_id, reason=body.reason, now=clock())
    await changed.credits()
    return await views.mock(await _again(mocks, mock))


@router.post(
    "/{mock_id}/no-show",
    operation_id="mentorReportNoShow",
    summary="Say that the mentee did not come",
    responses=error_responses(*_ONE, BOOKING_MOVED_ON, TOO_EARLY, TOO_LATE),
)
async def report_no_show(
    *,
    mock: MentorsMock,
    mocks: CurrentMocks,
    views: CurrentMockViews,
    endings: CurrentEndings,
    changed: CurrentChanged,
    clock: CurrentClock,
) -> MockView:
    """From ten minutes after the start until a day after the end. The credit counts as used."""
    await endings.say_outcome(
        mock.booking_id,
        BookingState.NO_SHOW_MENTEE,
        actor_id=mock.mentor_id,
        actor="mentor",
        mentor_id=mock.mentor_id,
        now=clock(),
    )
    await changed.credits()
    return await views.mock(await _again(mocks, mock))


async def _again(mocks: MockRepository, mock: Mock) -> Mock:
    found = await mocks.load(mock.id)
    if found is None:
        raise AppError(NOT_FOUND)
    return found
