"""Passes defects on to a Sentry-compatible service, where one is set up. Off by default; never waited for."""

import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2

from codementee.core.logging import logger
from codementee.error_tracking.policy import Crash

_SECONDS = 3.0
_OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Dsn:
    """``https://KEY@HOST/PROJECT``."""

    key: str
    endpoint: str

    @classmethod
    def parse(cls, text: str) -> "Dsn":
        """ValueError for anything else; its message does not repeat the key."""
        parts = urlsplit(text)
        prefix, _, project = parts.path.rpartition("/")
        if parts.scheme not in {"http", "https"} or not parts.username or not parts.hostname or not project.isdigit():
            raise ValueError("expected https://KEY@HOST/PROJECT")
        host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
        return cls(parts.username, f"{parts.scheme}://{host}{prefix}/api/{project}/envelope/")


class SentryForwarder:
    def __init__(self, client: httpx2.AsyncClient, dsn: Dsn, *, release: str, environment: str) -> None:
        self._client = client
        self._dsn = dsn
        self._static = {"release": release, "environment": environment, "platform": "python"}

    async def __call__(self, crash: Crash, request_id: str, at: datetime) -> None:
        """Tells the service; its absence is a line in the log."""
        headers = {
            "Content-Type": "application/x-sentry-envelope",
            "X-Sentry-Auth": f"Sentry sentry_version=7, sentry_client=codementee/1, sentry_key={self._dsn.key}",
        }
        try:
            response = await self._client.post(
                self._dsn.endpoint, content=self._envelope(crash, request_id, at), headers=headers
            )
        except (httpx2.HTTPError, TimeoutError) as error:
            logger.warning("error_not_forwarded", error=type(error).__name__)
            return
        if response.status_code not in _OK:
            logger.warning("error_not_forwarded", status=response.status_code)

    def _envelope(self, crash: Crash, request_id: str, at: datetime) -> bytes:
        event_id = uuid4().hex
        event = self._static | {
            "event_id": event_id,
            "timestamp": at.isoformat(),
            "level": "error",
            "transaction": crash.place,
            "fingerprint": [crash.fingerprint],
            "tags": {"source": crash.source, "request_id": request_id},
            "exception": {"values": [{"type": crash.type, "value": crash.message}]},
            "extra": {"trace": crash.trace},
        }
        lines = ({"event_id": event_id, "sent_at": at.isoformat()}, {"type": "event"}, event)
        return b"\n".join(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") for line in lines) + b"\n"


@asynccontextmanager
async def open_forwarder(dsn: str, *, release: str, environment: str) -> AsyncIterator[SentryForwarder | None]:
    """None without a DSN."""
    if not dsn:
        yield None
        return
    async with httpx2.AsyncClient(timeout=_SECONDS, verify=ssl.create_default_context()) as client:
        yield SentryForwarder(client, Dsn.parse(dsn), release=release, environment=environment)
