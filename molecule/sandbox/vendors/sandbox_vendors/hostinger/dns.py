"""Zones as record sets by name and type. Each change leaves a snapshot of what was there before."""

import copy
import ipaddress
from typing import Any

from fastapi import APIRouter

from ..requests import JsonBody, StoreDep
from ..store import Store
from ..types import Json
from .common import invalid, not_found

router = APIRouter(prefix="/dns/v1")
TYPES = ("A", "AAAA", "CNAME", "ALIAS", "MX", "TXT", "NS", "SOA", "SRV", "CAA")


def zone_of(store: Store, domain: str) -> list[Json]:
    zone: list[Json] | None = store.part("hostinger")["zones"].get(domain)
    if zone is None:
        raise not_found("Domain")
    return zone


@router.get("/zones/{domain}")
async def show_zone(domain: str, store: StoreDep) -> list[Json]:
    return zone_of(store, domain)


@router.put("/zones/{domain}")
async def update_zone(domain: str, body: JsonBody, store: StoreDep) -> Json:
    """`overwrite` replaces the sets of the same name and type and leaves the others; without it records are added."""
    zone = zone_of(store, domain)
    wanted = checked(body)
    take_snapshot(store, domain, "Zone records update request")
    for entry in wanted:
        name, kind = entry["name"], entry["type"]
        records = [{"content": record["content"], "is_disabled": False} for record in entry["records"]]
        present = next((item for item in zone if (item["name"], item["type"]) == (name, kind)), None)
        if present is None:
            zone.append({"name": name, "type": kind, "ttl": entry.get("ttl", 14400), "records": records})
            continue
        if body.get("overwrite", True):
            present["records"] = records
        else:
            known = {record["content"] for record in present["records"]}
            present["records"] += [record for record in records if record["content"] not in known]
        present["ttl"] = entry.get("ttl", present["ttl"])
    return {"message": "Request accepted"}


@router.post("/zones/{domain}/validate")
async def validate_zone(domain: str, body: JsonBody, store: StoreDep) -> Json:
    zone_of(store, domain)
    checked(body)
    return {"message": "Request accepted"}


@router.delete("/zones/{domain}")
async def delete_records(domain: str, body: JsonBody, store: StoreDep) -> Json:
    zone = zone_of(store, domain)
    filters = body.get("filters")
    if not isinstance(filters, list) or not filters:
        raise invalid({"filters": ["The filters field is required."]})
    take_snapshot(store, domain, "Zone records delete request")
    unwanted = {(entry.get("name"), entry.get("type")) for entry in filters}
    zone[:] = [entry for entry in zone if (entry["name"], entry["type"]) not in unwanted]
    return {"message": "Request accepted"}


@router.get("/snapshots/{domain}")
async def list_snapshots(domain: str, store: StoreDep) -> list[Json]:
    zone_of(store, domain)
    snapshots = store.part("hostinger")["snapshots"].get(domain, [])
    return [{key: value for key, value in entry.items() if key != "snapshot"} for entry in snapshots]


@router.get("/snapshots/{domain}/{snapshot_id}")
async def show_snapshot(domain: str, snapshot_id: int, store: StoreDep) -> Json:
    return find_snapshot(store, domain, snapshot_id)


@router.post("/snapshots/{domain}/{snapshot_id}/restore")
async def restore_snapshot(domain: str, snapshot_id: int, store: StoreDep) -> Json:
    zone = zone_of(store, domain)
    snapshot = copy.deepcopy(find_snapshot(store, domain, snapshot_id)["snapshot"])
    take_snapshot(store, domain, "Zone restore request")
    zone[:] = snapshot
    return {"message": "Request accepted"}


def find_snapshot(store: Store, domain: str, snapshot_id: int) -> Json:
    snapshots: list[Json] = store.part("hostinger")["snapshots"].get(domain, [])
    snapshot = next((entry for entry in snapshots if entry["id"] == snapshot_id), None)
    if snapshot is None:
        raise not_found("Snapshot")
    return snapshot


def take_snapshot(store: Store, domain: str, reason: str) -> None:
    snapshot: Json = {
        "id": store.next_id("snapshots", 53513053),
        "reason": reason,
        "snapshot": copy.deepcopy(zone_of(store, domain)),
        "created_at": store.now_text(),
    }
    store.part("hostinger")["snapshots"].setdefault(domain, []).insert(0, snapshot)


def checked(body: Json) -> list[Json]:
    zone = body.get("zone")
    if not isinstance(zone, list) or not zone:
        raise invalid({"zone": ["The zone field is required."]})
    errors: dict[str, list[str]] = {}
    for number, entry in enumerate(zone):
        errors |= entry_errors(entry, f"zone.{number}.")
    if errors:
        raise invalid(errors)
    return zone


def entry_errors(entry: Any, prefix: str) -> dict[str, list[str]]:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        return {f"{prefix}name": ["The name field is required."]}
    if entry.get("type") not in TYPES:
        return {f"{prefix}type": ["The selected type is invalid."]}
    records = entry.get("records")
    if not isinstance(records, list) or not records:
        return {f"{prefix}records": ["The records field is required."]}
    errors = {}
    for number, record in enumerate(records):
        content = record.get("content") if isinstance(record, dict) else None
        if not isinstance(content, str) or not fits(entry["type"], content):
            errors[f"{prefix}records.{number}.content"] = [f"The content is not valid for a {entry['type']} record."]
    return errors


def fits(kind: str, content: str) -> bool:
    if kind not in ("A", "AAAA"):
        return bool(content)
    try:
        return ipaddress.ip_address(content).version == (4 if kind == "A" else 6)
    except ValueError:
        return False
