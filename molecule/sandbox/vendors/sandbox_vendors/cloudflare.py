"""Cloudflare: zones, DNS records, zone settings, cache purge, its own addresses. Answers come in an envelope."""

import ipaddress
import math
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Request

from .errors import VendorError, cloudflare_body
from .requests import JsonBody, StoreDep, bearer_token, same_secret
from .seed import ZONE_SETTINGS
from .store import Store, page_of
from .types import Json

MISSING_CREDENTIALS = "Missing X-Auth-Key, X-Auth-Email or Authorization headers"
RECORD_TYPES = ("A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT")
# Purging takes so many items of a kind at once.
PURGE_LIMIT = 100
ALLOWED = {
    "ssl": ("off", "flexible", "full", "strict", "origin_pull"),
    "min_tls_version": ("1.0", "1.1", "1.2", "1.3"),
    "cache_level": ("aggressive", "basic", "simplified"),
    "security_level": ("off", "essentially_off", "low", "medium", "high", "under_attack"),
}


async def authenticate(request: Request, store: StoreDep) -> None:
    token = bearer_token(request)
    if token is None:
        raise VendorError(400, cloudflare_body(9106, MISSING_CREDENTIALS))
    if not same_secret(token, store.settings.cloudflare_token):
        raise VendorError(403, cloudflare_body(9109, "Invalid access token"))


router = APIRouter(prefix="/client/v4", dependencies=[Depends(authenticate)])
public = APIRouter(prefix="/client/v4")
Page = Annotated[int, Query(ge=1)]
PerPage = Annotated[int, Query(ge=1, le=5000)]


def success(result: Any) -> Json:
    return {"success": True, "errors": [], "messages": [], "result": result}


def paged(items: list[Json], page: int, per_page: int) -> Json:
    shown = page_of(items, page, per_page)
    return success(shown) | {
        "result_info": {
            "page": page,
            "per_page": per_page,
            "count": len(shown),
            "total_count": len(items),
            "total_pages": math.ceil(len(items) / per_page),
        }
    }


def zone_of(store: Store, zone_id: str) -> Json:
    zone: Json | None = store.part("cloudflare")["zones"].get(zone_id)
    if zone is None:
        path = f"/zones/{zone_id}"
        raise VendorError(
            404, cloudflare_body(7003, f"Could not route to {path}, perhaps your object identifier is invalid?")
        )
    return zone


def record_of(zone: Json, record_id: str) -> Json:
    record: Json | None = zone["records"].get(record_id)
    if record is None:
        raise VendorError(404, cloudflare_body(81044, "Record does not exist."))
    return record


@public.get("/ips")
async def addresses() -> Json:
    """Ranges that requests through the CDN come from; in the sandbox, documentation addresses."""
    return success({"ipv4_cidrs": ["198.51.100.119/32"], "ipv6_cidrs": ["2001:db8:cd::/48"], "etag": "sandbox"})


@router.get("/user/tokens/verify")
async def verify_token() -> Json:
    return success({"id": "ed17574386854bf78a67040be0a770b0", "status": "active"})


@router.get("/zones")
async def list_zones(store: StoreDep, name: str = "", page: Page = 1, per_page: PerPage = 20) -> Json:
    zones = [entry["zone"] for entry in store.part("cloudflare")["zones"].values()]
    return paged([zone for zone in zones if name in ("", zone["name"])], page, per_page)


@router.get("/zones/{zone_id}")
async def show_zone(zone_id: str, store: StoreDep) -> Json:
    return success(zone_of(store, zone_id)["zone"])


@router.get("/zones/{zone_id}/dns_records")
async def list_records(
    request: Request, zone_id: str, store: StoreDep, page: Page = 1, per_page: PerPage = 100
) -> Json:
    """Filtered by `type`, `name` and `content`, in the short form or with `.exact`."""
    records = list(zone_of(store, zone_id)["records"].values())
    for field in ("type", "name", "content"):
        wanted = request.query_params.get(field) or request.query_params.get(f"{field}.exact")
        if wanted:
            records = [record for record in records if record[field] == wanted]
    return paged(records, page, per_page)


@router.post("/zones/{zone_id}/dns_records")
async def create_record(zone_id: str, body: JsonBody, store: StoreDep) -> Json:
    zone = zone_of(store, zone_id)
    record = checked_record(zone, {"ttl": 1, "proxied": False, "comment": None, "tags": []} | body)
    refuse_conflict(zone, record)
    now = store.now_text()
    record |= {"id": uuid4().hex, "proxiable": record["type"] in ("A", "AAAA", "CNAME")}
    record |= {"created_on": now, "modified_on": now, "settings": {}, "meta": {}}
    zone["records"][record["id"]] = record
    return success(record)


@router.get("/zones/{zone_id}/dns_records/{record_id}")
async def show_record(zone_id: str, record_id: str, store: StoreDep) -> Json:
    return success(record_of(zone_of(store, zone_id), record_id))


@router.put("/zones/{zone_id}/dns_records/{record_id}")
@router.patch("/zones/{zone_id}/dns_records/{record_id}")
async def change_record(request: Request, zone_id: str, record_id: str, body: JsonBody, store: StoreDep) -> Json:
    """PUT describes the record anew, PATCH changes what it names."""
    zone = zone_of(store, zone_id)
    record = record_of(zone, record_id)
    base = record if request.method == "PATCH" else {"ttl": 1, "proxied": False, "comment": None, "tags": []}
    wanted = checked_record(zone, base | body)
    refuse_conflict(zone, wanted, besides=record_id)
    record |= wanted | {"id": record_id, "modified_on": store.now_text()}
    return success(record)


@router.delete("/zones/{zone_id}/dns_records/{record_id}")
async def delete_record(zone_id: str, record_id: str, store: StoreDep) -> Json:
    zone = zone_of(store, zone_id)
    record_of(zone, record_id)
    del zone["records"][record_id]
    return success({"id": record_id})


@router.post("/zones/{zone_id}/purge_cache")
async def purge_cache(zone_id: str, body: JsonBody, store: StoreDep) -> Json:
    zone_of(store, zone_id)
    kinds = [kind for kind in ("files", "prefixes", "hosts", "tags") if kind in body]
    if (body.get("purge_everything") is True) == bool(kinds) or len(kinds) > 1:
        raise VendorError(400, cloudflare_body(1012, "Request must contain only one of the purge parameters"))
    if kinds and len(body[kinds[0]]) > PURGE_LIMIT:
        raise VendorError(400, cloudflare_body(1094, f"Unable to purge more than {PURGE_LIMIT} items at once"))
    store.part("cloudflare")["purges"].append({"at": store.now_text(), "zone_id": zone_id, **body})
    return success({"id": zone_id})


@router.get("/zones/{zone_id}/settings")
async def list_settings(zone_id: str, store: StoreDep) -> Json:
    zone = zone_of(store, zone_id)
    return success([shown_setting(zone, name) for name in zone["settings"]])


@router.get("/zones/{zone_id}/settings/{name}")
async def show_setting(zone_id: str, name: str, store: StoreDep) -> Json:
    zone = zone_of(store, zone_id)
    require_setting(name)
    return success(shown_setting(zone, name))


@router.patch("/zones/{zone_id}/settings/{name}")
async def change_setting(zone_id: str, name: str, body: JsonBody, store: StoreDep) -> Json:
    zone = zone_of(store, zone_id)
    require_setting(name)
    value = body.get("value")
    default = ZONE_SETTINGS[name]
    allowed = ALLOWED.get(name, ("on", "off") if isinstance(default, str) else ())
    if not isinstance(value, type(default)) or (allowed and value not in allowed):
        raise VendorError(400, cloudflare_body(1007, f"Invalid value for zone setting {name}"))
    zone["settings"][name] = value
    zone["changed"][name] = store.now_text()
    return success(shown_setting(zone, name))


def require_setting(name: str) -> None:
    if name not in ZONE_SETTINGS:
        raise VendorError(400, cloudflare_body(1006, "Undefined zone setting: " + name))


def shown_setting(zone: Json, name: str) -> Json:
    value, changed = zone["settings"][name], zone["changed"].get(name)
    return {"id": name, "value": value, "editable": True, "modified_on": changed}


def checked_record(zone: Json, body: Json) -> Json:
    """The record as stored: full names, fields of the right kind."""
    kind, name, content = body.get("type"), body.get("name"), body.get("content")
    if kind not in RECORD_TYPES or not isinstance(name, str) or not isinstance(content, str) or not name or not content:
        raise VendorError(400, cloudflare_body(9000, "DNS record requires a valid type, name and content."))
    versions = {"A": 4, "AAAA": 6}
    if kind in versions and address_version(content) != versions[kind]:
        message = f"Content for {kind} record must be a valid IPv{versions[kind]} address."
        raise VendorError(400, cloudflare_body(9005 if kind == "A" else 9006, message))
    if body["proxied"] and kind not in ("A", "AAAA", "CNAME"):
        raise VendorError(400, cloudflare_body(9004, "This record type cannot be proxied."))
    apex = zone["zone"]["name"]
    full = apex if name == "@" else name if name == apex or name.endswith(f".{apex}") else f"{name}.{apex}"
    fields = ("type", "content", "ttl", "proxied", "comment", "tags", "priority", "data")
    return {"name": full.lower(), **{field: body[field] for field in fields if field in body}}


def address_version(content: str) -> int:
    try:
        return ipaddress.ip_address(content).version
    except ValueError:
        return 0


def refuse_conflict(zone: Json, record: Json, besides: str = "") -> None:
    others = [other for key, other in zone["records"].items() if key != besides and other["name"] == record["name"]]
    if any((other["type"], other["content"]) == (record["type"], record["content"]) for other in others):
        raise VendorError(400, cloudflare_body(81058, "An identical record already exists."))
    addresses = ("A", "AAAA", "CNAME")
    if record["type"] == "CNAME" and any(other["type"] in addresses for other in others):
        raise VendorError(400, cloudflare_body(81053, "An A, AAAA, or CNAME record with that host already exists."))
    if record["type"] in addresses and any(other["type"] == "CNAME" for other in others):
        raise VendorError(400, cloudflare_body(81054, "A CNAME record with that host already exists."))
