"""``/api/interview-types``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from codementee.core.conditional import conditional_json
from codementee.core.dependencies import CurrentCache, CurrentDatabase
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER
from codementee.core.openapi import cached_responses
from codementee.core.pagination import PageRequest
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.interview_types.schemas import InterviewTypePage
from codementee.interview_types.service import InterviewTypeService

router = APIRouter(prefix="/api/interview-types", tags=["interview types"])


async def interview_type_service(database: CurrentDatabase, cache: CurrentCache) -> InterviewTypeService:
    return InterviewTypeService(InterviewTypeRepository(database), cache)


@router.get(
    "",
    operation_id="listInterviewTypes",
    summary="List the interview types and their rubrics",
    response_model=InterviewTypePage,
    responses=cached_responses(INVALID_PARAMETER, DATABASE_UNAVAILABLE),
)
async def list_interview_types(
    request: Request, page: PageRequest, service: Annotated[InterviewTypeService, Depends(interview_type_service)]
) -> Response:
    """Types that can be booked, in order of `code`. The rubric is public: who practises may know what counts."""
    return conditional_json(request, await service.list_active(page))
