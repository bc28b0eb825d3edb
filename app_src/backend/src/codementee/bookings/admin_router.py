"""``/api/admin/bookings``."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.bookings.dependencies import (
    BookingId,
    CurrentAssignment,
    CurrentChanged,
    CurrentEndings,
    CurrentParts,
    CurrentViews,
)
from codementee.bookings.errors import (
    BOOKING_MOVED_ON,
    SLOT_NOT_PREFERRED,
    SLOT_TOO_SOON,
    TIME_ERRORS,
    TOO_EARLY,
)
from codementee.bookings.repository import BookingRepository
from codementee.bookings.schemas import (
    QUEUE_COUNTED,
    AdminBooking,
    AdminBookingPage,
    AgeOrder,
    Assignment,
    BookingState,
    CandidatePage,
    Outcome,
    QueueAgeing,
    RequiredReason,
)
from codementee.core.dependencies import CurrentClock
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND, AppError
from codementee.core.identifiers import object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest, instant_key
from codementee.core.schemas import Pagination

router = APIRouter(prefix="/api/admin/bookings", tags=["admin: bookings"])

_ONE = (*AUTH_ERRORS, INVALID_PARAMETER, NOT_FOUND)


@router.get(
    "",
    operation_id="adminListBookings",
    summary="The queue, and all other bookings, by age",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def list_bookings(
    *,
    _admin: CurrentAdmin,
    parts: CurrentParts,
    views: CurrentViews,
    page: PageRequest,
    clock: CurrentClock,
    state: Annotated[BookingState | None, Query(description="Only bookings in this state")] = None,
    order: Annotated[AgeOrder, Query(description="By when the present state was entered")] = AgeOrder.OLDEST,
) -> AdminBookingPage:
    """`state=pending_admin` is the queue: who has waited longest comes first. `ageing` always speaks of the queue."""
    now = clock()
    found = await parts.bookings.by_age(
        state=state, newest=order is AgeOrder.NEWEST, after=page.after_instant(), limit=page.limit + 1
    )
    items = found[: page.limit]
    cursor = page.next_cursor(found, instant_key(items[-1].state_since, items[-1].id) if items else None)
    return AdminBookingPage(
        items=await views.admin_bookings(items, now=now),
        ageing=await _ageing(parts.bookings, now),
        pagination=Pagination(limit=page.limit, next_cursor=cursor),
    )


@router.get("/{booking_id}", operation_id="adminGetBooking", summary="One booking", responses=error_responses(*_ONE))
async def get_booking(
    *, booking_id: BookingId, _admin: CurrentAdmin, parts: CurrentParts, views: CurrentViews, clock: CurrentClock
) -> AdminBooking:
    """With who it is for and how long it has been in its state."""
    booking = await parts.bookings.load(booking_id)
    if booking is None:
        raise AppError(NOT_FOUND)
    return await views.admin_booking(booking, now=clock())


@router.get(
    "/{booking_id}/candidates",
    operation_id="adminListCandidates",
    summary="Who could take a booking, and what is in the way",
    responses=error_responses(*_ONE, BOOKING_MOVED_ON),
)
async def list_candidates(
    *,
    booking_id: BookingId,
    _admin: CurrentAdmin,
    assignment: CurrentAssignment,
    page: PageRequest,
    clock: CurrentClock,
) -> CandidatePage:
    """Active mentors for the type in order of id; for each preferred slot whether it fits, and if not, why."""
    return await assignment.candidates(booking_id, page, now=clock())


@router.post(
    "/{booking_id}/assign",
    operation_id="adminAssignBooking",
    summary="Confirm a booking with a mentor and a time",
    responses=body_responses(
        *_ONE,
        *TIME_ERRORS,
        BOOKING_MOVED_ON,
        SLOT_NOT_PREFERRED,
        SLOT_TOO_SOON,
    ),
)
async def assign_booking(
    *,
    booking_id: BookingId,
    body: Assignment,
    admin: CurrentAdmin,
    assignment: CurrentAssignment,
    views: CurrentViews,
    changed: CurrentChanged,
    clock: CurrentClock,
) -> AdminBooking:
    """Only inside the mentor's availability. The pool gives a free meeting link; both sides get mail and invitation."""
    booking = await assignment.assign(
        admin, booking_id, object_id(body.mentor_id), object_id(body.slot_id), now=clock()
    )
    await changed.seats()
    return await views.admin_booking(booking, now=clock())


@router.post(
    "/{booking_id}/cancel",
    operation_id="adminCancelBooking",
    summary="Cancel a booking for both sides",
    responses=body_responses(*_ONE, BOOKING_MOVED_ON),
)
async def cancel_booking(
    *,
    booking_id: BookingId,
    body: RequiredReason,
    admin: CurrentAdmin,
    endings: CurrentEndings,
    views: CurrentViews,
    changed: CurrentChanged,
    clock: CurrentClock,
) -> AdminBooking:
    """The credit comes back, whenever it is."""
    booking = await endings.cancel_by_admin(admin.id, booking_id, reason=body.reason, now=clock())
    await changed.credits()
    return await views.admin_booking(booking, now=clock())


@router.post(
    "/{booking_id}/outcome",
    operation_id="adminSetOutcome",
    summary="Say how a mock went",
    responses=body_responses(*_ONE, BOOKING_MOVED_ON, TOO_EARLY),
)
async def set_outcome(
    *,
    booking_id: BookingId,
    body: Outcome,
    admin: CurrentAdmin,
    endings: CurrentEndings,
    views: CurrentViews,
    changed: CurrentChanged,
    clock: CurrentClock,
) -> AdminBooking:
    """Completed, or one side did not come: the mentee's absence forfeits the credit, the mentor's gives it back."""
    booking = await endings.say_outcome(
        booking_id,
        BookingState(body.outcome.value),
        actor_id=admin.id,
        actor="admin",
        note=body.note,
        now=clock(),
    )
    await changed.credits()
    return await views.admin_booking(booking, now=clock())


async def _ageing(bookings: BookingRepository, now: datetime) -> QueueAgeing:
    queue = BookingState.PENDING_ADMIN
    moments = [now - timedelta(hours=hours) for hours in (4, 24, 48)]
    found = await bookings.ageing(queue, moments, limit=QUEUE_COUNTED)
    over_4_hours, over_24_hours, over_48_hours = found.since
    return QueueAgeing(
        waiting=found.waiting,
        over_4_hours=over_4_hours,
        over_24_hours=over_24_hours,
        over_48_hours=over_48_hours,
        oldest_since=found.oldest,
        oldest_waiting_seconds=max(0, int((now - found.oldest).total_seconds())) if found.oldest else None,
    )
