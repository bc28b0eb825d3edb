"""Asks everything at once and keeps the answer for a moment: however many look, Prometheus is asked once."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from codementee.core.logging import logger
from codementee.operations.panels import PANELS, Asked, Query
from codementee.operations.prometheus import Measured, Prometheus, PrometheusUnavailableError
from codementee.operations.schemas import Line, Missing, Operations, Panel, Reading

KEPT = timedelta(seconds=10)
_STEP = timedelta(minutes=1)
_STEPS = 60
# Beyond these nobody reads them; a label that explodes must not become our answer.
_MOST_RESULTS = 50

type Results = Sequence[tuple[str, str | None, Measured]]


class OperationsService:
    def __init__(self, prometheus: Prometheus | None, panels: Sequence[Asked] = PANELS) -> None:
        self._prometheus = prometheus
        self._panels = panels
        self._kept: Operations | None = None
        self._running: asyncio.Task[Operations] | None = None

    async def read(self, now: datetime) -> Operations:
        """Never raises; a panel that could not be had says why."""
        if self._kept is not None and timedelta(0) <= now - self._kept.as_of < KEPT:
            return self._kept
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._ask_all(now))
        # Shielded: whoever asked first may leave, the others still wait for it.
        self._kept = await asyncio.shield(self._running)
        return self._kept

    async def _ask_all(self, now: datetime) -> Operations:
        # Whole seconds, so that what comes back as seconds is the same instant.
        last = now.replace(microsecond=0)
        times = [last - _STEP * back for back in reversed(range(_STEPS))]
        if self._prometheus is None:
            panels = [_shown(asked, Missing.NOT_CONFIGURED) for asked in self._panels]
        else:
            prometheus = self._prometheus
            panels = await asyncio.gather(*(_panel(prometheus, asked, times, now) for asked in self._panels))
            if failing := [panel.name.value for panel in panels if panel.missing is Missing.UNREACHABLE]:
                logger.warning("prometheus_unreachable", panels=len(failing), first=failing[0])
        return Operations(as_of=now, times=times, panels=panels)


async def _panel(prometheus: Prometheus, asked: Asked, times: Sequence[datetime], now: datetime) -> Panel:
    try:
        answers = await asyncio.gather(*(_results(prometheus, asked, query, times, now) for query in asked.queries))
    except PrometheusUnavailableError as error:
        logger.debug("prometheus_query_failed", panel=asked.name.value, reason=str(error))
        # Half a panel would look like a whole one.
        return _shown(asked, Missing.UNREACHABLE)
    found = [result for results in answers for result in results]
    if asked.over_time:
        series = [
            Line(name=name, values=[measured.points.get(at) for at in times])
            for name, _, measured in found
            if any(at in measured.points for at in times)
        ]
        return _shown(asked, None, series=series) if series else _shown(asked, Missing.NO_DATA)
    readings = [
        Reading(name=name, detail=detail, value=value)
        for name, detail, measured in found
        for value in measured.points.values()
    ]
    return _shown(asked, None, readings=readings) if readings else _shown(asked, Missing.NO_DATA)


async def _results(
    prometheus: Prometheus, asked: Asked, query: Query, times: Sequence[datetime], now: datetime
) -> Results:
    if asked.over_time:
        measured = await prometheus.between(query.promql, times[0], times[-1], _STEP)
    else:
        measured = await prometheus.at(query.promql, now)
    named = [
        (
            one.labels.get(query.name_label, "") if query.name_label else query.name,
            one.labels.get(query.detail_label, "") if query.detail_label else None,
            one,
        )
        for one in measured
    ]
    return sorted(named, key=lambda result: (result[0], result[1] or ""))[:_MOST_RESULTS]


def _shown(
    asked: Asked, missing: Missing | None, *, readings: list[Reading] | None = None, series: list[Line] | None = None
) -> Panel:
    return Panel(name=asked.name, unit=asked.unit, readings=readings, series=series, missing=missing)
