"""The demonstration: everything the application can read, nothing that contradicts its rules."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from codementee.auth.passwords import Passwords
from codementee.bookings.policy import CLAIMING
from codementee.bookings.records import booking_of
from codementee.bookings.schemas import BookingState
from codementee.mentors.policy import day_bounds, is_available
from codementee.mentors.repository import mentor_of
from codementee.mocks.repository import mock_of
from codementee.payments.records import order_of
from codementee.seeding.demo.mocks import reference
from codementee.seeding.demo.service import DemoSummary, make_demo
from codementee.seeding.demo.timetable import DemoRefusedError, Scale, SizesError
from tests.support.application import World

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SMALL = Scale(60, 120)
LARGE = Scale(1_000, 12_000)
PASSWORD = "a long and rare passphrase"


async def make(world: World, scale: Scale = SMALL, *, password_hash: str | None = "") -> DemoSummary:
    found = world.resources
    return await make_demo(
        found.database, found.cache, found.settings, scale=scale, password_hash=password_hash, now=world.now
    )


async def everything(world: World) -> dict[str, list[dict[str, Any]]]:
    names = sorted(await world.database.list_collection_names())
    return {name: await world.database[name].find().sort("_id", 1).to_list() for name in names if name != "demo_runs"}


async def every_state_is_there(filled: World) -> None:
    states = Counter([b["state"] async for b in filled.database.booking_requests.find()])
    expected = set(BookingState)
    if await filled.database.users.count_documents({}) > 100:
        # They last minutes: of no use in data that is measured on.
        expected -= {BookingState.HELD, BookingState.AWAITING_PAYMENT}
    assert set(states) == {state.value for state in expected}


async def application_reads_every_document(filled: World) -> None:
    database = filled.database
    for booking in [booking_of(d) async for d in database.booking_requests.find()]:
        assert booking.history[-1].state is booking.state
        assert booking.history[-1].at == booking.state_since
        moments = [change.at for change in booking.history]
        assert moments == sorted(moments)
        assert moments[-1] <= NOW
    for order in [order_of(d) async for d in database.orders.find()]:
        assert (order.payment is not None) == (order.state.value == "paid")
    for mock in [mock_of(d) async for d in database.mocks.find()]:
        assert (mock.state.value == "scheduled") == (mock.start_at > NOW)
    assert await database.orders.count_documents({"state": "paid"}) == await database.invoices.count_documents({})


async def nobody_is_in_two_places(filled: World) -> None:
    for side in ("mentor_id", "mentee_id"):
        last: dict[Any, datetime] = {}
        async for mock in filled.database.mocks.find().sort("start_at", 1):
            person = mock[side]
            assert last.get(person, mock["start_at"]) <= mock["start_at"], mock
            last[person] = mock["end_at"]


async def confirmed_mocks_are_inside_hours_and_day_caps(filled: World) -> None:
    mentors = {d["_id"]: mentor_of(d) async for d in filled.database.mentors.find()}
    scheduled = await filled.database.mocks.find({"state": "scheduled"}).to_list()
    assert scheduled
    days: Counter[Any] = Counter()
    for mock in scheduled:
        mentor = mentors[mock["mentor_id"]]
        assert mock["interview_type"] in mentor.interview_types
        problem = is_available(mentor.availability, {}, mock["start_at"], mock["end_at"], now=NOW, booked_that_day=0)
        assert problem is None
        day = (mentor.id, day_bounds(mentor.availability.time_zone, mock["start_at"]))
        days[day] += 1
        assert days[day] <= mentor.availability.maximum_per_day


async def claims_are_those_of_open_bookings(filled: World) -> None:
    claims: dict[Any, list[str]] = {}
    async for claim in filled.database.claims.find():
        claims.setdefault(claim["booking_id"], []).append(claim["_id"])
    claiming = {state.value for state in CLAIMING}
    async for booking in filled.database.booking_requests.find():
        kinds = {key.partition(":")[0] for key in claims.pop(booking["_id"], [])}
        if booking["state"] not in claiming:
            assert kinds == set(), booking
        elif booking["state"] == "confirmed":
            assert kinds == {"mentor", "mentee", "link", "slot", "day"}
        else:
            assert kinds >= {"mentee", "slot"}
    assert claims == {}


async def ledger_adds_up(filled: World) -> None:
    sums: Counter[Any] = Counter()
    last: dict[Any, int] = {}
    async for entry in filled.database.credit_ledger.find().sort([("at", 1), ("_id", 1)]):
        sums[entry["lot_id"]] += entry["delta"]
        assert sums[entry["lot_id"]] >= 0
        last[entry["lot_id"]] = entry["balance_after"]
    async for lot in filled.database.credit_lots.find():
        assert sums[lot["_id"]] == last[lot["_id"]] == lot["remaining"]
        assert lot["remaining"] == 0 or lot["expires_at"] > NOW
    async for user in filled.database.users.find({"role": "mentee"}):
        latest = await filled.database.credit_lots.find_one({"user_id": user["_id"]}, sort=[("expires_at", -1)])
        assert user["paid_until"] == (latest["expires_at"] if latest else None)


async def invoice_numbers_have_no_gap(filled: World) -> None:
    years: dict[str, list[int]] = {}
    async for invoice in filled.database.invoices.find():
        years.setdefault(invoice["financial_year"], []).append(invoice["serial"])
    for year, serials in years.items():
        assert sorted(serials) == list(range(1, len(serials) + 1))
        counter = await filled.database.counters.find_one({"_id": f"invoice:{year}"})
        assert counter is not None
        assert counter["value"] == len(serials)


async def slots_and_seats_exist(filled: World) -> None:
    slots = {d["_id"]: d async for d in filled.database.time_slots.find()}
    async for booking in filled.database.booking_requests.find():
        for slot in booking["slots"]:
            found = slots[slot["id"]]
            assert (found["start_at"], found["end_at"]) == (slot["start_at"], slot["end_at"])
            assert booking["interview_type"] in found["interview_types"]
    async for claim in filled.database.claims.find({"slot_id": {"$exists": True}}):
        assert int(claim["_id"].rpartition(":")[2]) < slots[claim["slot_id"]]["capacity"]


async def test_same_day_and_sizes_make_the_same(world: World) -> None:
    world.clock.set(NOW)
    await make(world)
    first = await everything(world)
    for name in first:
        if name not in {"companies", "interview_types", "pricing_plans"}:
            await world.database[name].delete_many({})
    await world.database.demo_runs.delete_many({})
    await make(world)
    assert await everything(world) == first


async def test_run_that_was_cut_short_is_finished_and_a_finished_one_repeated_changes_nothing(world: World) -> None:
    world.clock.set(NOW)
    await make(world)
    complete = await everything(world)
    await world.database.demo_runs.update_one({}, {"$unset": {"finished_at": ""}})
    for name in ("booking_requests", "credit_ledger", "users"):
        kept = [d["_id"] for d in complete[name][::3]]
        await world.database[name].delete_many({"_id": {"$nin": kept}})
    world.clock.advance(days=3)
    assert sum((await make(world)).created.values()) > 0
    assert await everything(world) == complete
    assert (await make(world, password_hash=None)).created == {}
    assert await everything(world) == complete


async def test_other_sizes_are_refused(world: World) -> None:
    await make(world)
    with pytest.raises(SizesError, match="60 users and 120 bookings"):
        await make(world, Scale(80, 120))


async def test_not_in_production(world: World) -> None:
    found = world.resources
    settings = found.settings.model_copy(update={"environment": "production"})
    with pytest.raises(DemoRefusedError):
        await make_demo(found.database, found.cache, settings, scale=SMALL, password_hash="", now=world.now)
    assert await world.database.users.count_documents({}) == 0


@pytest.mark.parametrize(("users", "bookings"), [(19, 10), (200_001, 10), (60, -1), (60, 2_000), (200_000, 2_000_001)])
def test_sizes_that_cannot_be(users: int, bookings: int) -> None:
    with pytest.raises(SizesError):
        Scale(users, bookings)


def test_references_are_different() -> None:
    assert len({reference(number) for number in range(100_000)}) == 100_000


async def test_people_can_sign_in_and_look_around(world: World) -> None:
    passwords = Passwords()
    await make(world, password_hash=await passwords.hash(PASSWORD))
    passwords.close()

    async def signed_in(email: str) -> Any:  # noqa: ANN401 - a client
        client = world.client()
        answer = await client.post("/api/auth/login", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return client

    addresses = {
        "admin": ["slots", "users", "mentors", "meeting-links", "bookings", "orders"],
        "mentor": ["mocks", "profile", "availability"],
        "mentee": ["bookings", "mocks", "progress", "credits", "orders", "invoices"],
    }
    for role, names in addresses.items():
        client = await signed_in(f"demo-{role}-1@example.com")
        for name in names:
            answer = await client.get(f"/api/{role}/{name}")
            assert answer.status_code == 200, (role, name, answer.text)
    mentee = await signed_in("demo-mentee-1@example.com")
    slots = await mentee.get("/api/mentee/slots", params={"interview_type": "coding"})
    assert len(slots.json()["items"]) == 50
    assert len((await world.client().get("/api/mentors")).json()["items"]) == SMALL.mentors


async def bookings_of_the_past_end_before_they_are_told_about(filled: World) -> None:
    async for feedback in filled.database.feedbacks.find():
        assert feedback["start_at"] + timedelta(hours=1) < feedback["submitted_at"] < NOW
        if feedback["rating"]:
            assert feedback["submitted_at"] < feedback["rating"]["at"] < NOW
    overdue = {"feedback_pending": True, "state": "completed", "feedback_due_at": {"$lt": NOW}}
    assert await filled.database.mocks.count_documents(overdue) == 0


RULES = [
    every_state_is_there,
    application_reads_every_document,
    nobody_is_in_two_places,
    confirmed_mocks_are_inside_hours_and_day_caps,
    claims_are_those_of_open_bookings,
    ledger_adds_up,
    invoice_numbers_have_no_gap,
    slots_and_seats_exist,
    bookings_of_the_past_end_before_they_are_told_about,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
async def test_small(world: World, rule: Callable[[World], Awaitable[None]]) -> None:
    world.clock.set(NOW)
    await make(world)
    await rule(world)


async def test_large(world: World) -> None:
    """Sizes are those asked for, and every rule holds."""
    world.clock.set(NOW)
    summary = await make(world, LARGE)
    assert summary.created["users"] == 1_000
    assert summary.created["booking_requests"] == 12_000
    for collection, count in summary.created.items():
        assert await world.database[collection].count_documents({}) == count
    for rule in RULES:
        await rule(world)
