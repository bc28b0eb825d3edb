"""What is asked of Prometheus: a fixed list, so that nobody can ask it anything else through us.

Names: ours (core.metrics, worker.measuring), node_exporter's, blackbox_exporter's; those of backups and costs are what
their exporters have to be called.
"""

from dataclasses import dataclass

from codementee.operations.schemas import PanelName, Unit

# Eight scrapes: short enough to be live, long enough that one lost scrape makes no gap.
_RATE = "2m"
_HTTP = f"rate(codementee_http_requests_total[{_RATE}])"
_FAILED = f'rate(codementee_http_requests_total{{status=~"5.."}}[{_RATE}])'
_DURATIONS = f"sum by (le) (rate(codementee_http_request_duration_seconds_bucket[{_RATE}]))"
_CACHED = f"rate(codementee_cache_requests_total[{_RATE}])"
_HITS = f'rate(codementee_cache_requests_total{{result="hit"}}[{_RATE}])'
# Real cards and real disks: what containers see of them would be counted twice.
_CARDS = '{device!~"lo|veth.*|docker.*|br-.*|tap.*"}'
_DISKS = '{fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660"}'


@dataclass(frozen=True, slots=True)
class Query:
    """``name`` is that of its only result, or the label that tells its results apart; so is ``detail``."""

    promql: str
    name: str = ""
    name_label: str = ""
    detail_label: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One panel. ``over_time``: minute by minute instead of now."""

    name: PanelName
    unit: Unit
    queries: tuple[Query, ...]
    over_time: bool = False


def _share(part: str, whole: str) -> str:
    """Of sums. No part is nought per cent; only without a whole there is nothing to say."""
    return f"(sum({part}) or 0 * sum({whole})) / sum({whole})"


def _by_host(promql: str) -> tuple[Query, ...]:
    return (Query(promql, name_label="instance"),)


PANELS = (
    Asked(PanelName.REQUESTS, Unit.PER_SECOND, (Query(f"sum({_HTTP})", "requests"),), over_time=True),
    Asked(
        PanelName.LATENCY,
        Unit.SECONDS,
        (
            Query(f"histogram_quantile(0.5, {_DURATIONS})", "p50"),
            Query(f"histogram_quantile(0.95, {_DURATIONS})", "p95"),
        ),
        over_time=True,
    ),
    Asked(PanelName.ERRORS, Unit.SHARE, (Query(_share(_FAILED, _HTTP), "errors"),), over_time=True),
    Asked(PanelName.CACHE_HITS, Unit.SHARE, (Query(_share(_HITS, _CACHED), "hits"),), over_time=True),
    Asked(
        PanelName.HOST_CPU,
        Unit.SHARE,
        _by_host(f'1 - avg by (instance) (rate(node_cpu_seconds_total{{mode="idle"}}[{_RATE}]))'),
    ),
    Asked(
        PanelName.HOST_MEMORY,
        Unit.SHARE,
        _by_host("max by (instance) (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)"),
    ),
    # The fullest of a host's disks.
    Asked(
        PanelName.HOST_DISK,
        Unit.SHARE,
        _by_host(f"max by (instance) (1 - node_filesystem_avail_bytes{_DISKS} / node_filesystem_size_bytes{_DISKS})"),
    ),
    Asked(
        PanelName.HOST_RECEIVED,
        Unit.BYTES_PER_SECOND,
        _by_host(f"sum by (instance) (rate(node_network_receive_bytes_total{_CARDS}[{_RATE}]))"),
    ),
    Asked(
        PanelName.HOST_SENT,
        Unit.BYTES_PER_SECOND,
        _by_host(f"sum by (instance) (rate(node_network_transmit_bytes_total{_CARDS}[{_RATE}]))"),
    ),
    Asked(
        PanelName.REPLICAS,
        Unit.COUNT,
        (Query("count by (service, release) (codementee_build_info)", name_label="service", detail_label="release"),),
    ),
    Asked(
        PanelName.DATABASE_POOL,
        Unit.COUNT,
        (Query("sum by (state) (codementee_mongodb_pool_connections)", name_label="state"),),
    ),
    # Every worker measures the same outbox: the largest of their answers, not the sum.
    Asked(PanelName.OUTBOX_LAG, Unit.SECONDS, (Query("max(codementee_outbox_lag_seconds)", "lag"),)),
    Asked(PanelName.OUTBOX_MAILS, Unit.COUNT, (Query("max by (state) (codementee_outbox_mails)", name_label="state"),)),
    Asked(
        PanelName.BACKUP_AGE,
        Unit.SECONDS,
        (
            Query(
                "time() - max by (kind) (codementee_backup_last_success_timestamp_seconds)",
                name_label="kind",
            ),
        ),
    ),
    Asked(
        PanelName.CERTIFICATE_LEFT,
        Unit.SECONDS,
        _by_host("min by (instance) (probe_ssl_earliest_cert_expiry) - time()"),
    ),
    Asked(PanelName.COST_MONTH, Unit.PAISE, (Query("sum by (part) (codementee_cost_month_paise)", name_label="part"),)),
    Asked(PanelName.COST_FORECAST, Unit.PAISE, (Query("sum(codementee_cost_month_forecast_paise)", "forecast"),)),
)
