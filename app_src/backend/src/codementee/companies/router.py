"""``/api/companies``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from codementee.catalogue.schemas import Code
from codementee.companies.repository import CompanyRepository
from codementee.companies.schemas import Company, CompanyCategory, CompanyPage
from codementee.companies.service import CompanyService
from codementee.core.conditional import conditional_json
from codementee.core.dependencies import CurrentCache, CurrentDatabase
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND
from codementee.core.openapi import cached_responses
from codementee.core.pagination import PageRequest

router = APIRouter(prefix="/api/companies", tags=["companies"])


async def company_service(database: CurrentDatabase, cache: CurrentCache) -> CompanyService:
    return CompanyService(CompanyRepository(database), cache)


@router.get(
    "",
    operation_id="listCompanies",
    summary="List companies and their role tracks",
    response_model=CompanyPage,
    responses=cached_responses(INVALID_PARAMETER, DATABASE_UNAVAILABLE),
)
async def list_companies(
    request: Request,
    page: PageRequest,
    service: Annotated[CompanyService, Depends(company_service)],
    category: Annotated[CompanyCategory | None, Query(description="Only companies with this badge")] = None,
) -> Response:
    """Companies that are open for preparation, in order of `slug`."""
    return conditional_json(request, await service.list_active(page, category))


@router.get(
    "/{slug}",
    operation_id="getCompany",
    summary="One company and its role tracks",
    response_model=Company,
    responses=cached_responses(INVALID_PARAMETER, NOT_FOUND, DATABASE_UNAVAILABLE),
)
async def get_company(
    request: Request,
    slug: Annotated[Code, Path(examples=["google"])],
    service: Annotated[CompanyService, Depends(company_service)],
) -> Response:
    """A company that is open for preparation."""
    return conditional_json(request, await service.by_slug(slug))
