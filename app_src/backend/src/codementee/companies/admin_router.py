"""``/api/admin/companies``."""

from typing import Annotated

from fastapi import APIRouter, Query

from codementee.auth.dependencies import CurrentAdmin
from codementee.catalogue.dependencies import (
    CHANGE_ERRORS,
    CREATE_ERRORS,
    GET_ERRORS,
    LIST_ERRORS,
    CurrentWorkshop,
    Workshop,
)
from codementee.catalogue.paging import code_page
from codementee.catalogue.repository import version_of
from codementee.catalogue.service import Editor
from codementee.companies.repository import COLLECTION, company_of
from codementee.companies.schemas import AdminCompany, AdminCompanyPage, CompanyChange, NewCompany
from codementee.companies.service import NAMESPACE
from codementee.core.database import Document
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest

router = APIRouter(prefix="/api/admin/companies", tags=["admin: catalogue"])


def _editor(workshop: Workshop) -> Editor:
    # The mentors' list shows slugs only; nothing else caches what is in a company.
    return workshop.editor(COLLECTION, "company", NAMESPACE)


def _shown(document: Document) -> AdminCompany:
    return AdminCompany(
        **dict(company_of(document)),
        active=document["active"],
        version=version_of(document),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
    )


@router.get(
    "", operation_id="adminListCompanies", summary="List all companies", responses=error_responses(*LIST_ERRORS)
)
async def list_companies(
    _admin: CurrentAdmin,
    workshop: CurrentWorkshop,
    page: PageRequest,
    active: Annotated[bool | None, Query(description="Only active, or only retired ones")] = None,
) -> AdminCompanyPage:
    """Retired ones included, in order of `slug`."""
    documents, pagination = await code_page(_editor(workshop), page, key="slug", active=active)
    return AdminCompanyPage(items=[_shown(document) for document in documents], pagination=pagination)


@router.post(
    "",
    operation_id="adminCreateCompany",
    summary="Add a company",
    status_code=201,
    responses=body_responses(*CREATE_ERRORS),
)
async def create_company(admin: CurrentAdmin, workshop: CurrentWorkshop, body: NewCompany) -> AdminCompany:
    """Shown to everybody at once. Its `slug` cannot be changed later."""
    return _shown(await _editor(workshop).create(admin, body.model_dump(mode="json"), now=workshop.now))


@router.get(
    "/{company_id}", operation_id="adminGetCompany", summary="One company", responses=error_responses(*GET_ERRORS)
)
async def get_company(_admin: CurrentAdmin, workshop: CurrentWorkshop, company_id: Identifier) -> AdminCompany:
    """With its `version`, which a change has to send back."""
    return _shown(await _editor(workshop).get(object_id(company_id)))


@router.patch(
    "/{company_id}",
    operation_id="adminChangeCompany",
    summary="Change or retire a company",
    responses=body_responses(*CHANGE_ERRORS),
)
async def change_company(
    admin: CurrentAdmin, workshop: CurrentWorkshop, company_id: Identifier, body: CompanyChange
) -> AdminCompany:
    """`active: false` retires it: bookings that name it stay as they are, new ones cannot choose it."""
    changes = body.model_dump(mode="json", exclude={"version"}, exclude_none=True)
    return _shown(
        await _editor(workshop).change(admin, object_id(company_id), changes, version=body.version, now=workshop.now)
    )
