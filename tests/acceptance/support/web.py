"""HTTPS as a visitor: verified, unredirected, paced below the edge's own rate limit."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2
from cryptography import x509

# The suite is one client like any other: staying under 10 requests a second keeps its own answers free of 429.
PAUSE_SECONDS = 0.12
TIMEOUT_SECONDS = 15.0


def trust(ca_files: list[Path]) -> ssl.SSLContext:
    """The system's roots, and the environment's own where its certificates come from a private authority."""
    context = ssl.create_default_context()
    for path in ca_files:
        context.load_verify_locations(str(path))
    return context


@dataclass(frozen=True)
class RawAnswer:
    """An answer read from the wire, without a client library's tolerance."""

    status: int
    headers: dict[str, str]
    body: bytes


def cache_control(answer: httpx2.Response) -> dict[str, str]:
    """What caches are told, a value for each directive, empty where it has none."""
    parts = (part.partition("=") for part in answer.headers.get("cache-control", "").split(","))
    return {name.strip(): value for name, _, value in parts}


class Web:
    """A visitor of the environment."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self.context = context
        self._client = httpx2.Client(verify=context, follow_redirects=False, timeout=TIMEOUT_SECONDS, trust_env=False)
        self._next = 0.0

    def close(self) -> None:
        self._client.close()

    def _pace(self) -> None:
        if (wait := self._next - time.monotonic()) > 0:
            time.sleep(wait)
        self._next = time.monotonic() + PAUSE_SECONDS

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> httpx2.Response:
        return self.request("GET", url, headers=headers)

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> httpx2.Response:
        self._pace()
        return self._client.request(method, url, headers=dict(headers or {}), content=content)

    def encoded(self, url: str, encoding: str) -> tuple[httpx2.Response, bytes]:
        """The answer and the bytes as they crossed the wire, not decoded."""
        self._pace()
        with self._client.stream("GET", url, headers={"Accept-Encoding": encoding}) as response:
            return response, b"".join(response.iter_raw())

    def raw(self, host: str, request: bytes, port: int = 443, *, tls: bool = True) -> RawAnswer:
        """Send bytes no client library would send, and read one answer."""
        self._pace()
        with socket.create_connection((host, port), timeout=TIMEOUT_SECONDS) as connection:
            if not tls:
                return read_answer(connection, request)
            with self.context.wrap_socket(connection, server_hostname=host) as secured:
                return read_answer(secured, request)

    def certificate(self, host: str, port: int = 443) -> x509.Certificate:
        """The certificate served for `host`, after it was verified against the trusted roots."""
        with (
            socket.create_connection((host, port), timeout=TIMEOUT_SECONDS) as connection,
            self.context.wrap_socket(connection, server_hostname=host) as secured,
        ):
            der = secured.getpeercert(binary_form=True)
        assert der is not None
        return x509.load_der_x509_certificate(der)


def read_answer(connection: socket.socket, request: bytes) -> RawAnswer:
    """Write a request and read until the server closes or pauses."""
    # The server may answer and close before it has read an over-long request.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(65536)
        if not chunk:
            break
        received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    assert first.startswith("HTTP/1."), f"not an HTTP answer: {received[:80]!r}"
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return RawAnswer(int(first.split(" ")[1]), headers, body)
