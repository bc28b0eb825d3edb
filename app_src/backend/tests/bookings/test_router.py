"""``/api/mentee/bookings`` over HTTP."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from bson import ObjectId

from tests.support.application import Person
from tests.support.stage import Stage, instant

pytestmark = pytest.mark.anyio

BOOKINGS = "/api/mentee/bookings"
DRAFT = {"company": "google", "track": "l4", "interview_type": "coding"}


@pytest.fixture
async def mentee(stage: Stage) -> Person:
    return await stage.world.user()


async def send(
    stage: Stage, person: Person, method: str, path: str, body: Mapping[str, Any] | None = None
) -> httpx2.Response:
    async with stage.client(person) as client:
        return await client.request(method, path, json=body)


def refused(response: httpx2.Response, status: int, code: str) -> list[str]:
    """The fields that are to blame."""
    assert response.status_code == status, response.text
    assert response.json()["error"]["code"] == code
    return [field["path"] for field in response.json()["error"].get("fields", [])]


async def test_journey_with_a_credit(stage: Stage, mentee: Person) -> None:
    slots = await stage.slots(stage.now + timedelta(days=2), 2, apart_minutes=90)
    await stage.grant(mentee)
    async with stage.client(mentee) as client:
        created = await client.post(BOOKINGS, json=DRAFT)
        assert created.status_code == 201
        booking = created.json()
        assert booking["state"] == "draft"
        assert booking["company"] == {"slug": "google", "name": "Google"}
        assert booking["track"] == {"code": "l4", "title": "L4 · Software Engineer III"}
        assert len(booking["reference"]) == 9
        path = f"{BOOKINGS}/{booking['id']}"
        held = (await client.post(f"{path}/hold", json={"slot_ids": [str(slot) for slot in slots]})).json()
        assert held["state"] == "held"
        assert [slot["id"] for slot in held["preferred_slots"]] == [str(slot) for slot in slots]
        assert held["hold_expires_at"] == instant(stage.now + timedelta(minutes=15))
        queued = (await client.post(f"{path}/confirm")).json()
        assert queued["state"] == "pending_admin"
        assert queued["uses_credit"] is True
        assert queued["policy_version"] == "2026-11"
        assert queued["mentor"] is None
        assert [entry["state"] for entry in queued["history"]] == ["draft", "held", "pending_admin"]
        assert (await client.get(path)).json() == queued
        del queued["history"]
        assert (await client.get(BOOKINGS)).json()["items"] == [queued]
    assert await stage.credits_of(mentee) == 0


async def test_without_a_credit_it_waits_to_be_paid(stage: Stage, mentee: Person) -> None:
    booking_id = await stage.held(mentee, [await stage.slot(stage.now + timedelta(days=2))])
    confirmed = (await send(stage, mentee, "POST", f"{BOOKINGS}/{booking_id}/confirm")).json()
    assert confirmed["state"] == "awaiting_payment"
    assert confirmed["hold_expires_at"] == instant(stage.now + timedelta(minutes=30))
    assert confirmed["uses_credit"] is False
    # Once more is no harm; with a credit that has come meanwhile it goes on.
    again = (await send(stage, mentee, "POST", f"{BOOKINGS}/{booking_id}/confirm")).json()
    assert again["state"] == "awaiting_payment"
    await stage.grant(mentee)
    paid = (await send(stage, mentee, "POST", f"{BOOKINGS}/{booking_id}/confirm")).json()
    assert paid["state"] == "pending_admin"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"company": "initech"}, "company"),
        ({"company": "google", "track": "sde-1"}, "track"),
        ({"company": "google", "interview_type": "juggling"}, "interview_type"),
    ],
)
async def test_unknown_choices(stage: Stage, mentee: Person, body: dict[str, str], field: str) -> None:
    assert refused(await send(stage, mentee, "POST", BOOKINGS, body), 409, "unknown_choice") == [field]
    assert await stage.database.booking_requests.count_documents({}) == 0


@pytest.mark.parametrize("body", [{}, {"company": "google", "price": 1}, {"company": {"$ne": ""}}, {"company": "A b"}])
async def test_invalid_drafts(stage: Stage, mentee: Person, body: dict[str, Any]) -> None:
    refused(await send(stage, mentee, "POST", BOOKINGS, body), 422, "validation_failed")


async def test_ten_drafts(stage: Stage, mentee: Person) -> None:
    for _ in range(10):
        await stage.draft(mentee)
    refused(await send(stage, mentee, "POST", BOOKINGS, DRAFT), 409, "too_many_drafts")


async def test_draft_can_be_changed_and_deleted(stage: Stage, mentee: Person) -> None:
    path = f"{BOOKINGS}/{await stage.draft(mentee, interview_type=None)}"
    changed = (await send(stage, mentee, "PATCH", path, {"interview_type": "hr"})).json()
    assert (changed["interview_type"], changed["track"]["code"]) == ("hr", "l4")
    # Another company has other tracks.
    moved = (await send(stage, mentee, "PATCH", path, {"company": "amazon"})).json()
    assert (moved["company"]["slug"], moved["track"], moved["interview_type"]) == ("amazon", None, "hr")
    assert (await send(stage, mentee, "PATCH", path, {"track": "sde-1"})).json()["track"]["code"] == "sde-1"
    refused(await send(stage, mentee, "PATCH", path, {"track": "l4"}), 409, "unknown_choice")
    assert (await send(stage, mentee, "PATCH", path, {"track": None})).json()["track"] is None
    assert (await send(stage, mentee, "DELETE", path)).status_code == 204
    refused(await send(stage, mentee, "GET", path), 404, "not_found")


async def test_held_booking_is_no_draft(stage: Stage, mentee: Person) -> None:
    booking_id = await stage.held(mentee, [await stage.slot(stage.now + timedelta(days=2))])
    path = f"{BOOKINGS}/{booking_id}"
    refused(await send(stage, mentee, "PATCH", path, {"company": "amazon"}), 409, "booking_moved_on")
    refused(await send(stage, mentee, "DELETE", path), 409, "booking_moved_on")


async def test_somebody_elses_booking_is_not_there(stage: Stage, mentee: Person) -> None:
    slot_id = str(await stage.slot(stage.now + timedelta(days=2)))
    path = f"{BOOKINGS}/{await stage.draft(mentee)}"
    other = await stage.world.user()
    asked: list[tuple[str, str, dict[str, Any] | None]] = [
        ("GET", path, None),
        ("PATCH", path, {"track": None}),
        ("DELETE", path, None),
        ("POST", f"{path}/hold", {"slot_ids": [slot_id]}),
        ("POST", f"{path}/confirm", None),
        ("GET", f"{path}/cancellation", None),
        ("POST", f"{path}/cancel", {}),
        ("POST", f"{path}/reschedule", {"slot_ids": [slot_id]}),
    ]
    for method, address, body in asked:
        refused(await send(stage, other, method, address, body), 404, "not_found")
    assert (await send(stage, other, "GET", BOOKINGS)).json()["items"] == []


@pytest.mark.parametrize("name", ["zz", "0" * 23, "G" * 24])
async def test_malformed_id(stage: Stage, mentee: Person, name: str) -> None:
    refused(await send(stage, mentee, "GET", f"{BOOKINGS}/{name}"), 400, "invalid_parameter")


async def test_slots_that_cannot_be_held(stage: Stage, mentee: Person) -> None:
    good = await stage.slot(stage.now + timedelta(days=2))
    booking_id = await stage.draft(mentee)
    path = f"{BOOKINGS}/{booking_id}/hold"
    cases = [
        (await stage.slot(stage.now - timedelta(hours=1)), "slot_too_soon"),
        (await stage.slot(stage.now + timedelta(hours=12) - timedelta(minutes=15)), "slot_too_soon"),
        (await stage.slot(stage.now + timedelta(days=3), active=False), "slot_unavailable"),
        (ObjectId(), "slot_unavailable"),
        (await stage.slot(stage.now + timedelta(days=4), interview_types=["hr"]), "slot_incompatible"),
        (await stage.slot(stage.now + timedelta(days=5), minutes=45), "slot_incompatible"),
    ]
    for slot_id, code in cases:
        body = {"slot_ids": [str(good), str(slot_id)]}
        assert refused(await send(stage, mentee, "POST", path, body), 409, code) == ["slot_ids.1"]
    assert (await stage.booking(booking_id))["state"] == "draft"
    assert await stage.database.claims.count_documents({}) == 0


async def test_wrong_lists_of_slots(stage: Stage, mentee: Person) -> None:
    slots = [str(slot) for slot in await stage.slots(stage.now + timedelta(days=2), 4, apart_minutes=90)]
    path = f"{BOOKINGS}/{await stage.draft(mentee)}/hold"
    for wrong in ([], slots, [slots[0], slots[0]], [slots[0], 7], ["zz"], slots[0]):
        fields = refused(await send(stage, mentee, "POST", path, {"slot_ids": wrong}), 422, "validation_failed")
        assert all(field.startswith("slot_ids") for field in fields)
    assert await stage.database.claims.count_documents({}) == 0


async def test_type_first_then_slots(stage: Stage, mentee: Person) -> None:
    slot_id = str(await stage.slot(stage.now + timedelta(days=2)))
    path = f"{BOOKINGS}/{await stage.draft(mentee, interview_type=None)}/hold"
    refused(await send(stage, mentee, "POST", path, {"slot_ids": [slot_id]}), 409, "booking_incomplete")


async def test_exactly_twelve_hours_ahead_is_soon_enough(stage: Stage, mentee: Person) -> None:
    slot_id = await stage.slot(stage.now + timedelta(hours=12))
    assert await stage.held(mentee, [slot_id])


async def test_other_slots_instead_while_the_time_goes_on(stage: Stage, mentee: Person) -> None:
    first, second, third = await stage.slots(stage.now + timedelta(days=2), 3, apart_minutes=90)
    booking_id = await stage.held(mentee, [first, second])
    stage.world.clock.advance(minutes=5)
    body = {"slot_ids": [str(second), str(third)]}
    again = (await send(stage, mentee, "POST", f"{BOOKINGS}/{booking_id}/hold", body)).json()
    assert again["hold_expires_at"] == instant(stage.now + timedelta(minutes=10))
    seats = {key.split(":")[1] for key in await stage.claims_of(booking_id) if key.startswith("slot:")}
    assert seats == {str(second), str(third)}
    # What was let go is free for somebody else.
    other = await stage.world.user()
    assert await stage.held(other, [first])


async def test_hold_is_over_to_the_second(stage: Stage, mentee: Person) -> None:
    slots = await stage.slots(stage.now + timedelta(days=2), 2, apart_minutes=90)
    in_time, late = [await stage.held(mentee, [slot]) for slot in slots]
    stage.world.clock.advance(minutes=15, seconds=-1)
    assert (await send(stage, mentee, "POST", f"{BOOKINGS}/{in_time}/confirm")).status_code == 200
    stage.world.clock.advance(seconds=1)
    refused(await send(stage, mentee, "POST", f"{BOOKINGS}/{late}/confirm"), 409, "hold_expired")
    assert await stage.bookings.expire_holds(stage.now, 10) == 1
    assert await stage.bookings.expire_holds(stage.now, 10) == 0
    assert await stage.claims_of(late) == []
    refused(await send(stage, mentee, "POST", f"{BOOKINGS}/{late}/confirm"), 409, "booking_moved_on")


async def test_slot_list_shows_seats_at_once(stage: Stage, mentee: Person) -> None:
    slot_id = await stage.slot(stage.now + timedelta(days=2), capacity=2)
    path = "/api/mentee/slots?interview_type=coding"

    async def seats_left() -> int:
        items = (await send(stage, mentee, "GET", path)).json()["items"]
        return next(int(item["seats_left"]) for item in items if item["id"] == str(slot_id))

    assert await seats_left() == 2
    booking_id = await stage.draft(mentee)
    await send(stage, mentee, "POST", f"{BOOKINGS}/{booking_id}/hold", {"slot_ids": [str(slot_id)]})
    assert await seats_left() == 1
    await send(stage, mentee, "POST", f"{BOOKINGS}/{booking_id}/cancel", {})
    assert await seats_left() == 2


async def test_pages_newest_first_and_by_state(stage: Stage, mentee: Person) -> None:
    drafts = [str(await stage.draft(mentee)) for _ in range(5)]
    seen: list[str] = []
    cursor = None
    async with stage.client(mentee) as client:
        while True:
            params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            answer = (await client.get(BOOKINGS, params=params)).json()
            seen += [item["id"] for item in answer["items"]]
            cursor = answer["pagination"]["next_cursor"]
            if cursor is None:
                break
        assert seen == drafts[::-1]
        assert (await client.get(f"{BOOKINGS}?state=held")).json()["items"] == []
        refused(await client.get(f"{BOOKINGS}?state=lost"), 400, "invalid_parameter")
        refused(await client.get(f"{BOOKINGS}?cursor=eHg"), 400, "invalid_parameter")


async def test_quote_and_cancellation_agree(stage: Stage, mentee: Person) -> None:
    start_at = stage.now + timedelta(days=3)
    booking_id = await stage.queued(mentee, [await stage.slot(start_at)])
    mentor = await stage.mentor()
    await stage.links(1)
    booking = await stage.booking(booking_id)
    await stage.assign(booking_id, mentor, booking["slots"][0]["id"])
    path = f"{BOOKINGS}/{booking_id}"
    for ahead, credit in ((24 * 3600, "returned"), (24 * 3600 - 1, "forfeited"), (3 * 3600 - 1, "forfeited")):
        stage.world.clock.set(start_at - timedelta(seconds=ahead))
        quote = (await send(stage, mentee, "GET", f"{path}/cancellation")).json()
        assert (quote["can_cancel"], quote["credit"]) == (True, credit)
        assert quote["can_reschedule"] is (ahead >= 3 * 3600)
    cancelled = (await send(stage, mentee, "POST", f"{path}/cancel", {"reason": "ill"})).json()
    assert (cancelled["state"], cancelled["cancellation_reason"]) == ("cancelled_by_mentee", "ill")
    assert await stage.ledger_of(mentee) == ["grant", "consume", "forfeit"]
    refused(await send(stage, mentee, "POST", f"{path}/cancel", {}), 409, "booking_moved_on")


@pytest.mark.parametrize(("seconds", "left"), [(24 * 3600, 1), (24 * 3600 - 1, 0), (3 * 3600, 0), (1, 0)])
async def test_cancelling_to_the_second(stage: Stage, mentee: Person, seconds: int, left: int) -> None:
    start_at = stage.now + timedelta(days=3)
    slot_id = await stage.slot(start_at)
    await stage.links(1)
    booking_id = await stage.confirmed(mentee, await stage.mentor(), slot_id)
    stage.world.clock.set(start_at - timedelta(seconds=seconds))
    assert (await send(stage, mentee, "POST", f"{BOOKINGS}/{booking_id}/cancel", {})).status_code == 200
    assert await stage.credits_of(mentee) == left
    assert await stage.claims_of(booking_id) == []
    assert (await stage.mock_of(booking_id))["state"] == "cancelled"


async def test_not_once_it_has_begun(stage: Stage, mentee: Person) -> None:
    start_at = stage.now + timedelta(days=3)
    slot_id = await stage.slot(start_at)
    await stage.links(1)
    booking_id = await stage.confirmed(mentee, await stage.mentor(), slot_id)
    stage.world.clock.set(start_at)
    refused(await send(stage, mentee, "POST", f"{BOOKINGS}/{booking_id}/cancel", {}), 409, "cancellation_closed")
