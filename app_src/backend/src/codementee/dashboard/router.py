"""``/api/mentee/dashboard``."""

from typing import Annotated

from fastapi import APIRouter, Depends

from codementee.auth.dependencies import AUTH_ERRORS, CurrentMentee
from codementee.core.dependencies import CurrentClock, CurrentDatabase
from codementee.core.openapi import error_responses
from codementee.dashboard.schemas import Dashboard
from codementee.dashboard.service import DashboardService

router = APIRouter(prefix="/api/mentee/dashboard", tags=["mentee"])


async def _dashboard_service(database: CurrentDatabase) -> DashboardService:
    return DashboardService(database)


@router.get(
    "",
    operation_id="getDashboard",
    summary="Where things stand and what to do next",
    responses=error_responses(*AUTH_ERRORS),
)
async def get_dashboard(
    mentee: CurrentMentee, clock: CurrentClock, service: Annotated[DashboardService, Depends(_dashboard_service)]
) -> Dashboard:
    """The same address for free and paid: what differs is in the answer."""
    return await service.of(mentee, now=clock())
