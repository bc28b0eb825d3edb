"""``/api/admin/releases``."""

from typing import Annotated

from fastapi import APIRouter, Depends

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.core.dependencies import CurrentSettings
from codementee.core.errors import INVALID_PARAMETER
from codementee.core.openapi import error_responses
from codementee.core.pagination import PageRequest
from codementee.releases.repository import ReleaseRepository
from codementee.releases.schemas import ReleasePage
from codementee.releases.service import ReleaseService

router = APIRouter(prefix="/api/admin/releases", tags=["admin: releases"])


async def _service(settings: CurrentSettings) -> ReleaseService:
    return ReleaseService(ReleaseRepository(settings.releases_directory))


@router.get(
    "",
    operation_id="adminListReleases",
    summary="What was released",
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER),
)
async def list_releases(
    _admin: CurrentAdmin, service: Annotated[ReleaseService, Depends(_service)], page: PageRequest
) -> ReleasePage:
    """Installations, deployments and rollbacks, newest first; empty where no history is kept.

    From the server that answers: a server that was away during a release learns of it with the next one.
    """
    return await service.find(page)
