"""Edits by administrators: one at a time, recorded, shown at once."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.catalogue.errors import ALREADY_EXISTS, EDIT_CONFLICT
from codementee.catalogue.repository import FIRST_VERSION, AlreadyThereError, EditableRepository, version_of
from codementee.core.cache import Cache
from codementee.core.database import Document, Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.core.transactions import Transactions
from codementee.users.principal import Principal

# Runs inside the transaction, on the entry as it was (empty: a new one) and as it will be; raises AppError to refuse.
type Check = Callable[[Document, Document, Session], Awaitable[None]]


class Editor:
    """Creates and changes entries of one collection.

    ``subject`` is what the audit log calls one of them; ``namespaces`` are the cached lists that show them. The log
    holds from → to of each field, or for fields in ``private`` only that they changed: it outlives the entry.
    """

    def __init__(
        self,
        repository: EditableRepository,
        *,
        transactions: Transactions,
        audit: AuditLog,
        cache: Cache,
        subject: str,
        namespaces: tuple[str, ...] = (),
        private: frozenset[str] = frozenset(),
    ) -> None:
        self._repository = repository
        self._transactions = transactions
        self._audit = audit
        self._cache = cache
        self._subject = subject
        self._namespaces = namespaces
        self._private = private

    async def peek(self, identifier: ObjectId) -> Document | None:
        return await self._repository.get(identifier)

    async def get(self, identifier: ObjectId) -> Document:
        found = await self.peek(identifier)
        if found is None:
            raise AppError(NOT_FOUND)
        return found

    async def page(self, filters: Mapping[str, Any], *, order: list[tuple[str, int]], limit: int) -> list[Document]:
        return await self._repository.page(filters, order=order, limit=limit)

    async def create(
        self,
        actor: Principal,
        fields: Mapping[str, Any],
        *,
        now: datetime,
        identifier: ObjectId | None = None,
        check: Check | None = None,
    ) -> Document:
        """The new entry. Raises AppError(ALREADY_EXISTS)."""
        document = {
            "_id": identifier or ObjectId(),
            "active": True,
            **fields,
            "version": FIRST_VERSION,
            "created_at": now,
            "updated_at": now,
        }

        async def work(session: Session) -> None:
            if check is not None:
                await check({}, document, session)
            await self._repository.create(document, session=session)
            await self._record(actor, "created", document["_id"], {}, fields, now=now, session=session)

        await self._run(work)
        return document

    async def change(
        self,
        actor: Principal,
        identifier: ObjectId,
        changes: Mapping[str, Any],
        *,
        version: int,
        now: datetime,
        check: Check | None = None,
    ) -> Document:
        """The entry after the change. Raises AppError(NOT_FOUND | EDIT_CONFLICT | ALREADY_EXISTS) and what the
        check raises. A change that changes nothing writes nothing."""

        async def work(session: Session) -> Document:
            before = await self._repository.get(identifier, session=session)
            if before is None:
                raise AppError(NOT_FOUND)
            if version_of(before) != version:
                raise AppError(EDIT_CONFLICT)
            different = {field: value for field, value in changes.items() if before.get(field) != value}
            if not different:
                return before
            if check is not None:
                await check(before, before | different, session)
            after = await self._repository.change(identifier, different, version=version, now=now, session=session)
            if after is None:
                raise AppError(EDIT_CONFLICT)
            await self._record(actor, "changed", identifier, before, different, now=now, session=session)
            return after

        return await self._run(work)

    async def changed(self) -> None:
        """Tell every replica's cache; to be called after the write."""
        for namespace in self._namespaces:
            await self._cache.invalidate(namespace)

    async def _run[T](self, work: Callable[[Session], Awaitable[T]]) -> T:
        try:
            result = await self._transactions.run(work)
        except AlreadyThereError:
            raise AppError(ALREADY_EXISTS) from None
        await self.changed()
        return result

    async def _record(
        self,
        actor: Principal,
        what: str,
        identifier: ObjectId,
        before: Document,
        fields: Mapping[str, Any],
        *,
        now: datetime,
        session: Session,
    ) -> None:
        await self._audit.record(
            actor=actor.id,
            actor_role=actor.role.value,
            action=f"{self._subject}.{what}",
            subject=self._subject,
            subject_id=identifier,
            details=difference(before, fields, private=self._private),
            now=now,
            session=session,
        )


def difference(
    before: Document, after: Mapping[str, Any], *, private: frozenset[str] = frozenset()
) -> dict[str, object]:
    """``{field: {"from": …, "to": …}}``; of private fields only that they changed."""
    return {
        field: "changed" if field in private else {"from": before.get(field), "to": value}
        for field, value in after.items()
    }
