"""``/api/mentors``."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from codementee.catalogue.schemas import Code
from codementee.core.conditional import conditional_json
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER
from codementee.core.openapi import cached_responses
from codementee.core.pagination import PageRequest
from codementee.mentors.dependencies import CurrentMentors
from codementee.mentors.schemas import MentorPage

router = APIRouter(prefix="/api/mentors", tags=["mentors"])


@router.get(
    "",
    operation_id="listMentors",
    summary="List the mentors",
    response_model=MentorPage,
    responses=cached_responses(INVALID_PARAMETER, DATABASE_UNAVAILABLE),
)
async def list_mentors(
    request: Request,
    page: PageRequest,
    service: CurrentMentors,
    company: Annotated[Code | None, Query(description="A company's slug", examples=["google"])] = None,
    interview_type: Annotated[Code | None, Query(description="An interview type's code", examples=["coding"])] = None,
) -> Response:
    """Mentors who take mocks at present, those who joined first first."""
    return conditional_json(request, await service.list_active(page, company=company, interview_type=interview_type))
