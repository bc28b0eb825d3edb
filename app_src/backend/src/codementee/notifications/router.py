"""``/api/admin/mails``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.core.dependencies import CurrentClock, CurrentDatabase
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import error_responses
from codementee.core.pagination import PageRequest
from codementee.notifications.listing import OutboxListing
from codementee.notifications.schemas import State
from codementee.notifications.views import OutboxEntry, OutboxPage

router = APIRouter(prefix="/api/admin/mails", tags=["admin: mails"])


async def _listing(database: CurrentDatabase) -> OutboxListing:
    return OutboxListing(database)


CurrentListing = Annotated[OutboxListing, Depends(_listing)]


@router.get(
    "",
    operation_id="adminListMails",
    summary="Which mails went out, wait or failed",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def list_mails(
    _admin: CurrentAdmin,
    listing: CurrentListing,
    page: PageRequest,
    state: Annotated[State | None, Query(description="Only those in this state")] = None,
) -> OutboxPage:
    """Newest first; kept for 180 days after their end. What they said is not shown."""
    return await listing.list_newest(page, state)


@router.post(
    "/{mail_id}/retry",
    operation_id="adminRetryMail",
    summary="Send a failed mail after all",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER, NOT_FOUND),
)
async def retry_mail(
    mail_id: Identifier, admin: CurrentAdmin, listing: CurrentListing, clock: CurrentClock
) -> OutboxEntry:
    """Under the same idempotency key. If nobody knows whether it was sent, its recipient may get it twice."""
    return await listing.retry(admin, object_id(mail_id), now=clock())
