"""Virtual machines: buying, setting up, starting and stopping, measuring. Nothing deletes one, as in the original."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from ..errors import VendorError, body_of
from ..requests import JsonBody, StoreDep
from ..store import Store
from ..types import Json
from . import billing
from .common import invalid, not_found, paged, shown_action, start_action, stored

router = APIRouter(prefix="/vps/v1/virtual-machines")
HOSTNAME = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", re.IGNORECASE)
INTERNAL = {"ready_at", "locked_until", "public_key_ids", "password_set"}


def shown(store: Store, machine: Json) -> Json:
    """As the API shows it: states that follow from time are worked out here."""
    if machine["state"] in ("creating", "starting", "recreating") and store.now() >= machine["ready_at"]:
        machine["state"] = "running"
    locked = store.now() < max(machine["locked_until"], machine["ready_at"])
    public = {key: value for key, value in machine.items() if key not in INTERNAL}
    return public | {"actions_lock": "locked" if locked else "unlocked"}


@router.get("")
async def list_machines(store: StoreDep) -> list[Json]:
    return [shown(store, machine) for machine in store.part("hostinger")["virtual_machines"].values()]


@router.get("/{machine_id}")
async def show_machine(machine_id: int, store: StoreDep) -> Json:
    return shown(store, stored(store, "virtual_machines", machine_id, "Virtual machine"))


@router.post("")
async def purchase(request: Request, body: JsonBody, store: StoreDep) -> JSONResponse:
    """Two purchases make two machines: there is no idempotency key."""
    item, price = billing.find_price(store, body.get("item_id"))
    setup = body.get("setup")
    errors = {} if isinstance(setup, dict) else {"setup": ["The setup field is required."]}
    errors |= setup_errors(store, setup, "setup.") if isinstance(setup, dict) else {}
    if item is None or price is None:
        errors["item_id"] = ["The selected item id is invalid."]
    methods = {method["id"] for method in store.part("hostinger")["payment_methods"]}
    if body.get("payment_method_id") is not None and body["payment_method_id"] not in methods:
        errors["payment_method_id"] = ["The selected payment method id is invalid."]
    if errors or item is None or price is None or not isinstance(setup, dict):
        raise invalid(errors)
    order, subscription = billing.place_order(store, price)
    machine = new_machine(store, item, subscription["id"])
    fault = request.scope["state"].get("fault")
    if fault is not None and fault.kind == "pending":
        processing = {
            "id": order["id"],
            "subscription_id": subscription["id"],
            "status": "payment_initiated",
            "message": "Payment is being processed. The product appears once the order completes.",
        }
        return JSONResponse(processing, status_code=202)
    set_up(store, machine, setup)
    order["status"] = "completed"
    return JSONResponse({"order": order, "virtual_machine": shown(store, machine)})


@router.post("/{machine_id}/setup")
async def setup_machine(machine_id: int, body: JsonBody, store: StoreDep) -> Json:
    machine = stored(store, "virtual_machines", machine_id, "Virtual machine")
    if machine["state"] != "initial":
        raise VendorError(422, body_of("hostinger", 422, "Virtual machine is already set up"))
    if errors := setup_errors(store, body, ""):
        raise invalid(errors)
    set_up(store, machine, body)
    return shown(store, machine)


@router.post("/{machine_id}/{verb}")
async def change_power(machine_id: int, verb: str, body: JsonBody, store: StoreDep) -> Json:
    machine = stored(store, "virtual_machines", machine_id, "Virtual machine")
    if verb not in ("start", "stop", "restart", "recreate"):
        raise not_found("Route")
    if shown(store, machine)["actions_lock"] == "locked":
        raise VendorError(422, body_of("hostinger", 422, "Another action is in progress on this virtual machine"))
    if verb == "recreate":
        if errors := template_errors(store, body, ""):
            raise invalid(errors)
        machine["template"] = find(store, "templates", body["template_id"])
    action = start_action(store, machine, f"vps_{verb}")
    machine["ready_at"] = machine["locked_until"]
    machine["state"] = {"stop": "stopped", "recreate": "recreating"}.get(verb, "starting")
    return action


@router.put("/{machine_id}/hostname")
async def change_hostname(machine_id: int, body: JsonBody, store: StoreDep) -> Json:
    machine = stored(store, "virtual_machines", machine_id, "Virtual machine")
    if not HOSTNAME.match(str(body.get("hostname", ""))):
        raise invalid({"hostname": ["The hostname must be a fully qualified domain name."]})
    machine["hostname"] = body["hostname"]
    return start_action(store, machine, "vps_set_hostname")


@router.get("/{machine_id}/actions")
async def list_actions(machine_id: int, store: StoreDep, page: Annotated[int, Query(ge=1)] = 1) -> Json:
    stored(store, "virtual_machines", machine_id, "Virtual machine")
    actions = store.part("hostinger")["actions"].get(str(machine_id), [])
    return paged([shown_action(store, action) for action in actions], page)


@router.get("/{machine_id}/actions/{action_id}")
async def show_action(machine_id: int, action_id: int, store: StoreDep) -> Json:
    for action in store.part("hostinger")["actions"].get(str(machine_id), []):
        if action["id"] == action_id:
            return shown_action(store, action)
    raise not_found("Action")


@router.get("/{machine_id}/metrics")
async def metrics(machine_id: int, store: StoreDep, date_from: str = "", date_to: str = "") -> Json:
    machine = stored(store, "virtual_machines", machine_id, "Virtual machine")
    if missing := [name for name, value in (("date_from", date_from), ("date_to", date_to)) if not value]:
        raise invalid({name: [f"The {name.replace('_', ' ')} field is required."] for name in missing})
    moment = str(int(store.now()))
    figures = machine.get("usage", {"cpu_percent": 12.5, "ram_bytes": 734003200, "disk_bytes": 5368709120})
    values = {
        "cpu_usage": ("%", figures["cpu_percent"]),
        "ram_usage": ("bytes", figures["ram_bytes"]),
        "disk_space": ("bytes", figures["disk_bytes"]),
        "outgoing_traffic": ("bytes", figures.get("sent_bytes", 0)),
        "incoming_traffic": ("bytes", figures.get("received_bytes", 0)),
        "uptime": ("milliseconds", figures.get("uptime_milliseconds", 0)),
    }
    return {name: {"unit": unit, "usage": {moment: value}} for name, (unit, value) in values.items()}


@router.get("/{machine_id}/ssh-keys")
async def list_ssh_keys(machine_id: int, store: StoreDep) -> list[Json]:
    """The keys of the machine, as lines of authorized_keys taken apart."""
    found = []
    for key in keys_of(store, machine_id):
        kind, _, rest = key["key"].partition(" ")
        data, _, name = rest.partition(" ")
        found.append({"key": key["key"], "type": kind, "data": data, "name": name or key["name"]})
    return found


@router.get("/{machine_id}/public-keys")
async def list_machine_keys(machine_id: int, store: StoreDep, page: Annotated[int, Query(ge=1)] = 1) -> Json:
    """Deprecated in the original in favour of ssh-keys."""
    return paged(keys_of(store, machine_id), page)


def keys_of(store: Store, machine_id: int) -> list[Json]:
    machine = stored(store, "virtual_machines", machine_id, "Virtual machine")
    keys = store.part("hostinger")["public_keys"]
    return [keys[str(key_id)] for key_id in machine["public_key_ids"] if str(key_id) in keys]


def find(store: Store, kind: str, item_id: Any) -> Json | None:
    items: list[Json] = store.part("hostinger")[kind]
    return next((item for item in items if item["id"] == item_id), None)


def template_errors(store: Store, setup: Json, prefix: str) -> dict[str, list[str]]:
    if find(store, "templates", setup.get("template_id")) is None:
        return {f"{prefix}template_id": ["The selected template id is invalid."]}
    return {}


def setup_errors(store: Store, setup: Json, prefix: str) -> dict[str, list[str]]:
    errors = template_errors(store, setup, prefix)
    if find(store, "data_centers", setup.get("data_center_id")) is None:
        errors[f"{prefix}data_center_id"] = ["The selected data center id is invalid."]
    if setup.get("hostname") is not None and not HOSTNAME.match(str(setup["hostname"])):
        errors[f"{prefix}hostname"] = ["The hostname must be a fully qualified domain name."]
    if setup.get("password") is not None and len(str(setup["password"])) < 12:
        errors[f"{prefix}password"] = ["The password must be at least 12 characters."]
    script = setup.get("post_install_script_id")
    if script is not None and str(script) not in store.part("hostinger")["scripts"]:
        errors[f"{prefix}post_install_script_id"] = ["The selected post install script id is invalid."]
    return errors


def new_machine(store: Store, item: Json, subscription_id: str) -> Json:
    """Paid for and not set up: state `initial`, no address yet."""
    machine_id = store.next_id("virtual_machines", 17923)
    machine: Json = {
        "id": machine_id,
        "firewall_group_id": None,
        "subscription_id": subscription_id,
        "data_center_id": None,
        "plan": item["name"],
        "hostname": f"srv{machine_id}.hstgr.cloud",
        "state": "initial",
        "cpus": item["metadata"]["cpus"],
        "memory": item["metadata"]["memory"],
        "disk": item["metadata"]["disk_space"],
        "bandwidth": item["metadata"]["bandwidth"],
        "ns1": "1.1.1.1",
        "ns2": "8.8.8.8",
        "ipv4": None,
        "ipv6": None,
        "template": None,
        "created_at": store.now_text(),
        "ready_at": 0,
        "locked_until": 0,
        "public_key_ids": [],
    }
    store.part("hostinger")["virtual_machines"][str(machine_id)] = machine
    return machine


def set_up(store: Store, machine: Json, setup: Json) -> None:
    number = store.next_id("addresses") - 1
    addresses = store.settings.hostinger_addresses
    address = addresses[number % len(addresses)]
    if key := setup.get("public_key"):
        key_id = store.next_id("public_keys", 325)
        store.part("hostinger")["public_keys"][str(key_id)] = {
            "id": key_id,
            "name": key.get("name"),
            "key": key.get("key"),
        }
        machine["public_key_ids"].append(key_id)
    machine |= {
        "state": "creating",
        "data_center_id": setup["data_center_id"],
        "template": find(store, "templates", setup["template_id"]),
        "hostname": setup.get("hostname") or machine["hostname"],
        "ipv4": [{"id": 52347 + number, "address": address, "ptr": machine["hostname"]}],
        "ipv6": [{"id": 61347 + number, "address": f"2001:db8::{number + 10:x}", "ptr": machine["hostname"]}],
        "ready_at": store.now() + store.settings.hostinger_boot_seconds,
    }
