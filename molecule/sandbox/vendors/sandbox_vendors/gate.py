"""Every request to a vendor passes here: it meets its fault, and is recorded with its answer."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import faults
from .errors import body_of, vendor_of
from .store import Store
from .types import Json

HIDDEN_HEADERS = {b"authorization", b"cookie"}
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


class Gate:
    """Outermost ASGI application: closest to the connection, which it may have to drop."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self.app = app
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        vendor = vendor_of(scope["path"]) if scope["type"] == "http" else None
        if vendor is None:
            await self.app(scope, receive, send)
            return
        body = await read_body(receive)
        fault = faults.take(self.store, vendor, scope["method"], scope["path"])
        scope.setdefault("state", {})["fault"] = fault
        answer = await self.answer(vendor, fault, scope, body)
        self.record(vendor, fault, scope, body, answer)
        self.store.save()
        if fault is not None and fault.kind in ("delay", "timeout"):
            await asyncio.sleep(fault.delay_seconds)
        if answer is None or (fault is not None and fault.kind in ("timeout", "drop")):
            drop_connection(send)
            return
        status, headers, content = answer
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def answer(self, vendor: str, fault: faults.Fault | None, scope: Scope, body: bytes) -> Answer | None:
        """The application's answer, or the fault's in its place."""
        if fault is None or fault.kind in ("delay", "pending"):
            return await self.call(scope, body)
        if fault.after_effect:
            await self.call(scope, body)
        if fault.kind in ("timeout", "drop"):
            return None
        return refusal(vendor, fault)

    async def call(self, scope: Scope, body: bytes) -> Answer:
        parts: list[bytes] = []
        start: Message = {}

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        await self.app(scope, receive, collect)
        return start["status"], list(start["headers"]), b"".join(parts)

    def record(self, vendor: str, fault: faults.Fault | None, scope: Scope, body: bytes, answer: Answer | None) -> None:
        self.store.record(
            "calls",
            {
                "vendor": vendor,
                "method": scope["method"],
                "path": scope["path"],
                "query": scope["query_string"].decode(),
                "headers": {
                    name.decode(): "(hidden)" if name in HIDDEN_HEADERS else value.decode("latin-1")
                    for name, value in scope["headers"]
                },
                "body": readable(body),
                "status": answer[0] if answer else None,
                "answer": readable(answer[2]) if answer else None,
                "fault": fault.kind if fault else None,
            },
        )


def refusal(vendor: str, fault: faults.Fault) -> Answer:
    status = 429 if fault.kind == "rate" else fault.status
    retry_after = fault.retry_after_seconds
    if fault.kind == "rate" and retry_after is None:
        retry_after = max(1, round(fault.window_seconds))
    message = "Too many requests" if status == 429 else "Injected by the sandbox"
    if vendor == "chat":
        message = "rate_limited" if status == 429 else "server_error"
    body = body_of(vendor, status, message)
    content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    kind = b"text/plain" if isinstance(body, str) else b"application/json"
    headers = [(b"content-type", kind), (b"content-length", str(len(content)).encode())]
    if retry_after is not None:
        headers.append((b"retry-after", str(retry_after).encode()))
    return status, headers, content


def drop_connection(send: Send) -> None:
    """Close without an answer. The server's send belongs to the object that holds the connection."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("the connection was dropped on request")
    transport.abort()


async def read_body(receive: Callable[[], Awaitable[Message]]) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def readable(content: bytes) -> Json | list[Json] | str | None:
    """For the inbox: JSON as such, text as text, anything else in base64."""
    if not content:
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return base64.b64encode(content).decode()
    try:
        value: Json | list[Json] | str = json.loads(text)
    except ValueError:
        return text
    return value
