"""Credits: granted by a paid order, used by bookings, given back, expired, withdrawn for a refund.

Whatever changes a lot runs in the caller's transaction and enters the ledger in it. Every event has a key in the ledger
and takes effect once, however often it is reported. Where ``users.paid_until`` may move with it, the docstring says so:
then the caller invalidates the cached principals once its transaction is committed.
"""

from datetime import datetime

from bson import ObjectId

from codementee.core.database import Database, Session
from codementee.core.errors import AppError
from codementee.credits.errors import CREDITS_TOO_FEW, NO_CREDIT
from codementee.credits.policy import add_months, usable_until
from codementee.credits.repository import CreditRepository, Entry, Lot
from codementee.credits.schemas import LedgerKind
from codementee.users.repository import UserRepository


class CreditService:
    def __init__(self, database: Database) -> None:
        self._repository = CreditRepository(database)
        self._users = UserRepository(database)

    async def available(self, user_id: ObjectId, *, now: datetime, session: Session | None = None) -> int:
        """Credits the user could use now."""
        return await self._repository.available(user_id, now=now, session=session)

    async def grant(
        self, user_id: ObjectId, *, order_id: ObjectId, mocks: int, months: int, at: datetime, session: Session
    ) -> Lot:
        """What an order paid for, usable for ``months`` calendar months from ``at``. Moves ``users.paid_until``."""
        key = f"grant:{order_id}"
        if await self._repository.find_entry(key, session=session):
            found = await self._repository.find_lot_of_order(order_id, session=session)
            assert found is not None  # noqa: S101 - entered together with its lot
            return found
        lot = _new_lot(user_id, mocks, expires_at=add_months(at, months), at=at, order_id=order_id)
        await self._open(lot, key, LedgerKind.GRANT, now=at, session=session)
        return lot

    async def consume(self, user_id: ObjectId, booking_id: ObjectId, *, now: datetime, session: Session) -> ObjectId:
        """Use one credit for the booking, out of the lot that expires first; returns the lot.

        Asked again it changes nothing. Raises AppError(NO_CREDIT).
        """
        key = _key("consume", booking_id)
        if entry := await self._repository.find_entry(key, session=session):
            return entry.lot_id
        taken = await self._repository.take_first(user_id, 1, now=now, session=session)
        if taken is None:
            raise AppError(NO_CREDIT)
        lot, count = taken
        await self._enter(key, LedgerKind.CONSUME, lot, -count, now=now, booking_id=booking_id, session=session)
        return lot.id

    async def give_back(self, user_id: ObjectId, booking_id: ObjectId, *, now: datetime, session: Session) -> bool:
        """Undo ``consume``: the credit returns to its lot, usable for another 14 days at least.

        False when there is nothing to give back: none was used, it came back before, or its order was refunded in full.
        Moves ``users.paid_until`` when the lot had to be prolonged.
        """
        used = await self._repository.find_entry(_key("consume", booking_id), session=session)
        key = _key("give_back", booking_id)
        if used is None or used.user_id != user_id or await self._repository.find_entry(key, session=session):
            return False
        lot = await self._repository.find_lot(used.lot_id, session=session)
        if lot is None or lot.closed_at is not None:
            return False
        expires_at = usable_until(lot.expires_at, now=now)
        prolonged = expires_at > lot.expires_at
        changes = {"expires_at": expires_at, "warned": False} if prolonged else None
        changed = await self._repository.change(lot.id, 1, changes, session=session)
        assert changed is not None  # noqa: S101 - read in this transaction
        await self._enter(key, LedgerKind.GIVE_BACK, changed, 1, now=now, booking_id=booking_id, session=session)
        if prolonged:
            await self.settle_paid_until(user_id, now=now, session=session)
        return True

    async def forfeit(self, user_id: ObjectId, booking_id: ObjectId, *, now: datetime, session: Session) -> bool:
        """Record that the credit of a mock that did not take place stays used. False when there is none to speak of."""
        used = await self._repository.find_entry(_key("consume", booking_id), session=session)
        key = _key("forfeit", booking_id)
        if used is None or used.user_id != user_id or await self._repository.find_entry(key, session=session):
            return False
        lot = await self._repository.find_lot(used.lot_id, session=session)
        assert lot is not None  # noqa: S101 - lots are never deleted
        await self._enter(key, LedgerKind.FORFEIT, lot, 0, now=now, booking_id=booking_id, session=session)
        return True

    async def of_order(self, order_id: ObjectId, *, session: Session | None = None) -> Lot | None:
        """The lot an order paid for."""
        return await self._repository.find_lot_of_order(order_id, session=session)

    async def withdraw(
        self, order_id: ObjectId, count: int, *, refund_id: ObjectId, now: datetime, session: Session
    ) -> None:
        """Take unused credits of a refunded order away. Raises AppError(CREDITS_TOO_FEW)."""
        key = f"refund:{refund_id}"
        if count == 0 or await self._repository.find_entry(key, session=session):
            return
        lot = await self._repository.find_lot_of_order(order_id, session=session)
        changed = await self._repository.change(lot.id, -count, session=session) if lot else None
        if changed is None:
            raise AppError(CREDITS_TOO_FEW)
        await self._enter(key, LedgerKind.REFUND, changed, -count, now=now, session=session)

    async def restore(
        self, order_id: ObjectId, count: int, *, refund_id: ObjectId, now: datetime, session: Session
    ) -> None:
        """Undo ``withdraw``, for a refund that failed. May move ``users.paid_until``."""
        key = f"refund-failed:{refund_id}"
        if count == 0 or await self._repository.find_entry(key, session=session):
            return
        lot = await self._repository.find_lot_of_order(order_id, session=session)
        assert lot is not None  # noqa: S101 - something was withdrawn from it
        expires_at = usable_until(lot.expires_at, now=now)
        changed = await self._repository.change(
            lot.id, count, {"expires_at": expires_at, "warned": False}, session=session
        )
        assert changed is not None  # noqa: S101 - read in this transaction
        await self._enter(key, LedgerKind.REFUND, changed, count, now=now, session=session)
        await self.settle_paid_until(lot.user_id, now=now, session=session)

    async def close(self, order_id: ObjectId, *, now: datetime, session: Session) -> None:
        """An order is refunded in full: nothing comes back to its lot any more. Moves ``users.paid_until``."""
        lot = await self._repository.find_lot_of_order(order_id, session=session)
        if lot is not None and lot.closed_at is None:
            await self._repository.close(lot.id, at=now, session=session)
            await self.settle_paid_until(lot.user_id, now=now, session=session)

    async def adjust(
        self, user_id: ObjectId, delta: int, *, months: int | None, key: str, now: datetime, session: Session
    ) -> bool:
        """An administrator gives credits (a lot of their own, for ``months``) or takes unused ones away.

        False when ``key`` was entered before. Raises AppError(CREDITS_TOO_FEW). Moves ``users.paid_until`` upwards.
        """
        first = f"{key}:0"
        if await self._repository.find_entry(first, session=session):
            return False
        if delta > 0:
            assert months is not None  # noqa: S101 - CreditAdjustment checks it
            lot = _new_lot(user_id, delta, expires_at=add_months(now, months), at=now)
            await self._open(lot, first, LedgerKind.ADJUST, now=now, session=session)
            return True
        left, part = -delta, 0
        while left:
            taken = await self._repository.take_first(user_id, left, now=now, session=session)
            if taken is None:
                raise AppError(CREDITS_TOO_FEW)
            lot, count = taken
            await self._enter(f"{key}:{part}", LedgerKind.ADJUST, lot, -count, now=now, session=session)
            left, part = left - count, part + 1
        return True

    async def expire_lot(self, lot_id: ObjectId, *, now: datetime, session: Session) -> int:
        """What is left in a lot whose time is over is lost: how many credits that were."""
        lot = await self._repository.find_lot(lot_id, session=session)
        if lot is None or lot.remaining == 0 or lot.expires_at > now:
            return 0
        changed = await self._repository.change(lot.id, -lot.remaining, session=session)
        assert changed is not None  # noqa: S101 - read in this transaction
        # A lot that was prolonged expires again.
        key = f"expire:{lot.id}:{int(lot.expires_at.timestamp() * 1_000)}"
        await self._enter(key, LedgerKind.EXPIRE, changed, -lot.remaining, now=now, session=session)
        return lot.remaining

    async def settle_paid_until(self, user_id: ObjectId, *, now: datetime, session: Session) -> None:
        """Bring ``users.paid_until`` to when the last plan ends that was not refunded."""
        await self._repository.serialise(user_id, session=session)
        latest = await self._repository.latest_expiry(user_id, session=session)
        await self._users.set_paid_until(user_id, latest, now=now, session=session)

    async def _open(self, lot: Lot, key: str, kind: LedgerKind, *, now: datetime, session: Session) -> None:
        await self._repository.insert_lot(lot, session=session)
        await self._enter(key, kind, lot, lot.granted, now=now, session=session)
        await self.settle_paid_until(lot.user_id, now=now, session=session)

    async def _enter(
        self,
        key: str,
        kind: LedgerKind,
        lot: Lot,
        delta: int,
        *,
        now: datetime,
        session: Session,
        booking_id: ObjectId | None = None,
    ) -> None:
        entry = Entry(
            key=key,
            kind=kind,
            user_id=lot.user_id,
            lot_id=lot.id,
            delta=delta,
            balance_after=lot.remaining,
            at=now,
            booking_id=booking_id,
            order_id=lot.order_id,
        )
        await self._repository.enter(entry, session=session)


def _new_lot(
    user_id: ObjectId, mocks: int, *, expires_at: datetime, at: datetime, order_id: ObjectId | None = None
) -> Lot:
    return Lot(
        id=ObjectId(),
        user_id=user_id,
        order_id=order_id,
        granted=mocks,
        remaining=mocks,
        expires_at=expires_at,
        closed_at=None,
        created_at=at,
    )


def _key(kind: str, booking_id: ObjectId) -> str:
    return f"{kind}:{booking_id}"
