"""The vendors' stand-in of the sandbox, for tests on the control machine."""

from __future__ import annotations

import sys
import threading
import time
from datetime import UTC, datetime

import uvicorn

from checkout import ROOT

# A project of its own (molecule/sandbox/vendors), which nothing else here imports.
sys.path.append(str(ROOT / "molecule/sandbox/vendors"))

from sandbox_vendors.app import create_app
from sandbox_vendors.settings import Settings

TOKEN = "chat-token-of-the-tests"
KEY = "re_key-of-the-tests"


class Vendors(threading.Thread):
    """The stand-in on a free port."""

    def __init__(self) -> None:
        super().__init__()
        settings = Settings(
            hostinger_token="h",
            cloudflare_token="c",
            razorpay_key_id="rzp_test_key",
            razorpay_key_secret="s",
            razorpay_webhook_secret="w",
            resend_api_key=KEY,
            chat_webhook_path=f"/services/T1/B1/{TOKEN}",
        )
        app = create_app(settings, lambda: datetime.now(UTC))
        self.server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        self.server.force_exit = True

    def run(self) -> None:
        self.server.run()

    def url(self) -> str:
        deadline = time.monotonic() + 30
        while not self.server.started:
            assert self.is_alive()
            assert time.monotonic() < deadline, "the stand-in did not start in time"
            self.join(0.01)
        return f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"
