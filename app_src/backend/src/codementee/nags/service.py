"""Puts reminders of due feedback into the outbox: at most one a day for each mock, whoever runs this how often."""

from datetime import datetime

from codementee.core.database import Database
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.mocks.repository import Mock, MockRepository
from codementee.mocks.schemas import MockState
from codementee.nags.policy import is_for_administrators, oldest_due, reminder_number
from codementee.notifications.schemas import ContextValue, Message, Template
from codementee.notifications.service import Outbox
from codementee.users.admin.repository import UserAdminRepository
from codementee.users.repository import User, UserRepository, user_of
from codementee.users.schemas import Role, UserStatus

_MAXIMUM_ADMINISTRATORS = 20


class FeedbackNags:
    def __init__(self, database: Database) -> None:
        self._mocks = MockRepository(database)
        self._users = UserRepository(database)
        self._administrators = UserAdminRepository(database)
        self._types = InterviewTypeRepository(database)
        self._outbox = Outbox(database)

    async def remind(self, now: datetime, limit: int) -> int:
        """Write about up to ``limit`` mocks without feedback, the longest due first; how many mails that made."""
        mails = 0
        # Not the ones nobody will ever write: they would become ever more, and hide those that are due now.
        period = (oldest_due(now), now)
        for mock in await self._mocks.awaiting_feedback(due=period, states=[MockState.COMPLETED], limit=limit):
            number = reminder_number(mock.feedback_due_at, now)
            if number is not None:
                mails += await self._about(mock, number, now=now)
        return mails

    async def _about(self, mock: Mock, number: int, *, now: datetime) -> int:
        mentor, mentee = await self._users.find(mock.mentor_id), await self._users.find(mock.mentee_id)
        if mentor is None or mentee is None or mentee.status is not UserStatus.ACTIVE:
            # Nobody is left to read it.
            return 0
        found = await self._types.find_by_code(mock.interview_type, active_only=False)
        context: dict[str, ContextValue] = {
            "mock_id": str(mock.id),
            "company": mock.company.name,
            "interview_type": found.name if found is not None else mock.interview_type,
            "mentee_name": mentee.name,
            "mentor_name": mentor.name,
            "ended_at": mock.end_at,
            "due_at": mock.feedback_due_at,
        }
        mails = 0
        if mentor.status is UserStatus.ACTIVE:
            key = f"feedback-due:{mock.id}:{number}:mentor"
            mails += await self._write(key, Template.FEEDBACK_DUE, mentor, context, now=now)
        if is_for_administrators(mock.feedback_due_at, now):
            for administrator in await self._told():
                key = f"feedback-overdue:{mock.id}:{administrator.id}"
                mails += await self._write(key, Template.FEEDBACK_OVERDUE, administrator, context, now=now)
        return mails

    async def _told(self) -> list[User]:
        found = await self._administrators.find_newest(
            role=Role.ADMIN, status=UserStatus.ACTIVE, after=None, limit=_MAXIMUM_ADMINISTRATORS
        )
        return [user_of(document) for document in found]

    async def _write(
        self, key: str, template: Template, user: User, context: dict[str, ContextValue], *, now: datetime
    ) -> bool:
        message = Message(
            key=key,
            template=template,
            user_id=user.id,
            email=user.email,
            name=user.name,
            time_zone=user.time_zone,
            context=context,
        )
        return await self._outbox.enqueue(message, now=now)
