"""Slots over HTTP: what mentees can ask for, what administrators make and change."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from bson import ObjectId

from codementee.claims.repository import ClaimRepository
from codementee.core.database import Session
from tests.support.application import World

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


@pytest.fixture
def now(world: World) -> datetime:
    return world.clock.set(NOW)


@pytest.fixture
async def admin(world: World, now: datetime) -> httpx2.AsyncClient:
    del now  # tokens are of that time
    return world.client(await world.user("admin"))


@pytest.fixture
async def mentee(world: World, now: datetime) -> httpx2.AsyncClient:
    del now  # tokens are of that time
    return world.client(await world.user("mentee"))


def slot(start: datetime = NOW + timedelta(days=1), minutes: int = 60, **values: object) -> dict[str, Any]:
    return {
        "start_at": start.isoformat(),
        "minutes": minutes,
        "interview_types": ["coding", "system-design"],
        "capacity": 2,
    } | values


async def create(admin: httpx2.AsyncClient, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - of the body
    answer = await admin.post("/api/admin/slots", json=slot(**values))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def bookable(mentee: httpx2.AsyncClient, interview_type: str = "coding", **query: str) -> list[dict[str, Any]]:
    answer = await mentee.get("/api/mentee/slots", params={"interview_type": interview_type} | query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_only_slots_that_suit_the_type(admin: httpx2.AsyncClient, mentee: httpx2.AsyncClient) -> None:
    hour = await create(admin)
    long = await create(admin, minutes=90, interview_types=["coding"])
    short = await create(admin, minutes=45, interview_types=["hr", "system-design"])
    assert [s["id"] for s in await bookable(mentee)] == [hour["id"], long["id"]] or [
        s["id"] for s in await bookable(mentee)
    ] == [long["id"], hour["id"]]
    assert {s["id"] for s in await bookable(mentee, "system-design")} == {hour["id"], short["id"]}
    assert [s["id"] for s in await bookable(mentee, "hr")] == [short["id"]]


async def test_twelve_hours_notice(world: World, admin: httpx2.AsyncClient, mentee: httpx2.AsyncClient) -> None:
    start = NOW + timedelta(hours=12)
    await create(admin, start=start)
    assert len(await bookable(mentee)) == 1
    world.clock.advance(milliseconds=1)
    assert await bookable(mentee) == []


async def test_durations_that_change_change_what_fits(
    world: World, admin: httpx2.AsyncClient, mentee: httpx2.AsyncClient
) -> None:
    await create(admin)
    assert len(await bookable(mentee)) == 1
    coding = await world.database.interview_types.find_one({"code": "coding"})
    assert coding is not None
    address = f"/api/admin/interview-types/{coding['_id']}"
    assert (await admin.patch(address, json={"version": 1, "minimum_minutes": 75})).status_code == 200
    assert await bookable(mentee) == []
    assert (await admin.patch(address, json={"version": 2, "active": False})).status_code == 200
    answer = await mentee.get("/api/mentee/slots", params={"interview_type": "coding"})
    assert answer.status_code == 400


async def test_retired_slot_is_gone_at_once(admin: httpx2.AsyncClient, mentee: httpx2.AsyncClient) -> None:
    entry = await create(admin)
    assert len(await bookable(mentee)) == 1
    answer = await admin.patch(f"/api/admin/slots/{entry['id']}", json={"version": 1, "active": False})
    assert answer.status_code == 200
    assert await bookable(mentee) == []


async def test_seats_left_and_capacity_below_a_held_seat(
    world: World, admin: httpx2.AsyncClient, mentee: httpx2.AsyncClient
) -> None:
    entry = await create(admin, capacity=3)
    held = [f"slot:{entry['id']}:{seat}" for seat in (0, 2)]

    async def hold(session: Session) -> None:
        await ClaimRepository(world.database).add(held, ObjectId(), now=NOW, session=session)

    await world.transactions.run(hold)
    assert [s["seats_left"] for s in await bookable(mentee)] == [1]
    address = f"/api/admin/slots/{entry['id']}"
    refused = await admin.patch(address, json={"version": 1, "capacity": 2})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "seats_taken")
    assert (await admin.patch(address, json={"version": 1, "capacity": 4})).json()["seats_left"] == 2


async def test_range(admin: httpx2.AsyncClient, mentee: httpx2.AsyncClient) -> None:
    starts = [NOW + timedelta(days=days) for days in (1, 10, 27, 40)]
    ids = [(await create(admin, start=start))["id"] for start in starts]
    assert [s["id"] for s in await bookable(mentee)] == ids[:3]
    ranged = await bookable(mentee, **{"from": starts[1].isoformat(), "to": starts[3].isoformat()})
    assert [s["id"] for s in ranged] == ids[1:3]
    assert await bookable(mentee, **{"from": starts[3].isoformat(), "to": starts[1].isoformat()}) == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"interview_type": "tarot"},
        {"interview_type": "coding", "from": "2026-12-01T00:00:00"},
        {"interview_type": "coding", "from": "9999-12-31T23:59:59-14:00"},
        {"interview_type": "coding", "from": "0001-01-01T00:00:00+14:00"},
        {"interview_type": "coding", "from": "tomorrow"},
        {"interview_type": "coding", "to": "2027-06-01T00:00:00Z"},
        {"interview_type": "coding", "cursor": "MTox"},
        {"interview_type": {"$gt": ""}},
    ],
)
async def test_invalid_queries(mentee: httpx2.AsyncClient, query: dict[str, Any]) -> None:
    answer = await mentee.get("/api/mentee/slots", params=query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_parameter")


async def test_pages(admin: httpx2.AsyncClient, mentee: httpx2.AsyncClient) -> None:
    start = NOW + timedelta(days=1)
    # Two at the same moment: the id decides.
    ids = {(await create(admin, start=start, minutes=m, interview_types=["coding"]))["id"] for m in (60, 75, 90)}
    ids |= {(await create(admin, start=start + timedelta(hours=n)))["id"] for n in (1, 2)}
    seen: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        params: dict[str, str | int] = {"interview_type": "coding", "limit": 2}
        if cursor:
            params["cursor"] = cursor
        page = (await mentee.get("/api/mentee/slots", params=params)).json()
        seen += page["items"]
        cursor = page["pagination"]["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == 5
    assert {s["id"] for s in seen} == ids
    assert [s["start_at"] for s in seen] == sorted(s["start_at"] for s in seen)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"start": NOW - timedelta(hours=1)}, "start_at"),
        ({"start": NOW + timedelta(days=400)}, "start_at"),
        ({"start": NOW + timedelta(minutes=20)}, "start_at"),
        ({"minutes": 45}, "interview_types"),
        ({"interview_types": ["tarot"]}, "interview_types"),
    ],
)
async def test_slots_that_cannot_be(admin: httpx2.AsyncClient, values: dict[str, Any], path: str) -> None:
    answer = await admin.post("/api/admin/slots", json=slot(**values))
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "slot_invalid")
    assert answer.json()["error"]["fields"][0]["path"] == path


async def test_one_slot_per_start_and_length(admin: httpx2.AsyncClient) -> None:
    await create(admin)
    again = await admin.post("/api/admin/slots", json=slot())
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_exists")


SERIES = {
    "time_zone": "Europe/Berlin",
    "first_date": "2027-03-22",
    "last_date": "2027-04-04",
    "weekdays": [0, 6],
    "times": ["02:30", "10:00"],
    "minutes": 60,
    "interview_types": ["coding"],
    "capacity": 2,
}


async def test_series_by_the_wall_clock_made_twice_exists_once(world: World, admin: httpx2.AsyncClient) -> None:
    """The clocks are put forward on Sunday 28 March 2027: there is no 02:30."""
    first = await admin.post("/api/admin/slot-series", json=SERIES)
    assert first.status_code == 201, first.text
    skipped = [{"day": "2027-03-28", "at": "02:30", "reason": "no_such_time"}]
    assert first.json() == {"created": 7, "existing": 0, "skipped": skipped}
    again = await admin.post("/api/admin/slot-series", json=SERIES)
    assert again.json() == {"created": 0, "existing": 7, "skipped": skipped}
    starts = [s["start_at"] async for s in world.database.time_slots.find().sort("start_at", 1)]
    assert [f"{s:%d %H:%M}" for s in starts if s.hour > 4] == ["22 09:00", "28 08:00", "29 08:00", "04 08:00"]
    assert await world.database.audit_log.count_documents({"action": "slot.series_created"}) == 2


@pytest.mark.parametrize(
    "values",
    [
        {"last_date": "2027-03-21"},
        {"last_date": "2027-12-31"},
        {"times": ["10:05"]},
        {"times": ["10:00", "10:00"]},
        {"weekdays": [7]},
        {"time_zone": "Mars/Olympus"},
        {"minutes": 30},
        {"first_date": "9999-12-30", "last_date": "9999-12-31"},
    ],
)
async def test_series_that_cannot_be(admin: httpx2.AsyncClient, values: dict[str, Any]) -> None:
    answer = await admin.post("/api/admin/slot-series", json=SERIES | values)
    assert answer.status_code == 422, answer.text


async def test_series_has_a_bound(admin: httpx2.AsyncClient) -> None:
    times = [f"{hour:02d}:{minute:02d}" for hour in range(5, 15) for minute in (0, 15, 30, 45)]
    values = {"last_date": "2027-04-30", "weekdays": [0, 1, 2, 3, 4, 5, 6], "times": times}
    answer = await admin.post("/api/admin/slot-series", json=SERIES | values)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "slot_invalid")


async def test_admin_list_filters(admin: httpx2.AsyncClient) -> None:
    first = await create(admin)
    second = await create(admin, minutes=45, interview_types=["hr"])
    await admin.patch(f"/api/admin/slots/{second['id']}", json={"version": 1, "active": False})

    async def ids(**query: str) -> list[str]:
        items = (await admin.get("/api/admin/slots", params=query)).json()["items"]
        return [item["id"] for item in items]

    assert set(await ids()) == {first["id"], second["id"]}
    assert await ids(active="true") == [first["id"]]
    assert await ids(interview_type="hr") == [second["id"]]
    assert await ids(to=NOW.isoformat()) == []


async def test_second_list_asks_no_database(
    world: World, admin: httpx2.AsyncClient, mentee: httpx2.AsyncClient
) -> None:
    await create(admin)
    await bookable(mentee)
    await world.database.time_slots.delete_many({})
    # Not told: what is shown can only be the cache's.
    assert len(await bookable(mentee)) == 1


async def test_lists_use_an_index_and_sort_nothing(world: World) -> None:
    bounds = {"$gte": NOW, "$lt": NOW + timedelta(days=28)}
    base = {"interview_types": "coding", "start_at": bounds}
    after = {"$or": [{"start_at": {"$gt": NOW}}, {"start_at": NOW, "_id": {"$gt": ObjectId()}}]}
    minutes = {"minutes": {"$gte": 60, "$lte": 90}}
    for query in ({"active": True} | base | minutes, {"active": True} | base | after, base, {}, {"start_at": bounds}):
        cursor = world.database.time_slots.find(query).sort([("start_at", 1), ("_id", 1)]).limit(51)
        plan = str((await cursor.explain())["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan, query
        assert "COLLSCAN" not in plan, query
        assert "'SORT'" not in plan, query
