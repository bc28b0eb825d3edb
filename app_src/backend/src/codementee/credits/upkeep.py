"""What the worker does about credits: expire them, and say so before."""

from datetime import datetime

from codementee.core.database import Database, Session
from codementee.core.transactions import Transactions
from codementee.credits.policy import WARNING
from codementee.credits.repository import CreditRepository, Lot
from codementee.credits.service import CreditService
from codementee.notifications.schemas import Message, Template
from codementee.notifications.service import Outbox
from codementee.users.repository import UserRepository
from codementee.users.schemas import UserStatus


class CreditUpkeep:
    def __init__(self, database: Database, transactions: Transactions) -> None:
        self._repository = CreditRepository(database)
        self._credits = CreditService(database)
        self._users = UserRepository(database)
        self._outbox = Outbox(database)
        self._transactions = transactions

    async def expire(self, now: datetime, limit: int) -> int:
        """Empty up to ``limit`` lots whose time is over; how many there were, so that a full batch is asked again."""
        lots = await self._repository.find_expired(now=now, limit=limit)
        for lot in lots:

            async def work(session: Session, lot: Lot = lot) -> None:
                await self._credits.expire_lot(lot.id, now=now, session=session)

            await self._transactions.run(work)
        return len(lots)

    async def warn(self, now: datetime, limit: int) -> int:
        """Write to the owners of up to ``limit`` lots that expire within a week; how many lots there were."""
        lots = await self._repository.find_unwarned(now=now, until=now + WARNING, limit=limit)
        for lot in lots:

            async def work(session: Session, lot: Lot = lot) -> None:
                await self._warn(lot, now=now, session=session)

            await self._transactions.run(work)
        return len(lots)

    async def _warn(self, lot: Lot, *, now: datetime, session: Session) -> None:
        await self._repository.mark_warned(lot.id, session=session)
        user = await self._users.find(lot.user_id, session=session)
        if user is None or user.status is not UserStatus.ACTIVE:
            return
        message = Message(
            key=f"credits-expiring:{lot.id}:{int(lot.expires_at.timestamp())}",
            template=Template.CREDITS_EXPIRING,
            user_id=user.id,
            email=user.email,
            name=user.name,
            time_zone=user.time_zone,
            context={"credits": lot.remaining, "expires_at": lot.expires_at},
            valid_until=lot.expires_at,
        )
        await self._outbox.enqueue(message, now=now, session=session)
