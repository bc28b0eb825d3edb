"""What routers say is waited for, and what they do not say is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import router_probe

Answers = dict[str, list[tuple[int, str]]]


@contextmanager
def router(answers: Answers) -> Iterator[int]:
    """Says these one after the other, the last one for ever; the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            several = answers[self.path]
            status, text = several.pop(0) if len(several) > 1 else several[0]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def look(port: int, revision: str | None, seconds: float = 10) -> dict[str, object]:
    found = router_probe.look({"name": "router-a", "metrics_port": port}, revision, time.monotonic() + seconds)
    return {key: found[key] for key in ("status", "content", "settled")}


def test_one_that_is_alone_for_a_moment_is_asked_again() -> None:
    with router({"/livez": [(200, "abc alone"), (200, "abc alone"), (200, "abc")]}) as port:
        assert look(port, None) == {"status": 200, "content": "abc", "settled": True}


def test_one_that_stays_alone_is_said_to_be() -> None:
    with router({"/livez": [(200, "abc alone")]}) as port:
        assert look(port, None, 0.5) == {"status": 200, "content": "abc alone", "settled": False}


def test_the_configuration_and_the_services_are_waited_for() -> None:
    answers: Answers = {
        "/livez": [(200, "old"), (200, "new alone"), (200, "new")],
        "/readyz": [(503, "no task of a service is up"), (200, "ready")],
    }
    with router(answers) as port:
        assert look(port, "new") == {"status": 200, "content": "new", "settled": True}
        assert answers["/readyz"] == [(200, "ready")]


def test_another_configuration_is_not_taken_for_it() -> None:
    with router({"/livez": [(200, "newer")], "/readyz": [(200, "ready")]}) as port:
        assert look(port, "new", 0.5)["settled"] is False


def test_nobody_there() -> None:
    with router({"/livez": [(200, "abc")]}) as port:
        pass
    assert look(port, "abc", 0.3)["status"] == look(port, None)["status"] == -1
