"""The end of what the law wants kept. Used by the worker: imports no web framework."""

from datetime import datetime

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.core.database import Database, Session
from codementee.core.transactions import Transactions
from codementee.invoices.policy import years_before
from codementee.privacy.repository import BooksRepository


class Retention:
    """``kept_years``: whole years after the financial year in which an account was deleted."""

    def __init__(self, database: Database, transactions: Transactions, *, kept_years: int) -> None:
        self._repository = BooksRepository(database)
        self._audit = AuditLog(database)
        self._transactions = transactions
        self._kept_years = kept_years

    async def enforce(self, now: datetime, limit: int) -> int:
        """Delete the books of up to ``limit`` accounts whose time is over, the longest over first; how many."""
        before = years_before(now, self._kept_years)
        found = await self._repository.due(before=before, limit=limit)
        for user_id in found:

            async def work(session: Session, user_id: ObjectId = user_id) -> None:
                await self._close(user_id, before=before, now=now, session=session)

            await self._transactions.run(work)
        return len(found)

    async def _close(self, user_id: ObjectId, *, before: datetime, now: datetime, session: Session) -> None:
        issued_at = await self._repository.last_issued(user_id, session=session)
        if issued_at is not None and issued_at >= before:
            # A credit note that came after the deletion: all of it is kept as long as that.
            await self._repository.postpone(user_id, issued_at, session=session)
            return
        await self._audit.record(
            actor=None,
            actor_role="worker",
            action="account.books_deleted",
            subject="user",
            subject_id=user_id,
            details=await self._repository.delete(user_id, session=session),
            now=now,
            session=session,
        )
