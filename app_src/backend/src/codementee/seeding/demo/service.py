"""Makes the demonstration's data, streaming: what is in memory does not depend on how much there will be."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from codementee.core.cache import Cache
from codementee.core.database import Database, Document
from codementee.core.settings import Settings
from codementee.invoices.repository import InvoiceDayRepository, Party
from codementee.seeding.demo.journeys import Journeys
from codementee.seeding.demo.people import email_of, slots, staff
from codementee.seeding.demo.repository import DemoRepository
from codementee.seeding.demo.timetable import DemoRefusedError, Scale, SizesError, Timetable, midnight
from codementee.seeding.demo.wallet import Books, Seller
from codementee.users.schemas import Role

_RUN = "demo"
_BATCH = 1_000
# Batches on their way while the next one is made.
_IN_FLIGHT = 3
_MENTEES_AT_ONCE = 10
_NAMESPACES = ("mentors", "slots", "principals")


@dataclass(frozen=True, slots=True)
class DemoSummary:
    created: dict[str, int]
    users: int
    bookings: int
    # Whether this run set the accounts' password.
    password_set: bool
    cache_invalidated: bool

    @property
    def logins(self) -> list[str]:
        return [email_of(role, 1) for role in (Role.ADMIN, Role.MENTOR, Role.MENTEE)]


async def demo_is_there(database: Database) -> bool:
    return await DemoRepository(database).is_finished(_RUN)


class Writer:
    """Collects documents and inserts them in batches, a few of which are on their way at a time."""

    def __init__(self, repository: DemoRepository) -> None:
        self._repository = repository
        self._waiting: dict[str, list[Document]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.created: Counter[str] = Counter()

    def add(self, collection: str, document: Document) -> None:
        self._waiting.setdefault(collection, []).append(document)

    async def flush(self, *, smallest: int = 1) -> None:
        """Send what has come together to at least ``smallest`` documents."""
        for collection, documents in list(self._waiting.items()):
            if len(documents) < smallest:
                continue
            del self._waiting[collection]
            for start in range(0, len(documents), _BATCH):
                await self._room(_IN_FLIGHT - 1)
                self._tasks.add(asyncio.create_task(self._insert(collection, documents[start : start + _BATCH])))

    async def close(self) -> None:
        await self.flush()
        await self._room(0)

    async def _room(self, most: int) -> None:
        while len(self._tasks) > most:
            done, self._tasks = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def _insert(self, collection: str, documents: list[Document]) -> None:
        new = await self._repository.insert(collection, documents)
        self.created[collection] += new


async def make_demo(
    database: Database, cache: Cache, settings: Settings, *, scale: Scale, password_hash: str | None, now: datetime
) -> DemoSummary:
    """Fill the database, or finish what an earlier run began; a finished one changes nothing but the password.

    ``password_hash`` is what every account gets, None leaves an earlier one. For a seeded installation that nobody
    uses yet. Raises DemoRefusedError in production, and when there is demonstration data of other sizes.
    """
    if settings.environment == "production":
        raise DemoRefusedError("not in production")
    repository = DemoRepository(database)
    fresh: Document = {
        "_id": _RUN,
        "users": scale.users,
        "bookings": scale.bookings,
        "now": now,
        "serials": await repository.serials(),
    }
    run = await repository.begin(fresh)
    if (run["users"], run["bookings"]) != (scale.users, scale.bookings):
        raise SizesError(f"there are {run['users']} users and {run['bookings']} bookings of an earlier run already")
    writer = Writer(repository)
    if "finished_at" not in run:
        made_at: datetime = run["now"]
        books = Books(_seller(settings), run["serials"])
        await _fill(writer, Timetable(scale, midnight(made_at)), books, password_hash=password_hash or "", now=made_at)
        await repository.raise_serials(dict(books.serials))
        # The worker may have added up days into which this has written since.
        await InvoiceDayRepository(database).forget()
        await repository.finish(_RUN, counts=dict(writer.created), now=now)
    elif password_hash is not None:
        await repository.set_password(password_hash, now=now)
    told = [await cache.invalidate(namespace) for namespace in _NAMESPACES]
    return DemoSummary(dict(writer.created), scale.users, scale.bookings, password_hash is not None, all(told))


async def _fill(writer: Writer, timetable: Timetable, books: Books, *, password_hash: str, now: datetime) -> None:
    for source in (staff(timetable.scale, timetable.anchor, password_hash), slots(timetable)):
        for number, (collection, document) in enumerate(source):
            writer.add(collection, document)
            if number % _BATCH == 0:
                await writer.flush(smallest=_BATCH)
        await writer.flush()
    journeys = Journeys(writer.add, timetable, books, password_hash=password_hash, now=now.astimezone(UTC))
    for mentee in range(timetable.scale.mentees):
        journeys.write(mentee)
        # Making documents is all computing: without a pause answers would lie unread until their time-out.
        await asyncio.sleep(0)
        if mentee % _MENTEES_AT_ONCE == 0:
            await writer.flush(smallest=_BATCH)
    await writer.close()


def _seller(settings: Settings) -> Seller:
    party = Party(
        name=settings.seller_name,
        address=settings.seller_address,
        email=settings.seller_email,
        state_code=settings.seller_gstin[:2] or settings.seller_state_code,
        gstin=settings.seller_gstin,
    )
    return Seller(party, settings.seller_sac, settings.gst_rate_percent)
