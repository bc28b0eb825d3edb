"""A stand-in served over a real connection, so that dropped connections and time-outs are real too."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Any

import httpx2
import pytest
import uvicorn

from sandbox_vendors.app import create_app
from sandbox_vendors.settings import Settings


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Receiver:
    """Plays the platform's webhook endpoint: keeps what it got and answers what it is told."""

    def __init__(self) -> None:
        self.arrived = threading.Condition()
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with receiver.arrived:
                    receiver.requests.append(({key.lower(): value for key, value in self.headers.items()}, body))
                    status = receiver.statuses.pop(0) if receiver.statuses else 200
                    receiver.arrived.notify_all()
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: ARG002 - the base class's names
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/api/payment/webhook"

    def wait_for(self, count: int) -> list[tuple[dict[str, str], bytes]]:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.requests) >= count, timeout=10)
            return list(self.requests)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    thread = threading.Thread(target=receiver.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()
    thread.join()


@pytest.fixture
def settings(receiver: Receiver) -> Settings:
    return Settings(
        hostinger_token="hostinger-token",
        cloudflare_token="cloudflare-token",
        razorpay_key_id="rzp_test_key",
        razorpay_key_secret="razorpay-secret",
        razorpay_webhook_secret="webhook-secret",
        resend_api_key="re_key",
        chat_webhook_path="/services/T1/B1/chat-secret",
        razorpay_webhook_url=receiver.url,
        razorpay_retry_seconds=(0.05, 0.05),
    )


class Thread(threading.Thread):
    """A server of its own, on a free port."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        super().__init__()
        config = uvicorn.Config(create_app(settings, clock), port=0, log_level="error", lifespan="off")
        self.server = uvicorn.Server(config)
        self.server.force_exit = True

    def run(self) -> None:
        self.server.run()

    def url(self) -> str:
        deadline = monotonic() + 10
        while not self.server.started:
            assert self.is_alive(), "the server did not start"
            assert monotonic() < deadline, "the server did not start in time"
            self.join(0.01)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"


@pytest.fixture
def base_url(settings: Settings, clock: Clock) -> Iterator[str]:
    thread = Thread(settings, clock)
    thread.start()
    yield thread.url()
    thread.server.should_exit = True
    thread.join()


@pytest.fixture
def client(base_url: str) -> Iterator[httpx2.Client]:
    """Without credentials."""
    with httpx2.Client(base_url=base_url, timeout=5) as client:
        yield client


def authorized(
    base_url: str, headers: dict[str, str] | None = None, auth: tuple[str, str] | None = None
) -> httpx2.Client:
    return httpx2.Client(base_url=base_url, timeout=5, headers=headers, auth=auth)


@pytest.fixture
def hostinger(base_url: str) -> Iterator[httpx2.Client]:
    with authorized(base_url, {"Authorization": "Bearer hostinger-token"}) as client:
        yield client


@pytest.fixture
def cloudflare(base_url: str) -> Iterator[httpx2.Client]:
    with authorized(base_url + "/client/v4", {"Authorization": "Bearer cloudflare-token"}) as client:
        yield client


@pytest.fixture
def razorpay(base_url: str) -> Iterator[httpx2.Client]:
    with authorized(base_url + "/v1", auth=("rzp_test_key", "razorpay-secret")) as client:
        yield client


@pytest.fixture
def resend(base_url: str) -> Iterator[httpx2.Client]:
    with authorized(base_url, {"Authorization": "Bearer re_key"}) as client:
        yield client
