"""Around every request: its id, one log line, its metrics, the headers each answer carries.

Plain ASGI rather than a framework middleware: it sees the answer's true end, streams stay streams, and an exception
is caught once, where its request id is still known.
"""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from codementee.core.context import HEADER, accept_request_id, request_id
from codementee.core.errors import INTERNAL
from codementee.core.handlers import error_response
from codementee.core.lifecycle import Lifecycle
from codementee.core.logging import logger
from codementee.core.metrics import HttpMetrics

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type App = Callable[[Scope, Receive, Send], Awaitable[None]]
type OnCrash = Callable[[Exception, str], None]

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SERVER_ERROR = 500
_CLIENT_CLOSED_REQUEST = 499


class RequestMiddleware:
    def __init__(
        self, app: App, *, metrics: HttpMetrics, lifecycle: Lifecycle, on_crash: OnCrash = lambda _error, _place: None
    ) -> None:
        """``on_crash`` hears of every exception nobody handled, with method and route; it neither waits nor raises."""
        self._app = app
        self._on_crash = on_crash
        self._metrics = metrics
        self._lifecycle = lifecycle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        identifier = accept_request_id(header(scope, b"x-request-id"))
        token = request_id.set(identifier)
        # Nothing was sent unless told otherwise: what a log shows for a caller who left.
        status = _CLIENT_CLOSED_REQUEST
        response_started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, response_started
            if message["type"] == "http.response.start":
                status, response_started = message["status"], True
                message["headers"] = self._with_common_headers(message.get("headers", ()), identifier)
            await send(message)

        self._metrics.in_progress.inc()
        try:
            try:
                await self._app(scope, receive, send_with_headers)
            except Exception as error:
                logger.exception("unhandled_exception", method=scope["method"], route=_route(scope))
                self._on_crash(error, f"{scope['method']} {_route(scope)}")
                status = _SERVER_ERROR
                if response_started:
                    # Half an answer is out; only closing the connection tells the caller it is not whole.
                    raise
                await error_response(INTERNAL)(scope, receive, send_with_headers)
        finally:
            self._metrics.in_progress.dec()
            self._record(scope, status, time.perf_counter() - started)
            request_id.reset(token)

    def _with_common_headers(self, headers: Any, identifier: str) -> list[tuple[bytes, bytes]]:  # noqa: ANN401 - ASGI
        result = [*headers, (HEADER.lower().encode(), identifier.encode())]
        names = {name.lower() for name, _ in result}
        if b"cache-control" not in names:
            result.append((b"cache-control", b"no-store"))
        if self._lifecycle.draining:
            # Asks a keep-alive peer to come back on a new connection, which a replica that stays will take.
            result.append((b"connection", b"close"))
        return result

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        route = _route(scope)
        self._metrics.requests.labels(method, route, str(status)).inc()
        self._metrics.seconds.labels(method, route).observe(seconds)
        client = scope.get("client")
        # The template and no query: an address may carry a token.
        logger.info(
            "request",
            method=method,
            route=route,
            status=status,
            duration_ms=round(seconds * 1_000, 2),
            client=client[0] if client else None,
        )


def _route(scope: Scope) -> str:
    # Set by the router once it has matched; absent for addresses nobody serves, which share one label.
    return getattr(scope.get("route"), "path", "unmatched")


def header(scope: Scope, name: bytes) -> str | None:
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return None
