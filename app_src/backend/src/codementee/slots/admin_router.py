"""``/api/admin/slots``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from codementee.auth.dependencies import CurrentAdmin
from codementee.catalogue.dependencies import (
    CHANGE_ERRORS,
    CREATE_ERRORS,
    GET_ERRORS,
    LIST_ERRORS,
    CurrentWorkshop,
)
from codementee.catalogue.schemas import Code, Instant
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.core.schemas import Pagination
from codementee.slots.admin_service import SlotAdministration
from codementee.slots.dependencies import CurrentSlots
from codementee.slots.errors import SEATS_TAKEN, SLOT_INVALID
from codementee.slots.repository import slot_of
from codementee.slots.schemas import AdminSlot, AdminSlotPage, NewSlot, SlotChange, SlotSeries, SlotSeriesResult
from codementee.slots.service import cursor_key, start_cursor

router = APIRouter(prefix="/api/admin/slots", tags=["admin: slots"])
# An address of its own: below /slots it would be taken for the name of a slot.
series_router = APIRouter(prefix="/api/admin/slot-series", tags=["admin: slots"])


async def _administration(workshop: CurrentWorkshop, slots: CurrentSlots) -> SlotAdministration:
    return SlotAdministration(workshop, slots)


CurrentAdministration = Annotated[SlotAdministration, Depends(_administration)]


@router.get("", operation_id="adminListSlots", summary="List all slots", responses=error_responses(*LIST_ERRORS))
async def list_slots(
    *,
    _admin: CurrentAdmin,
    slots: CurrentSlots,
    administration: CurrentAdministration,
    page: PageRequest,
    interview_type: Annotated[Code | None, Query(examples=["coding"])] = None,
    active: Annotated[bool | None, Query(description="Only active, or only retired ones")] = None,
    from_at: Annotated[Instant | None, Query(alias="from", description="Starts then or later")] = None,
    to_at: Annotated[Instant | None, Query(alias="to", description="Starts before")] = None,
) -> AdminSlotPage:
    """Past and retired ones included, in order of start."""
    found = await administration.search(
        interview_type=interview_type,
        active=active,
        start=(from_at, to_at),
        after=start_cursor(page),
        limit=page.limit + 1,
    )
    items = found[: page.limit]
    cursor = page.next_cursor(found, cursor_key(slot_of(items[-1])) if items else None)
    return AdminSlotPage(
        items=await slots.shown_to_admin(items), pagination=Pagination(limit=page.limit, next_cursor=cursor)
    )


@router.post(
    "",
    operation_id="adminCreateSlot",
    summary="Add a slot",
    status_code=201,
    responses=body_responses(*CREATE_ERRORS, SLOT_INVALID),
)
async def create_slot(
    admin: CurrentAdmin, slots: CurrentSlots, administration: CurrentAdministration, body: NewSlot
) -> AdminSlot:
    """One slot per start and length. Its time cannot be changed later."""
    return (await slots.shown_to_admin([await administration.create(admin, body)]))[0]


@series_router.post(
    "",
    operation_id="adminCreateSlots",
    summary="Add the same times on many days",
    status_code=201,
    responses=body_responses(*CREATE_ERRORS, SLOT_INVALID),
)
async def create_slots(
    admin: CurrentAdmin, administration: CurrentAdministration, body: SlotSeries
) -> SlotSeriesResult:
    """By the wall clock of `time_zone`, up to 1,000 slots. Repeatable: what is there already stays as it is.

    A time that exists twice on a day (clocks put back) makes one slot, at the first of the two; one that does not
    exist (clocks put forward) makes none and is listed in `skipped`.
    """
    return await administration.create_series(admin, body)


@router.get("/{slot_id}", operation_id="adminGetSlot", summary="One slot", responses=error_responses(*GET_ERRORS))
async def get_slot(
    _admin: CurrentAdmin, slots: CurrentSlots, administration: CurrentAdministration, slot_id: Identifier
) -> AdminSlot:
    """With its `version`, which a change has to send back."""
    return (await slots.shown_to_admin([await administration.editor.get(object_id(slot_id))]))[0]


@router.patch(
    "/{slot_id}",
    operation_id="adminChangeSlot",
    summary="Change or retire a slot",
    responses=body_responses(*CHANGE_ERRORS, SLOT_INVALID, SEATS_TAKEN),
)
async def change_slot(
    admin: CurrentAdmin,
    slots: CurrentSlots,
    administration: CurrentAdministration,
    slot_id: Identifier,
    body: SlotChange,
) -> AdminSlot:
    """`active: false` retires it: bookings that have it keep it. Capacity cannot go below a seat that is held."""
    return (await slots.shown_to_admin([await administration.change(admin, slot_id, body)]))[0]
