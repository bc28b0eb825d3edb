"""The MongoDB client: one pool per process, bounded, measured, and never connected at import or construction."""

import asyncio
from functools import cached_property
from typing import Any, override

from pymongo import AsyncMongoClient, monitoring
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.asynchronous.topology import Topology
from pymongo.errors import ConfigurationError, ConnectionFailure, ExecutionTimeout, PyMongoError, WTimeoutError
from pymongo.write_concern import WriteConcern

from codementee.core.metrics import Metrics
from codementee.core.settings import Settings

type Document = dict[str, Any]
type Client = AsyncMongoClient[Document]
type Database = AsyncDatabase[Document]
type Session = AsyncClientSession

# The database cannot be reached, or did not answer or replicate in time. ConfigurationError is what a failing SRV
# look-up raises.
UNAVAILABLE: tuple[type[PyMongoError], ...] = (ConnectionFailure, ExecutionTimeout, WTimeoutError, ConfigurationError)


class OnceOpenedClient(AsyncMongoClient[Document]):
    """The driver's client, opened by one operation however many come first at the same time.

    The driver (4.20) resolves an SRV address in the first operation and then builds its topology. Operations that
    arrive while it resolves do the same each for itself, and every topology but the last keeps a pool nobody counts:
    44 connections were seen from a process with a pool of 3.
    """

    @cached_property
    def _opening(self) -> asyncio.Lock:
        return asyncio.Lock()

    @override
    async def _get_topology(self) -> Topology:
        if self._opened:
            return await super()._get_topology()
        async with self._opening:
            return await super()._get_topology()


def create_client(settings: Settings, metrics: Metrics, *, service: str) -> Client:
    """Build the client. The first operation connects; until then, and while the database is down, it is inert.

    Server-side connections per process stay within ``max pool size`` per replica-set member it reads or writes,
    plus the driver's monitors.
    """
    options: dict[str, Any] = {}
    if settings.mongodb_uses_tls:
        options["tlsCAFile"] = str(settings.mongodb_tls_ca_file)
    return OnceOpenedClient(
        settings.mongodb_uri.get_secret_value(),
        # What the server's own tools list connections by; the release tells old replicas from new ones.
        appname=application_name(service, settings.release),
        minPoolSize=settings.mongodb_min_pool_size,
        maxPoolSize=settings.mongodb_max_pool_size,
        waitQueueTimeoutMS=settings.mongodb_wait_queue_timeout_ms,
        serverSelectionTimeoutMS=settings.mongodb_server_selection_timeout_ms,
        connectTimeoutMS=settings.mongodb_connect_timeout_ms,
        socketTimeoutMS=settings.mongodb_socket_timeout_ms,
        retryReads=True,
        retryWrites=True,
        tz_aware=True,
        event_listeners=[PoolListener(metrics)],
        **options,
    )


def application_name(service: str, release: str) -> str:
    return f"codementee-{service}@{release[:40]}"


def open_database(client: Client, settings: Settings) -> Database:
    """The database with acknowledged, majority writes: what was confirmed to a user survives a failover."""
    return client.get_database(settings.mongodb_database, write_concern=WriteConcern(w="majority", wtimeout=5_000))


class PoolListener(monitoring.ConnectionPoolListener):
    """Counts connections as the driver reports them, over all servers of the set."""

    def __init__(self, metrics: Metrics) -> None:
        self._open = metrics.pool_connections.labels("open")
        self._checked_out = metrics.pool_connections.labels("checked_out")
        self._created = metrics.pool_created
        self._failures = metrics.pool_failures

    @override
    def connection_created(self, event: monitoring.ConnectionCreatedEvent) -> None:
        self._created.inc()
        self._open.inc()

    @override
    def connection_closed(self, event: monitoring.ConnectionClosedEvent) -> None:
        self._open.dec()

    @override
    def connection_checked_out(self, event: monitoring.ConnectionCheckedOutEvent) -> None:
        self._checked_out.inc()

    @override
    def connection_checked_in(self, event: monitoring.ConnectionCheckedInEvent) -> None:
        self._checked_out.dec()

    @override
    def connection_check_out_failed(self, event: monitoring.ConnectionCheckOutFailedEvent) -> None:
        self._failures.labels(event.reason).inc()

    @override
    def connection_ready(self, event: monitoring.ConnectionReadyEvent) -> None: ...

    @override
    def connection_check_out_started(self, event: monitoring.ConnectionCheckOutStartedEvent) -> None: ...

    @override
    def pool_created(self, event: monitoring.PoolCreatedEvent) -> None: ...

    @override
    def pool_ready(self, event: monitoring.PoolReadyEvent) -> None: ...

    @override
    def pool_cleared(self, event: monitoring.PoolClearedEvent) -> None: ...

    @override
    def pool_closed(self, event: monitoring.PoolClosedEvent) -> None: ...
