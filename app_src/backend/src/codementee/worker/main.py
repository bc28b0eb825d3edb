"""``codementee-worker``: the background process. Imports no web framework: it idles in half the API's memory."""

import asyncio
import os
import signal
import socket
import sys

from codementee.core.clock import utc_now
from codementee.core.database import create_client
from codementee.core.exits import EX_CONFIG
from codementee.core.logging import configure_logging, logger
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings, SettingsError
from codementee.worker.assembly import build_jobs, open_resources
from codementee.worker.leases import LeaseRepository
from codementee.worker.loop import WorkerLoop


async def work(settings: Settings, metrics: Metrics) -> None:
    client = create_client(settings, metrics, service="worker")
    try:
        async with open_resources(client, settings, metrics, utc_now) as shop:
            holder = f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"
            jobs = build_jobs(shop)
            loop = WorkerLoop(
                jobs, LeaseRepository(shop.database, holder), shop.worker_metrics, on_crash=shop.tracker.capture
            )
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, loop.stop)
            logger.info("started", jobs=[job.name for job in jobs])
            await loop.run()
    finally:
        await client.close()


def main() -> int:
    try:
        settings = Settings.load()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return EX_CONFIG
    configure_logging(settings, "worker")
    metrics = Metrics(service="worker", release=settings.release)
    metrics_server = metrics.serve(settings.metrics_port)
    try:
        asyncio.run(work(settings, metrics))
    finally:
        metrics_server.close()
    logger.info("stopped")
    return 0
