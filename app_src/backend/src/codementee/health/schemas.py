"""Health as probes and people see it."""

from typing import Literal

from pydantic import Field

from codementee.core.schemas import Model


class Health(Model):
    status: Literal["ok"]
    service: str = Field(examples=["api"])
    release: str = Field(description="The revision that runs")


class ComponentHealth(Model):
    status: Literal["ok", "failing"]
    critical: bool = Field(description="Whether the service is unusable without it")
    latency_ms: float = Field(description="How long its answer, or its failure, took")
    reason: Literal["timeout", "unreachable", "refused"] | None = Field(
        default=None, description="Why it fails: `refused` means it answered, but not to these credentials"
    )


class Readiness(Model):
    status: Literal["ok", "degraded", "failing", "draining"] = Field(
        description="`degraded`: serving without something that is not critical"
    )
    release: str
    components: dict[str, ComponentHealth]
