"""A small mail service with Resend's rules: one mail per idempotency key, and the same request under the same key."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

type Answer = tuple[int, dict[str, str], dict[str, Any]]
type Fault = Callable[[], Answer | None]


class MailService:
    """``delivered`` counts mails by recipient. ``before`` may refuse a request, ``after`` lose the answer to one that
    took effect; both return None to leave it alone. ``think_seconds``: the longest time before and after delivery."""

    def __init__(self) -> None:
        self.delivered: Counter[str] = Counter()
        self.mails: list[dict[str, Any]] = []
        self.requests = 0
        self.mismatches = 0
        self.think_seconds = 0.0
        self.before: Fault = lambda: None
        self.after: Fault = lambda: None
        self._known: dict[str, tuple[bytes, dict[str, Any]]] = {}
        self._lock = Lock()
        self._random = random.Random(20261122)  # noqa: S311 - the same pauses in every run

    def take(self, key: str, body: bytes) -> Answer:
        self._think()
        with self._lock:
            self.requests += 1
            if (refusal := self.before()) is not None:
                return refusal
            earlier = self._known.get(key)
            if earlier is not None and earlier[0] != body:
                self.mismatches += 1
                return 409, {}, {"statusCode": 409, "name": "invalid_idempotent_request", "message": "…"}
            if earlier is None:
                mail = json.loads(body)
                self.delivered.update(mail["to"])
                self.mails.append(mail)
                self._known[key] = (body, {"id": f"mail-{len(self.mails)}"})
            answer = self._known[key][1]
            lost = self.after()
        self._think()
        return lost if lost is not None else (200, {}, answer)

    def _think(self) -> None:
        time.sleep(self._random.uniform(0, self.think_seconds))


@contextmanager
def mail_service() -> Iterator[tuple[MailService, str]]:
    """The service and the address it listens at."""
    service = MailService()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:
                # The worker was killed between the head and the end of its request: nobody asked for anything.
                self.close_connection = True
                return
            status, headers, answer = service.take(self.headers["Idempotency-Key"], body)
            content = json.dumps(answer).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A killed worker hangs up in the middle; that is the point."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
