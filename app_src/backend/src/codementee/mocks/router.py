"""``/api/mentee/mocks``."""

from typing import Annotated

from fastapi import APIRouter, Query

from codementee.auth.dependencies import AUTH_ERRORS, CurrentMentee
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND
from codementee.core.openapi import error_responses
from codementee.core.pagination import PageRequest
from codementee.mocks.dependencies import CurrentMocks, CurrentMockViews, MenteesMock, mock_page
from codementee.mocks.schemas import MockOrder, MockPage, MockState, MockView

router = APIRouter(prefix="/api/mentee/mocks", tags=["mentee: mocks"])


@router.get(
    "",
    operation_id="listMyMocks",
    summary="List one's mocks",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def list_mocks(
    *,
    mentee: CurrentMentee,
    mocks: CurrentMocks,
    views: CurrentMockViews,
    page: PageRequest,
    state: Annotated[MockState | None, Query(description="Only mocks in this state")] = None,
    order: Annotated[MockOrder, Query(description="By when they start")] = MockOrder.LATEST,
) -> MockPage:
    """By start; `state=scheduled&order=soonest` is what comes next."""
    return await mock_page(mocks, views, "mentee", mentee.id, page=page, states=[state] if state else [], order=order)


@router.get(
    "/{mock_id}",
    operation_id="getMyMock",
    summary="One of one's mocks",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER, NOT_FOUND),
)
async def get_mock(mock: MenteesMock, views: CurrentMockViews) -> MockView:
    """With the mentor, the time and, while it is scheduled, the meeting link."""
    return await views.mock(mock)
