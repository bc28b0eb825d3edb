"""``/api/account``: consents, the copy of one's data, deletion."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Response, status
from fastapi.responses import StreamingResponse

from codementee.auth.dependencies import SIGNED_IN_ERRORS, CurrentAuth, CurrentCaller, CurrentUser
from codementee.auth.errors import PASSWORD_WRONG, TOO_MANY_ATTEMPTS
from codementee.bookings.dependencies import CurrentBookings, CurrentChanged, CurrentEndings
from codementee.core.dependencies import CurrentClock, CurrentDatabase, CurrentResources
from codementee.core.errors import INVALID_PARAMETER
from codementee.core.openapi import Responses, body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.privacy.consents import ConsentService
from codementee.privacy.errors import ADMIN_ACCOUNT, TOO_MANY_EXPORTS
from codementee.privacy.export.service import ExportService
from codementee.privacy.schemas import Consent, ConsentPage, NewConsent, PasswordConfirmation
from codementee.privacy.service import AccountDeletion

router = APIRouter(prefix="/api/account", tags=["account: privacy"])

_ARCHIVE: Responses = {
    200: {
        "description": "A ZIP archive: one JSON file for each kind of data, and a README",
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def _consents(database: CurrentDatabase) -> ConsentService:
    return ConsentService(database)


async def _export(database: CurrentDatabase) -> ExportService:
    return ExportService(database)


async def _deletion(
    found: CurrentResources,
    auth: CurrentAuth,
    bookings: CurrentBookings,
    endings: CurrentEndings,
    changed: CurrentChanged,
) -> AccountDeletion:
    return AccountDeletion(
        found.database, found.transactions, auth, bookings=bookings, endings=endings, changed=changed
    )


CurrentConsents = Annotated[ConsentService, Depends(_consents)]


@router.get(
    "/consents",
    operation_id="listConsents",
    summary="What did I agree to, and when",
    responses=error_responses(*SIGNED_IN_ERRORS, INVALID_PARAMETER),
)
async def list_consents(principal: CurrentUser, consents: CurrentConsents, page: PageRequest) -> ConsentPage:
    """Newest first. The newest entry of a subject is the one in force."""
    return await consents.list_of(principal.id, page)


@router.post(
    "/consents",
    operation_id="recordConsent",
    summary="Agree to something, or withdraw it",
    status_code=status.HTTP_201_CREATED,
    responses=body_responses(*SIGNED_IN_ERRORS),
)
async def record_consent(
    given: NewConsent,
    principal: CurrentUser,
    consents: CurrentConsents,
    caller: CurrentCaller,
    clock: CurrentClock,
) -> Consent:
    """Kept with the version of the text, the time and the request; entries are never changed."""
    return await consents.record(principal.id, given, client=caller.client, now=clock())


@router.post(
    "/export",
    operation_id="exportAccount",
    summary="Download everything about me",
    response_class=StreamingResponse,
    responses=_ARCHIVE | error_responses(*SIGNED_IN_ERRORS, TOO_MANY_EXPORTS),
)
async def export_account(
    principal: CurrentUser, export: Annotated[ExportService, Depends(_export)], clock: CurrentClock
) -> Response:
    """Three times an hour at most; a mail says that it was done."""
    now = clock()
    chunks = await export.start(principal, now=now)
    # Before the answer begins: a database that is away can still be said.
    first = await anext(chunks)

    async def body() -> AsyncIterator[bytes]:
        yield first
        async for chunk in chunks:
            yield chunk

    disposition = f'attachment; filename="codementee-{now:%Y-%m-%d}.zip"'
    return StreamingResponse(body(), media_type="application/zip", headers={"Content-Disposition": disposition})


@router.post(
    "/deletion",
    operation_id="deleteAccount",
    summary="Delete my account",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=body_responses(*SIGNED_IN_ERRORS, PASSWORD_WRONG, TOO_MANY_ATTEMPTS, ADMIN_ACCOUNT),
)
async def delete_account(
    form: PasswordConfirmation,
    principal: CurrentUser,
    deletion: Annotated[AccountDeletion, Depends(_deletion)],
    clock: CurrentClock,
) -> None:
    """At once and for good: sessions end, what is to come is cancelled under the policy, unused credits are lost.

    Orders and invoices are kept for eight years, as the law demands, without more about the person than it demands.
    """
    await deletion.delete(principal, form.password.get_secret_value(), now=clock())
