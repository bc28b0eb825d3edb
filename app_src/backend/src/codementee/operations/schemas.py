"""How the platform runs, on the wire."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from codementee.core.schemas import Model


class PanelName(StrEnum):
    REQUESTS = "requests"
    LATENCY = "latency"
    ERRORS = "errors"
    CACHE_HITS = "cache_hits"
    HOST_CPU = "host_cpu"
    HOST_MEMORY = "host_memory"
    HOST_DISK = "host_disk"
    HOST_RECEIVED = "host_received"
    HOST_SENT = "host_sent"
    REPLICAS = "replicas"
    DATABASE_POOL = "database_pool"
    OUTBOX_LAG = "outbox_lag"
    OUTBOX_MAILS = "outbox_mails"
    BACKUP_AGE = "backup_age"
    CERTIFICATE_LEFT = "certificate_left"
    COST_MONTH = "cost_month"
    COST_FORECAST = "cost_forecast"


class Unit(StrEnum):
    PER_SECOND = "per_second"
    SECONDS = "seconds"
    # From 0 to 1.
    SHARE = "share"
    BYTES_PER_SECOND = "bytes_per_second"
    COUNT = "count"
    PAISE = "paise"


class Missing(StrEnum):
    """Why there is nothing to show."""

    # No Prometheus is set up.
    NOT_CONFIGURED = "not_configured"
    # It did not answer, or not with figures.
    UNREACHABLE = "unreachable"
    # It knows no such figure (yet).
    NO_DATA = "no_data"


class Reading(Model):
    name: str = Field(description="What was measured: a host, a service, a state", examples=["vps-1"])
    detail: str | None = Field(description="Tells readings of one name apart: a release", examples=["4bf92f3"])
    value: float = Field(examples=[0.42])


class Line(Model):
    name: str = Field(examples=["p95"])
    values: list[float | None] = Field(description="One for each of `times`; null where nothing was measured")


class Panel(Model):
    """Has `readings` (of now) or `series` (over `times`); without either, `missing` says why."""

    name: PanelName
    unit: Unit
    readings: list[Reading] | None = Field(description="In order of their names")
    series: list[Line] | None
    missing: Missing | None


class Operations(Model):
    as_of: datetime = Field(description="When Prometheus was asked; answers are kept for ten seconds")
    times: list[datetime] = Field(description="When the values of `series` are from: the latest hour, minute by minute")
    panels: list[Panel] = Field(description="Always all of them, in this order")
