"""Credits read by their owner, and changed by administrators."""

from datetime import datetime
from typing import TYPE_CHECKING

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.core.database import Database, Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.schemas import Pagination
from codementee.core.transactions import Transactions
from codementee.credits.errors import NOT_A_MENTEE
from codementee.credits.repository import CreditRepository, Entry, Lot
from codementee.credits.schemas import (
    CreditAdjustment,
    CreditBalance,
    CreditLotView,
    CreditOverview,
    LedgerEntryView,
    LedgerPage,
)
from codementee.credits.service import CreditService
from codementee.users.repository import UserRepository
from codementee.users.schemas import Role

if TYPE_CHECKING:
    from codementee.core.pagination import Page


class CreditAccounts:
    def __init__(self, database: Database, transactions: Transactions) -> None:
        self._repository = CreditRepository(database)
        self._credits = CreditService(database)
        self._users = UserRepository(database)
        self._audit = AuditLog(database)
        self._transactions = transactions

    async def overview(
        self, user_id: ObjectId, page: "Page", *, paid_until: datetime | None, now: datetime
    ) -> CreditOverview:
        found = await self._repository.find_lots(user_id, after=page.after_id(), limit=page.limit + 1)
        items = found[: page.limit]
        cursor = page.next_cursor(found, str(items[-1].id) if items else None)
        return CreditOverview(
            available=await self._repository.available(user_id, now=now),
            next_expiry_at=await self._repository.next_expiry(user_id, now=now),
            paid_until=paid_until,
            items=[_lot_view(lot) for lot in items],
            pagination=Pagination(limit=page.limit, next_cursor=cursor),
        )

    async def ledger(self, user_id: ObjectId, page: "Page") -> LedgerPage:
        """Newest first."""
        found = await self._repository.find_entries(user_id, after=page.after_id(), limit=page.limit + 1)
        items = found[: page.limit]
        cursor = page.next_cursor(found, str(items[-1].id) if items else None)
        return LedgerPage(
            items=[_entry_view(entry) for entry in items], pagination=Pagination(limit=page.limit, next_cursor=cursor)
        )

    async def adjust(
        self, admin_id: ObjectId, user_id: ObjectId, form: CreditAdjustment, *, key: str, now: datetime
    ) -> CreditBalance:
        """Once per ``key`` of this administrator for this mentee. The caller invalidates the cached principals.

        Raises AppError(NOT_FOUND | NOT_A_MENTEE | CREDITS_TOO_FEW).
        """
        user = await self._users.find(user_id)
        if user is None:
            raise AppError(NOT_FOUND)
        if user.role is not Role.MENTEE:
            raise AppError(NOT_A_MENTEE)

        async def work(session: Session) -> None:
            changed = await self._credits.adjust(
                user_id,
                form.delta,
                months=form.months,
                key=f"adjust:{admin_id}:{user_id}:{key}",
                now=now,
                session=session,
            )
            if changed:
                await self._audit.record(
                    actor=admin_id,
                    actor_role=Role.ADMIN.value,
                    action="credits.adjusted",
                    subject="user",
                    subject_id=user_id,
                    details={"delta": form.delta, "months": form.months, "reason": form.reason},
                    now=now,
                    session=session,
                )

        await self._transactions.run(work)
        return CreditBalance(available=await self._credits.available(user_id, now=now))


def _lot_view(lot: Lot) -> CreditLotView:
    return CreditLotView(
        id=str(lot.id),
        order_id=_text(lot.order_id),
        granted=lot.granted,
        remaining=lot.remaining,
        expires_at=lot.expires_at,
        created_at=lot.created_at,
    )


def _entry_view(entry: Entry) -> LedgerEntryView:
    return LedgerEntryView(
        id=str(entry.id),
        kind=entry.kind,
        delta=entry.delta,
        balance_after=entry.balance_after,
        lot_id=str(entry.lot_id),
        booking_id=_text(entry.booking_id),
        order_id=_text(entry.order_id),
        at=entry.at,
    )


def _text(identifier: ObjectId | None) -> str | None:
    return str(identifier) if identifier is not None else None
