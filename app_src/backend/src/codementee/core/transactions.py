"""Transactions over several documents: all of it or nothing, seen by others at one moment."""

from collections.abc import Awaitable, Callable

import pymongo
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.write_concern import WriteConcern

from codementee.core.database import Client, Session

# Conflicting transactions are retried this long; then the caller hears that the database is busy (503).
_SECONDS = 5.0


class Transactions:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def run[T](self, work: Callable[[Session], Awaitable[T]]) -> T:
        """What ``work`` returned in the attempt that was committed.

        ``work`` passes the session on to every query and may run several times, so it does nothing outside the
        database. Raises what ``work`` raises, and the driver's errors when no attempt succeeds in time.
        """
        with pymongo.timeout(_SECONDS):
            async with self._client.start_session() as session:
                return await session.with_transaction(
                    work,
                    read_concern=ReadConcern("snapshot"),
                    write_concern=WriteConcern(w="majority"),
                    read_preference=ReadPreference.PRIMARY,
                )
