"""Administrators edit the catalogue: by version, on the record, shown at once."""

import asyncio
from typing import Any

import pytest
from bson import ObjectId

from tests.support.application import World

pytestmark = pytest.mark.anyio

RUBRIC = [{"code": "depth", "title": "Depth", "description": "Goes to the bottom of things", "weight": 100}]
NEW: dict[str, dict[str, Any]] = {
    "companies": {
        "slug": "acme",
        "name": "Acme",
        "category": "unicorn",
        "tracks": [{"code": "sde-1", "title": "SDE I", "seniority": "entry"}],
    },
    "interview-types": {
        "code": "debugging",
        "name": "Debugging",
        "minimum_minutes": 30,
        "maximum_minutes": 60,
        "rubric": RUBRIC,
    },
    "pricing-plans": {
        "code": "sprint",
        "name": "Sprint",
        "tagline": "Two in a week",
        "price_paise": 349_900,
        "mocks": 2,
        "months": 1,
        "features": ["2 mock interviews, within 1 month"],
    },
    "meeting-links": {"url": "https://meet.example.com/room-1", "label": "Room 1"},
}
RENAME: dict[str, dict[str, Any]] = {
    "companies": {"name": "Acme Corporation"},
    "interview-types": {"name": "Debugging live"},
    "pricing-plans": {"price_paise": 299_900},
    "meeting-links": {"label": "Big room"},
}
INVALID: list[tuple[str, dict[str, Any]]] = [
    ("companies", {"slug": "Acme!"}),
    ("companies", {"slug": {"$gt": ""}}),
    ("companies", {"tracks": []}),
    ("companies", {"tracks": NEW["companies"]["tracks"] * 2}),
    ("companies", {"name": " \n "}),
    ("companies", {"owner": "me"}),
    ("interview-types", {"minimum_minutes": 75}),
    ("interview-types", {"minimum_minutes": 20}),
    ("interview-types", {"rubric": [RUBRIC[0] | {"weight": 99}]}),
    ("pricing-plans", {"price_paise": -1}),
    ("pricing-plans", {"price_paise": 2**63}),
    ("pricing-plans", {"price_paise": 3499.5}),
    ("pricing-plans", {"mocks": 0}),
    ("meeting-links", {"url": "http://meet.example.com/room-1"}),
    ("meeting-links", {"url": "https://user:password@meet.example.com/"}),
    ("meeting-links", {"url": "javascript:alert(1)"}),
]
PUBLIC = ["companies", "interview-types", "pricing-plans"]


@pytest.mark.parametrize("kind", NEW)
async def test_create_read_change_retire(world: World, kind: str) -> None:
    admin = await world.user("admin")
    client = world.client(admin)
    created = await client.post(f"/api/admin/{kind}", json=NEW[kind])
    assert created.status_code == 201, created.text
    entry = created.json()
    assert entry["version"] == 1
    assert entry["active"] is True
    assert entry.items() >= NEW[kind].items()
    address = f"/api/admin/{kind}/{entry['id']}"
    assert (await client.get(address)).json() == entry

    changed = await client.patch(address, json=RENAME[kind] | {"version": 1})
    assert changed.status_code == 200, changed.text
    assert changed.json() == entry | RENAME[kind] | {"version": 2, "updated_at": changed.json()["updated_at"]}
    retired = await client.patch(address, json={"version": 2, "active": False})
    assert (retired.json()["active"], retired.json()["version"]) == (False, 3)
    listed = (await client.get(f"/api/admin/{kind}", params={"active": False})).json()["items"]
    assert [item["id"] for item in listed] == [entry["id"]]


@pytest.mark.parametrize("kind", NEW)
async def test_second_of_two_administrators_is_told(world: World, kind: str) -> None:
    client = world.client(await world.user("admin"))
    entry = (await client.post(f"/api/admin/{kind}", json=NEW[kind])).json()
    address = f"/api/admin/{kind}/{entry['id']}"
    answers = await asyncio.gather(
        *(client.patch(address, json={"version": 1} | RENAME[kind]) for _ in range(2)),
        *(client.patch(address, json={"version": 1, "active": False}) for _ in range(2)),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    refused = {answer.json()["error"]["code"] for answer in answers if answer.status_code == 409}
    assert refused == {"edit_conflict"}
    assert (await client.get(address)).json()["version"] == 2


@pytest.mark.parametrize("kind", NEW)
async def test_key_exists_once(world: World, kind: str) -> None:
    client = world.client(await world.user("admin"))
    answers = await asyncio.gather(*(client.post(f"/api/admin/{kind}", json=NEW[kind]) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


@pytest.mark.parametrize("kind", NEW)
async def test_what_is_not_there_is_404(world: World, kind: str) -> None:
    client = world.client(await world.user("admin"))
    address = f"/api/admin/{kind}/{ObjectId()}"
    assert (await client.get(address)).status_code == 404
    assert (await client.patch(address, json={"version": 1, "active": False})).status_code == 404
    assert (await client.get(f"/api/admin/{kind}/not-an-id")).status_code == 400


@pytest.mark.parametrize(("kind", "values"), INVALID)
async def test_refused(world: World, kind: str, values: dict[str, Any]) -> None:
    client = world.client(await world.user("admin"))
    answer = await client.post(f"/api/admin/{kind}", json=NEW[kind] | values)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["code"] == "validation_failed"


@pytest.mark.parametrize("kind", PUBLIC)
async def test_public_list_shows_every_write_at_once(world: World, kind: str) -> None:
    admin, everyone = world.client(await world.user("admin")), world.client()
    key = "slug" if kind == "companies" else "code"

    async def shown() -> dict[str, Any]:
        return {item[key]: item for item in (await everyone.get(f"/api/{kind}")).json()["items"]}

    assert NEW[kind][key] not in await shown()
    entry = (await admin.post(f"/api/admin/{kind}", json=NEW[kind])).json()
    assert NEW[kind][key] in await shown()
    await admin.patch(f"/api/admin/{kind}/{entry['id']}", json={"version": 1} | RENAME[kind])
    assert (await shown())[NEW[kind][key]].items() >= RENAME[kind].items()
    await admin.patch(f"/api/admin/{kind}/{entry['id']}", json={"version": 2, "active": False})
    assert NEW[kind][key] not in await shown()


async def test_one_company(world: World) -> None:
    admin, everyone = world.client(await world.user("admin")), world.client()
    found = await everyone.get("/api/companies/google")
    assert found.json()["name"] == "Google"
    again = await everyone.get("/api/companies/google", headers={"If-None-Match": found.headers["etag"]})
    assert again.status_code == 304
    await admin.patch(f"/api/admin/companies/{found.json()['id']}", json={"version": 1, "active": False})
    assert (await everyone.get("/api/companies/google")).status_code == 404
    assert (await everyone.get("/api/companies/acme")).status_code == 404


async def test_entry_from_before_there_were_versions(world: World) -> None:
    await world.database.companies.update_one({"slug": "google"}, {"$unset": {"version": ""}})
    client = world.client(await world.user("admin"))
    entry = next(c for c in (await client.get("/api/admin/companies")).json()["items"] if c["slug"] == "google")
    assert entry["version"] == 1
    changed = await client.patch(f"/api/admin/companies/{entry['id']}", json={"version": 1, "name": "Googol"})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)


async def test_every_edit_is_in_the_audit_log_and_an_edit_that_changes_nothing_is_not(world: World) -> None:
    admin = await world.user("admin")
    client = world.client(admin)
    plan = (await client.post("/api/admin/pricing-plans", json=NEW["pricing-plans"])).json()
    address = f"/api/admin/pricing-plans/{plan['id']}"
    await client.patch(address, json={"version": 1, "price_paise": 299_900, "name": "Sprint"})
    same = await client.patch(address, json={"version": 2, "price_paise": 299_900})
    assert same.json()["version"] == 2
    entries = await world.database.audit_log.find({"subject_id": ObjectId(plan["id"])}).sort("_id", 1).to_list()
    assert [entry["action"] for entry in entries] == ["pricing_plan.created", "pricing_plan.changed"]
    assert entries[1]["details"] == {"price_paise": {"from": 349_900, "to": 299_900}}
    assert entries[1]["actor"] == admin.id


async def test_refused_edit_leaves_no_trace(world: World) -> None:
    client = world.client(await world.user("admin"))
    types = (await client.get("/api/admin/interview-types")).json()["items"]
    hr = next(entry for entry in types if entry["code"] == "hr")
    answer = await client.patch(f"/api/admin/interview-types/{hr['id']}", json={"version": 1, "minimum_minutes": 60})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "durations_reversed")
    assert (await client.get(f"/api/admin/interview-types/{hr['id']}")).json() == hr
    assert await world.database.audit_log.count_documents({"subject": "interview_type"}) == 0


async def test_one_plan_is_recommended_whoever_asks_first(world: World) -> None:
    client = world.client(await world.user("admin"))
    plans = {p["code"]: p for p in (await client.get("/api/admin/pricing-plans")).json()["items"]}
    await client.patch(f"/api/admin/pricing-plans/{plans['growth']['id']}", json={"version": 1, "recommended": False})
    answers = await asyncio.gather(
        *(
            client.patch(f"/api/admin/pricing-plans/{plans[code]['id']}", json={"version": 1, "recommended": True})
            for code in ("foundation", "accelerator")
        )
    )
    assert {answer.status_code for answer in answers} <= {200, 409}
    shown = (await world.client().get("/api/pricing-plans")).json()["items"]
    assert len([plan for plan in shown if plan["recommended"]]) == 1


async def test_pages_of_links_cover_everything_once(world: World) -> None:
    client = world.client(await world.user("admin"))
    ids = [
        (
            await client.post(
                "/api/admin/meeting-links", json={"url": f"https://meet.example.com/{n}", "label": f"{n}"}
            )
        ).json()["id"]
        for n in range(5)
    ]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = (
            await client.get("/api/admin/meeting-links", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        ).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["pagination"]["next_cursor"]
        if cursor is None:
            break
    assert seen == ids[::-1]


async def test_rubrics_of_the_seed_are_whole(world: World) -> None:
    types = (await world.client().get("/api/interview-types")).json()["items"]
    assert [entry["code"] for entry in types] == ["behavioural", "coding", "hr", "system-design"]
    for entry in types:
        assert sum(item["weight"] for item in entry["rubric"]) == 100
