"""Mocks for the routers that need them: loaded for the person who asks, or 404."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from bson import ObjectId
from fastapi import Depends, Path

from codementee.auth.dependencies import CurrentMentee, CurrentMentor
from codementee.core.dependencies import CurrentDatabase
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.identifiers import Identifier, object_id
from codementee.core.pagination import Page, instant_key
from codementee.core.schemas import Pagination
from codementee.mocks.repository import Mock, MockRepository
from codementee.mocks.schemas import MockOrder, MockPage, MockState
from codementee.mocks.views import MockViews


async def _mocks(database: CurrentDatabase) -> MockRepository:
    return MockRepository(database)


async def _views(database: CurrentDatabase) -> MockViews:
    return MockViews(database)


CurrentMocks = Annotated[MockRepository, Depends(_mocks)]
CurrentMockViews = Annotated[MockViews, Depends(_views)]


async def _mock_id(identifier: Annotated[Identifier, Path(alias="mock_id")]) -> ObjectId:
    return object_id(identifier)


MockId = Annotated[ObjectId, Depends(_mock_id)]


async def _own_as_mentee(mentee: CurrentMentee, mocks: CurrentMocks, mock_id: MockId) -> Mock:
    return _found(await mocks.load(mock_id, mentee_id=mentee.id))


async def _own_as_mentor(mentor: CurrentMentor, mocks: CurrentMocks, mock_id: MockId) -> Mock:
    return _found(await mocks.load(mock_id, mentor_id=mentor.id))


MenteesMock = Annotated[Mock, Depends(_own_as_mentee)]
MentorsMock = Annotated[Mock, Depends(_own_as_mentor)]


async def mock_page(
    mocks: MockRepository,
    views: MockViews,
    side: str,
    person_id: ObjectId,
    *,
    page: Page,
    states: Collection[MockState],
    order: MockOrder,
    owed_at: datetime | None = None,
) -> MockPage:
    """As MockRepository.of_person."""
    found = await mocks.of_person(
        side,
        person_id,
        states=states,
        latest_first=order is MockOrder.LATEST,
        after=page.after_instant(),
        limit=page.limit + 1,
        owed_at=owed_at,
    )
    items = found[: page.limit]
    cursor = page.next_cursor(found, instant_key(items[-1].start_at, items[-1].id) if items else None)
    return MockPage(items=await views.mocks(items), pagination=Pagination(limit=page.limit, next_cursor=cursor))


def _found(mock: Mock | None) -> Mock:
    if mock is None:
        raise AppError(NOT_FOUND)
    return mock
