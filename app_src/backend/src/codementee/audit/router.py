"""``/api/admin/audit``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from codementee.audit.listing import AuditListing
from codementee.audit.repository import AuditRepository
from codementee.audit.schemas import AuditPage, Name, SubjectId
from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.core.dependencies import CurrentDatabase
from codementee.core.errors import INVALID_PARAMETER
from codementee.core.identifiers import Identifier
from codementee.core.openapi import error_responses
from codementee.core.pagination import PageRequest

router = APIRouter(prefix="/api/admin/audit", tags=["admin: audit"])


async def _listing(database: CurrentDatabase) -> AuditListing:
    return AuditListing(AuditRepository(database))


@router.get(
    "",
    operation_id="adminListAudit",
    summary="Who did what",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def list_audit(
    *,
    _admin: CurrentAdmin,
    listing: Annotated[AuditListing, Depends(_listing)],
    page: PageRequest,
    actor: Annotated[Identifier | None, Query(description="Only what this user did")] = None,
    action: Annotated[Name | None, Query(description="Only this action", examples=["refund.approved"])] = None,
    subject: Annotated[Name | None, Query(description="With `subject_id`: only this thing", examples=["order"])] = None,
    subject_id: Annotated[SubjectId | None, Query(description="With `subject`")] = None,
) -> AuditPage:
    """Newest first; one filter at a time."""
    return await listing.find(page, actor=actor, action=action, subject=subject, subject_id=subject_id)
