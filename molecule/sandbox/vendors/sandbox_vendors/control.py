"""The sandbox's own endpoints: look at what arrived, start afresh, misbehave, play the customer."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field

from . import faults, razorpay, webhooks
from .requests import StoreDep
from .types import Json

router = APIRouter(prefix="/_control")
PARTS = ("mails", "messages", "webhooks", "calls")


class Payment(BaseModel):
    """What the customer does at the checkout, and how well its events travel."""

    model_config = ConfigDict(extra="forbid")

    order_id: str
    outcome: Literal["captured", "authorized", "failed"] = "captured"
    method: Literal["card", "upi", "netbanking", "wallet"] = "upi"
    email: str = "payer@example.com"
    contact: str = "+919000090000"
    webhooks: bool = True
    # Made, and sent when /_control/razorpay/events is told to, one by one.
    held: bool = False
    # How long they are on their way.
    late_seconds: float = Field(default=0, ge=0, le=600)
    copies: int = Field(default=1, ge=1, le=10)
    reverse: bool = False


class Refund(BaseModel):
    """Money given back in the service's own dashboard."""

    model_config = ConfigDict(extra="forbid")

    payment_id: str
    amount: int
    held: bool = False


class Redelivery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    event_id: str
    forge: bool = False


class MachineChange(BaseModel):
    """What an operator of the provider would cause: a state, an address, a load."""

    model_config = ConfigDict(extra="forbid")

    state: str | None = None
    address: str | None = None
    usage: Json | None = None


@router.get("/health")
async def health() -> Json:
    return {"status": "ok"}


@router.post("/reset")
async def reset(store: StoreDep) -> Json:
    store.reset()
    store.save()
    return {"status": "reset"}


@router.get("/inbox")
async def inbox(
    store: StoreDep,
    part: Annotated[Literal["mails", "messages", "webhooks", "calls"] | None, Query()] = None,
    to: str = "",
    subject: str = "",
    vendor: str = "",
    after: int = 0,
) -> Json:
    """Everything that arrived, oldest first; narrowed by recipient and subject (mails), vendor (calls), id."""
    found: Json = {}
    for name in PARTS if part is None else (part,):
        items = [item for item in store.items(name) if item["id"] > after]
        if name == "mails":
            items = [item for item in items if in_recipients(to, item) and subject.lower() in item["subject"].lower()]
        if name == "calls":
            items = [item for item in items if vendor in ("", item["vendor"])]
        found[name] = items
    return found


def in_recipients(address: str, mail: Json) -> bool:
    return not address or any(address.lower() in given.lower() for given in mail["to"] + mail["cc"] + mail["bcc"])


@router.get("/faults")
async def list_faults(store: StoreDep) -> list[Json]:
    return store.items("faults")


@router.post("/faults", status_code=201)
async def add_fault(fault: faults.Fault, store: StoreDep) -> Json:
    stored = faults.add(store, fault)
    store.save()
    return stored


@router.delete("/faults")
async def clear_faults(store: StoreDep) -> Json:
    store.items("faults").clear()
    store.save()
    return {"status": "cleared"}


@router.post("/razorpay/pay")
async def pay(payment: Payment, store: StoreDep) -> Json:
    """What the browser gets back, as Razorpay's checkout would hand it over."""
    order = store.part("razorpay")["orders"].get(payment.order_id)
    if order is None:
        raise HTTPException(404, f"no order {payment.order_id}")
    if order["status"] == "paid":
        raise HTTPException(409, f"order {payment.order_id} is paid already")
    contact = {"email": payment.email, "contact": payment.contact}
    made = razorpay.create_payment(store, order, payment.outcome, payment.method, contact)
    events = razorpay.payment_events(store, made) if payment.webhooks else []
    if not payment.held:
        ordered = events[::-1] if payment.reverse else events
        webhooks.send(store, ordered * payment.copies, after_seconds=payment.late_seconds)
    store.save()
    return {
        "razorpay_payment_id": made["id"],
        "razorpay_order_id": order["id"],
        "razorpay_signature": razorpay.checkout_signature(store, order["id"], made["id"]),
        "events": [event["event_id"] for event in events],
    }


@router.post("/razorpay/refund")
async def refund(given: Refund, store: StoreDep) -> Json:
    """The refund, and its events as `pay` makes them."""
    payment = store.part("razorpay")["payments"].get(given.payment_id)
    if payment is None:
        raise HTTPException(404, f"no payment {given.payment_id}")
    made = razorpay.create_refund(store, payment, {"amount": given.amount}, pending=False)
    events = [
        razorpay.refund_event(store, "refund.created", made | {"status": "pending"}),
        razorpay.refund_event(store, "refund.processed", made),
    ]
    if not given.held:
        webhooks.send(store, events)
    store.save()
    return {"refund": made, "events": [event["event_id"] for event in events]}


@router.post("/razorpay/events")
async def redeliver(request: Redelivery, store: StoreDep) -> Any:
    """Send an event, once more or for the first time, at once, and say what the platform answered."""
    event = store.part("razorpay")["events"].get(request.event_id)
    if event is None:
        raise HTTPException(404, f"no event {request.event_id}")
    entry = await webhooks.deliver(store, event, retry=False, forge=request.forge)
    if entry is None:
        raise HTTPException(409, "VENDORS_RAZORPAY_WEBHOOK_URL is not set")
    return entry


@router.patch("/hostinger/virtual-machines/{machine_id}")
async def change_machine(machine_id: int, change: MachineChange, store: StoreDep) -> Json:
    machine: Json | None = store.part("hostinger")["virtual_machines"].get(str(machine_id))
    if machine is None:
        raise HTTPException(404, f"no virtual machine {machine_id}")
    if change.state is not None:
        machine["state"] = change.state
    if change.address is not None:
        machine["ipv4"] = [{"id": 52346, "address": change.address, "ptr": machine["hostname"]}]
    if change.usage is not None:
        machine["usage"] = change.usage
    store.save()
    return machine
