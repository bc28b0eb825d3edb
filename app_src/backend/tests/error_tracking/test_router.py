"""Reports from anybody, within bounds; defects for administrators."""

from datetime import timedelta
from typing import Any

import pytest

from codementee.error_tracking.policy import client_crash
from codementee.error_tracking.repository import ErrorRepository
from tests.support.application import World
from tests.support.waiting import eventually

pytestmark = pytest.mark.anyio

REPORT = {"message": "TypeError: x is undefined", "stack": "at f (/assets/a.js:1:2)", "path": "/mentee/book"}


async def test_anybody_may_report_and_it_appears(world: World) -> None:
    admin = await world.user("admin")
    async with world.client() as client:
        response = await client.post("/api/client-errors", json=REPORT | {"release": "4bf92f3"})
        assert response.status_code == 202
    async with world.client(admin) as client:

        async def load() -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = (await client.get("/api/admin/errors?source=client")).json()["items"]
            return found

        items = await eventually(load, what="the report")
        detail = (await client.get(f"/api/admin/errors/{items[0]['id']}")).json()
    assert items[0]["release"] == "4bf92f3"
    assert items[0]["place"] == "/mentee/book"
    assert "trace" not in items[0]
    assert detail == items[0] | {"trace": "at f (/assets/a.js:0:0)"}


async def test_too_many_reports_are_turned_away(world: World) -> None:
    async with world.client() as client:
        answers = [await client.post("/api/client-errors", json=REPORT) for _ in range(60)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].headers["Retry-After"] == "60"
    assert {answer.status_code for answer in answers} == {202, 429}


@pytest.mark.parametrize(
    "change",
    [
        {"message": ""},
        {"message": "x" * 501},
        {"stack": "x" * 8_001},
        {"path": "/reset-password?token=1"},
        {"path": "https://evil.example/"},
        {"release": "a b"},
        {"more": 1},
    ],
)
async def test_malformed_reports_are_refused(world: World, change: dict[str, object]) -> None:
    async with world.client() as client:
        assert (await client.post("/api/client-errors", json=REPORT | change)).status_code == 422


async def test_latest_first_page_by_page(world: World) -> None:
    repository = ErrorRepository(world.database)
    for number in range(5):
        at = world.now + timedelta(minutes=number // 2)
        crash = client_crash(message=f"Error{'ABCDE'[number]}: x", stack="", place="/")
        await repository.count_up(crash, release="r", count=1, request_ids=[], first=at, last=at)
    async with world.client(await world.user("admin")) as client:
        everything = (await client.get("/api/admin/errors")).json()["items"]
        pages: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            page = (await client.get(f"/api/admin/errors?limit=2{cursor and '&cursor=' + cursor}")).json()
            pages += page["items"]
            cursor = page["pagination"]["next_cursor"]
    assert pages == everything
    assert len(pages) == 5
    assert pages[0]["type"] == "ErrorE"


async def test_forged_cursors_are_refused(world: World) -> None:
    async with world.client(await world.user("admin")) as client:
        for cursor in ("AAAA", "MjAyNi0xMS0yMnxh", "MjAyNi0xMS0yMlQwMDowMDowMHw2NWEwYjFjMmQzZTRmNWE2YjdjOGQ5ZTA"):
            assert (await client.get(f"/api/admin/errors?cursor={cursor}")).status_code == 400


async def test_unknown_defect_is_not_found(world: World) -> None:
    async with world.client(await world.user("admin")) as client:
        assert (await client.get("/api/admin/errors/65a0b1c2d3e4f5a6b7c8d9e0")).status_code == 404


@pytest.mark.parametrize("role", ["mentee", "mentor"])
async def test_only_administrators_see_defects(world: World, role: str) -> None:
    async with world.client(await world.user(role)) as client:
        assert (await client.get("/api/admin/errors")).status_code == 403
