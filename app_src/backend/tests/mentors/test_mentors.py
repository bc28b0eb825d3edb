"""Mentors over HTTP: their own profile and hours, the list everybody sees, what administrators do."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import httpx2
import pytest
from bson import ObjectId

from codementee.mentors.policy import is_available
from codementee.mentors.repository import MentorRepository
from tests.support.application import World

pytestmark = pytest.mark.anyio

PROFILE = {
    "headline": "Staff engineer",
    "bio": "I care about how you get there.\nAsk me anything.",
    "companies": ["google"],
    "interview_types": ["coding"],
    "version": 0,
}
HOURS = {
    "time_zone": "Asia/Kolkata",
    "rules": [{"weekday": 1, "start": "10:00", "end": "18:00"}, {"weekday": 0, "start": "20:00", "end": "24:00"}],
    "minimum_notice_hours": 12,
    "maximum_per_day": 2,
    "version": 0,
}
NEW = {
    "email": "Ravi@Example.com",
    "name": "Ravi Menon",
    "headline": "Staff engineer",
    "bio": "I care about how you get there.",
    "companies": ["google"],
    "interview_types": ["coding", "system-design"],
}


async def listed(world: World, **query: str) -> list[str]:
    answer = await world.client().get("/api/mentors", params=query)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def test_mentor_fills_in_what_an_administrator_activates(world: World) -> None:
    mentor, admin = await world.user("mentor", name="Ravi"), world.client(await world.user("admin"))
    own = world.client(mentor)
    assert (await own.get("/api/mentor/profile")).json() == {
        "headline": "", "bio": "", "companies": [], "interview_types": [], "active": False, "version": 0,
    }  # fmt: skip
    first = await own.put("/api/mentor/profile", json=PROFILE)
    assert first.status_code == 200, first.text
    assert first.json() == PROFILE | {"active": False, "version": 1}
    hours = await own.put("/api/mentor/availability", json=HOURS | {"version": 1})
    assert hours.status_code == 200, hours.text
    assert [rule["weekday"] for rule in hours.json()["rules"]] == [0, 1]
    assert (await own.get("/api/mentor/availability")).json() == hours.json()
    assert await listed(world) == []

    answer = await admin.patch(f"/api/admin/mentors/{mentor.id}", json={"version": 2, "active": True})
    assert answer.status_code == 200, answer.text
    assert await listed(world) == ["Ravi"]
    stale = await own.put("/api/mentor/profile", json=PROFILE | {"version": 2})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "edit_conflict")


async def test_first_write_happens_once(world: World) -> None:
    own = world.client(await world.user("mentor"))
    answers = await asyncio.gather(*(own.put("/api/mentor/profile", json=PROFILE) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]


async def test_hours_decide_availability(world: World) -> None:
    mentor = await world.user("mentor")
    own = world.client(mentor)
    world.clock.set(datetime(2026, 11, 30, tzinfo=UTC))
    own = world.client(await world.signed_in(mentor))
    await own.put("/api/mentor/availability", json=HOURS)
    await world.database.mentors.update_one({"_id": mentor.id}, {"$set": {"active": True}})
    away = await own.put("/api/mentor/availability/exceptions/2026-12-08", json={"windows": []})
    assert away.json() == {"date": "2026-12-08", "windows": []}
    repository = MentorRepository(world.database)
    found = await repository.find(mentor.id)
    assert found is not None
    exceptions = await repository.exceptions([mentor.id], first=date(2026, 12, 1), last=date(2026, 12, 31))

    def problem(day: int) -> str | None:
        start, end = datetime(2026, 12, day, 4, 30, tzinfo=UTC), datetime(2026, 12, day, 5, 30, tzinfo=UTC)
        return is_available(found.availability, exceptions[mentor.id], start, end, now=world.now, booked_that_day=0)

    assert [problem(day) for day in (1, 2, 8, 15)] == [None, "outside_hours", "away", None]


async def test_exceptions_are_listed_replaced_and_taken_back(world: World) -> None:
    mentor = await world.user("mentor")
    world.clock.set(datetime(2026, 11, 30, 20, tzinfo=UTC))
    own = world.client(await world.signed_in(mentor))
    address = "/api/mentor/availability/exceptions"
    for day in ("2026-12-03", "2026-12-01", "2026-11-30", "2026-12-02"):
        assert (await own.put(f"{address}/{day}", json={"windows": []})).status_code == 200
    window = [{"start": "06:00", "end": "07:00"}]
    await own.put(f"{address}/2026-12-02", json={"windows": window})
    # It is the first of December in Kolkata already.
    page = (await own.get(address, params={"limit": 2})).json()
    assert [(item["date"], item["windows"]) for item in page["items"]] == [("2026-12-01", []), ("2026-12-02", window)]
    rest = (await own.get(address, params={"limit": 2, "cursor": page["pagination"]["next_cursor"]})).json()
    assert [item["date"] for item in rest["items"]] == ["2026-12-03"]
    assert rest["pagination"]["next_cursor"] is None
    assert (await own.delete(f"{address}/2026-12-02")).status_code == 204
    assert (await own.delete(f"{address}/2026-12-02")).status_code == 404
    other = world.client(await world.signed_in(await world.user("mentor")))
    assert (await other.get(address)).json()["items"] == []
    assert (await other.delete(f"{address}/2026-12-01")).status_code == 404


@pytest.mark.parametrize(
    ("day", "windows", "status"),
    [
        ("2020-01-01", [], 400),
        ("2099-01-01", [], 400),
        ("9999-12-31", [], 400),
        ("yesterday", [], 400),
        ("2026-12-01", [{"start": "10:00", "end": "10:00"}], 422),
        ("2026-12-01", [{"start": "10:05", "end": "11:00"}], 422),
        ("2026-12-01", [{"start": "10:00", "end": "24:15"}], 422),
        ("2026-12-01", [{"start": "10:00", "end": "12:00"}, {"start": "11:00", "end": "13:00"}], 422),
    ],
)
async def test_exceptions_that_cannot_be(world: World, day: str, windows: list[Any], status: int) -> None:
    world.clock.set(datetime(2026, 11, 30, tzinfo=UTC))
    own = world.client(await world.user("mentor"))
    answer = await own.put(f"/api/mentor/availability/exceptions/{day}", json={"windows": windows})
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("cursor", ["OTk5OS0xMi0zMQ", "eA"], ids=["end of time", "no date"])
async def test_forged_cursor(world: World, cursor: str) -> None:
    own = world.client(await world.user("mentor"))
    answer = await own.get("/api/mentor/availability/exceptions", params={"cursor": cursor})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"companies": ["acme"]}, "profile_invalid"),
        ({"interview_types": ["tarot"]}, "profile_invalid"),
        ({"companies": ["google", "google"]}, "validation_failed"),
        ({"headline": ""}, "validation_failed"),
        ({"bio": "\x00"}, "validation_failed"),
        ({"active": True}, "validation_failed"),
    ],
)
async def test_profiles_that_cannot_be(world: World, values: dict[str, Any], code: str) -> None:
    own = world.client(await world.user("mentor"))
    answer = await own.put("/api/mentor/profile", json=PROFILE | values)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


@pytest.mark.parametrize(
    "values",
    [
        {"time_zone": "../../etc/passwd"},
        {"maximum_per_day": 0},
        {"minimum_notice_hours": -1},
        {"rules": [{"weekday": 7, "start": "10:00", "end": "11:00"}]},
        {"rules": [{"weekday": 1, "start": "10:00", "end": "12:00"}, {"weekday": 1, "start": "11:45", "end": "13:00"}]},
    ],
)
async def test_hours_that_cannot_be(world: World, values: dict[str, Any]) -> None:
    own = world.client(await world.user("mentor"))
    answer = await own.put("/api/mentor/availability", json=HOURS | values)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "validation_failed")


@pytest.fixture
async def admin(world: World) -> httpx2.AsyncClient:
    return world.client(await world.user("admin"))


async def test_administrator_adds_a_mentor_who_is_invited(world: World, admin: httpx2.AsyncClient) -> None:
    assert await listed(world) == []
    answer = await admin.post("/api/admin/mentors", json=NEW)
    assert answer.status_code == 201, answer.text
    mentor = answer.json()
    assert (mentor["email"], mentor["active"], mentor["version"]) == ("ravi@example.com", True, 1)
    assert await listed(world) == ["Ravi Menon"]
    assert await listed(world, company="google", interview_type="coding") == ["Ravi Menon"]
    assert await listed(world, company="meta") == []
    mail = await world.database.outbox.find_one({"user_id": ObjectId(mentor["id"])})
    assert mail is not None
    assert mail["template"] == "password-reset"
    again = await admin.post("/api/admin/mentors", json=NEW)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "email_taken")
    assert await world.database.mentors.count_documents({}) == 1


async def test_retired_mentor_is_gone_at_once_and_comes_back(world: World, admin: httpx2.AsyncClient) -> None:
    mentor = (await admin.post("/api/admin/mentors", json=NEW)).json()
    address = f"/api/admin/mentors/{mentor['id']}"
    assert await listed(world) == ["Ravi Menon"]
    assert (await admin.patch(address, json={"version": 1, "active": False})).status_code == 200
    assert await listed(world) == []
    assert (await admin.patch(address, json={"version": 2, "active": True})).status_code == 200
    assert await listed(world) == ["Ravi Menon"]


async def test_suspending_the_account_retires_the_mentor(world: World, admin: httpx2.AsyncClient) -> None:
    mentor = (await admin.post("/api/admin/mentors", json=NEW)).json()
    assert await listed(world) == ["Ravi Menon"]
    suspended = await admin.patch(f"/api/admin/users/{mentor['id']}", json={"version": 1, "status": "suspended"})
    assert suspended.status_code == 200, suspended.text
    assert await listed(world) == []
    address = f"/api/admin/mentors/{mentor['id']}"
    refused = await admin.patch(address, json={"version": 2, "active": True})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_a_mentor")


async def test_what_a_mentor_says_is_not_in_the_audit_log(world: World, admin: httpx2.AsyncClient) -> None:
    mentor = (await admin.post("/api/admin/mentors", json=NEW)).json()
    await admin.patch(f"/api/admin/mentors/{mentor['id']}", json={"version": 1, "bio": "Secret", "maximum_per_day": 5})
    entry = await world.database.audit_log.find_one({"action": "mentor.changed"})
    assert entry is not None
    assert entry["details"] == {"bio": "changed", "maximum_per_day": {"from": 3, "to": 5}}


async def test_admin_list_filters_and_pages(admin: httpx2.AsyncClient) -> None:
    for number in range(3):
        await admin.post("/api/admin/mentors", json=NEW | {"email": f"m{number}@example.com", "name": f"M{number}"})
    first = (await admin.get("/api/admin/mentors", params={"limit": 2, "company": "google"})).json()
    assert [item["name"] for item in first["items"]] == ["M0", "M1"]
    cursor = first["pagination"]["next_cursor"]
    second = (await admin.get("/api/admin/mentors", params={"limit": 2, "company": "google", "cursor": cursor})).json()
    assert [item["name"] for item in second["items"]] == ["M2"]
    assert (await admin.get("/api/admin/mentors", params={"active": False})).json()["items"] == []


async def test_lists_use_an_index_and_sort_nothing(world: World) -> None:
    either = {"$in": [False, True]}
    for query in (
        {"active": True},
        {"active": True, "companies": "google"},
        {"active": True, "interview_types": "coding", "_id": {"$gt": ObjectId()}},
        {"active": True, "interview_types": "coding", "companies": "google"},
        {"active": either, "companies": "google"},
        {"active": either},
    ):
        cursor = world.database.mentors.find(query).sort("_id", 1).limit(51)
        plan = str((await cursor.explain())["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan, query
        assert "COLLSCAN" not in plan, query
        assert "'SORT'" not in plan, query
