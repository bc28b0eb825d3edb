"""Telling a chat and people: against the vendors' stand-in, a server that misbehaves, and nobody at all."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import httpx2
import pytest

from plugins.modules.send_notifications import tell
from vendors import KEY, TOKEN, Vendors

MESSAGE = {"text": "Deployed", "blocks": [{"type": "divider"}]}


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    thread = Vendors()
    thread.start()
    yield thread.url()
    thread.server.should_exit = True
    thread.join()


@pytest.fixture
def vendors(running: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=running, timeout=10) as client:
        client.post("/_control/reset")
        yield client


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited between attempts; nobody waits in a test."""
    waited: list[float] = []
    monkeypatch.setattr("plugins.modules.send_notifications.time.sleep", waited.append)
    return waited


def options(base: str, **changed: Any) -> dict[str, Any]:
    return {
        "chat_webhook_url": f"{base}/services/T1/B1/{TOKEN}",
        "chat_message": MESSAGE,
        "mail_base_url": base,
        "mail_api_key": KEY,
        "mail_from": "Codementee <hello@codementee.test>",
        "mail_to": ["ops@codementee.test"],
        "mail_subject": "Deployed",
        "mail_text": "Deployed",
        "mail_html": "<p>Deployed</p>",
        "event_id": "",
        "attempts": 3,
        "pause_seconds": 1.0,
        "timeout_seconds": 5.0,
    } | changed


def inbox(vendors: httpx2.Client, part: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = vendors.get("/_control/inbox").json()[part]
    return found


def misbehave(vendors: httpx2.Client, vendor: str, **fault: Any) -> None:
    answer = vendors.post("/_control/faults", json={"vendor": vendor, **fault})
    assert answer.status_code == 201, answer.text


def test_both_are_told_once(vendors: httpx2.Client, running: str, pauses: list[float]) -> None:
    assert tell(options(running)) == {"chat": "delivered", "mail": "delivered"}
    assert [entry["message"] for entry in inbox(vendors, "messages")] == [MESSAGE]
    (mail,) = inbox(vendors, "mails")
    assert (mail["to"], mail["subject"], mail["html"]) == (["ops@codementee.test"], "Deployed", "<p>Deployed</p>")
    assert pauses == []


def test_without_an_address_nobody_is_asked(vendors: httpx2.Client, running: str) -> None:
    assert tell(options(running, chat_webhook_url="", mail_to=[])) == {"chat": "off", "mail": "off"}
    assert inbox(vendors, "calls") == []


def test_a_passing_failure_is_tried_again(vendors: httpx2.Client, running: str, pauses: list[float]) -> None:
    misbehave(vendors, "chat", kind="status", status=500, times=2)
    misbehave(vendors, "resend", kind="drop", times=1)
    assert tell(options(running)) == {"chat": "delivered", "mail": "delivered"}
    assert pauses == [1.0, 2.0, 1.0]


def test_a_lasting_failure_is_said_after_three_attempts(
    vendors: httpx2.Client, running: str, pauses: list[float]
) -> None:
    misbehave(vendors, "chat", kind="status", status=503)
    told = tell(options(running))
    assert told == {"chat": "failed: it answered 503 (server_error), 3 times", "mail": "delivered"}
    assert pauses == [1.0, 2.0]


def test_a_busy_receiver_is_given_the_time_it_asks_for(
    vendors: httpx2.Client, running: str, pauses: list[float]
) -> None:
    misbehave(vendors, "resend", kind="status", status=429, retry_after_seconds=4, times=1)
    misbehave(vendors, "chat", kind="status", status=429, retry_after_seconds=600, times=1)
    assert tell(options(running)) == {"chat": "delivered", "mail": "delivered"}
    # Ten minutes are more than a release waits.
    assert pauses == [10.0, 4.0]


def test_a_mail_whose_answer_was_lost_is_not_sent_twice(vendors: httpx2.Client, running: str) -> None:
    misbehave(vendors, "resend", kind="drop", after_effect=True, times=1)
    assert tell(options(running))["mail"] == "delivered"
    assert len(inbox(vendors, "mails")) == 1
    # Another event is another mail, the same one is not.
    for event, mails in (("", 2), ("20261128T201500Z-3f2c1e9-started", 3), ("20261128T201500Z-3f2c1e9-started", 3)):
        assert tell(options(running, event_id=event))["mail"] == "delivered"
        assert len(inbox(vendors, "mails")) == mails


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"mail_api_key": "re_wrong-key"}, {"mail": "failed: it answered 403 (invalid_api_key)"}),
        ({"mail_to": ["nobody"]}, {"mail": "failed: it answered 422 (validation_error)"}),
        ({"mail_api_key": "re_two\nlines"}, {"mail": "failed: its address or key is malformed"}),
        ({"chat_webhook_url": "ftp://a.in/secret-part"}, {"chat": "failed: its address or key is malformed"}),
        ({"chat_webhook_url": "http://[secret-part/x"}, {"chat": "failed: its address or key is malformed"}),
        ({"chat_webhook_url": "http://a.in:port/secret"}, {"chat": "failed: its address or key is malformed"}),
    ],
)
@pytest.mark.usefixtures("vendors")
def test_what_no_retry_mends_is_said_at_once(
    running: str, pauses: list[float], changed: dict[str, Any], told: dict[str, str]
) -> None:
    assert tell(options(running, **changed)) == {"chat": "delivered", "mail": "delivered"} | told
    assert pauses == []


@pytest.mark.usefixtures("vendors")
def test_a_revoked_webhook_is_said_without_its_address(running: str) -> None:
    told = tell(options(running, chat_webhook_url=f"{running}/services/T1/B1/revoked-token"))
    assert told["chat"] == "failed: it answered 403 (invalid_token)"


def test_nobody_listens(pauses: list[float]) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        told = tell(options(f"http://127.0.0.1:{reserved.getsockname()[1]}"))
    assert set(told.values()) == {"failed: the connection was refused, 3 times"}
    assert pauses == [1.0, 2.0] * 2


class Odd(BaseHTTPRequestHandler):
    """Repeats its address in an error, sends elsewhere, or never ends its answer."""

    seen: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        Odd.seen.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/echo"):
            body = json.dumps({"message": f"nothing at {self.path} for {self.headers['Authorization']}"}).encode()
            self.send_response(400)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        elif self.path.startswith("/away"):
            self.send_response(307)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            # A byte now and then keeps every read of the socket within its own limit.
            while not self.server.stopping.wait(0.05):  # type: ignore[attr-defined]
                try:
                    self.wfile.write(b".")
                except OSError:
                    return

    def log_message(self, *_: Any) -> None:
        """The test's output is for the test."""


@pytest.fixture
def odd() -> Iterator[str]:
    Odd.seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    server.stopping = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.stopping.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_a_receiver_repeats_of_a_secret_is_hidden(odd: str) -> None:
    told = tell(options(odd, chat_webhook_url=f"{odd}/echo/{TOKEN}", mail_base_url=f"{odd}/echo"))
    assert told["chat"].startswith("failed: it answered 400 (nothing at /echo/(hidden)")
    assert KEY not in told["mail"]
    assert TOKEN not in told["chat"]


def test_a_redirect_is_not_followed(odd: str) -> None:
    told = tell(options(odd, chat_webhook_url=f"{odd}/away", mail_to=[]))
    assert told["chat"] == "failed: it answered 307"
    assert Odd.seen == ["/away"]


def test_an_answer_that_drips_is_given_up_in_time(odd: str) -> None:
    started = time.monotonic()
    told = tell(options(odd, chat_webhook_url=f"{odd}/slow", mail_to=[], timeout_seconds=0.3))
    assert told["chat"] == "failed: no answer within 0.3 s, 3 times"
    assert time.monotonic() - started < 5


def test_a_receiver_that_hangs_is_given_up_in_time(vendors: httpx2.Client, running: str) -> None:
    misbehave(vendors, "chat", kind="timeout", delay_seconds=3)
    told = tell(options(running, mail_to=[], timeout_seconds=0.3))
    assert told["chat"] == "failed: no answer within 0.3 s, 3 times"
