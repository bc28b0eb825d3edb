"""Joining and leaving, and telling those who wait. Used by the worker too: imports no web framework."""

from datetime import datetime, timedelta

from bson import ObjectId

from codementee.bookings.offers import Offers
from codementee.claims.repository import ClaimRepository
from codementee.core.database import Database, Document, Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.transactions import Transactions
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.interview_types.schemas import InterviewType
from codementee.notifications.schemas import ContextValue, Message, Template
from codementee.notifications.service import Outbox
from codementee.slots.policy import first_bookable
from codementee.slots.repository import Slot, SlotRepository
from codementee.users.repository import UserRepository
from codementee.users.schemas import UserStatus
from codementee.waitlist.repository import WaitlistRepository
from codementee.waitlist.schemas import WaitlistState

_AHEAD = timedelta(days=28)
_LOOKED_AT = 200
_SHOWN = 5
_MAXIMUM_TYPES = 100


class WaitlistService:
    def __init__(self, database: Database, transactions: Transactions) -> None:
        self._transactions = transactions
        self._entries = WaitlistRepository(database)
        self._offers = Offers(database)
        self._types = InterviewTypeRepository(database)
        self._slots = SlotRepository(database)
        self._claims = ClaimRepository(database)
        self._users = UserRepository(database)
        self._outbox = Outbox(database)

    async def join(self, mentee_id: ObjectId, interview_type: str, *, now: datetime) -> Document:
        """The entry; the one there is when the mentee waits already. Raises AppError(UNKNOWN_CHOICE)."""
        await self._offers.interview_type(interview_type)
        document: Document = {
            "_id": ObjectId(),
            "mentee_id": mentee_id,
            "interview_type": interview_type,
            "state": WaitlistState.WAITING.value,
            "created_at": now,
            "notified_at": None,
        }
        if await self._entries.add(document):
            return document
        return await self._entries.waiting_for(mentee_id, interview_type) or document

    async def of_mentee(self, mentee_id: ObjectId, *, after: ObjectId | None, limit: int) -> list[Document]:
        return await self._entries.of_mentee(mentee_id, after=after, limit=limit)

    async def leave(self, mentee_id: ObjectId, entry_id: ObjectId) -> None:
        """Raises AppError(NOT_FOUND)."""
        if not await self._entries.remove(entry_id, mentee_id):
            raise AppError(NOT_FOUND)

    async def notify(self, now: datetime, limit: int) -> int:
        """Write to up to ``limit`` of those who wait, as many per type as seats are free; answers how many."""
        told = 0
        for interview_type in await self._types.find_active(after=None, limit=_MAXIMUM_TYPES):
            entries = await self._entries.waiting(interview_type.code, limit=limit - told)
            if not entries:
                continue
            free = await self._free(interview_type, now)
            shown = list(free)[:_SHOWN]
            for entry in entries[: sum(free.values())]:
                told += await self._tell(entry, interview_type, shown, now)
        return told

    async def _free(self, interview_type: InterviewType, now: datetime) -> dict[Slot, int]:
        """Slots that can be booked, in order of start, with the seats left in each."""
        start_at = first_bookable(now)
        slots = await self._slots.find_bookable(
            interview_type.code,
            minutes=(interview_type.minimum_minutes, interview_type.maximum_minutes),
            start=(start_at, start_at + _AHEAD),
            after=None,
            limit=_LOOKED_AT,
        )
        taken = await self._claims.seats_taken({slot.id: slot.capacity for slot in slots})
        return {slot: slot.capacity - taken[slot.id] for slot in slots if slot.capacity > taken[slot.id]}

    async def _tell(self, entry: Document, interview_type: InterviewType, slots: list[Slot], now: datetime) -> bool:
        shown: list[ContextValue] = [{"start_at": slot.start_at, "end_at": slot.end_at} for slot in slots]
        context: dict[str, ContextValue] = {"interview_type": interview_type.name, "slots": shown}

        async def work(session: Session) -> bool:
            return await self._write(entry, context, now, session)

        return await self._transactions.run(work)

    async def _write(self, entry: Document, context: dict[str, ContextValue], now: datetime, session: Session) -> bool:
        if not await self._entries.mark_notified(entry["_id"], now=now, session=session):
            return False
        user = await self._users.find(entry["mentee_id"], session=session)
        if user is None or user.status is not UserStatus.ACTIVE:
            return False
        message = Message(
            key=f"waitlist-open:{entry['_id']}",
            template=Template.WAITLIST_OPEN,
            user_id=user.id,
            email=user.email,
            name=user.name,
            time_zone=user.time_zone,
            context=context,
            # Older than a day, the news is none.
            valid_until=now + timedelta(days=1),
        )
        return await self._outbox.enqueue(message, now=now, session=session)
