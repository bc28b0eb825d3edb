"""The services of this domain, for the routers that need them."""

from typing import Annotated

from bson import ObjectId
from fastapi import Depends, Path, Request

from codementee.bookings.alternatives import Alternatives
from codementee.bookings.assignment import Assignment
from codementee.bookings.desk import Changed, Desk, organiser_email
from codementee.bookings.endings import Endings
from codementee.bookings.moving import Moving
from codementee.bookings.parts import Parts
from codementee.bookings.service import BookingService
from codementee.bookings.views import Views
from codementee.core.identifiers import Identifier, object_id

__all__ = [
    "BookingId",
    "CurrentAlternatives",
    "CurrentAssignment",
    "CurrentBookings",
    "CurrentChanged",
    "CurrentEndings",
    "CurrentMoving",
    "CurrentParts",
    "CurrentViews",
    "organiser_email",
]


async def _desk(request: Request) -> Desk:
    found = request.app.state.desk
    assert isinstance(found, Desk)  # noqa: S101 - a request before the lifespan is a programming error
    return found


_CurrentDesk = Annotated[Desk, Depends(_desk)]


async def _parts(desk: _CurrentDesk) -> Parts:
    return desk.parts


async def _bookings(desk: _CurrentDesk) -> BookingService:
    return desk.bookings


async def _endings(desk: _CurrentDesk) -> Endings:
    return desk.endings


async def _moving(desk: _CurrentDesk) -> Moving:
    return desk.moving


async def _alternatives(desk: _CurrentDesk) -> Alternatives:
    return desk.alternatives


async def _assignment(desk: _CurrentDesk) -> Assignment:
    return desk.assignment


async def _views(desk: _CurrentDesk) -> Views:
    return desk.views


async def _changed(desk: _CurrentDesk) -> Changed:
    return desk.changed


async def _object_id(identifier: Annotated[Identifier, Path(alias="booking_id")]) -> ObjectId:
    return object_id(identifier)


CurrentParts = Annotated[Parts, Depends(_parts)]
CurrentBookings = Annotated[BookingService, Depends(_bookings)]
CurrentEndings = Annotated[Endings, Depends(_endings)]
CurrentMoving = Annotated[Moving, Depends(_moving)]
CurrentAlternatives = Annotated[Alternatives, Depends(_alternatives)]
CurrentAssignment = Annotated[Assignment, Depends(_assignment)]
CurrentViews = Annotated[Views, Depends(_views)]
CurrentChanged = Annotated[Changed, Depends(_changed)]
BookingId = Annotated[ObjectId, Depends(_object_id)]
