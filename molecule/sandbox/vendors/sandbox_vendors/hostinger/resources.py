"""What machines are made from: places, systems, ssh keys, scripts to run after installation."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from ..requests import JsonBody, StoreDep
from ..types import Json
from .common import invalid, paged, start_action, stored

router = APIRouter(prefix="/vps/v1")
Page = Annotated[int, Query(ge=1)]


def required(body: Json, *names: str) -> list[str]:
    """The named fields' values, all of them text."""
    errors = {name: [f"The {name} field is required."] for name in names if not isinstance(body.get(name), str)}
    if errors:
        raise invalid(errors)
    return [body[name] for name in names]


@router.get("/data-centers")
async def list_data_centers(store: StoreDep) -> list[Json]:
    items: list[Json] = store.part("hostinger")["data_centers"]
    return items


@router.get("/templates")
async def list_templates(store: StoreDep) -> list[Json]:
    items: list[Json] = store.part("hostinger")["templates"]
    return items


@router.get("/public-keys")
async def list_keys(store: StoreDep, page: Page = 1) -> Json:
    return paged(list(store.part("hostinger")["public_keys"].values()), page)


@router.post("/public-keys")
async def create_key(body: JsonBody, store: StoreDep) -> Json:
    name, key = required(body, "name", "key")
    item: Json = {"id": store.next_id("public_keys", 325), "name": name, "key": key}
    store.part("hostinger")["public_keys"][str(item["id"])] = item
    return item


@router.delete("/public-keys/{key_id}")
async def delete_key(key_id: int, store: StoreDep) -> Json:
    stored(store, "public_keys", key_id, "Public key")
    del store.part("hostinger")["public_keys"][str(key_id)]
    return {"message": "Request accepted"}


@router.post("/public-keys/attach/{machine_id}")
async def attach_keys(machine_id: int, body: JsonBody, store: StoreDep) -> Json:
    machine = stored(store, "virtual_machines", machine_id, "Virtual machine")
    ids: Any = body.get("ids")
    known = store.part("hostinger")["public_keys"]
    if not isinstance(ids, list) or not ids or any(str(key_id) not in known for key_id in ids):
        raise invalid({"ids": ["The selected ids are invalid."]})
    machine["public_key_ids"] = sorted({*machine["public_key_ids"], *ids})
    return start_action(store, machine, "vps_attach_public_keys")


@router.get("/post-install-scripts")
async def list_scripts(store: StoreDep, page: Page = 1) -> Json:
    return paged(list(store.part("hostinger")["scripts"].values()), page)


@router.get("/post-install-scripts/{script_id}")
async def show_script(script_id: int, store: StoreDep) -> Json:
    return stored(store, "scripts", script_id, "Post-install script")


@router.post("/post-install-scripts")
async def create_script(body: JsonBody, store: StoreDep) -> Json:
    name, content = required(body, "name", "content")
    now = store.now_text()
    item: Json = {
        "id": store.next_id("scripts", 325),
        "name": name,
        "content": content,
        "created_at": now,
        "updated_at": now,
    }
    store.part("hostinger")["scripts"][str(item["id"])] = item
    return item


@router.put("/post-install-scripts/{script_id}")
async def update_script(script_id: int, body: JsonBody, store: StoreDep) -> Json:
    item = stored(store, "scripts", script_id, "Post-install script")
    name, content = required(body, "name", "content")
    item |= {"name": name, "content": content, "updated_at": store.now_text()}
    return item


@router.delete("/post-install-scripts/{script_id}")
async def delete_script(script_id: int, store: StoreDep) -> Json:
    stored(store, "scripts", script_id, "Post-install script")
    del store.part("hostinger")["scripts"][str(script_id)]
    return {"message": "Request accepted"}
