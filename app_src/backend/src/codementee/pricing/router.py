"""``/api/pricing-plans``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from codementee.core.conditional import conditional_json
from codementee.core.dependencies import CurrentCache, CurrentDatabase
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER
from codementee.core.openapi import cached_responses
from codementee.core.pagination import PageRequest
from codementee.pricing.repository import PricingPlanRepository
from codementee.pricing.schemas import PricingPlanPage
from codementee.pricing.service import PricingService

router = APIRouter(prefix="/api/pricing-plans", tags=["pricing"])


async def pricing_service(database: CurrentDatabase, cache: CurrentCache) -> PricingService:
    return PricingService(PricingPlanRepository(database), cache)


@router.get(
    "",
    operation_id="listPricingPlans",
    summary="List the plans on sale",
    response_model=PricingPlanPage,
    responses=cached_responses(INVALID_PARAMETER, DATABASE_UNAVAILABLE),
)
async def list_pricing_plans(
    request: Request, page: PageRequest, service: Annotated[PricingService, Depends(pricing_service)]
) -> Response:
    """Plans that can be bought, cheapest first. Amounts are whole prices in paise."""
    return conditional_json(request, await service.list_active(page))
