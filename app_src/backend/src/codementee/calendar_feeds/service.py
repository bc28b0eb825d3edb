"""Makes, replaces and revokes the secret address, and writes what is behind it."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from bson import ObjectId

from codementee.calendar_feeds.repository import CalendarFeedRepository
from codementee.core.database import Database
from codementee.core.errors import NOT_FOUND, AppError
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.mocks.repository import Mock, MockRepository
from codementee.mocks.schemas import MockState
from codementee.notifications.calendar import feed
from codementee.notifications.schemas import CalendarEvent, CalendarMethod
from codementee.users.repository import UserRepository
from codementee.users.schemas import Role, UserStatus

# What a calendar shows; the platform remembers more.
_PAST = timedelta(days=90)
_MAXIMUM_EVENTS = 500
_TOKEN_BYTES = 32
_SIDES = {Role.MENTEE: "mentee", Role.MENTOR: "mentor"}


class CalendarFeedService:
    def __init__(self, database: Database) -> None:
        self._feeds = CalendarFeedRepository(database)
        self._mocks = MockRepository(database)
        self._users = UserRepository(database)
        self._types = InterviewTypeRepository(database)

    async def open(self, user_id: ObjectId, *, now: datetime) -> str:
        """A fresh token; an earlier one stops working."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        await self._feeds.replace(user_id, _hash(token), now=now)
        return token

    async def created_at(self, user_id: ObjectId) -> datetime | None:
        """When the present address was made; None when there is none."""
        return await self._feeds.created_at(user_id)

    async def close(self, user_id: ObjectId) -> None:
        await self._feeds.remove(user_id)

    async def render(self, token: str, *, now: datetime) -> bytes:
        """The calendar of the token's owner. Raises AppError(NOT_FOUND)."""
        user_id = await self._feeds.owner(_hash(token))
        user = await self._users.find(user_id) if user_id is not None else None
        if user is None or user.status is not UserStatus.ACTIVE:
            raise AppError(NOT_FOUND)
        side = _SIDES.get(user.role)
        mocks = (
            await self._mocks.between(side, user.id, start=now - _PAST, limit=_MAXIMUM_EVENTS)
            if side is not None
            else []
        )
        names = await self._types.find_by_codes(sorted({mock.interview_type for mock in mocks}))
        titles = {code: found.name for code, found in names.items()}
        return feed([_event(mock, titles) for mock in mocks], stamp=now)


def _event(mock: Mock, titles: dict[str, str]) -> CalendarEvent:
    gone = mock.state is MockState.CANCELLED
    return CalendarEvent(
        uid=mock.calendar.uid,
        sequence=mock.calendar.sequence,
        method=CalendarMethod.CANCEL if gone else CalendarMethod.REQUEST,
        start_at=mock.start_at,
        end_at=mock.end_at,
        summary=f"Mock interview: {mock.company.name} {titles.get(mock.interview_type, mock.interview_type)}",
        description=f"Codementee mock interview, reference {mock.reference}.",
        location=mock.link.url,
        organiser_email="",
        attendee_emails=(),
    )


def _hash(token: str) -> str:
    # Random and long: a plain hash is as good as a slow one.
    return sha256(token.encode()).hexdigest()
