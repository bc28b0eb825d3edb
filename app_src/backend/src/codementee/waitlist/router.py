"""``/api/mentee/waitlist``."""

from typing import Annotated

from fastapi import APIRouter, Depends

from codementee.auth.dependencies import AUTH_ERRORS, CurrentMentee
from codementee.bookings.errors import UNKNOWN_CHOICE
from codementee.core.database import Document
from codementee.core.dependencies import CurrentClock, CurrentDatabase, CurrentTransactions, needs
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND
from codementee.core.features import FEATURE_OFF, Feature
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.core.schemas import Pagination
from codementee.waitlist.schemas import NewWaitlistEntry, WaitlistEntry, WaitlistPage, WaitlistState
from codementee.waitlist.service import WaitlistService

router = APIRouter(prefix="/api/mentee/waitlist", tags=["mentee: waitlist"])


async def _waitlist_service(database: CurrentDatabase, transactions: CurrentTransactions) -> WaitlistService:
    return WaitlistService(database, transactions)


CurrentWaitlist = Annotated[WaitlistService, Depends(_waitlist_service)]


@router.get(
    "",
    operation_id="listWaitlist",
    summary="What one waits for",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def list_waitlist(mentee: CurrentMentee, waitlist: CurrentWaitlist, page: PageRequest) -> WaitlistPage:
    """Newest first, those included for which mail was sent."""
    found = await waitlist.of_mentee(mentee.id, after=page.after_id(), limit=page.limit + 1)
    items = found[: page.limit]
    cursor = page.next_cursor(found, str(items[-1]["_id"]) if items else None)
    return WaitlistPage(
        items=[_shown(entry) for entry in items], pagination=Pagination(limit=page.limit, next_cursor=cursor)
    )


@router.post(
    "",
    operation_id="joinWaitlist",
    summary="Wait for times of an interview type",
    status_code=201,
    dependencies=[needs(Feature.WAITLIST)],
    responses=body_responses(*AUTH_ERRORS, FEATURE_OFF, UNKNOWN_CHOICE),
)
async def join_waitlist(
    body: NewWaitlistEntry, mentee: CurrentMentee, waitlist: CurrentWaitlist, clock: CurrentClock
) -> WaitlistEntry:
    """One mail as soon as there are times; they are not reserved. Asking twice is waiting once."""
    return _shown(await waitlist.join(mentee.id, body.interview_type, now=clock()))


@router.delete(
    "/{entry_id}",
    operation_id="leaveWaitlist",
    summary="Wait no longer",
    status_code=204,
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER, NOT_FOUND),
)
async def leave_waitlist(entry_id: Identifier, mentee: CurrentMentee, waitlist: CurrentWaitlist) -> None:
    """Takes the entry away, whatever its state."""
    await waitlist.leave(mentee.id, object_id(entry_id))


def _shown(entry: Document) -> WaitlistEntry:
    return WaitlistEntry(
        id=str(entry["_id"]),
        interview_type=entry["interview_type"],
        state=WaitlistState(entry["state"]),
        created_at=entry["created_at"],
        notified_at=entry["notified_at"],
    )
