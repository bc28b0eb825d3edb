"""Claims: taken in a transaction, given back."""

import random
from collections.abc import Collection
from datetime import datetime

from bson import ObjectId

from codementee.claims.policy import Resource, Taken, Wanted, choose
from codementee.claims.repository import ClaimRepository
from codementee.core.database import Database, Session


class Claims:
    def __init__(self, database: Database) -> None:
        self._repository = ClaimRepository(database)

    async def take(self, wanted: Wanted, booking_id: ObjectId, *, now: datetime, session: Session) -> Taken:
        """Take all of it in the caller's transaction, or raise ClaimConflictError.

        Taking again what the booking holds is no conflict and changes nothing.
        """
        holders = await self._repository.holders(wanted.keys(), session=session)
        taken = choose(wanted, holders, booking_id, random.choice)
        await self._repository.add(taken.keys - holders.keys(), booking_id, now=now, session=session)
        return taken

    async def release(self, booking_id: ObjectId, *, keep: Collection[str] = (), session: Session | None = None) -> int:
        """Give back what the booking holds, except ``keep``; answers how many claims that were."""
        return await self._repository.release(booking_id, keep=keep, session=session)

    async def release_kind(self, booking_id: ObjectId, resource: Resource, *, session: Session) -> None:
        """Give back what the booking holds of one kind."""
        await self._repository.release_kind(booking_id, resource, session=session)

    async def held_by(self, booking_id: ObjectId, *, session: Session | None = None) -> frozenset[str]:
        return await self._repository.held_by(booking_id, session=session)

    async def holders(self, keys: Collection[str], *, session: Session | None = None) -> dict[str, ObjectId]:
        """Which of the keys are claimed, and by which booking."""
        return await self._repository.holders(keys, session=session)
