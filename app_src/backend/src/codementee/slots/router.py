"""``/api/mentee/slots``."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from codementee.auth.dependencies import CurrentMentee
from codementee.auth.errors import AUTH_ERRORS
from codementee.catalogue.schemas import Code, Instant
from codementee.core.dependencies import CurrentClock
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER
from codementee.core.openapi import error_responses
from codementee.core.pagination import PageRequest
from codementee.slots.dependencies import CurrentSlots
from codementee.slots.schemas import BookableSlotPage

router = APIRouter(prefix="/api/mentee/slots", tags=["slots"])


@router.get(
    "",
    operation_id="listBookableSlots",
    summary="List the slots that can be asked for",
    response_model=BookableSlotPage,
    responses=error_responses(*AUTH_ERRORS, INVALID_PARAMETER, DATABASE_UNAVAILABLE),
)
async def list_bookable_slots(
    *,
    _mentee: CurrentMentee,
    service: CurrentSlots,
    clock: CurrentClock,
    page: PageRequest,
    interview_type: Annotated[Code, Query(description="A code of `/api/interview-types`", examples=["coding"])],
    from_at: Annotated[Instant | None, Query(alias="from", description="Starts then or later")] = None,
    to_at: Annotated[
        Instant | None, Query(alias="to", description="Starts before; 28 days after `from` unless said, 92 at most")
    ] = None,
) -> Response:
    """Slots whose length suits the interview type, from 12 hours from now on, in order of start.

    A slot without seats left is listed: bookings that are given up make room, and one can wait for it.
    """
    body = await service.list_bookable(page, interview_type=interview_type, start=(from_at, to_at), now=clock())
    return Response(body, media_type="application/json")
