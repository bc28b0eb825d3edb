"""``/api/admin/meeting-links``."""

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
from codementee.catalogue.paging import newest_page
from codementee.catalogue.repository import version_of
from codementee.catalogue.service import Editor
from codementee.core.database import Document
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.links.repository import COLLECTION
from codementee.links.schemas import AdminMeetingLink, AdminMeetingLinkPage, MeetingLinkChange, NewMeetingLink

router = APIRouter(prefix="/api/admin/meeting-links", tags=["admin: meeting links"])


def _editor(workshop: Workshop) -> Editor:
    # Whoever has the address can walk into the room: it is not for the log.
    return workshop.editor(COLLECTION, "meeting_link", private=frozenset({"url"}))


def _shown(document: Document) -> AdminMeetingLink:
    return AdminMeetingLink(
        id=str(document["_id"]),
        url=document["url"],
        label=document["label"],
        active=document["active"],
        version=version_of(document),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
    )


@router.get(
    "", operation_id="adminListMeetingLinks", summary="List all meeting links", responses=error_responses(*LIST_ERRORS)
)
async def list_meeting_links(
    _admin: CurrentAdmin,
    workshop: CurrentWorkshop,
    page: PageRequest,
    active: Annotated[bool | None, Query(description="Only active, or only retired ones")] = None,
) -> AdminMeetingLinkPage:
    """Retired ones included, newest first."""
    filters = {} if active is None else {"active": active}
    documents, pagination = await newest_page(_editor(workshop), page, filters)
    return AdminMeetingLinkPage(items=[_shown(document) for document in documents], pagination=pagination)


@router.post(
    "",
    operation_id="adminCreateMeetingLink",
    summary="Add a meeting link",
    status_code=201,
    responses=body_responses(*CREATE_ERRORS),
)
async def create_meeting_link(admin: CurrentAdmin, workshop: CurrentWorkshop, body: NewMeetingLink) -> AdminMeetingLink:
    """Given to mocks from now on, one at a time."""
    return _shown(await _editor(workshop).create(admin, body.model_dump(), now=workshop.now))


@router.get(
    "/{link_id}",
    operation_id="adminGetMeetingLink",
    summary="One meeting link",
    responses=error_responses(*GET_ERRORS),
)
async def get_meeting_link(_admin: CurrentAdmin, workshop: CurrentWorkshop, link_id: Identifier) -> AdminMeetingLink:
    """With its `version`, which a change has to send back."""
    return _shown(await _editor(workshop).get(object_id(link_id)))


@router.patch(
    "/{link_id}",
    operation_id="adminChangeMeetingLink",
    summary="Rename or retire a meeting link",
    responses=body_responses(*CHANGE_ERRORS),
)
async def change_meeting_link(
    admin: CurrentAdmin, workshop: CurrentWorkshop, link_id: Identifier, body: MeetingLinkChange
) -> AdminMeetingLink:
    """`active: false` retires it: mocks that have it keep it."""
    changes = body.model_dump(exclude={"version"}, exclude_none=True)
    return _shown(
        await _editor(workshop).change(admin, object_id(link_id), changes, version=body.version, now=workshop.now)
    )
