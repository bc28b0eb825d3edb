"""A chat's incoming webhook: text or blocks in, "ok" out, reasons for refusal as plain text."""

import json
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from .errors import VendorError
from .requests import StoreDep, same_secret

router = APIRouter(prefix="/services")


@router.post("/{team}/{hook}/{secret}")
async def post_message(request: Request, team: str, hook: str, secret: str, store: StoreDep) -> PlainTextResponse:
    _, _, *expected = store.settings.chat_webhook_path.split("/")
    if [team, hook] != expected[:2]:
        raise VendorError(404, "no_service")
    if not same_secret(secret, "/".join(expected[2:])):
        raise VendorError(403, "invalid_token")
    message = read_message(await request.body(), request.headers.get("content-type", ""))
    if not any(message.get(field) for field in ("text", "blocks", "attachments")):
        raise VendorError(400, "no_text")
    store.record("messages", {"message": message, "text": message.get("text", "")})
    return PlainTextResponse("ok")


def read_message(body: bytes, content_type: str) -> dict[str, Any]:
    """JSON, or a form with the JSON in `payload`."""
    try:
        text = body.decode()
        if content_type.startswith("application/x-www-form-urlencoded"):
            text = parse_qs(text)["payload"][0]
        message = json.loads(text)
    except (ValueError, KeyError) as error:
        raise VendorError(400, "invalid_payload") from error
    if not isinstance(message, dict):
        raise VendorError(400, "invalid_payload")
    return message
