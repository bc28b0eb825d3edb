"""Gathers the dashboard."""

from collections.abc import Sequence
from datetime import datetime

from codementee.bookings.records import Booking
from codementee.bookings.repository import BookingRepository
from codementee.bookings.schemas import BookingState
from codementee.bookings.views import Views
from codementee.core.database import Database
from codementee.credits.repository import CreditRepository
from codementee.credits.service import CreditService
from codementee.dashboard.policy import next_steps
from codementee.dashboard.schemas import Dashboard, Step, StepKind
from codementee.mocks.repository import MockRepository
from codementee.mocks.schemas import MockState
from codementee.mocks.views import MockViews
from codementee.users.principal import Principal
from codementee.users.schemas import Tier

_OPEN = (
    BookingState.DRAFT,
    BookingState.HELD,
    BookingState.AWAITING_PAYMENT,
    BookingState.PENDING_ADMIN,
)
_SHOWN = 10


class DashboardService:
    def __init__(self, database: Database) -> None:
        self._bookings = BookingRepository(database)
        self._mocks = MockRepository(database)
        self._credits = CreditService(database)
        self._lots = CreditRepository(database)
        self._views = Views(database)
        self._mock_views = MockViews(database)

    async def of(self, mentee: Principal, *, now: datetime) -> Dashboard:
        bookings = await self._open_bookings(mentee)
        next_mock = await self._mocks.next_of("mentee", mentee.id, now=now)
        unrated = (await self._mocks.unrated_of(mentee.id, limit=_SHOWN))[:_SHOWN]
        available = await self._credits.available(mentee.id, now=now)
        steps = next_steps(
            email_verified=mentee.email_verified,
            credits_left=available,
            next_mock=next_mock,
            bookings=bookings,
            unrated=unrated,
            now=now,
        )
        shown = await self._mock_views.mocks([*([next_mock] if next_mock else []), *unrated])
        to_pay = any(step.kind is StepKind.PAY for step in steps)
        paid = mentee.is_paid(now)
        return Dashboard(
            tier=Tier.PAID if paid else Tier.FREE,
            paid_until=mentee.paid_until,
            credits=available,
            next_credit_expiry_at=await self._lots.next_expiry(mentee.id, now=now),
            steps=[
                Step(
                    kind=step.kind,
                    booking_id=str(step.booking_id) if step.booking_id else None,
                    mock_id=str(step.mock_id) if step.mock_id else None,
                    due_at=step.due_at,
                )
                for step in steps
            ],
            show_upgrade=not paid and not available and not to_pay,
            next_mock=shown[0] if next_mock else None,
            open_bookings=await self._views.bookings([b for b in bookings if b.state is not BookingState.DRAFT]),
            unrated_mocks=shown[1:] if next_mock else shown,
            mocks_completed=await self._mocks.count_of("mentee", mentee.id, MockState.COMPLETED),
        )

    async def _open_bookings(self, mentee: Principal) -> Sequence[Booking]:
        found = [
            booking
            for state in _OPEN
            for booking in await self._bookings.of_mentee(mentee.id, state=state, after=None, limit=_SHOWN)
        ]
        return sorted(found, key=lambda booking: booking.id, reverse=True)
