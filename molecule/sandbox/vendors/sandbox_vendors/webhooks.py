"""Razorpay's events on their way to the platform: signed, retried, recorded with every attempt."""

import asyncio
import copy
import hashlib
import hmac
import json
import secrets
import ssl

import httpx2

from .store import Store
from .types import Json

TIMEOUT_SECONDS = 5


def new_event(store: Store, name: str, entities: Json) -> Json:
    """An event is a snapshot: what happens to the entities later does not change it."""
    event: Json = {
        "event_id": secrets.token_hex(7),
        "payload": {
            "entity": "event",
            "account_id": "acc_Sandbox0000000",
            "event": name,
            "contains": list(entities),
            "payload": {kind: {"entity": copy.deepcopy(entity)} for kind, entity in entities.items()},
            "created_at": int(store.now()),
        },
    }
    store.part("razorpay")["events"][event["event_id"]] = event
    return event


def sign(store: Store, body: bytes) -> str:
    return hmac.new(store.settings.razorpay_webhook_secret.encode(), body, hashlib.sha256).hexdigest()


def send(store: Store, events: list[Json], *, after_seconds: float = 0) -> None:
    """Deliver in this order, without keeping the caller waiting."""

    async def deliver_all() -> None:
        await asyncio.sleep(after_seconds)
        for event in events:
            await deliver(store, event)

    store.spawn(deliver_all())


async def deliver(store: Store, event: Json, *, retry: bool = True, forge: bool = False) -> Json | None:
    """One attempt, and later ones in the background until one is accepted. `forge` signs it wrongly."""
    url = store.settings.razorpay_webhook_url
    if not url:
        return None
    body = json.dumps(event["payload"], separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Razorpay-Webhook/v1",
        "X-Razorpay-Event-Id": event["event_id"],
        "X-Razorpay-Signature": "0" * 64 if forge else sign(store, body),
    }
    entry = store.record(
        "webhooks",
        {
            "event_id": event["event_id"],
            "event": event["payload"]["event"],
            "url": url,
            "state": "sending",
            "attempts": [],
            "forged": forge,
            "payload": event["payload"],
        },
    )
    await attempt(store, entry, body, headers)
    if retry and entry["state"] != "accepted":
        store.spawn(try_again(store, entry, body, headers))
    return entry


async def try_again(store: Store, entry: Json, body: bytes, headers: dict[str, str]) -> None:
    for wait in store.settings.razorpay_retry_seconds:
        await asyncio.sleep(wait)
        await attempt(store, entry, body, headers)
        if entry["state"] == "accepted":
            return


async def attempt(store: Store, entry: Json, body: bytes, headers: dict[str, str]) -> None:
    result = await post(store, entry["url"], body, headers)
    entry["attempts"].append(result | {"at": store.now_text()})
    entry["state"] = "accepted" if 200 <= (result["status"] or 0) < 300 else "refused"
    store.save()


async def post(store: Store, url: str, body: bytes, headers: dict[str, str]) -> Json:
    """The status, or why there was none."""
    ca_file = store.settings.ca_file
    try:
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
        async with httpx2.AsyncClient(timeout=TIMEOUT_SECONDS, verify=context) as client:
            response = await client.post(url, content=body, headers=headers)
    except (httpx2.HTTPError, OSError) as error:
        return {"status": None, "error": f"{type(error).__name__}: {error}"}
    return {"status": response.status_code, "error": None}
