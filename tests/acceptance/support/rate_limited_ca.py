"""An ACME server whose rate limit is reached; standard library only, takes the place of the real one's address.

    python3 rate_limited_ca.py CERTIFICATE KEY PORT

Directory and nonces are served as RFC 8555 says; every order is answered 429 urn:ietf:params:acme:error:rateLimited.
"""

from __future__ import annotations

import json
import secrets
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PROBLEM = {
    "type": "urn:ietf:params:acme:error:rateLimited",
    "detail": "too many certificates already issued for this exact set of names in the last 168 hours, retry later",
    "status": 429,
}


class Handler(BaseHTTPRequestHandler):
    """Enough of ACME for a client to reach its order."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        base = f"https://{self.headers['Host']}"
        links = {name: f"{base}/{name}" for name in ("newNonce", "newAccount", "newOrder", "revokeCert", "keyChange")}
        self._answer(200, links)

    def do_HEAD(self) -> None:
        self._answer(200, None)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(429, PROBLEM)

    def _answer(self, status: int, content: object) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Replay-Nonce", secrets.token_urlsafe(16))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Type", "application/json" if status == 200 else "application/problem+json")
        if status == 429:
            self.send_header("Retry-After", "3600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    certificate, key, port = sys.argv[1:]
    server = ThreadingHTTPServer(("0.0.0.0", int(port)), Handler)  # noqa: S104  # inside a container of its own
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
