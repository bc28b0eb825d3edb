"""``/api/health``: for routers, probes and people. Never cached, never behind a login."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from codementee.core.dependencies import CurrentResources
from codementee.core.openapi import Responses, error_responses
from codementee.health.schemas import Health, Readiness
from codementee.health.service import HealthService

router = APIRouter(prefix="/api/health", tags=["health"])

_UNAVAILABLE = 503
_NOT_READY: Responses = {
    _UNAVAILABLE: {"model": Readiness, "description": "A critical component fails, or the process is leaving"}
}


async def health_service(request: Request) -> HealthService:
    found = request.app.state.health
    assert isinstance(found, HealthService)  # noqa: S101 - a request before the lifespan is a programming error
    return found


@router.get(
    "",
    operation_id="getHealth",
    summary="Is the process alive",
    responses=error_responses(),
)
async def get_health(resources: CurrentResources) -> Health:
    """Asks nothing of anyone else: a database that is down is no reason to restart this process."""
    return Health(status="ok", service="api", release=resources.settings.release)


@router.get(
    "/ready",
    operation_id="getReadiness",
    summary="Does everything it depends on answer",
    responses=_NOT_READY | error_responses(),
)
async def get_readiness(service: Annotated[HealthService, Depends(health_service)], response: Response) -> Readiness:
    """Each component by name. 503 when the service cannot do its work; 200 with `degraded` when it still can."""
    readiness = await service.readiness()
    if readiness.status in {"failing", "draining"}:
        response.status_code = _UNAVAILABLE
    return readiness
