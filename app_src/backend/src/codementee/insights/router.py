"""``/api/admin/insights``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.core.dependencies import CurrentClock, CurrentDatabase
from codementee.core.errors import INVALID_PARAMETER, AppError
from codementee.core.openapi import error_responses
from codementee.insights.errors import RANGE_REVERSED, RANGE_TOO_LONG
from codementee.insights.policy import MAXIMUM_MONTHS, Month, months_between
from codementee.insights.schemas import Insights, MonthName
from codementee.insights.service import InsightsService

router = APIRouter(prefix="/api/admin/insights", tags=["admin: insights"])

_DEFAULT_MONTHS = 6


async def _service(database: CurrentDatabase) -> InsightsService:
    return InsightsService(database)


@router.get(
    "",
    operation_id="adminGetInsights",
    summary="Business figures by month",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def get_insights(
    *,
    _admin: CurrentAdmin,
    service: Annotated[InsightsService, Depends(_service)],
    clock: CurrentClock,
    first: Annotated[MonthName | None, Query(alias="from", description="Five months before `to` when left out")] = None,
    last: Annotated[MonthName | None, Query(alias="to", description="The present month when left out")] = None,
) -> Insights:
    """Up to 24 months. The worker computes the present month every few minutes; `computed_at` says when."""
    end = Month.parse(last) if last is not None else Month.of(clock())
    start = Month.parse(first) if first is not None else end.plus(1 - _DEFAULT_MONTHS)
    count = len(months_between(start, end))
    if count == 0:
        raise AppError(INVALID_PARAMETER, fields=(RANGE_REVERSED,))
    if count > MAXIMUM_MONTHS:
        raise AppError(INVALID_PARAMETER, fields=(RANGE_TOO_LONG,))
    return await service.read(start, end)
