"""``/api/admin/interview-types``."""

from typing import Annotated

from fastapi import APIRouter, Query

from codementee.auth.dependencies import CurrentAdmin
from codementee.catalogue.dependencies import (
    CHANGE_ERRORS,
    CREATE_ERRORS,
    GET_ERRORS,
    LIST_ERRORS,
    CurrentWorkshop,
    Workshop,
)
from codementee.catalogue.paging import code_page
from codementee.catalogue.repository import version_of
from codementee.catalogue.service import Editor
from codementee.core.database import Document
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.interview_types.errors import DURATIONS_REVERSED
from codementee.interview_types.repository import COLLECTION, interview_type_of
from codementee.interview_types.schemas import (
    AdminInterviewType,
    AdminInterviewTypePage,
    InterviewTypeChange,
    NewInterviewType,
)
from codementee.interview_types.service import NAMESPACE, check_durations
from codementee.slots.policy import NAMESPACE as SLOTS_NAMESPACE

router = APIRouter(prefix="/api/admin/interview-types", tags=["admin: catalogue"])


def _editor(workshop: Workshop) -> Editor:
    # Which slots are compatible follows from the durations.
    return workshop.editor(COLLECTION, "interview_type", NAMESPACE, SLOTS_NAMESPACE)


def _shown(document: Document) -> AdminInterviewType:
    return AdminInterviewType(
        **dict(interview_type_of(document)),
        active=document["active"],
        version=version_of(document),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
    )


@router.get(
    "",
    operation_id="adminListInterviewTypes",
    summary="List all interview types",
    responses=error_responses(*LIST_ERRORS),
)
async def list_interview_types(
    _admin: CurrentAdmin,
    workshop: CurrentWorkshop,
    page: PageRequest,
    active: Annotated[bool | None, Query(description="Only active, or only retired ones")] = None,
) -> AdminInterviewTypePage:
    """Retired ones included, in order of `code`."""
    documents, pagination = await code_page(_editor(workshop), page, key="code", active=active)
    return AdminInterviewTypePage(items=[_shown(document) for document in documents], pagination=pagination)


@router.post(
    "",
    operation_id="adminCreateInterviewType",
    summary="Add an interview type",
    status_code=201,
    responses=body_responses(*CREATE_ERRORS),
)
async def create_interview_type(
    admin: CurrentAdmin, workshop: CurrentWorkshop, body: NewInterviewType
) -> AdminInterviewType:
    """Its `code` cannot be changed later; slots have to name it before it can be booked."""
    return _shown(await _editor(workshop).create(admin, body.model_dump(mode="json"), now=workshop.now))


@router.get(
    "/{interview_type_id}",
    operation_id="adminGetInterviewType",
    summary="One interview type",
    responses=error_responses(*GET_ERRORS),
)
async def get_interview_type(
    _admin: CurrentAdmin, workshop: CurrentWorkshop, interview_type_id: Identifier
) -> AdminInterviewType:
    """With its `version`, which a change has to send back."""
    return _shown(await _editor(workshop).get(object_id(interview_type_id)))


@router.patch(
    "/{interview_type_id}",
    operation_id="adminChangeInterviewType",
    summary="Change or retire an interview type",
    responses=body_responses(*CHANGE_ERRORS, DURATIONS_REVERSED),
)
async def change_interview_type(
    admin: CurrentAdmin, workshop: CurrentWorkshop, interview_type_id: Identifier, body: InterviewTypeChange
) -> AdminInterviewType:
    """Slots whose length no longer fits are not offered for it; bookings made before stay as they are."""
    changes = body.model_dump(mode="json", exclude={"version"}, exclude_none=True)
    return _shown(
        await _editor(workshop).change(
            admin,
            object_id(interview_type_id),
            changes,
            version=body.version,
            now=workshop.now,
            check=check_durations,
        )
    )
