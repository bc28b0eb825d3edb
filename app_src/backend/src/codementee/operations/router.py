"""``/api/admin/operations``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.core.dependencies import CurrentClock
from codementee.core.openapi import error_responses
from codementee.operations.schemas import Operations
from codementee.operations.service import OperationsService

router = APIRouter(prefix="/api/admin/operations", tags=["admin: operations"])


async def _service(request: Request) -> OperationsService:
    found = request.app.state.operations
    assert isinstance(found, OperationsService)  # noqa: S101 - a request before the lifespan is a programming error
    return found


@router.get(
    "",
    operation_id="adminGetOperations",
    summary="How the platform runs",
    responses=error_responses(*AUTH_ERRORS),
)
async def get_operations(
    _admin: CurrentAdmin, service: Annotated[OperationsService, Depends(_service)], clock: CurrentClock
) -> Operations:
    """What Prometheus measures of it. Always 200: a panel without figures says why it has none.

    Answers within four seconds, also when Prometheus does not. A certificate's and a backup's seconds count from now:
    what is left of the one, how old the other is.
    """
    return await service.read(clock())
