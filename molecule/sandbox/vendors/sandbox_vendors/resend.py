"""Resend: mail. What is sent lands in the inbox; an idempotency key sends once within 24 hours."""

import base64
import binascii
import json
import re
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Header, Query, Request

from .errors import VendorError
from .requests import StoreDep, bearer_token, same_secret
from .store import Store
from .types import Json

ADDRESS = re.compile(r"^(?:[^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>?$")
TAG = re.compile(r"^[A-Za-z0-9_-]{1,256}$")
MAX_RECIPIENTS = 50
MAX_BATCH = 100
KEY_LIFETIME_SECONDS = 24 * 3600


def refused(status: int, name: str, message: str) -> VendorError:
    return VendorError(status, {"statusCode": status, "name": name, "message": message})


async def authenticate(request: Request, store: StoreDep) -> None:
    token = bearer_token(request)
    if not token:
        raise refused(401, "missing_api_key", "Missing API Key")
    if not same_secret(token, store.settings.resend_api_key):
        raise refused(403, "invalid_api_key", "API key is invalid")


router = APIRouter(prefix="/emails", dependencies=[Depends(authenticate)])
IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key")]


async def read_payload(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except ValueError as error:
        raise refused(422, "validation_error", "The request body is not valid JSON.") from error


Payload = Annotated[Any, Depends(read_payload)]


@router.post("")
async def send(payload: Payload, store: StoreDep, key: IdempotencyKey = None) -> Json:
    def accept() -> Json:
        check_mail(payload)
        return {"id": deliver(store, payload, key)}

    return once(store, key, payload, accept)


@router.post("/batch")
async def send_batch(payload: Payload, store: StoreDep, key: IdempotencyKey = None) -> Json:
    """All or none; attachments and schedules are not possible here."""

    def accept() -> Json:
        if not isinstance(payload, list) or not 0 < len(payload) <= MAX_BATCH:
            raise refused(422, "validation_error", f"A batch must hold between 1 and {MAX_BATCH} emails.")
        for mail in payload:
            check_mail(mail)
            if mail.get("attachments"):
                raise refused(422, "validation_error", "The `attachments` field is not supported in batches.")
        return {"data": [{"id": deliver(store, mail, key)} for mail in payload]}

    return once(store, key, payload, accept)


@router.get("")
async def list_mails(store: StoreDep, limit: Annotated[int, Query(ge=1, le=100)] = 20, after: str = "") -> Json:
    mails = [shown(mail) for mail in reversed(store.items("mails"))]
    if after:
        mails = mails[next((number for number, mail in enumerate(mails, 1) if mail["id"] == after), len(mails)) :]
    return {"object": "list", "has_more": len(mails) > limit, "data": mails[:limit]}


@router.get("/{mail_id}")
async def show_mail(mail_id: str, store: StoreDep) -> Json:
    return shown(find(store, mail_id))


@router.patch("/{mail_id}")
async def reschedule(mail_id: str, payload: Payload, store: StoreDep) -> Json:
    mail = scheduled(store, mail_id)
    mail["scheduled_at"] = payload.get("scheduled_at")
    return {"object": "email", "id": mail_id}


@router.post("/{mail_id}/cancel")
async def cancel(mail_id: str, store: StoreDep) -> Json:
    scheduled(store, mail_id)["last_event"] = "canceled"
    return {"object": "email", "id": mail_id}


def once(store: Store, key: str | None, payload: Any, accept: Any) -> Json:
    """The first answer again for the same key and payload; a refused request leaves its key free."""
    if key is None:
        answer: Json = accept()
        return answer
    if not 1 <= len(key) <= 256:
        raise refused(400, "invalid_idempotency_key", "The key must be between 1-256 chars.")
    known: Json = store.part("resend")["idempotency"]
    earlier = known.get(key)
    if earlier is not None and store.now() - earlier["at"] < KEY_LIFETIME_SECONDS:
        if earlier["payload"] != payload:
            message = "Same idempotency key used with a different request payload."
            raise refused(409, "invalid_idempotent_request", message)
        repeated: Json = earlier["answer"]
        return repeated
    answer = accept()
    known[key] = {"at": store.now(), "payload": payload, "answer": answer}
    return answer


def addresses(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def check_mail(mail: Any) -> None:
    if not isinstance(mail, dict):
        raise refused(422, "validation_error", "An email must be an object.")
    for field in ("from", "to", "subject"):
        if not mail.get(field):
            raise refused(422, "missing_required_field", f"Missing `{field}` field.")
    if not mail.get("html") and not mail.get("text"):
        raise refused(422, "missing_required_field", "Missing `html` or `text` field.")
    if not ADDRESS.match(str(mail["from"])):
        raise refused(
            422, "invalid_from_address", "Invalid `from` field. The email address needs to follow the format."
        )
    check_addresses(mail)
    if len(addresses(mail["to"])) > MAX_RECIPIENTS:
        raise refused(422, "validation_error", f"The `to` field must not hold more than {MAX_RECIPIENTS} addresses.")
    for attachment in mail.get("attachments") or []:
        check_attachment(attachment)
    for tag in mail.get("tags") or []:
        check_tag(tag)


def check_addresses(mail: Json) -> None:
    for field in ("to", "cc", "bcc", "reply_to"):
        given = addresses(mail.get(field))
        if any(not isinstance(address, str) or not ADDRESS.match(address) for address in given):
            message = f"Invalid `{field}` field. The email address needs to follow the format."
            raise refused(422, "validation_error", message)


def check_tag(tag: Any) -> None:
    if not isinstance(tag, dict) or not all(TAG.match(str(tag.get(part))) for part in ("name", "value")):
        raise refused(422, "validation_error", "Tags may hold ASCII letters, numbers, underscores, or dashes only.")


def check_attachment(attachment: Any) -> None:
    if not isinstance(attachment, dict) or not (attachment.get("content") or attachment.get("path")):
        raise refused(422, "invalid_attachment", "Attachment must have either a `content` or `path`.")
    try:
        base64.b64decode(attachment.get("content") or "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise refused(422, "invalid_attachment", "Attachment `content` must be base64.") from error


def deliver(store: Store, mail: Json, key: str | None) -> str:
    """Into the inbox. Recipients are kept as lists, whatever form they came in."""
    entry = dict(mail) | {field: addresses(mail.get(field)) for field in ("to", "cc", "bcc", "reply_to")}
    entry |= {"message_id": str(uuid4()), "idempotency_key": key}
    entry["last_event"] = "scheduled" if mail.get("scheduled_at") else "delivered"
    store.record("mails", entry)
    identifier: str = entry["message_id"]
    return identifier


def find(store: Store, mail_id: str) -> Json:
    mail = next((entry for entry in store.items("mails") if entry["message_id"] == mail_id), None)
    if mail is None:
        raise refused(404, "not_found", "Email not found")
    return mail


def scheduled(store: Store, mail_id: str) -> Json:
    mail = find(store, mail_id)
    if mail["last_event"] != "scheduled":
        raise refused(422, "validation_error", "Only scheduled emails can be changed.")
    return mail


def shown(mail: Json) -> Json:
    fields = ("from", "to", "cc", "bcc", "reply_to", "subject", "html", "text", "last_event", "scheduled_at", "tags")
    values = {field: mail.get(field) for field in fields}
    return {"object": "email", "id": mail["message_id"], "created_at": mail["at"], **values}
