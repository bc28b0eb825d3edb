"""What administrators see of the history of releases."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from codementee.releases.repository import FILE
from tests.releases.histories import entry, write
from tests.support.application import World, running_world
from tests.support.installation import LentDatabase

pytestmark = pytest.mark.anyio

PATH = "/api/admin/releases"


@pytest.fixture
async def released(lent: LentDatabase, tmp_path: Path) -> AsyncIterator[World]:
    async with running_world(lent.as_new() | {"CODEMENTEE_RELEASES_DIRECTORY": str(tmp_path)}) as running:
        yield running


async def read(world: World, **query: str | int | None) -> dict[str, Any]:
    async with world.client(await world.user("admin")) as client:
        answer = await client.get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_what_a_deployment_wrote_is_shown_as_it_is(released: World, tmp_path: Path) -> None:
    write(tmp_path, entry("77aa001"), entry("4bf92f3", outcome="reverted", reason="Errors rose to 4 %."))
    body = await read(released)
    assert body["items"] == [entry("4bf92f3", outcome="reverted", reason="Errors rose to 4 %."), entry("77aa001")]
    assert body["pagination"] == {"limit": 50, "next_cursor": None}


async def test_pages_neither_repeat_nor_leave_out(released: World, tmp_path: Path) -> None:
    write(tmp_path, *(entry(f"r{number}") for number in range(7)))
    seen: list[str] = []
    query: dict[str, str | int | None] = {"limit": 3}
    for _ in range(3):
        body = await read(released, **query)
        seen += [item["release"] for item in body["items"]]
        query["cursor"] = body["pagination"]["next_cursor"]
        # Released while somebody turns the pages.
        with (tmp_path / FILE).open("a") as file:
            file.write('{"half": ')
    assert query["cursor"] is None
    assert seen == [f"r{number}" for number in reversed(range(7))]


async def test_without_a_directory_the_list_is_empty(world: World) -> None:
    assert await read(world) == {"items": [], "pagination": {"limit": 50, "next_cursor": None}}


async def test_before_the_first_release_the_list_is_empty(released: World) -> None:
    assert (await read(released))["items"] == []


@pytest.mark.parametrize("cursor", ["MQ", "LTE", "MTJ4", "OTk5OTk5OTk5OTk5OTk5OTk5", "MA", "4pGg"])
async def test_a_forged_cursor_is_refused(released: World, tmp_path: Path, cursor: str) -> None:
    write(tmp_path, entry("r0"), entry("r1"))
    async with released.client(await released.user("admin")) as client:
        answer = await client.get(PATH, params={"cursor": cursor})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_parameter")


@pytest.mark.parametrize("role", ["mentee", "mentor"])
async def test_only_administrators_see_it(released: World, role: str) -> None:
    async with released.client(await released.user(role)) as client:
        assert (await client.get(PATH)).status_code == 403
