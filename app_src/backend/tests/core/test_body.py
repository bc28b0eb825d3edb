"""What bodies are taken, whatever the endpoint."""

import json
from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.support.application import World

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json"}
LOGIN = "/api/auth/login"


@pytest.fixture
async def client(world: World) -> AsyncIterator[httpx2.AsyncClient]:
    async with world.client() as opened:
        yield opened


def code(answer: httpx2.Response) -> tuple[int, str]:
    assert answer.headers["x-request-id"]
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "json"]
)
async def test_other_media_types(client: httpx2.AsyncClient, media_type: str) -> None:
    answer = await client.post(LOGIN, content=b'{"email":"a@example.com"}', headers={"Content-Type": media_type})
    assert code(answer) == (415, "unsupported_media_type")


async def test_parameters_of_the_media_type_are_fine(client: httpx2.AsyncClient) -> None:
    answer = await client.post(LOGIN, content=b"{}", headers={"Content-Type": "Application/JSON; charset=utf-8"})
    assert code(answer) == (422, "validation_failed")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"email": "\xff"}',
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b"1" * 60_000,
        b"nul",
    ],
    ids=["cut", "not utf-8", "not utf-8 inside", "deep list", "deep object", "long number", "no json"],
)
async def test_bodies_that_do_not_parse(client: httpx2.AsyncClient, body: bytes) -> None:
    assert code(await client.post(LOGIN, content=body, headers=JSON)) == (400, "malformed_body")


@pytest.mark.parametrize("body", [b"null", b"[]", b'"text"', b"7", b"NaN", b"{}", b'{"email": NaN}', b'{"\\ud800": 1}'])
async def test_json_of_another_shape(client: httpx2.AsyncClient, body: bytes) -> None:
    assert code(await client.post(LOGIN, content=body, headers=JSON)) == (422, "validation_failed")


async def test_size_that_is_declared(client: httpx2.AsyncClient) -> None:
    answer = await client.post(LOGIN, content=b" " * 65_537, headers=JSON)
    assert code(answer) == (413, "body_too_large")
    assert answer.headers["connection"] == "close"


async def test_size_that_is_found_out(client: httpx2.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(66):
            yield b" " * 1_000

    answer = await client.post(LOGIN, content=chunks(), headers=JSON)
    assert code(answer) == (413, "body_too_large")


async def test_largest_body_is_taken(client: httpx2.AsyncClient) -> None:
    answer = await client.post(LOGIN, content=b"{}" + b" " * 65_534, headers=JSON)
    assert code(answer) == (422, "validation_failed")


async def test_unknown_fields_are_named_briefly(client: httpx2.AsyncClient) -> None:
    names = ["$where", "x" * 5_000, *(f"f{number}" for number in range(1_000))]
    answer = await client.post(LOGIN, content=json.dumps(dict.fromkeys(names, 1)), headers=JSON)
    assert code(answer) == (422, "validation_failed")
    fields = answer.json()["error"]["fields"]
    assert len(fields) == 20
    assert max(len(field["path"]) for field in fields) <= 120
