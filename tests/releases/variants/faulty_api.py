"""The API with a fault inside, where a mistake in an endpoint would be: VARIANT_FAULT is errors, slow or gone.

Health stays good: these are releases that only their visitors find out about.
"""

import asyncio
import itertools
import os
import sys

from codementee.api import main
from codementee.core.middleware import App, Receive, RequestMiddleware, Scope, Send

FAULT = os.environ["VARIANT_FAULT"]
EVERY = 5
SECONDS = 0.7
GONE = "/api/companies"

_requests = itertools.count(1)
_plain = RequestMiddleware.__init__


def faulty(app: App) -> App:
    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and not path.startswith("/api/health"):
            if FAULT == "errors" and next(_requests) % EVERY == 0:
                raise RuntimeError("a mistake of this release")
            if FAULT == "slow":
                await asyncio.sleep(SECONDS)
            if FAULT == "gone" and path == GONE:
                scope = {**scope, "path": "/api/nowhere", "raw_path": b"/api/nowhere"}
        await app(scope, receive, send)

    return call


def _with_fault(self: RequestMiddleware, app: App, **options: object) -> None:
    _plain(self, faulty(app), **options)


RequestMiddleware.__init__ = _with_fault
sys.exit(main())
