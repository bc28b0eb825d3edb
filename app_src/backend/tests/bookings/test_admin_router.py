"""``/api/admin/bookings`` over HTTP."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from bson import ObjectId

from tests.support.application import Person
from tests.support.stage import Stage

pytestmark = pytest.mark.anyio

BOOKINGS = "/api/admin/bookings"


@pytest.fixture
async def admin(stage: Stage) -> Person:
    return await stage.world.user("admin")


async def send(
    stage: Stage, person: Person, method: str, path: str, body: Mapping[str, Any] | None = None
) -> httpx2.Response:
    async with stage.client(person) as client:
        return await client.request(method, path, json=body)


def refused(response: httpx2.Response, status: int, code: str) -> None:
    assert response.status_code == status, response.text
    assert response.json()["error"]["code"] == code


async def queue(stage: Stage, count: int) -> list[ObjectId]:
    slot_id = await stage.slot(stage.now + timedelta(days=9), capacity=count)
    return [await stage.queued(await stage.world.user(), [slot_id]) for _ in range(count)]


async def test_queue_by_age_with_its_figures(stage: Stage, admin: Person) -> None:
    ids = []
    for hours in (30, 20, 3, 1):
        ids += await queue(stage, 1)
        stage.world.clock.advance(hours=hours)
    answer = (await send(stage, admin, "GET", f"{BOOKINGS}?state=pending_admin")).json()
    assert [item["id"] for item in answer["items"]] == [str(booking_id) for booking_id in ids]
    assert answer["items"][0]["waiting_seconds"] == 54 * 3600
    assert answer["items"][0]["mentee"]["email"].endswith("@example.com")
    ageing = answer["ageing"]
    assert (ageing["waiting"], ageing["over_4_hours"], ageing["over_24_hours"], ageing["over_48_hours"]) == (4, 3, 2, 1)
    assert ageing["oldest_waiting_seconds"] == 54 * 3600
    newest = (await send(stage, admin, "GET", f"{BOOKINGS}?state=pending_admin&order=newest")).json()
    assert [item["id"] for item in newest["items"]] == [str(booking_id) for booking_id in ids[::-1]]


@pytest.mark.parametrize("order", ["oldest", "newest"])
async def test_pages_cover_everything_once_even_at_one_moment(stage: Stage, admin: Person, order: str) -> None:
    # All of them entered the queue at the same instant.
    ids = [str(booking_id) for booking_id in await queue(stage, 7)]
    seen: list[str] = []
    cursor = None
    while True:
        query = f"?limit=3&order={order}" + (f"&cursor={cursor}" if cursor else "")
        answer = (await send(stage, admin, "GET", BOOKINGS + query)).json()
        seen += [item["id"] for item in answer["items"]]
        cursor = answer["pagination"]["next_cursor"]
        if cursor is None:
            break
    assert seen == (ids if order == "oldest" else ids[::-1])


async def test_candidates_say_what_is_in_the_way(stage: Stage, admin: Person) -> None:
    start_at = stage.now + timedelta(days=2)
    first, second = await stage.slots(start_at, 2, apart_minutes=90, capacity=9)
    morning = [{"weekday": day, "start": "09:00", "end": "10:00"} for day in range(7)]
    everyone = {
        "free": await stage.mentor(),
        "busy": await stage.mentor(companies=["amazon"]),
        "full": await stage.mentor(maximum_per_day=1),
        "morning": await stage.mentor(rules=morning),
        "away": await stage.mentor(),
        "slow": await stage.mentor(minimum_notice_hours=200),
        "retired": await stage.mentor(active=False),
        "other": await stage.mentor(interview_types=["hr"]),
    }
    await stage.links(3)
    await stage.confirmed(await stage.world.user(), everyone["busy"], first)
    await stage.confirmed(await stage.world.user(), everyone["full"], await stage.slot(start_at + timedelta(hours=5)))
    await stage.database.mentor_exceptions.insert_one(
        {"mentor_id": everyone["away"].id, "date": start_at.date().isoformat(), "windows": []}
    )
    booking_id = await stage.queued(await stage.world.user(), [first, second])
    answer = (await send(stage, admin, "GET", f"{BOOKINGS}/{booking_id}/candidates")).json()
    names = {str(person.id): name for name, person in everyone.items()}
    found = {names[item["mentor"]["id"]]: item for item in answer["items"]}
    assert {name: [slot["problem"] for slot in item["slots"]] for name, item in found.items()} == {
        "free": [None, None],
        "busy": ["mentor_busy", None],
        "full": ["day_full", "day_full"],
        "morning": [None, "outside_hours"],
        "away": ["away", "away"],
        "slow": ["too_soon", "too_soon"],
    }
    assert {name: item["fits"] for name, item in found.items()}["busy"] is True
    assert {name: item["fits"] for name, item in found.items()}["full"] is False
    assert (found["free"]["company_match"], found["busy"]["company_match"]) == (True, False)
    assert answer["links_free"] == {str(first): True, str(second): True}
    # What is said to fit can be given, and what is not cannot.
    body = {"mentor_id": str(everyone["busy"].id), "slot_id": str(first)}
    refused(await send(stage, admin, "POST", f"{BOOKINGS}/{booking_id}/assign", body), 409, "mentor_busy")
    body = {"mentor_id": str(everyone["busy"].id), "slot_id": str(second)}
    assert (await send(stage, admin, "POST", f"{BOOKINGS}/{booking_id}/assign", body)).status_code == 200


async def test_assignment_confirms(stage: Stage, admin: Person) -> None:
    slots = await stage.slots(stage.now + timedelta(days=2), 3, apart_minutes=90)
    mentor = await stage.mentor()
    (link,) = await stage.links(1)
    mentee = await stage.world.user()
    booking_id = await stage.queued(mentee, slots)
    body = {"mentor_id": str(mentor.id), "slot_id": str(slots[1])}
    answer = await send(stage, admin, "POST", f"{BOOKINGS}/{booking_id}/assign", body)
    assert answer.status_code == 200, answer.text
    booking = answer.json()
    assert (booking["state"], booking["slot"]["id"]) == ("confirmed", str(slots[1]))
    assert booking["mentor"]["id"] == str(mentor.id)
    assert booking["hold_expires_at"] is None
    assert booking["meeting_url"].startswith("https://meet.example/")
    kinds = [key.split(":")[0] for key in await stage.claims_of(booking_id)]
    assert sorted(set(kinds)) == ["day", "link", "mentee", "mentor", "slot"]
    # The seats in the other two are free again.
    assert kinds.count("slot") == 1
    assert await stage.held(await stage.world.user(), [slots[0], slots[2]])
    audit = await stage.database.audit_log.find_one({"action": "booking.assigned"})
    assert audit is not None
    assert (audit["actor"], audit["details"]["link_id"]) == (admin.id, link)


async def test_assignments_that_are_refused(stage: Stage, admin: Person) -> None:
    first, second = await stage.slots(stage.now + timedelta(days=2), 2, apart_minutes=90, capacity=5)
    mentor = await stage.mentor()
    booking_id = await stage.queued(await stage.world.user(), [first])
    before = (await stage.booking(booking_id), await stage.claims_of(booking_id))
    path = f"{BOOKINGS}/{booking_id}/assign"

    async def assign(mentor_id: ObjectId, slot_id: ObjectId) -> httpx2.Response:
        return await send(stage, admin, "POST", path, {"mentor_id": str(mentor_id), "slot_id": str(slot_id)})

    refused(await assign(mentor.id, first), 409, "no_link_free")
    await stage.links(1)
    refused(await assign(mentor.id, second), 409, "slot_not_preferred")
    refused(await assign(ObjectId(), first), 409, "mentor_unavailable")
    refused(await assign((await stage.mentor(active=False)).id, first), 409, "mentor_unavailable")
    refused(await assign((await stage.mentor(rules=[])).id, first), 409, "mentor_unavailable")
    refused(await assign((await stage.mentor(interview_types=["hr"])).id, first), 409, "mentor_unavailable")
    suspended = await stage.mentor()
    await stage.database.users.update_one({"_id": suspended.id}, {"$set": {"status": "suspended"}})
    refused(await assign(suspended.id, first), 409, "mentor_unavailable")
    assert (await stage.booking(booking_id), await stage.claims_of(booking_id)) == before
    # The only link is taken by somebody else at an overlapping time.
    overlapping = await stage.slot(stage.now + timedelta(days=2, minutes=45))
    await stage.confirmed(await stage.world.user(), await stage.mentor(), overlapping)
    refused(await assign(mentor.id, first), 409, "no_link_free")
    assert (await stage.booking(booking_id), await stage.claims_of(booking_id)) == before
    refused(await send(stage, admin, "POST", f"{BOOKINGS}/{ObjectId()}/assign", {}), 422, "validation_failed")


async def test_not_assigned_in_time(stage: Stage) -> None:
    slot_id = await stage.slot(stage.now + timedelta(days=2))
    mentee = await stage.world.user()
    booking_id = await stage.queued(mentee, [slot_id])
    stage.world.clock.advance(days=2)
    assert await stage.bookings.expire_holds(stage.now, 10) == 1
    assert (await stage.booking(booking_id))["state"] == "expired"
    assert await stage.ledger_of(mentee) == ["grant", "consume", "give_back"]
    assert await stage.claims_of(booking_id) == []
    # It is us who found nobody: that is told as a cancellation, with the credit back.
    mail = await stage.database.outbox.find_one({"key": f"booking-cancelled:{booking_id}:mentee"})
    assert mail is not None
    assert mail["context"]["credit_returned"] is True


@pytest.mark.parametrize("state", ["held", "awaiting_payment", "pending_admin", "confirmed"])
async def test_administrators_cancel_at_any_time(stage: Stage, admin: Person, state: str) -> None:
    start_at = stage.now + timedelta(days=2)
    slot_id = await stage.slot(start_at)
    mentee = await stage.world.user()
    booking_id = await stage.held(mentee, [slot_id])
    if state == "awaiting_payment":
        await stage.bookings.confirm(mentee.id, booking_id, now=stage.now)
    elif state != "held":
        await stage.grant(mentee)
        await stage.bookings.confirm(mentee.id, booking_id, now=stage.now)
    if state == "confirmed":
        await stage.links(1)
        await stage.assign(booking_id, await stage.mentor(), slot_id)
        stage.world.clock.set(start_at + timedelta(minutes=1))
    refused(await send(stage, admin, "POST", f"{BOOKINGS}/{booking_id}/cancel", {}), 422, "validation_failed")
    body = {"reason": "The office is closed."}
    answer = await send(stage, admin, "POST", f"{BOOKINGS}/{booking_id}/cancel", body)
    assert answer.json()["state"] == "cancelled_by_admin"
    assert await stage.claims_of(booking_id) == []
    assert await stage.credits_of(mentee) == (0 if state in ("held", "awaiting_payment") else 1)
    refused(await send(stage, admin, "POST", f"{BOOKINGS}/{booking_id}/cancel", body), 409, "booking_moved_on")


@pytest.mark.parametrize(
    ("outcome", "kinds", "mock"),
    [
        ("completed", ["grant", "consume"], "completed"),
        ("no_show_mentee", ["grant", "consume", "forfeit"], "no_show_mentee"),
        ("no_show_mentor", ["grant", "consume", "give_back"], "no_show_mentor"),
    ],
)
async def test_outcomes(stage: Stage, admin: Person, outcome: str, kinds: list[str], mock: str) -> None:
    start_at = stage.now + timedelta(days=2)
    slot_id = await stage.slot(start_at)
    mentee, mentor = await stage.world.user(), await stage.mentor()
    await stage.links(1)
    booking_id = await stage.confirmed(mentee, mentor, slot_id)
    path = f"{BOOKINGS}/{booking_id}/outcome"
    stage.world.clock.set(start_at - timedelta(seconds=1))
    refused(await send(stage, admin, "POST", path, {"outcome": outcome}), 409, "too_early")
    refused(await send(stage, admin, "POST", path, {"outcome": "cancelled_by_admin"}), 422, "validation_failed")
    stage.world.clock.set(start_at + timedelta(minutes=10))
    answer = await send(stage, admin, "POST", path, {"outcome": outcome, "note": "Said so by both."})
    assert answer.json()["state"] == outcome
    assert await stage.ledger_of(mentee) == kinds
    assert (await stage.mock_of(booking_id))["state"] == mock
    assert await stage.claims_of(booking_id) == []
    assert await stage.database.audit_log.count_documents({"action": f"booking.{outcome}"}) == 1
    refused(await send(stage, admin, "POST", path, {"outcome": outcome}), 409, "booking_moved_on")


async def test_unknown_booking(stage: Stage, admin: Person) -> None:
    path = f"{BOOKINGS}/{ObjectId()}"
    for method, address, body in (
        ("GET", path, None),
        ("GET", f"{path}/candidates", None),
        ("POST", f"{path}/cancel", {"reason": "x"}),
        ("POST", f"{path}/outcome", {"outcome": "completed"}),
        ("POST", f"{path}/assign", {"mentor_id": str(ObjectId()), "slot_id": str(ObjectId())}),
    ):
        refused(await send(stage, admin, method, address, body), 404, "not_found")
