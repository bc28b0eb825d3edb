"""Administrators find, add, change and suspend accounts."""

import asyncio
from typing import Any

import httpx2
import pytest

from tests.support.application import World

pytestmark = pytest.mark.anyio


@pytest.fixture
async def admin(world: World) -> httpx2.AsyncClient:
    return world.client(await world.user("admin", email="root@example.com"))


async def emails(admin: httpx2.AsyncClient, **query: Any) -> list[str]:  # noqa: ANN401 - of the query
    found: list[str] = []
    cursor: str | None = None
    while True:
        answer = await admin.get("/api/admin/users", params=query | ({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200, answer.text
        found += [item["email"] for item in answer.json()["items"]]
        cursor = answer.json()["pagination"]["next_cursor"]
        if cursor is None:
            return found


async def test_newest_first_by_role_by_status_and_by_address(world: World, admin: httpx2.AsyncClient) -> None:
    await world.user("mentee", email="asha@example.com")
    await world.user("mentor", email="ashok@example.com")
    await world.user("mentee", email="ravi@example.com")
    assert await emails(admin, limit=2) == [
        "ravi@example.com", "ashok@example.com", "asha@example.com", "root@example.com",
    ]  # fmt: skip
    assert await emails(admin, role="mentee", limit=1) == ["ravi@example.com", "asha@example.com"]
    assert await emails(admin, status="suspended") == []
    assert await emails(admin, email="ASH", limit=1) == ["asha@example.com", "ashok@example.com"]
    assert await emails(admin, email="ash", role="mentor") == ["ashok@example.com"]
    assert await emails(admin, email="ash", status="active") == ["asha@example.com", "ashok@example.com"]
    assert await emails(admin, email="ash", role="mentee", status="active") == ["asha@example.com"]
    assert await emails(admin, email="ash", role="mentee", status="suspended") == []
    assert await emails(admin, email=".*") == []


async def test_names_of_many_at_once(world: World, admin: httpx2.AsyncClient) -> None:
    people = [await world.user("mentee", email=f"mentee-{number}@example.com") for number in range(3)]
    nobody = "0" * 24
    wanted = [str(people[0].id), nobody, str(people[2].id), str(people[0].id)]
    answer = await admin.get("/api/admin/user-names", params={"id": wanted})
    assert answer.status_code == 200, answer.text
    assert {entry["id"] for entry in answer.json()["items"]} == {str(people[0].id), str(people[2].id)}
    assert all(entry.keys() == {"id", "name"} and entry["name"] for entry in answer.json()["items"])


@pytest.mark.parametrize("wanted", [[], ["nobody"], ["0" * 24] * 101])
async def test_names_of_nobody_or_too_many(admin: httpx2.AsyncClient, wanted: list[str]) -> None:
    answer = await admin.get("/api/admin/user-names", params={"id": wanted})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_parameter")


async def test_added_account_has_no_password_and_is_invited(world: World, admin: httpx2.AsyncClient) -> None:
    body = {"email": "Asha@Example.com", "name": "Asha Rao", "role": "mentee"}
    answer = await admin.post("/api/admin/users", json=body)
    assert answer.status_code == 201, answer.text
    assert "password" not in answer.text
    assert (answer.json()["email"], answer.json()["email_verified"]) == ("asha@example.com", False)
    mails = await world.database.outbox.find({"email": "asha@example.com"}).to_list()
    assert [mail["template"] for mail in mails] == ["password-reset"]
    again = await admin.post("/api/admin/users", json=body)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "email_taken")
    entries = await world.database.audit_log.find({"action": "user.created"}).to_list()
    assert [entry["details"] for entry in entries] == [{"role": "mentee"}]


async def test_suspended_at_once_and_back(world: World, admin: httpx2.AsyncClient) -> None:
    asha = await world.user("mentee")
    client = world.client(asha)
    address = f"/api/admin/users/{asha.id}"
    assert (await client.get("/api/account/profile")).status_code == 200
    suspended = await admin.patch(address, json={"version": 1, "status": "suspended"})
    assert (suspended.status_code, suspended.json()["status"]) == (200, "suspended")
    assert (await client.get("/api/account/profile")).status_code == 401
    assert await world.database.sessions.count_documents({"user_id": asha.id, "ended_at": None}) == 0
    restored = await admin.patch(address, json={"version": 2, "status": "active"})
    assert restored.json()["status"] == "active"
    world.clock.advance(seconds=1)
    again = world.client(await world.signed_in(asha))
    assert (await again.get("/api/account/profile")).status_code == 200


async def test_new_role_holds_at_once(world: World, admin: httpx2.AsyncClient) -> None:
    ravi = await world.user("mentee")
    client = world.client(ravi)
    assert (await client.get("/api/mentor/profile")).status_code == 403
    answer = await admin.patch(f"/api/admin/users/{ravi.id}", json={"version": 1, "role": "mentor"})
    assert answer.status_code == 200, answer.text
    assert (await client.get("/api/mentor/profile")).json()["active"] is False
    entry = await world.database.audit_log.find_one({"action": "user.changed"})
    assert entry is not None
    assert entry["details"]["role"] == {"from": "mentee", "to": "mentor"}


async def test_names_are_not_in_the_audit_log(world: World, admin: httpx2.AsyncClient) -> None:
    asha = await world.user("mentee")
    answer = await admin.patch(f"/api/admin/users/{asha.id}", json={"version": 1, "name": "Asha Iyer"})
    assert answer.json()["name"] == "Asha Iyer"
    entry = await world.database.audit_log.find_one({"action": "user.changed"})
    assert entry is not None
    assert entry["details"] == {"name": "changed"}


async def test_nobody_changes_their_own_rights(world: World) -> None:
    person = await world.user("admin")
    admin = world.client(person)
    for change in ({"role": "mentee"}, {"status": "suspended"}):
        answer = await admin.patch(f"/api/admin/users/{person.id}", json={"version": 1} | change)
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "own_account")


@pytest.mark.parametrize("change", [{"role": "mentee"}, {"status": "suspended"}])
async def test_two_administrators_cannot_remove_each_other(world: World, change: dict[str, str]) -> None:
    """One of them is left, whatever the order."""
    for _ in range(5):
        people = [await world.user("admin"), await world.user("admin")]
        answers = await asyncio.gather(
            *(
                world.client(actor).patch(f"/api/admin/users/{other.id}", json={"version": 1} | change)
                for actor, other in zip(people, people[::-1], strict=True)
            )
        )
        left = await world.database.users.count_documents(
            {"_id": {"$in": [person.id for person in people]}, "role": "admin", "status": "active"}
        )
        assert left == 1, [answer.text for answer in answers]
        assert min(answer.status_code for answer in answers) == 200
        assert {answer.status_code for answer in answers} <= {200, 401, 403, 409}


async def test_deleted_account_cannot_be_changed(world: World, admin: httpx2.AsyncClient) -> None:
    asha = await world.user("mentee")
    await world.database.users.update_one({"_id": asha.id}, {"$set": {"status": "deleted"}})
    answer = await admin.patch(f"/api/admin/users/{asha.id}", json={"version": 1, "status": "active"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "account_deleted")


@pytest.mark.parametrize(
    "values",
    [{"status": "deleted"}, {"role": "root"}, {"email": "new@example.com"}, {"version": 0}, {"paid_until": None}],
)
async def test_refused_changes(world: World, admin: httpx2.AsyncClient, values: dict[str, Any]) -> None:
    asha = await world.user("mentee")
    answer = await admin.patch(f"/api/admin/users/{asha.id}", json={"version": 1} | values)
    assert answer.status_code == 422, answer.text


async def test_searches_use_an_index_and_sort_nothing(world: World) -> None:
    users = world.database.users
    cursors = [
        users.find(query).sort("_id", -1)
        for query in ({"role": "mentee"}, {"status": "active"}, {"role": "mentee", "status": "active"})
    ]
    prefix = {"email": {"$gte": "a", "$lt": "b"}, "role": "mentee"}
    cursors.append(users.find(prefix).hint("email_unique").sort("email", 1))
    for cursor in cursors:
        plan = str((await cursor.limit(51).explain())["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan
        assert "COLLSCAN" not in plan
        assert "'SORT'" not in plan
