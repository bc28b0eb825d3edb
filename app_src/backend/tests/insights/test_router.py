"""Figures for administrators, as the worker left them."""

from datetime import UTC, datetime

import pytest

from codementee.insights.policy import Month, months_between
from codementee.insights.service import InsightsService
from tests.support.application import World

pytestmark = pytest.mark.anyio


@pytest.fixture
async def kept(world: World) -> World:
    world.clock.set(datetime(2026, 11, 22, 6, tzinfo=UTC))
    service = InsightsService(world.database)
    for month in months_between(Month.parse("2025-01"), Month.parse("2026-11")):
        await service.compute(month, now=world.now)
    return world


async def test_months_in_order(kept: World) -> None:
    async with kept.client(await kept.user("admin")) as client:
        newest = (await client.get("/api/admin/insights")).json()["months"]
        chosen = (await client.get("/api/admin/insights?from=2025-11&to=2026-02")).json()["months"]
        nothing = (await client.get("/api/admin/insights?from=2020-01&to=2020-03")).json()["months"]
    assert [month["month"] for month in newest] == [f"2026-{number:02}" for number in range(6, 12)]
    assert [month["month"] for month in chosen] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert nothing == []
    assert newest[-1]["computed_at"] == "2026-11-22T06:00:00Z"


@pytest.mark.parametrize(
    "query",
    ["from=2026-12&to=2026-11", "from=2024-11&to=2026-11", "from=2026-13", "to=x", "from=1999-01", "from=2026-1"],
)
async def test_other_ranges_are_refused(world: World, query: str) -> None:
    async with world.client(await world.user("admin")) as client:
        assert (await client.get(f"/api/admin/insights?{query}")).status_code == 400


@pytest.mark.parametrize("role", ["mentee", "mentor"])
async def test_only_administrators_see_them(world: World, role: str) -> None:
    async with world.client(await world.user(role)) as client:
        assert (await client.get("/api/admin/insights")).status_code == 403
