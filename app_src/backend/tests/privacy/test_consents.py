"""What somebody agreed to, and when; entries are never changed."""

import pytest

from tests.support.application import World

pytestmark = pytest.mark.anyio

GIVEN = {"subject": "marketing", "version": "2026-11", "granted": True}


async def test_consent_and_withdrawal_are_entries_of_their_own(world: World) -> None:
    person, other = await world.user(), await world.user()
    async with world.client(person) as client:
        first = await client.post("/api/account/consents", json=GIVEN, headers={"X-Request-ID": "request-0001"})
        world.clock.advance(minutes=1)
        second = await client.post("/api/account/consents", json=GIVEN | {"granted": False})
        listed = (await client.get("/api/account/consents")).json()
        page = (await client.get("/api/account/consents?limit=1")).json()
        rest = (await client.get(f"/api/account/consents?limit=1&cursor={page['pagination']['next_cursor']}")).json()
    assert first.status_code == 201
    assert first.json()["request_id"] == "request-0001"
    assert listed["items"] == [second.json(), first.json()] == page["items"] + rest["items"]
    assert rest["pagination"]["next_cursor"] is None
    async with world.client(other) as client:
        assert (await client.get("/api/account/consents")).json()["items"] == []


@pytest.mark.parametrize("change", [{"subject": "cookies"}, {"version": ""}, {"version": "a b"}, {"granted": None}])
async def test_malformed_consents_are_refused(world: World, change: dict[str, object]) -> None:
    async with world.client(await world.user()) as client:
        assert (await client.post("/api/account/consents", json=GIVEN | change)).status_code == 422
