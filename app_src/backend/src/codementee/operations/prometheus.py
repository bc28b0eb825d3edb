"""Prometheus over HTTP. See https://prometheus.io/docs/prometheus/latest/querying/api/ for the shapes."""

import asyncio
import math
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

# Somebody looks at the page and wants to know now, also that there is no answer.
QUERY_SECONDS = 3.0
_TIMEOUT = httpx2.Timeout(QUERY_SECONDS, connect=1.0)
_LIMITS = httpx2.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=60)
_OK = 200


class PrometheusUnavailableError(Exception):
    """No usable answer."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One series: ``points`` by instant; a single one of now unless asked for more. What is no number is left out."""

    labels: Mapping[str, str]
    points: Mapping[datetime, float]


class _Part(BaseModel):
    # Much more may be sent (infos, warnings); only what is named here is looked at.
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Series(_Part):
    metric: dict[str, str]
    value: tuple[float, str] | None = None
    values: tuple[tuple[float, str], ...] = ()


class _Data(_Part):
    resultType: Literal["vector", "matrix"]  # noqa: N815 - theirs
    result: list[_Series]


class _Answer(_Part):
    status: Literal["success"]
    data: _Data


class Prometheus:
    def __init__(self, client: httpx2.AsyncClient, *, query_seconds: float = QUERY_SECONDS) -> None:
        self._client = client
        self._query_seconds = query_seconds

    async def at(self, promql: str, moment: datetime) -> list[Measured]:
        """PrometheusUnavailableError."""
        return await self._ask("query", {"query": promql, "time": _seconds(moment)})

    async def between(self, promql: str, first: datetime, last: datetime, step: timedelta) -> list[Measured]:
        """A point each ``step``, both ends included. PrometheusUnavailableError."""
        parameters = {"query": promql, "start": _seconds(first), "end": _seconds(last)}
        return await self._ask("query_range", parameters | {"step": str(int(step.total_seconds()))})

    async def _ask(self, endpoint: str, parameters: Mapping[str, str]) -> list[Measured]:
        try:
            # The client's time-outs are per step; this is one for all of them.
            async with asyncio.timeout(self._query_seconds):
                response = await self._client.get(f"/api/v1/{endpoint}", params=parameters)
        except (httpx2.HTTPError, TimeoutError, OSError) as error:
            raise PrometheusUnavailableError(type(error).__name__) from error
        if response.status_code != _OK:
            raise PrometheusUnavailableError(f"status {response.status_code}")
        try:
            answer = _Answer.model_validate_json(response.content)
            return [_measured(series) for series in answer.data.result]
        except (ValidationError, ValueError, OverflowError) as error:
            raise PrometheusUnavailableError("not an answer of Prometheus") from error


def _measured(series: _Series) -> Measured:
    points = series.values if series.value is None else (series.value,)
    numbers = ((at, float(text)) for at, text in points)
    return Measured(
        labels=series.metric,
        # 0 / 0 is NaN: a rate of nothing is no figure.
        points={datetime.fromtimestamp(at, UTC): number for at, number in numbers if math.isfinite(number)},
    )


def _seconds(moment: datetime) -> str:
    return f"{moment.timestamp():.3f}"


@asynccontextmanager
async def open_prometheus(url: str) -> AsyncIterator[Prometheus | None]:
    """None without an address. Nothing connects before the first question."""
    if not url:
        yield None
        return
    async with httpx2.AsyncClient(
        base_url=url, timeout=_TIMEOUT, limits=_LIMITS, verify=ssl.create_default_context(), follow_redirects=False
    ) as client:
        yield Prometheus(client)
