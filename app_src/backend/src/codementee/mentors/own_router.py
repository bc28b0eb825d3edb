"""``/api/mentor``: a mentor's own profile and hours."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from codementee.auth.dependencies import CurrentMentor
from codementee.auth.errors import AUTH_ERRORS
from codementee.catalogue.errors import ALREADY_EXISTS, EDIT_CONFLICT
from codementee.core.dependencies import CurrentClock
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.core.schemas import Day as WrittenDay
from codementee.mentors.dependencies import CurrentMentors, CurrentOwnProfile
from codementee.mentors.errors import DATE_OUT_OF_RANGE, PROFILE_INVALID
from codementee.mentors.schemas import (
    AvailabilityException,
    AvailabilityExceptionPage,
    MentorAvailability,
    MentorProfile,
    NewAvailabilityException,
    NewMentorAvailability,
    NewMentorProfile,
)
from codementee.mentors.service import availability_of, profile_of

router = APIRouter(prefix="/api/mentor", tags=["mentor: profile"])

_READ = (*AUTH_ERRORS, DATABASE_UNAVAILABLE)
_WRITE = (*_READ, NOT_FOUND, EDIT_CONFLICT, ALREADY_EXISTS)
Day = Annotated[WrittenDay, Path(alias="date", description="In the mentor's time zone", examples=["2026-12-24"])]


@router.get("/profile", operation_id="getMentorProfile", summary="My public profile", responses=error_responses(*_READ))
async def get_profile(own: CurrentOwnProfile) -> MentorProfile:
    """What mentees see of me. Version 0: there is nothing yet."""
    return profile_of(await own.document())


@router.put(
    "/profile",
    operation_id="putMentorProfile",
    summary="Replace my public profile",
    responses=body_responses(*_WRITE, PROFILE_INVALID),
)
async def put_profile(own: CurrentOwnProfile, clock: CurrentClock, body: NewMentorProfile) -> MentorProfile:
    """Shown to mentees at once if an administrator has activated me."""
    return await own.put_profile(body, now=clock())


@router.get(
    "/availability", operation_id="getMentorAvailability", summary="My weekly hours", responses=error_responses(*_READ)
)
async def get_availability(own: CurrentOwnProfile) -> MentorAvailability:
    """By the wall clock of `time_zone`. No rules: not available."""
    return availability_of(await own.document())


@router.put(
    "/availability",
    operation_id="putMentorAvailability",
    summary="Replace my weekly hours",
    responses=body_responses(*_WRITE),
)
async def put_availability(
    own: CurrentOwnProfile, clock: CurrentClock, body: NewMentorAvailability
) -> MentorAvailability:
    """Holds for mocks assigned from now on; confirmed ones stay as they are.

    Hours are what the clock on the wall shows: on days when clocks are put forward, times that are skipped make no
    hours; when they are put back, times that come twice count both times.
    """
    return await own.put_availability(body, now=clock())


@router.get(
    "/availability/exceptions",
    operation_id="listAvailabilityExceptions",
    summary="Dates on which my weekly hours do not hold",
    responses=error_responses(*_READ, INVALID_PARAMETER),
)
async def list_exceptions(
    *,
    mentor: CurrentMentor,
    service: CurrentMentors,
    clock: CurrentClock,
    page: PageRequest,
    first: Annotated[
        WrittenDay | None, Query(alias="from", description="Today unless said", examples=["2026-12-01"])
    ] = None,
    last: Annotated[WrittenDay | None, Query(alias="to", description="Included", examples=["2026-12-31"])] = None,
) -> AvailabilityExceptionPage:
    """In order of date."""
    return await service.exceptions(mentor, page, first=first, last=last, now=clock())


@router.put(
    "/availability/exceptions/{date}",
    operation_id="putAvailabilityException",
    summary="Set my hours on one date",
    responses=body_responses(*_READ, INVALID_PARAMETER, DATE_OUT_OF_RANGE),
)
async def put_exception(
    mentor: CurrentMentor, service: CurrentMentors, clock: CurrentClock, day: Day, body: NewAvailabilityException
) -> AvailabilityException:
    """Replaces the weekly rules on that date; without windows I am away. Confirmed mocks stay as they are."""
    return await service.put_exception(mentor.id, day, body, now=clock())


@router.delete(
    "/availability/exceptions/{date}",
    operation_id="deleteAvailabilityException",
    summary="Let the weekly hours hold again on a date",
    status_code=204,
    responses=error_responses(*_READ, INVALID_PARAMETER, NOT_FOUND),
)
async def delete_exception(mentor: CurrentMentor, service: CurrentMentors, day: Day) -> None:
    """404 when there is no exception on that date."""
    await service.delete_exception(mentor.id, day)
