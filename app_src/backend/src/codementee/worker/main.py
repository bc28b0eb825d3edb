"""``codementee-worker``: the background process. Imports no web framework: it idles in half the API's memory."""

import asyncio
import os
import signal
import socket
import sys

from codementee.core.database import create_client, open_database
from codementee.core.exits import EX_CONFIG
from codementee.core.logging import configure_logging, logger
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings, SettingsError
from codementee.worker.jobs import catalogue_metrics
from codementee.worker.leases import LeaseRepository
from codementee.worker.loop import WorkerLoop
from codementee.worker.metrics import WorkerMetrics


async def work(settings: Settings, metrics: Metrics) -> None:
    client = create_client(settings, metrics, service="worker")
    try:
        database = open_database(client, settings)
        leases = LeaseRepository(database, holder=f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}")
        worker_metrics = WorkerMetrics(metrics.registry)
        jobs = [catalogue_metrics(database, worker_metrics, interval_seconds=settings.worker_interval_seconds)]
        loop = WorkerLoop(jobs, leases, worker_metrics)
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
