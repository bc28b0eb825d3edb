"""``/api/calendar/{token}`` and ``/api/account/calendar-feed``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from codementee.auth.dependencies import SIGNED_IN_ERRORS, CurrentUser
from codementee.calendar_feeds.schemas import CalendarFeed, CalendarFeedStatus
from codementee.calendar_feeds.service import CalendarFeedService
from codementee.core.dependencies import CurrentClock, CurrentDatabase, CurrentSettings
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND
from codementee.core.openapi import Responses, error_responses

router = APIRouter(prefix="/api/calendar", tags=["calendar"])
account_router = APIRouter(prefix="/api/account/calendar-feed", tags=["account"])

MEDIA_TYPE = "text/calendar; charset=utf-8"
_CALENDAR: Responses = {200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}}


async def _calendar_feed_service(database: CurrentDatabase) -> CalendarFeedService:
    return CalendarFeedService(database)


CurrentFeeds = Annotated[CalendarFeedService, Depends(_calendar_feed_service)]
Token = Annotated[str, Path(max_length=100, description="The secret part of the address")]


@router.get(
    "/{token}",
    operation_id="getCalendar",
    summary="The mocks behind a secret address, as iCalendar",
    response_class=Response,
    responses=_CALENDAR | error_responses(NOT_FOUND, INVALID_PARAMETER, DATABASE_UNAVAILABLE),
)
async def get_calendar(token: Token, feeds: CurrentFeeds, clock: CurrentClock) -> Response:
    """For calendar programs: from 90 days ago on, at most 500. A mock keeps its UID when it is moved."""
    return Response(await feeds.render(token, now=clock()), media_type=MEDIA_TYPE)


@account_router.get(
    "",
    operation_id="getCalendarFeed",
    summary="Is there a calendar address",
    responses=error_responses(*SIGNED_IN_ERRORS),
)
async def get_calendar_feed(user: CurrentUser, feeds: CurrentFeeds) -> CalendarFeedStatus:
    """The address itself is shown only when it is made."""
    created_at = await feeds.created_at(user.id)
    return CalendarFeedStatus(active=created_at is not None, created_at=created_at)


@account_router.post(
    "",
    operation_id="openCalendarFeed",
    summary="Make a calendar address",
    status_code=201,
    responses=error_responses(*SIGNED_IN_ERRORS),
)
async def open_calendar_feed(
    user: CurrentUser, feeds: CurrentFeeds, settings: CurrentSettings, clock: CurrentClock
) -> CalendarFeed:
    """A new one each time; the one before stops working at once."""
    now = clock()
    token = await feeds.open(user.id, now=now)
    return CalendarFeed(url=f"{settings.public_url}/api/calendar/{token}", created_at=now)


@account_router.delete(
    "",
    operation_id="closeCalendarFeed",
    summary="Revoke the calendar address",
    status_code=204,
    responses=error_responses(*SIGNED_IN_ERRORS),
)
async def close_calendar_feed(user: CurrentUser, feeds: CurrentFeeds) -> None:
    """The address answers 404 from now on."""
    await feeds.close(user.id)
