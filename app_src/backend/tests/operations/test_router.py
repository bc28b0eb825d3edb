"""What administrators see of how the platform runs, against a server that speaks Prometheus' JSON."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from codementee.operations.panels import PANELS
from codementee.operations.schemas import PanelName
from codementee.operations.service import KEPT
from tests.support.application import World, running_world
from tests.support.installation import LentDatabase
from tests.support.processes import free_port
from tests.support.prometheus import Found, PrometheusService, prometheus_service

pytestmark = pytest.mark.anyio

PATH = "/api/admin/operations"


@pytest.fixture
def prometheus() -> Iterator[tuple[PrometheusService, str]]:
    with prometheus_service() as running:
        yield running


@pytest.fixture
def service(prometheus: tuple[PrometheusService, str]) -> PrometheusService:
    return prometheus[0]


@pytest.fixture
async def measured(lent: LentDatabase, prometheus: tuple[PrometheusService, str]) -> AsyncIterator[World]:
    async with running_world(lent.as_new() | {"CODEMENTEE_PROMETHEUS_URL": prometheus[1]}) as running:
        yield running


async def read(world: World) -> dict[str, Any]:
    async with world.client(await world.user("admin")) as client:
        answer = await client.get(PATH)
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    assert [panel["name"] for panel in body["panels"]] == [name.value for name in PanelName]
    return body


def panel(body: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(panel for panel in body["panels"] if panel["name"] == name)
    return found


def reasons(body: dict[str, Any]) -> set[str | None]:
    return {panel["missing"] for panel in body["panels"]}


def figures(promql: str) -> Found:
    if "node_cpu_seconds_total" in promql:
        return [({"instance": "vps-2"}, "0.25"), ({"instance": "vps-1"}, "0.5")]
    if "codementee_build_info" in promql:
        return [
            ({"service": "worker", "release": "4bf92f3"}, "1"),
            ({"service": "api", "release": "77aa001"}, "1"),
            ({"service": "api", "release": "4bf92f3"}, "2"),
        ]
    if "histogram_quantile(0.5" in promql:
        return [({}, "0.012")]
    if "histogram_quantile(0.95" in promql:
        return [({}, "0.08")]
    if "http_requests_total" in promql:
        return [({}, "NaN")]
    return []


async def test_figures_of_now_and_of_the_latest_hour(measured: World, service: PrometheusService) -> None:
    service.figures = figures
    body = await read(measured)
    cpu = panel(body, "host_cpu")
    assert cpu["unit"] == "share"
    assert cpu["readings"] == [
        {"name": "vps-1", "detail": None, "value": 0.5},
        {"name": "vps-2", "detail": None, "value": 0.25},
    ]
    assert [(one["name"], one["detail"], one["value"]) for one in panel(body, "replicas")["readings"]] == [
        ("api", "4bf92f3", 2),
        ("api", "77aa001", 1),
        ("worker", "4bf92f3", 1),
    ]
    latency = panel(body, "latency")
    assert {line["name"]: line["values"] for line in latency["series"]} == {
        "p50": [None] * 49 + [0.012] * 11,
        "p95": [None] * 49 + [0.08] * 11,
    }
    times = [datetime.fromisoformat(at) for at in body["times"]]
    assert len(times) == 60
    assert {after - before for before, after in pairwise(times)} == {timedelta(minutes=1)}
    assert times[-1] == measured.now.replace(microsecond=0)


async def test_what_is_not_a_number_is_no_figure(measured: World, service: PrometheusService) -> None:
    service.figures = figures
    requests = panel(await read(measured), "requests")
    assert (requests["missing"], requests["series"], requests["readings"]) == ("no_data", None, None)


async def test_every_panel_says_that_nothing_is_known_yet(measured: World) -> None:
    assert reasons(await read(measured)) == {"no_data"}


async def test_each_query_is_asked_once_and_in_the_form_of_its_panel(
    measured: World, service: PrometheusService
) -> None:
    await read(measured)
    wanted = sorted(
        ("query_range" if asked.over_time else "query", query.promql) for asked in PANELS for query in asked.queries
    )
    assert sorted((asked["endpoint"], asked["query"]) for asked in service.asked) == wanted
    assert {asked["step"] for asked in service.asked if asked["endpoint"] == "query_range"} == {"60"}


async def test_answers_are_kept_for_ten_seconds_and_shared(measured: World, service: PrometheusService) -> None:
    service.think_seconds = 0.05
    admin = await measured.user("admin")
    async with measured.client(admin) as client:
        await asyncio.gather(*(client.get(PATH) for _ in range(5)))
        once = len(service.asked)
        assert once == sum(len(asked.queries) for asked in PANELS)
        measured.clock.advance(seconds=KEPT.total_seconds() - 0.5)
        await client.get(PATH)
        assert len(service.asked) == once
        measured.clock.advance(seconds=1)
        await client.get(PATH)
        assert len(service.asked) == 2 * once


async def test_without_an_address_every_panel_says_so(world: World) -> None:
    assert reasons(await read(world)) == {"not_configured"}


async def test_nobody_at_the_address(lent: LentDatabase) -> None:
    address = {"CODEMENTEE_PROMETHEUS_URL": f"http://127.0.0.1:{free_port()}"}
    async with running_world(lent.as_new() | address) as world:
        assert reasons(await read(world)) == {"unreachable"}


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (503, None),
        (422, None),
        (200, b"<html>sign in</html>"),
        (200, b'{"status":"success","data":{"resultType":"string","result":[0,"x"]}}'),
        (200, b'{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[0,"many"]}]}}'),
        (200, b'{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1e300,"1"]}]}}'),
    ],
)
async def test_an_answer_that_is_none(
    measured: World, service: PrometheusService, status: int, raw: bytes | None
) -> None:
    service.status, service.raw = status, raw
    assert reasons(await read(measured)) == {"unreachable"}


async def test_a_prometheus_that_hangs_is_waited_for_briefly(measured: World, service: PrometheusService) -> None:
    service.think_seconds = 6
    started = time.monotonic()
    assert reasons(await read(measured)) == {"unreachable"}
    assert time.monotonic() - started < 5


async def test_half_a_panel_is_not_shown(measured: World, service: PrometheusService) -> None:
    def broken(promql: str) -> Found:
        if "0.95" in promql:
            raise ConnectionError
        return figures(promql)

    service.figures = broken
    body = await read(measured)
    assert panel(body, "latency")["missing"] == "unreachable"
    assert panel(body, "host_cpu")["missing"] is None


async def test_a_label_that_explodes_is_cut(measured: World, service: PrometheusService) -> None:
    service.figures = lambda promql: (
        [({"instance": f"vps-{number:04}"}, "0.5") for number in range(500)] if "node_cpu" in promql else []
    )
    assert len(panel(await read(measured), "host_cpu")["readings"]) == 50


async def test_whoever_asked_first_may_leave(measured: World, service: PrometheusService) -> None:
    service.figures = figures
    service.think_seconds = 0.2
    operations = measured.app.state.operations
    first = asyncio.create_task(operations.read(measured.now))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(operations.read(measured.now))
    await asyncio.sleep(0.02)
    first.cancel()
    assert {one.missing for one in (await second).panels} >= {None}


@pytest.mark.parametrize("role", ["mentee", "mentor"])
async def test_only_administrators_see_it(world: World, role: str) -> None:
    async with world.client(await world.user(role)) as client:
        assert (await client.get(PATH)).status_code == 403


def test_panels_cover_every_name_once() -> None:
    assert [asked.name for asked in PANELS] == list(PanelName)
