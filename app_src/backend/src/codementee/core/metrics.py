"""Prometheus metrics, served on a port of their own that no router or edge forwards to."""

from typing import TYPE_CHECKING

from prometheus_client import (
    GC_COLLECTOR,
    PLATFORM_COLLECTOR,
    PROCESS_COLLECTOR,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    start_http_server,
)

if TYPE_CHECKING:
    from threading import Thread
    from wsgiref.simple_server import WSGIServer

# Half of every scrape otherwise: a creation time beside each counter, which nothing here reads.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library's one unannotated function

_LATENCY_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Metrics:
    """The registry of one process and what every process measures. Not global: two apps in one test do not mix."""

    def __init__(self, *, service: str, release: str) -> None:
        self.registry = registry = CollectorRegistry()
        for collector in (PROCESS_COLLECTOR, PLATFORM_COLLECTOR, GC_COLLECTOR):
            registry.register(collector)
        build = Gauge("codementee_build_info", "Always 1; says what runs", ["service", "release"], registry=registry)
        build.labels(service, release).set(1)

        self.pool_connections = Gauge(
            "codementee_mongodb_pool_connections", "Pooled connections, all servers", ["state"], registry=registry
        )
        for state in ("open", "checked_out"):
            self.pool_connections.labels(state)
        self.pool_created = Counter(
            "codementee_mongodb_pool_connections_created", "Connections opened since the start", registry=registry
        )
        self.pool_failures = Counter(
            "codementee_mongodb_pool_checkout_failures",
            "Times no connection could be had",
            ["reason"],
            registry=registry,
        )
        self.cache_requests = Counter(
            "codementee_cache_requests",
            "Cached reads by outcome: hit, miss, error (the cache failed), bypass (known to be failing, not asked)",
            ["namespace", "result"],
            registry=registry,
        )
        self.cache_invalidations = Counter(
            "codementee_cache_invalidations", "Invalidations by outcome", ["namespace", "result"], registry=registry
        )

    def serve(self, port: int) -> "MetricsServer":
        server, thread = start_http_server(port, registry=self.registry)
        return MetricsServer(server, thread)


class HttpMetrics:
    """What the API measures of its requests."""

    def __init__(self, registry: CollectorRegistry) -> None:
        # Status, not only its class: 429 and 404 must not hide in one figure. Routes are templates, never raw paths.
        self.requests = Counter(
            "codementee_http_requests", "Requests answered", ["method", "route", "status"], registry=registry
        )
        self.seconds = Histogram(
            "codementee_http_request_duration_seconds",
            "Time from the request's arrival to the end of its answer",
            ["method", "route"],
            buckets=_LATENCY_BUCKETS,
            registry=registry,
        )
        self.in_progress = Gauge("codementee_http_requests_in_progress", "Requests being answered", registry=registry)


class MetricsServer:
    """The listening thread; ``close`` frees the port."""

    def __init__(self, server: "WSGIServer", thread: "Thread") -> None:
        self._server = server
        self._thread = thread

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
