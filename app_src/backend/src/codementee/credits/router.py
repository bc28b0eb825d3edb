"""``/api/mentee/credits`` and ``/api/admin/users/…/credits``."""

from typing import Annotated

from fastapi import APIRouter, Depends

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin, CurrentMentee, CurrentUsers
from codementee.core.dependencies import CurrentClock, CurrentDatabase, CurrentTransactions
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.credits.accounts import CreditAccounts
from codementee.credits.errors import CREDITS_TOO_FEW, NOT_A_MENTEE
from codementee.credits.schemas import CreditAdjustment, CreditBalance, CreditOverview, LedgerPage
from codementee.payments.dependencies import IdempotencyKey

router = APIRouter(prefix="/api/mentee/credits", tags=["credits"])
admin_router = APIRouter(prefix="/api/admin/users", tags=["admin: money"])

_ERRORS = (*AUTH_ERRORS, INVALID_PARAMETER, DATABASE_UNAVAILABLE)


async def _accounts(database: CurrentDatabase, transactions: CurrentTransactions) -> CreditAccounts:
    return CreditAccounts(database, transactions)


CurrentAccounts = Annotated[CreditAccounts, Depends(_accounts)]


@router.get("", operation_id="getMyCredits", summary="Read my credits", responses=error_responses(*_ERRORS))
async def get_my_credits(
    mentee: CurrentMentee, page: PageRequest, service: CurrentAccounts, clock: CurrentClock
) -> CreditOverview:
    """How many mocks are left, until when, and what they were bought with."""
    return await service.overview(mentee.id, page, paid_until=mentee.paid_until, now=clock())


@router.get(
    "/ledger",
    operation_id="listMyCreditEntries",
    summary="List every change of my credits",
    responses=error_responses(*_ERRORS),
)
async def list_my_credit_entries(mentee: CurrentMentee, page: PageRequest, service: CurrentAccounts) -> LedgerPage:
    """Newest first. The deltas add up to what is left."""
    return await service.ledger(mentee.id, page)


@admin_router.post(
    "/{user_id}/credits",
    operation_id="adjustCredits",
    summary="Give credits to a mentee, or take unused ones away",
    responses=body_responses(*_ERRORS, NOT_FOUND, NOT_A_MENTEE, CREDITS_TOO_FEW),
)
async def adjust_credits(
    user_id: Identifier,
    form: CreditAdjustment,
    *,
    key: IdempotencyKey,
    admin: CurrentAdmin,
    service: CurrentAccounts,
    users: CurrentUsers,
    clock: CurrentClock,
) -> CreditBalance:
    """Recorded in the audit log with its reason. Sent again with the same key it changes nothing more."""
    balance = await service.adjust(admin.id, object_id(user_id), form, key=key, now=clock())
    await users.principals_changed()
    return balance
