"""Ways in which booking can be refused."""

from codementee.claims.policy import ClaimConflictError, Resource
from codementee.core.errors import AppError, ErrorKind

UNKNOWN_CHOICE = ErrorKind("unknown_choice", 409, "That company, track or interview type is not offered.")
BOOKING_INCOMPLETE = ErrorKind("booking_incomplete", 409, "Choose the interview type before the slots.")
BOOKING_MOVED_ON = ErrorKind(
    "booking_moved_on", 409, "The booking is in a state that does not allow this. Load it again to see which."
)
HOLD_EXPIRED = ErrorKind("hold_expired", 409, "The time to decide is over. Choose slots again in a new booking.")
TOO_MANY_DRAFTS = ErrorKind("too_many_drafts", 409, "There are ten drafts already. Continue or delete one of them.")
TOO_MANY_HOLDS = ErrorKind(
    "too_many_holds", 409, "Three bookings are waiting for you to confirm or pay. Finish or cancel one of them."
)
SLOT_UNAVAILABLE = ErrorKind("slot_unavailable", 409, "A slot is no longer offered. Load the slots again.")
SLOT_TOO_SOON = ErrorKind("slot_too_soon", 409, "A slot is in the past or starts too soon to be booked.")
SLOT_INCOMPATIBLE = ErrorKind("slot_incompatible", 409, "A slot does not suit this type of interview.")
SLOT_TAKEN = ErrorKind("slot_taken", 409, "Someone else has just taken a slot. Choose another one.")
MENTEE_BUSY = ErrorKind("mentee_busy", 409, "Another booking of the mentee is at that time.")
MENTOR_BUSY = ErrorKind("mentor_busy", 409, "The mentor has another mock at that time.")
MENTOR_DAY_FULL = ErrorKind("mentor_day_full", 409, "The mentor has as many mocks that day as they take.")
MENTOR_UNAVAILABLE = ErrorKind("mentor_unavailable", 409, "The mentor is not available at that time.")
NO_LINK_FREE = ErrorKind("no_link_free", 409, "No meeting link is free at that time. Add one to the pool.")
SLOT_NOT_PREFERRED = ErrorKind("slot_not_preferred", 409, "The slot is not one of those the mentee prefers.")
RESCHEDULE_REFUSED = ErrorKind(
    "reschedule_refused", 409, "It is too late to move this mock, or it was moved late once already."
)
CANCELLATION_CLOSED = ErrorKind("cancellation_closed", 409, "The mock has begun; it can no longer be cancelled.")
TOO_EARLY = ErrorKind("too_early", 409, "That cannot be said before the mock has begun.")
TOO_LATE = ErrorKind("too_late", 409, "That can no longer be said: a day has passed since the mock.")

_CONFLICTS = {
    Resource.SLOT: SLOT_TAKEN,
    Resource.MENTEE: MENTEE_BUSY,
    Resource.MENTOR: MENTOR_BUSY,
    Resource.LINK: NO_LINK_FREE,
    Resource.MENTOR_DAY: MENTOR_DAY_FULL,
    Resource.HOLD: TOO_MANY_HOLDS,
}
SLOT_UNCHANGED = ErrorKind("slot_unchanged", 409, "The mock is at that time already.")
# What taking slots, and what giving out a time, can be refused with.
SLOT_ERRORS = (SLOT_UNAVAILABLE, SLOT_TOO_SOON, SLOT_INCOMPATIBLE, SLOT_TAKEN, MENTEE_BUSY)
TIME_ERRORS = (MENTOR_BUSY, MENTOR_DAY_FULL, MENTOR_UNAVAILABLE, NO_LINK_FREE)


def conflict(error: ClaimConflictError) -> AppError:
    return AppError(_CONFLICTS[error.resource])
