"""A small server that speaks the two endpoints of Prometheus' HTTP API which we use, as its documentation has them."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

type Labels = Mapping[str, str]
type Found = list[tuple[Labels, str]]


class PrometheusService:
    """``figures`` answers a query with label sets and the value each has at every instant; none by default."""

    def __init__(self) -> None:
        self.figures: Callable[[str], Found] = lambda _promql: []
        self.asked: list[dict[str, str]] = []
        self.status = 200
        self.think_seconds = 0.0
        self.raw: bytes | None = None
        self._lock = Lock()

    def answer(self, endpoint: str, parameters: dict[str, str]) -> tuple[int, bytes]:
        with self._lock:
            self.asked.append({"endpoint": endpoint} | parameters)
        time.sleep(self.think_seconds)
        if self.raw is not None:
            return self.status, self.raw
        if self.status != 200:
            body: dict[str, Any] = {"status": "error", "errorType": "bad_data", "error": "invalid parameter"}
            return self.status, json.dumps(body).encode()
        found = self.figures(parameters["query"])
        if endpoint == "query":
            at = float(parameters["time"])
            result = [{"metric": labels, "value": [at, value]} for labels, value in found]
            return 200, _success("vector", result)
        start, end, step = (float(parameters[name]) for name in ("start", "end", "step"))
        instants = [start + step * number for number in range(int((end - start) / step) + 1)]
        # A series starts when it is first scraped: here ten minutes before the end.
        known = [at for at in instants if at >= end - 600]
        result = [{"metric": labels, "values": [[at, value] for at in known]} for labels, value in found]
        return 200, _success("matrix", result)


def _success(kind: str, result: list[dict[str, Any]]) -> bytes:
    return json.dumps({"status": "success", "data": {"resultType": kind, "result": result}, "infos": []}).encode()


@contextmanager
def prometheus_service() -> Iterator[tuple[PrometheusService, str]]:
    """The service and the address it listens at."""
    service = PrometheusService()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, content = service.answer(parts.path.removeprefix("/api/v1/"), parameters)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, *_: object) -> None:
            """Somebody who did not wait for the answer."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
