"""``/api/admin/mentors``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from codementee.auth.dependencies import CurrentAdmin, CurrentAuth
from codementee.auth.errors import AUTH_ERRORS, EMAIL_TAKEN
from codementee.catalogue.dependencies import CHANGE_ERRORS, GET_ERRORS, LIST_ERRORS, CurrentWorkshop
from codementee.catalogue.schemas import Code
from codementee.core.errors import DATABASE_UNAVAILABLE
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.mentors.admin_service import MentorAdministration
from codementee.mentors.dependencies import CurrentMentors
from codementee.mentors.errors import NOT_A_MENTOR, PROFILE_INVALID
from codementee.mentors.schemas import AdminMentor, AdminMentorPage, MentorChange, NewMentor

router = APIRouter(prefix="/api/admin/mentors", tags=["admin: mentors"])


async def _administration(
    workshop: CurrentWorkshop, mentors: CurrentMentors, auth: CurrentAuth
) -> MentorAdministration:
    return MentorAdministration(workshop, mentors, auth)


CurrentAdministration = Annotated[MentorAdministration, Depends(_administration)]


@router.get("", operation_id="adminListMentors", summary="List all mentors", responses=error_responses(*LIST_ERRORS))
async def list_mentors(
    _admin: CurrentAdmin,
    administration: CurrentAdministration,
    page: PageRequest,
    active: Annotated[bool | None, Query(description="Only active, or only retired ones")] = None,
    company: Annotated[Code | None, Query(examples=["google"])] = None,
    interview_type: Annotated[Code | None, Query(examples=["coding"])] = None,
) -> AdminMentorPage:
    """Retired ones included, those who joined first first."""
    return await administration.search(page, active=active, company=company, interview_type=interview_type)


@router.post(
    "",
    operation_id="adminCreateMentor",
    summary="Add a mentor",
    status_code=201,
    responses=body_responses(*AUTH_ERRORS, EMAIL_TAKEN, PROFILE_INVALID, DATABASE_UNAVAILABLE),
)
async def create_mentor(admin: CurrentAdmin, administration: CurrentAdministration, body: NewMentor) -> AdminMentor:
    """A new account with its profile, active at once; a mail with a link to set a password goes out.

    Somebody who has an account becomes a mentor by a change of role (`adminChangeUser`).
    """
    return await administration.create(admin, body)


@router.get("/{mentor_id}", operation_id="adminGetMentor", summary="One mentor", responses=error_responses(*GET_ERRORS))
async def get_mentor(_admin: CurrentAdmin, administration: CurrentAdministration, mentor_id: Identifier) -> AdminMentor:
    """With its `version`, which a change has to send back."""
    return await administration.get(object_id(mentor_id))


@router.patch(
    "/{mentor_id}",
    operation_id="adminChangeMentor",
    summary="Change, activate or retire a mentor",
    responses=body_responses(*CHANGE_ERRORS, PROFILE_INVALID, NOT_A_MENTOR),
)
async def change_mentor(
    admin: CurrentAdmin, administration: CurrentAdministration, mentor_id: Identifier, body: MentorChange
) -> AdminMentor:
    """`active: false` retires: neither shown nor assigned any more; mocks that are confirmed stay."""
    return await administration.change(admin, object_id(mentor_id), body)
