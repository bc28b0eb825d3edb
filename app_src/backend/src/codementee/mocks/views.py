"""Mocks as they are shown."""

from collections.abc import Sequence

from codementee.bookings.views import company_view, person_view, track_view
from codementee.core.database import Database
from codementee.mocks.repository import Mock
from codementee.mocks.schemas import MockState, MockView
from codementee.users.repository import UserRepository


class MockViews:
    def __init__(self, database: Database) -> None:
        self._users = UserRepository(database)

    async def mock(self, mock: Mock) -> MockView:
        return (await self.mocks([mock]))[0]

    async def mocks(self, mocks: Sequence[Mock]) -> list[MockView]:
        ids = dict.fromkeys(person for mock in mocks for person in (mock.mentee_id, mock.mentor_id))
        people = await self._users.find_many(list(ids)) if ids else {}
        return [
            MockView(
                id=str(mock.id),
                booking_id=str(mock.booking_id),
                reference=mock.reference,
                state=mock.state,
                company=company_view(mock.company),
                track=track_view(mock.track),
                interview_type=mock.interview_type,
                start_at=mock.start_at,
                end_at=mock.end_at,
                mentor=person_view(mock.mentor_id, people),
                mentee=person_view(mock.mentee_id, people),
                meeting_url=mock.link.url if mock.state is MockState.SCHEDULED else None,
                feedback_due_at=mock.feedback_due_at,
                feedback_at=mock.feedback_at,
                stars=mock.stars,
            )
            for mock in mocks
        ]
