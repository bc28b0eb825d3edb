"""Shared by Hostinger's endpoints: who is asking, how a list is paged, how a field is refused."""

from uuid import uuid4

from fastapi import Request

from ..errors import VendorError, body_of
from ..requests import StoreDep, bearer_token, same_secret
from ..store import Store, page_of
from ..types import Json

PER_PAGE = 15


async def authenticate(request: Request, store: StoreDep) -> None:
    if not same_secret(bearer_token(request) or "", store.settings.hostinger_token):
        raise VendorError(401, body_of("hostinger", 401, "Unauthenticated"))


def not_found(what: str) -> VendorError:
    return VendorError(404, body_of("hostinger", 404, f"{what} not found"))


def invalid(errors: dict[str, list[str]]) -> VendorError:
    messages = [message for field in errors.values() for message in field]
    more = len(messages) - 1
    summary = messages[0] + (f" (and {more} more error{'s' if more > 1 else ''})" if more else "")
    return VendorError(422, {"message": summary, "errors": errors, "correlation_id": str(uuid4())})


def paged(items: list[Json], page: int) -> Json:
    return {
        "data": page_of(items, page, PER_PAGE),
        "meta": {"current_page": page, "per_page": PER_PAGE, "total": len(items)},
    }


def stored(store: Store, kind: str, item_id: int | str, what: str) -> Json:
    """An item by id. Keys are text, because the state is kept as JSON."""
    item: Json | None = store.part("hostinger")[kind].get(str(item_id))
    if item is None:
        raise not_found(what)
    return item


def start_action(store: Store, machine: Json, name: str) -> Json:
    """Begin an action; it succeeds after a while, and the machine takes no other one until then."""
    done = store.now() + store.settings.hostinger_boot_seconds
    action: Json = {
        "id": store.next_id("actions", 8123712),
        "name": name,
        "created_at": store.now_text(),
        "updated_at": store.now_text(),
        "done": done,
    }
    store.part("hostinger")["actions"].setdefault(str(machine["id"]), []).insert(0, action)
    machine["locked_until"] = done
    return shown_action(store, action)


def shown_action(store: Store, action: Json) -> Json:
    state = "success" if store.now() >= action["done"] else "sent"
    shown = {key: value for key, value in action.items() if key != "done"}
    return shown | {"state": state}
