"""What a request's body may be, decided before anything parses it: bounded, and JSON."""

from collections.abc import Mapping
from http import HTTPMethod

from codementee.core.errors import BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, ErrorKind
from codementee.core.handlers import error_response
from codementee.core.middleware import App, Message, Receive, Scope, Send, header

DEFAULT_LIMIT = 64 * 1024
_WITH_BODY = frozenset({HTTPMethod.POST, HTTPMethod.PUT, HTTPMethod.PATCH, HTTPMethod.DELETE})


class BodyGuard:
    """Reads the whole body (bytes, at most ``limits[path]`` or DEFAULT_LIMIT) and hands it on as one message.

    Without it the framework would buffer whatever a caller sends, and take a form or a text for missing JSON.
    """

    def __init__(self, app: App, *, limits: Mapping[str, int]) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _WITH_BODY:
            await self._app(scope, receive, send)
            return
        limit = self._limits.get(scope["path"], DEFAULT_LIMIT)
        declared = header(scope, b"content-length")
        if declared is not None and declared.isdigit() and int(declared[:20]) > limit:
            await _refuse(BODY_TOO_LARGE, scope, receive, send)
            return
        body, first = bytearray(), True
        while True:
            message = await receive()
            if message["type"] != "http.request":
                # The caller has gone; nobody waits for an answer.
                return
            body += message.get("body", b"")
            if len(body) > limit:
                await _refuse(BODY_TOO_LARGE, scope, receive, send)
                return
            if not message.get("more_body", False):
                break
        media_type = (header(scope, b"content-type") or "").partition(";")[0].strip().lower()
        if body and media_type != "application/json":
            await _refuse(UNSUPPORTED_MEDIA_TYPE, scope, receive, send)
            return

        async def replay() -> Message:
            nonlocal first
            if first:
                first = False
                return {"type": "http.request", "body": bytes(body), "more_body": False}
            return await receive()

        await self._app(scope, replay, send)


async def _refuse(kind: ErrorKind, scope: Scope, receive: Receive, send: Send) -> None:
    response = error_response(kind)
    # What is left of the body is not read: the connection cannot carry another request.
    response.headers["Connection"] = "close"
    await response(scope, receive, send)
