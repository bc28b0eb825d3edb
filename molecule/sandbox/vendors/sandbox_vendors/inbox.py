"""The inbox in a browser: mails as a reader sees them, chat messages, webhooks and calls as recorded."""

import base64
import json
from html import escape
from typing import Any

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response

from .page import page
from .requests import StoreDep
from .store import Store
from .types import Json

router = APIRouter(include_in_schema=False)
SHOWN = 100
# A mail is somebody else's HTML: it may show styles and embedded pictures, and run or load nothing.
MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@router.get("/", response_class=HTMLResponse)
async def overview(store: StoreDep) -> HTMLResponse:
    mails, messages = newest(store, "mails"), newest(store, "messages")
    sent, calls = newest(store, "webhooks"), newest(store, "calls")
    sections = [
        section("Mails", "mails", len(store.items("mails")), [mail_row(mail) for mail in mails]),
        section("Chat", "messages", len(store.items("messages")), [message_row(message) for message in messages]),
        section("Webhooks sent", "webhooks", len(store.items("webhooks")), [webhook_row(entry) for entry in sent]),
        section("API calls", "calls", len(store.items("calls")), [call_row(call) for call in calls]),
    ]
    return page("Inbox", "".join(sections), refresh_seconds=10)


@router.get("/mails/{mail_id}", response_class=HTMLResponse)
async def show_mail(mail_id: int, store: StoreDep) -> HTMLResponse:
    mail = find(store, mail_id)
    fields = [(name, mail.get(name)) for name in ("from", "to", "cc", "bcc", "reply_to", "idempotency_key")]
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(', '.join(value) if isinstance(value, list) else value)}</dd>"
        for name, value in fields
        if value
    )
    files = "".join(
        f'<li><a href="/mails/{mail_id}/attachments/{number}">{escape(file.get("filename") or "attachment")}</a></li>'
        for number, file in enumerate(mail.get("attachments") or [])
    )
    parts = [f"<dl>{rows}</dl>"]
    if files:
        parts.append(f"<h2>Attachments</h2><ul>{files}</ul>")
    if mail.get("html"):
        parts.append(f'<h2>HTML</h2><iframe sandbox src="/mails/{mail_id}/html" title="HTML of the mail"></iframe>')
    if mail.get("text"):
        parts.append(f"<h2>Text</h2><pre>{escape(mail['text'])}</pre>")
    return page(mail["subject"], "".join(parts))


@router.get("/mails/{mail_id}/html")
async def show_html(mail_id: int, store: StoreDep) -> HTMLResponse:
    content = find(store, mail_id).get("html") or ""
    return HTMLResponse(content, headers={"Content-Security-Policy": MAIL_POLICY})


@router.get("/mails/{mail_id}/attachments/{number}")
async def download(mail_id: int, number: int, store: StoreDep) -> Response:
    files = find(store, mail_id).get("attachments") or []
    if number >= len(files):
        raise HTTPException(404, "no such attachment")
    content = base64.b64decode(files[number].get("content") or "")
    # Always a download: an attachment must not run as a page of this site.
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type="application/octet-stream", headers=headers)


def newest(store: Store, name: str) -> list[Json]:
    return store.items(name)[: -SHOWN - 1 : -1]


def find(store: Store, mail_id: int) -> Json:
    mail = next((entry for entry in store.items("mails") if entry["id"] == mail_id), None)
    if mail is None:
        raise HTTPException(404, "no such mail")
    return mail


def section(title: str, anchor: str, total: int, rows: list[str]) -> str:
    content = f"<ul class=rows>{''.join(rows)}</ul>" if rows else "<p class=empty>Nothing yet.</p>"
    return f'<section id="{anchor}"><h2>{escape(title)} <small>{total}</small></h2>{content}</section>'


def row(at: str, mark: str, summary: str, detail: Any) -> str:
    text = detail if isinstance(detail, str) else json.dumps(detail, indent=2, ensure_ascii=False)
    head = f"<time>{escape(at)}</time><b>{escape(mark)}</b><span>{escape(summary)}</span>"
    return f"<li><details><summary>{head}</summary><pre>{escape(text)}</pre></details></li>"


def mail_row(mail: Json) -> str:
    head = (
        f"<time>{escape(mail['at'])}</time><b>{escape(', '.join(mail['to']))}</b><span>{escape(mail['subject'])}</span>"
    )
    return f'<li><a href="/mails/{mail["id"]}">{head}</a></li>'


def message_row(message: Json) -> str:
    return row(message["at"], "chat", message["text"] or "(blocks only)", message["message"])


def webhook_row(entry: Json) -> str:
    statuses = ", ".join(str(attempt["status"] or attempt["error"]) for attempt in entry["attempts"])
    return row(entry["at"], entry["event"], f"{entry['state']}: {statuses}", entry)


def call_row(call: Json) -> str:
    result = f"{call['status'] or 'no answer'}" + (f" ({call['fault']})" if call["fault"] else "")
    return row(call["at"], f"{call['vendor']} {result}", f"{call['method']} {call['path']}", call)
