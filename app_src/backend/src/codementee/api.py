"""``codementee-api``: the HTTP server process."""

import asyncio
import gc
import signal
import sys
from types import FrameType
from typing import override

import uvicorn

from codementee.app import create_app
from codementee.core.exits import EX_CONFIG, EX_SOFTWARE
from codementee.core.lifecycle import Lifecycle
from codementee.core.logging import configure_logging, logger
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings, SettingsError


class DrainingServer(uvicorn.Server):
    """Leaves in two steps: says so and keeps serving, then stops listening and finishes what is in flight.

    A server that stops listening at once refuses requests its routers were already sending. The first step gives them
    the time to notice (DNS, readiness, `Connection: close`); the second is uvicorn's own graceful shutdown.
    """

    def __init__(self, config: uvicorn.Config, lifecycle: Lifecycle, drain_seconds: float) -> None:
        super().__init__(config)
        self._lifecycle = lifecycle
        self._drain_seconds = drain_seconds
        self._loop: asyncio.AbstractEventLoop | None = None

    @override
    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets=None)
        # What there is by now stays. Looking through it for garbage again and again stops everything for a tenth of a
        # second each time.
        gc.collect()
        gc.freeze()
        logger.info("started", address=self.config.host, port=self.config.port)

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Not recorded as captured, which would end the process by that signal: an asked-for stop is a success.
        if self._loop is None:
            self.should_exit = True
        elif not self._lifecycle.draining:
            self._loop.call_soon_threadsafe(self._drain, signal.Signals(sig).name)
        elif self.should_exit:
            self.force_exit = True
        else:
            # Asked again while still serving: skip the rest of the waiting, not the requests in flight.
            self.should_exit = True

    def _drain(self, signal_name: str) -> None:
        self._lifecycle.draining = True
        logger.info("draining", signal=signal_name, drain_seconds=self._drain_seconds)
        asyncio.get_running_loop().call_later(self._drain_seconds, self._stop)

    def _stop(self) -> None:
        self.should_exit = True


def main() -> int:
    try:
        settings = Settings.load()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return EX_CONFIG
    configure_logging(settings, "api")
    metrics = Metrics(service="api", release=settings.release)
    lifecycle = Lifecycle()
    config = uvicorn.Config(
        create_app(settings, metrics=metrics, lifecycle=lifecycle),
        host=settings.http_host,
        port=settings.http_port,
        proxy_headers=True,
        forwarded_allow_ips=list(settings.forwarded_allow_ips),
        timeout_keep_alive=settings.keep_alive_seconds,
        timeout_graceful_shutdown=settings.shutdown_seconds,
        access_log=False,
        log_config=None,
        server_header=False,
        backlog=2048,
    )
    server = DrainingServer(config, lifecycle, settings.drain_seconds)
    metrics_server = metrics.serve(settings.metrics_port)
    try:
        server.run()
    finally:
        metrics_server.close()
    logger.info("stopped")
    return 0 if server.started else EX_SOFTWARE
