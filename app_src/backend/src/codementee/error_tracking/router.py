"""``/api/client-errors`` and ``/api/admin/errors``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, status

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.core.dependencies import CurrentDatabase
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.error_tracking.errors import TOO_MANY_REPORTS
from codementee.error_tracking.repository import ErrorRepository
from codementee.error_tracking.schemas import ClientError, DefectDetail, DefectPage, Source
from codementee.error_tracking.service import ErrorService, ReportIntake

router = APIRouter(tags=["errors"])


async def _intake(request: Request) -> ReportIntake:
    found = request.app.state.report_intake
    assert isinstance(found, ReportIntake)  # noqa: S101 - a request before the lifespan is a programming error
    return found


async def _service(database: CurrentDatabase) -> ErrorService:
    return ErrorService(ErrorRepository(database))


@router.post(
    "/api/client-errors",
    operation_id="reportClientError",
    summary="Report a failure in the browser",
    status_code=status.HTTP_202_ACCEPTED,
    responses=body_responses(TOO_MANY_REPORTS),
)
async def report_client_error(report: ClientError, intake: Annotated[ReportIntake, Depends(_intake)]) -> None:
    """By pages, for people who are signed in or not. Stored behind the scenes, once per cause."""
    intake.take(report)


@router.get(
    "/api/admin/errors",
    operation_id="adminListErrors",
    summary="List defects by cause",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def list_errors(
    _admin: CurrentAdmin,
    page: PageRequest,
    service: Annotated[ErrorService, Depends(_service)],
    source: Annotated[Source | None, Query(description="Only those caught there")] = None,
) -> DefectPage:
    """The latest seen first. Kept for 90 days after they were seen last."""
    return await service.list_latest(page, source)


@router.get(
    "/api/admin/errors/{error_id}",
    operation_id="adminGetError",
    summary="One defect with a sample trace",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER, NOT_FOUND),
)
async def get_error(
    _admin: CurrentAdmin, error_id: Identifier, service: Annotated[ErrorService, Depends(_service)]
) -> DefectDetail:
    """`request_ids` find the occurrences in the logs."""
    return await service.get(object_id(error_id))
