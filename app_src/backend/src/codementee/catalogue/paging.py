"""Pages of editable entries."""

from typing import Any

from pymongo import ASCENDING, DESCENDING

from codementee.catalogue.service import Editor
from codementee.core.database import Document
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination

type Entries = tuple[list[Document], Pagination]


async def code_page(editor: Editor, page: Page, *, key: str, active: bool | None) -> Entries:
    """In order of the unique field ``key``."""
    filters: dict[str, Any] = {} if active is None else {"active": active}
    if page.after is not None:
        filters[key] = {"$gt": page.after}
    found = await editor.page(filters, order=[(key, ASCENDING)], limit=page.limit + 1)
    items = found[: page.limit]
    cursor = page.next_cursor(found, str(items[-1][key]) if items else None)
    return items, Pagination(limit=page.limit, next_cursor=cursor)


async def newest_page(editor: Editor, page: Page, filters: dict[str, Any]) -> Entries:
    """Newest first."""
    after = page.after_id()
    query = filters if after is None else filters | {"_id": {"$lt": after}}
    found = await editor.page(query, order=[("_id", DESCENDING)], limit=page.limit + 1)
    items = found[: page.limit]
    cursor = page.next_cursor(found, str(items[-1]["_id"]) if items else None)
    return items, Pagination(limit=page.limit, next_cursor=cursor)
