"""The secret calendar address."""

from datetime import timedelta

import icalendar
import pytest

from tests.support.stage import Stage

pytestmark = pytest.mark.anyio

FEED = "/api/account/calendar-feed"


async def test_feed_follows_the_mocks_of_both_sides(stage: Stage) -> None:
    mentee, mentor = await stage.world.user(), await stage.mentor()
    await stage.links(1)
    first, second = await stage.slots(stage.now + timedelta(days=3), 2, apart_minutes=90)
    booking_id = await stage.confirmed(mentee, mentor, first)
    uid = (await stage.booking(booking_id))["calendar"]["uid"]
    async with stage.client() as anyone:
        addresses = []
        for person in (mentee, mentor):
            async with stage.client(person) as client:
                assert (await client.get(FEED)).json() == {"active": False, "created_at": None}
                addresses.append((await client.post(FEED)).json()["url"])
                assert (await client.get(FEED)).json()["active"] is True

        async def events(address: str) -> list[tuple[str, int, str]]:
            response = await anyone.get(address)
            assert response.headers["content-type"].startswith("text/calendar")
            found = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
            return [(str(event["UID"]), int(str(event["SEQUENCE"])), str(event["STATUS"])) for event in found]

        for address in addresses:
            assert await events(address) == [(uid, 0, "CONFIRMED")]
        await stage.moving.reschedule(mentee.id, booking_id, [second], now=stage.now)
        for address in addresses:
            assert await events(address) == [(uid, 1, "CONFIRMED")]
        await stage.endings.cancel_by_mentee(mentee.id, booking_id, reason=None, now=stage.now)
        for address in addresses:
            assert await events(address) == [(uid, 2, "CANCELLED")]


async def test_new_address_ends_the_old_one_and_revoking_ends_all(stage: Stage) -> None:
    mentee = await stage.world.user()
    async with stage.client(mentee) as client:
        first = (await client.post(FEED)).json()["url"]
        second = (await client.post(FEED)).json()["url"]
        assert (await client.get(first)).status_code == 404
        assert (await client.get(second)).status_code == 200
        assert (await client.delete(FEED)).status_code == 204
        assert (await client.delete(FEED)).status_code == 204
        assert (await client.get(second)).status_code == 404
        assert (await client.get("/api/calendar/guess")).json()["error"]["code"] == "not_found"
    stored = await stage.database.calendar_feeds.find().to_list()
    assert stored == []


async def test_token_is_not_stored_and_a_suspended_account_has_no_feed(stage: Stage) -> None:
    mentee = await stage.world.user()
    async with stage.client(mentee) as client:
        address = (await client.post(FEED)).json()["url"]
        (document,) = await stage.database.calendar_feeds.find().to_list()
        assert address.rpartition("/")[2] not in str(document)
        await stage.database.users.update_one({"_id": mentee.id}, {"$set": {"status": "suspended"}})
        assert (await client.get(address)).status_code == 404
