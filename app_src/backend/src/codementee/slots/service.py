"""Which slots a mentee can ask for, and how administrators make and change them."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from bson import ObjectId

from codementee.catalogue.repository import FIRST_VERSION, version_of
from codementee.claims.repository import ClaimRepository
from codementee.core.cache import Cache
from codementee.core.database import Document
from codementee.core.errors import INVALID_PARAMETER, AppError, FieldProblem
from codementee.core.identifiers import object_id
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.slots.errors import SLOT_INVALID
from codementee.slots.policy import (
    DEFAULT_RANGE,
    HORIZON,
    LONGEST_RANGE,
    NAMESPACE,
    first_bookable,
    misfits,
    next_on_grid,
    occurrences,
    on_grid,
)
from codementee.slots.repository import Slot, SlotRepository, slot_of
from codementee.slots.schemas import (
    AdminSlot,
    BookableSlot,
    BookableSlotPage,
    NewSlot,
    SkippedTime,
    SlotSeries,
    SlotSeriesResult,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MAXIMUM_SERIES = 1_000
_SHOWN_SKIPPED = 100


class SlotService:
    def __init__(
        self, slots: SlotRepository, interview_types: InterviewTypeRepository, claims: ClaimRepository, cache: Cache
    ) -> None:
        self._slots = slots
        self._interview_types = interview_types
        self._claims = claims
        self._cache = cache

    async def changed(self) -> None:
        """To be called after a slot was written and after seats were taken or given back: shows at once."""
        await self._cache.invalidate(NAMESPACE)

    async def list_bookable(
        self, page: Page, *, interview_type: str, start: tuple[datetime | None, datetime | None], now: datetime
    ) -> bytes:
        """One page of a BookableSlotPage as JSON, from the cache if it is there. Raises AppError(INVALID_PARAMETER).

        The bounds are moved to the quarter of an hour at which a slot could start: callers share what is cached.
        """
        first, behind_last = bookable_range(start, now=now)
        after = start_cursor(page)

        async def load() -> bytes:
            found = await self._interview_types.find_by_code(interview_type)
            if found is None:
                # Not stored: an error is no value.
                problem = FieldProblem("interview_type", "There is no active interview type of this code.")
                raise AppError(INVALID_PARAMETER, fields=(problem,))
            slots = await self._slots.find_bookable(
                interview_type,
                minutes=(found.minimum_minutes, found.maximum_minutes),
                start=(first, behind_last),
                after=after,
                limit=page.limit + 1,
            )
            shown = slots[: page.limit]
            left = await self.seats_left(shown)
            pagination = Pagination(
                limit=page.limit, next_cursor=page.next_cursor(slots, cursor_key(shown[-1]) if shown else None)
            )
            items = [bookable(slot, left[slot.id]) for slot in shown]
            return BookableSlotPage(items=items, pagination=pagination).model_dump_json().encode()

        key = f"{interview_type}:{first.timestamp():.0f}:{behind_last.timestamp():.0f}:{page.key}"
        return await self._cache.get_or_load(NAMESPACE, key, load)

    async def seats_left(self, slots: Sequence[Slot]) -> dict[ObjectId, int]:
        capacities = {slot.id: slot.capacity for slot in slots}
        taken = await self._claims.seats_taken(capacities)
        return {identifier: max(0, capacity - taken[identifier]) for identifier, capacity in capacities.items()}

    async def shown_to_admin(self, documents: Sequence[Document]) -> list[AdminSlot]:
        left = await self.seats_left([slot_of(document) for document in documents])
        return [
            AdminSlot(
                id=str(d["_id"]),
                start_at=d["start_at"],
                end_at=d["end_at"],
                minutes=d["minutes"],
                interview_types=d["interview_types"],
                capacity=d["capacity"],
                seats_left=left[d["_id"]],
                active=d["active"],
                version=version_of(d),
                created_at=d["created_at"],
                updated_at=d["updated_at"],
            )
            for d in documents
        ]

    async def fields_of(self, body: NewSlot, *, now: datetime) -> Document:
        """The content of a new slot. Raises AppError(SLOT_INVALID)."""
        if not on_grid(body.start_at):
            raise AppError(SLOT_INVALID, fields=(FieldProblem("start_at", "Starts on a quarter of an hour."),))
        if not now < body.start_at <= now + HORIZON:
            problem = FieldProblem("start_at", f"Starts in the future, within {HORIZON.days} days.")
            raise AppError(SLOT_INVALID, fields=(problem,))
        await self.check_types(body.interview_types, body.minutes)
        return _fields(body.start_at, body.minutes, body.interview_types, body.capacity)

    async def check_types(self, codes: list[str], minutes: int) -> None:
        """Raises AppError(SLOT_INVALID) naming every type that a slot of this length cannot be for."""
        known = await self._interview_types.find_by_codes(codes)
        if problems := misfits(codes, known, minutes):
            fields = tuple(FieldProblem("interview_types", problem) for problem in problems)
            raise AppError(SLOT_INVALID, fields=fields)

    async def series(self, body: SlotSeries, *, now: datetime) -> tuple[list[Document], list[SkippedTime]]:
        """The documents of a series and the times that make none. Raises AppError(SLOT_INVALID)."""
        if not now.date() - timedelta(days=1) <= body.first_date <= body.last_date <= (now + HORIZON).date():
            problem = FieldProblem("last_date", f"From today on, within {HORIZON.days} days.")
            raise AppError(SLOT_INVALID, fields=(problem,))
        await self.check_types(body.interview_types, body.minutes)
        found = list(
            occurrences(
                time_zone=body.time_zone,
                first=body.first_date,
                last=body.last_date,
                weekdays=frozenset(body.weekdays),
                times=[time.fromisoformat(at) for at in sorted(body.times)],
                now=now,
            )
        )
        starts = [occurrence.start_at for occurrence in found if occurrence.start_at is not None]
        if len(starts) > _MAXIMUM_SERIES:
            problem = FieldProblem("times", f"These are {len(starts)} slots; at most {_MAXIMUM_SERIES} at once.")
            raise AppError(SLOT_INVALID, fields=(problem,))
        skipped = [SkippedTime(day=o.day, at=f"{o.at:%H:%M}", reason=o.skipped) for o in found if o.skipped is not None]
        documents = [
            {"_id": ObjectId()}
            | _fields(start_at, body.minutes, body.interview_types, body.capacity)
            | {"active": True, "version": FIRST_VERSION, "created_at": now, "updated_at": now}
            for start_at in starts
        ]
        return documents, skipped


def bookable_range(start: tuple[datetime | None, datetime | None], *, now: datetime) -> tuple[datetime, datetime]:
    """[from, to) on the grid of starts, from when slots can be asked for. Raises AppError(INVALID_PARAMETER)."""
    first = max(next_on_grid(start[0]) if start[0] else now, first_bookable(now))
    behind_last = next_on_grid(start[1]) if start[1] else first + DEFAULT_RANGE
    if behind_last - first > LONGEST_RANGE:
        problem = FieldProblem("to", f"At most {LONGEST_RANGE.days} days after from.")
        raise AppError(INVALID_PARAMETER, fields=(problem,))
    return first, behind_last


def series_result(documents: Sequence[Document], created: int, skipped: list[SkippedTime]) -> SlotSeriesResult:
    return SlotSeriesResult(created=created, existing=len(documents) - created, skipped=skipped[:_SHOWN_SKIPPED])


def cursor_key(slot: Slot) -> str:
    return f"{(slot.start_at - _EPOCH) // timedelta(milliseconds=1)}:{slot.id}"


def start_cursor(page: Page) -> tuple[datetime, ObjectId] | None:
    """The (start, id) a list in order of start goes on after. Raises AppError(INVALID_PARAMETER)."""
    if page.after is None:
        return None
    # 13 digits of milliseconds reach the year 2286.
    found = re.fullmatch(r"([0-9]{1,13}):([0-9a-f]{24})", page.after)
    if found is None:
        problem = FieldProblem("cursor", "Not a cursor this service gave out; start from the first page.")
        raise AppError(INVALID_PARAMETER, fields=(problem,))
    return _EPOCH + timedelta(milliseconds=int(found[1])), object_id(found[2])


def _fields(start_at: datetime, minutes: int, interview_types: list[str], capacity: int) -> Document:
    return {
        "start_at": start_at,
        "end_at": start_at + timedelta(minutes=minutes),
        "minutes": minutes,
        "interview_types": sorted(interview_types),
        "capacity": capacity,
    }


def bookable(slot: Slot, seats_left: int) -> BookableSlot:
    return BookableSlot(
        id=str(slot.id),
        start_at=slot.start_at,
        end_at=slot.end_at,
        minutes=slot.minutes,
        interview_types=list(slot.interview_types),
        seats_left=seats_left,
    )
