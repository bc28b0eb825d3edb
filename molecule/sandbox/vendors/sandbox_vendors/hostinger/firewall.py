"""Firewalls: everything inbound is dropped but the rules; one firewall per machine, applied by activate and sync."""

from typing import Annotated

from fastapi import APIRouter, Query

from ..requests import JsonBody, StoreDep
from ..store import Store
from ..types import Json
from .common import invalid, not_found, paged, start_action, stored
from .resources import required

router = APIRouter(prefix="/vps/v1/firewall")
PROTOCOLS = (
    "TCP", "UDP", "ICMP", "GRE", "any", "ESP", "AH", "ICMPv6", "SSH", "HTTP", "HTTPS", "MySQL", "PostgreSQL",
)  # fmt: skip


@router.get("")
async def list_firewalls(store: StoreDep, page: Annotated[int, Query(ge=1)] = 1) -> Json:
    return paged(list(store.part("hostinger")["firewalls"].values()), page)


@router.post("")
async def create_firewall(body: JsonBody, store: StoreDep) -> Json:
    (name,) = required(body, "name")
    now = store.now_text()
    firewall: Json = {
        "id": store.next_id("firewalls", 65224),
        "name": name,
        "is_synced": False,
        "rules": [],
        "created_at": now,
        "updated_at": now,
    }
    store.part("hostinger")["firewalls"][str(firewall["id"])] = firewall
    return firewall


@router.get("/{firewall_id}")
async def show_firewall(firewall_id: int, store: StoreDep) -> Json:
    return stored(store, "firewalls", firewall_id, "Firewall")


@router.delete("/{firewall_id}")
async def delete_firewall(firewall_id: int, store: StoreDep) -> Json:
    stored(store, "firewalls", firewall_id, "Firewall")
    for machine in machines_of(store, firewall_id):
        machine["firewall_group_id"] = None
    del store.part("hostinger")["firewalls"][str(firewall_id)]
    return {"message": "Request accepted"}


@router.put("/{firewall_id}/rules")
async def replace_rules(firewall_id: int, body: JsonBody, store: StoreDep) -> Json:
    firewall = stored(store, "firewalls", firewall_id, "Firewall")
    rules = body.get("rules")
    if not isinstance(rules, list):
        raise invalid({"rules": ["The rules field is required."]})
    errors: dict[str, list[str]] = {}
    for number, rule in enumerate(rules):
        errors |= rule_errors(rule, f"rules.{number}.")
    if errors:
        raise invalid(errors)
    firewall["rules"] = [new_rule(store, rule) for rule in rules]
    return changed(store, firewall, synced=bool(body.get("sync", False)))


@router.post("/{firewall_id}/rules")
async def add_rule(firewall_id: int, body: JsonBody, store: StoreDep) -> Json:
    firewall = stored(store, "firewalls", firewall_id, "Firewall")
    if errors := rule_errors(body, ""):
        raise invalid(errors)
    rule = new_rule(store, body)
    firewall["rules"].append(rule)
    changed(store, firewall, synced=False)
    return rule


@router.delete("/{firewall_id}/rules/{rule_id}")
async def delete_rule(firewall_id: int, rule_id: int, store: StoreDep) -> Json:
    firewall = stored(store, "firewalls", firewall_id, "Firewall")
    kept = [rule for rule in firewall["rules"] if rule["id"] != rule_id]
    if len(kept) == len(firewall["rules"]):
        raise not_found("Firewall rule")
    firewall["rules"] = kept
    changed(store, firewall, synced=False)
    return {"message": "Request accepted"}


@router.post("/{firewall_id}/activate/{machine_id}")
async def activate(firewall_id: int, machine_id: int, store: StoreDep) -> Json:
    firewall = stored(store, "firewalls", firewall_id, "Firewall")
    machine = stored(store, "virtual_machines", machine_id, "Virtual machine")
    machine["firewall_group_id"] = firewall_id
    firewall["is_synced"] = True
    return start_action(store, machine, "firewall_activate")


@router.post("/{firewall_id}/deactivate/{machine_id}")
async def deactivate(firewall_id: int, machine_id: int, store: StoreDep) -> Json:
    machine = stored(store, "virtual_machines", machine_id, "Virtual machine")
    if machine["firewall_group_id"] != firewall_id:
        raise invalid({"firewall": ["The firewall is not active on this virtual machine."]})
    machine["firewall_group_id"] = None
    return start_action(store, machine, "firewall_deactivate")


@router.post("/{firewall_id}/sync/{machine_id}")
async def sync(firewall_id: int, machine_id: int, store: StoreDep) -> Json:
    firewall = stored(store, "firewalls", firewall_id, "Firewall")
    machine = stored(store, "virtual_machines", machine_id, "Virtual machine")
    firewall["is_synced"] = True
    return start_action(store, machine, "firewall_sync")


def machines_of(store: Store, firewall_id: int) -> list[Json]:
    machines: list[Json] = list(store.part("hostinger")["virtual_machines"].values())
    return [machine for machine in machines if machine["firewall_group_id"] == firewall_id]


def rule_errors(rule: Json, prefix: str) -> dict[str, list[str]]:
    errors = {
        f"{prefix}{name}": [f"The {name} field is required."]
        for name in ("protocol", "port", "source", "source_detail")
        if not isinstance(rule.get(name), str)
    }
    if not errors and rule["protocol"] not in PROTOCOLS:
        errors[f"{prefix}protocol"] = ["The selected protocol is invalid."]
    if not errors and rule["source"] not in ("any", "custom"):
        errors[f"{prefix}source"] = ["The selected source is invalid."]
    return errors


def new_rule(store: Store, rule: Json) -> Json:
    fields = {name: rule[name] for name in ("protocol", "port", "source", "source_detail")}
    return {"id": store.next_id("firewall_rules", 24541), "action": "accept", **fields}


def changed(store: Store, firewall: Json, *, synced: bool) -> Json:
    """Rules hold on the machines only after a sync."""
    firewall["is_synced"] = synced
    firewall["updated_at"] = store.now_text()
    return firewall
