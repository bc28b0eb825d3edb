"""Reads and versioned writes of one editable collection."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from codementee.core.database import Database, Document, Session

FIRST_VERSION = 1


class AlreadyThereError(Exception):
    """A unique index refused: there is an entry with the same key."""


class EditableRepository:
    def __init__(self, database: Database, collection: str) -> None:
        self._collection = database[collection]

    async def get(self, identifier: ObjectId, *, session: Session | None = None) -> Document | None:
        return await self._collection.find_one({"_id": identifier}, session=session)

    async def page(
        self, filters: Mapping[str, Any], *, order: list[tuple[str, int]], limit: int, session: Session | None = None
    ) -> list[Document]:
        """Up to ``limit`` entries; every filter and order a service asks for has its index (tests explain them)."""
        return await self._collection.find(filters, session=session).sort(order).limit(limit).to_list()

    async def create(self, document: Document, *, session: Session | None = None) -> None:
        """Raises AlreadyThereError."""
        try:
            await self._collection.insert_one(document, session=session)
        except DuplicateKeyError as error:
            raise AlreadyThereError from error

    async def change(
        self,
        identifier: ObjectId,
        changes: Mapping[str, Any],
        *,
        version: int,
        now: datetime,
        session: Session | None = None,
    ) -> Document | None:
        """The entry after the change; None when its version is another one by now. Raises AlreadyThereError."""
        update = {"$set": {**changes, "version": version + 1, "updated_at": now}}
        try:
            return await self._collection.find_one_and_update(
                {"_id": identifier, "version": _seen(version)},
                update,
                return_document=ReturnDocument.AFTER,
                session=session,
            )
        except DuplicateKeyError as error:
            raise AlreadyThereError from error


def version_of(document: Document) -> int:
    return int(document.get("version", FIRST_VERSION))


def _seen(version: int) -> int | Document:
    # Entries older than versions count as the first one.
    return {"$in": [FIRST_VERSION, None]} if version == FIRST_VERSION else version
