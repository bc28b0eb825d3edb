"""The services of this domain, made once per process: they keep nothing between requests but a crowd's order."""

from dataclasses import dataclass
from email.utils import parseaddr

from codementee.bookings.alternatives import Alternatives
from codementee.bookings.assignment import Assignment
from codementee.bookings.endings import Endings
from codementee.bookings.moving import Moving
from codementee.bookings.parts import Parts
from codementee.bookings.service import BookingService
from codementee.bookings.views import Views
from codementee.core.cache import Cache
from codementee.core.dependencies import Resources
from codementee.mentors.service import NAMESPACE as MENTORS
from codementee.slots.policy import NAMESPACE as SLOTS
from codementee.users.repository import UserRepository
from codementee.users.service import UserService


class Changed:
    """Tells the caches: to be called once a write is committed."""

    def __init__(self, cache: Cache, users: UserService) -> None:
        self._cache = cache
        self._users = users

    async def seats(self) -> None:
        """Seats were taken or given back."""
        await self._cache.invalidate(SLOTS)

    async def credits(self) -> None:
        """A credit may have come back, and with it the time the plan runs."""
        await self.seats()
        await self._users.principals_changed()

    async def mentors(self) -> None:
        """Somebody in the public list is called differently, or has left."""
        await self._cache.invalidate(MENTORS)


@dataclass(frozen=True, slots=True)
class Desk:
    parts: Parts
    bookings: BookingService
    endings: Endings
    moving: Moving
    alternatives: Alternatives
    assignment: Assignment
    views: Views
    changed: Changed


def organiser_email(found: Resources) -> str:
    """Who invitations come from: the address mails are sent from."""
    return parseaddr(found.settings.mail_from)[1]


def open_desk(found: Resources) -> Desk:
    organiser = organiser_email(found)
    parts = Parts(found.database, found.transactions, organiser_email=organiser)
    return Desk(
        parts=parts,
        bookings=BookingService(found.database, found.transactions, organiser_email=organiser),
        endings=Endings(parts),
        moving=Moving(parts),
        alternatives=Alternatives(parts),
        assignment=Assignment(parts),
        views=Views(found.database),
        changed=Changed(found.cache, UserService(UserRepository(found.database), found.cache)),
    )
