"""``/api/mentee/bookings``."""

from typing import Annotated

from fastapi import APIRouter, Query

from codementee.auth.dependencies import AUTH_ERRORS, CurrentMentee
from codementee.bookings.dependencies import (
    BookingId,
    CurrentAlternatives,
    CurrentBookings,
    CurrentChanged,
    CurrentEndings,
    CurrentMoving,
    CurrentViews,
)
from codementee.bookings.endings import quote_for
from codementee.bookings.errors import (
    BOOKING_INCOMPLETE,
    BOOKING_MOVED_ON,
    CANCELLATION_CLOSED,
    HOLD_EXPIRED,
    RESCHEDULE_REFUSED,
    SLOT_ERRORS,
    SLOT_UNCHANGED,
    TIME_ERRORS,
    TOO_MANY_DRAFTS,
    TOO_MANY_HOLDS,
    UNKNOWN_CHOICE,
)
from codementee.bookings.schemas import (
    BookingDraft,
    BookingDraftChanges,
    BookingPage,
    BookingState,
    BookingView,
    CancellationQuote,
    CancellationReason,
    SlotChoice,
)
from codementee.bookings.views import quote_view
from codementee.catalogue.schemas import Instant
from codementee.core.dependencies import CurrentClock
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND
from codementee.core.identifiers import object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.core.schemas import Pagination
from codementee.slots.schemas import BookableSlotPage

router = APIRouter(prefix="/api/mentee/bookings", tags=["mentee: bookings"])

_ONE = (*AUTH_ERRORS, INVALID_PARAMETER, NOT_FOUND)


@router.post(
    "",
    operation_id="createBooking",
    summary="Begin a booking",
    status_code=201,
    responses=body_responses(*AUTH_ERRORS, UNKNOWN_CHOICE, TOO_MANY_DRAFTS),
)
async def create_booking(
    *, body: BookingDraft, mentee: CurrentMentee, bookings: CurrentBookings, views: CurrentViews, clock: CurrentClock
) -> BookingView:
    """A draft: it takes nothing from anybody and can be changed or deleted. At most ten at a time."""
    booking = await bookings.create(
        mentee.id, company=body.company, track=body.track, interview_type=body.interview_type, now=clock()
    )
    return await views.booking(booking)


@router.get(
    "",
    operation_id="listBookings",
    summary="List one's bookings",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def list_bookings(
    *,
    mentee: CurrentMentee,
    bookings: CurrentBookings,
    views: CurrentViews,
    page: PageRequest,
    state: Annotated[BookingState | None, Query(description="Only bookings in this state")] = None,
) -> BookingPage:
    """Newest first."""
    found = await bookings.of_mentee(mentee.id, state=state, after=page.after_id(), limit=page.limit + 1)
    items = found[: page.limit]
    cursor = page.next_cursor(found, str(items[-1].id) if items else None)
    return BookingPage(items=await views.bookings(items), pagination=Pagination(limit=page.limit, next_cursor=cursor))


@router.get(
    "/{booking_id}", operation_id="getBooking", summary="One of one's bookings", responses=error_responses(*_ONE)
)
async def get_booking(
    *, booking_id: BookingId, mentee: CurrentMentee, bookings: CurrentBookings, views: CurrentViews
) -> BookingView:
    """With its history."""
    return await views.booking(await bookings.own(mentee.id, booking_id))


@router.patch(
    "/{booking_id}",
    operation_id="changeBooking",
    summary="Change a draft",
    responses=body_responses(*_ONE, UNKNOWN_CHOICE, BOOKING_MOVED_ON),
)
async def change_booking(
    *,
    booking_id: BookingId,
    body: BookingDraftChanges,
    mentee: CurrentMentee,
    bookings: CurrentBookings,
    views: CurrentViews,
    clock: CurrentClock,
) -> BookingView:
    """Company, track and type can be changed until slots are held."""
    changes = body.model_dump(exclude_unset=True)
    return await views.booking(await bookings.change_draft(mentee.id, booking_id, changes, now=clock()))


@router.delete(
    "/{booking_id}",
    operation_id="deleteBooking",
    summary="Delete a draft",
    status_code=204,
    responses=error_responses(*_ONE, BOOKING_MOVED_ON),
)
async def delete_booking(booking_id: BookingId, mentee: CurrentMentee, bookings: CurrentBookings) -> None:
    """What has gone further is cancelled instead."""
    await bookings.delete_draft(mentee.id, booking_id)


@router.post(
    "/{booking_id}/hold",
    operation_id="holdSlots",
    summary="Hold one to three slots",
    responses=body_responses(
        *_ONE,
        *SLOT_ERRORS,
        BOOKING_INCOMPLETE,
        BOOKING_MOVED_ON,
        HOLD_EXPIRED,
        TOO_MANY_HOLDS,
    ),
)
async def hold_slots(
    *,
    booking_id: BookingId,
    body: SlotChoice,
    mentee: CurrentMentee,
    bookings: CurrentBookings,
    views: CurrentViews,
    changed: CurrentChanged,
    clock: CurrentClock,
) -> BookingView:
    """All of them for 15 minutes, or none. Other slots instead of those held: once more, and the time goes on."""
    slot_ids = [object_id(slot_id) for slot_id in body.slot_ids]
    booking = await bookings.hold(mentee.id, booking_id, slot_ids, now=clock())
    await changed.seats()
    return await views.booking(booking)


@router.post(
    "/{booking_id}/confirm",
    operation_id="confirmBooking",
    summary="Confirm a held booking",
    responses=error_responses(*_ONE, BOOKING_MOVED_ON, HOLD_EXPIRED),
)
async def confirm_booking(
    *, booking_id: BookingId, mentee: CurrentMentee, bookings: CurrentBookings, views: CurrentViews, clock: CurrentClock
) -> BookingView:
    """With a credit left: it is used, and the state is `pending_admin`. Without: `awaiting_payment` for 30 minutes."""
    return await views.booking(await bookings.confirm(mentee.id, booking_id, now=clock()))


@router.get(
    "/{booking_id}/cancellation",
    operation_id="quoteCancellation",
    summary="What cancelling or moving would mean now",
    responses=error_responses(*_ONE),
)
async def quote_cancellation(
    *, booking_id: BookingId, mentee: CurrentMentee, bookings: CurrentBookings, clock: CurrentClock
) -> CancellationQuote:
    """Ask right before offering it: the answer changes 24 hours and 3 hours before the start, to the second."""
    booking = await bookings.own(mentee.id, booking_id)
    return quote_view(booking, quote_for(booking, clock()))


@router.post(
    "/{booking_id}/cancel",
    operation_id="cancelBooking",
    summary="Cancel a booking",
    responses=body_responses(*_ONE, BOOKING_MOVED_ON, CANCELLATION_CLOSED),
)
async def cancel_booking(
    *,
    booking_id: BookingId,
    body: CancellationReason,
    mentee: CurrentMentee,
    endings: CurrentEndings,
    views: CurrentViews,
    changed: CurrentChanged,
    clock: CurrentClock,
) -> BookingView:
    """24 hours before the start and earlier the credit comes back; later it counts as used."""
    booking = await endings.cancel_by_mentee(mentee.id, booking_id, reason=body.reason, now=clock())
    await changed.credits()
    return await views.booking(booking)


@router.get(
    "/{booking_id}/slots",
    operation_id="listAlternativeSlots",
    summary="Where a booking could be moved to",
    responses=error_responses(*_ONE, BOOKING_MOVED_ON, RESCHEDULE_REFUSED),
)
async def list_alternative_slots(
    *,
    booking_id: BookingId,
    mentee: CurrentMentee,
    alternatives: CurrentAlternatives,
    page: PageRequest,
    clock: CurrentClock,
    from_at: Annotated[Instant | None, Query(alias="from", description="Starts then or later")] = None,
    to_at: Annotated[
        Instant | None, Query(alias="to", description="Starts before; 28 days after `from` unless said, 92 at most")
    ] = None,
) -> BookableSlotPage:
    """Slots with seats left in which one is free, and so is the mentor where there is one, in order of start.

    A page may hold fewer than `limit`, or none, and still not be the last.
    """
    return await alternatives.find(mentee.id, booking_id, page, start=(from_at, to_at), now=clock())


@router.post(
    "/{booking_id}/reschedule",
    operation_id="rescheduleBooking",
    summary="Move a booking",
    responses=body_responses(
        *_ONE,
        *SLOT_ERRORS,
        *TIME_ERRORS,
        BOOKING_MOVED_ON,
        RESCHEDULE_REFUSED,
        SLOT_UNCHANGED,
    ),
)
async def reschedule_booking(
    *,
    booking_id: BookingId,
    body: SlotChoice,
    mentee: CurrentMentee,
    moving: CurrentMoving,
    views: CurrentViews,
    changed: CurrentChanged,
    clock: CurrentClock,
) -> BookingView:
    """Confirmed: with the same mentor, to the first of the slots at which the mentor is free. Waiting for a mentor:
    the slots replace the preferred ones."""
    slot_ids = [object_id(slot_id) for slot_id in body.slot_ids]
    booking = await moving.reschedule(mentee.id, booking_id, slot_ids, now=clock())
    await changed.seats()
    return await views.booking(booking)
