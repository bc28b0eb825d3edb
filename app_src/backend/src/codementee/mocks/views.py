"""Mocks as they are shown."""

from collections.abc import Sequence

from codementee.bookings.records import Booking
from codementee.bookings.schemas import BookingState, HistoryEntry
from codementee.bookings.views import company_view, person_view, track_view
from codementee.core.database import Database
from codementee.mocks.repository import Mock
from codementee.mocks.schemas import MentorMock, MockState, MockView
from codementee.users.repository import UserRepository

# Before a mentor was found it was between the mentee and us.
_BEFORE = (
    BookingState.DRAFT,
    BookingState.HELD,
    BookingState.AWAITING_PAYMENT,
    BookingState.PENDING_ADMIN,
)


class MockViews:
    def __init__(self, database: Database) -> None:
        self._users = UserRepository(database)

    async def mock(self, mock: Mock) -> MockView:
        return (await self.mocks([mock]))[0]

    async def mentors_mock(self, mock: Mock, booking: Booking | None) -> MentorMock:
        history = booking.history if booking else ()
        return MentorMock(
            **(await self.mock(mock)).model_dump(),
            cancellation_reason=booking.cancellation_reason if booking else None,
            reschedules=booking.reschedules if booking else 0,
            history=[HistoryEntry(state=c.state, at=c.at, actor=c.actor) for c in history if c.state not in _BEFORE],
        )

    async def mocks(self, mocks: Sequence[Mock]) -> list[MockView]:
        ids = dict.fromkeys(person for mock in mocks for person in (mock.mentee_id, mock.mentor_id))
        people = await self._users.cards(list(ids)) if ids else {}
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
