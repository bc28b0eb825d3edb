"""Opening an account over HTTP."""

import asyncio
import json
from typing import Any

import pytest

from tests.support.application import World

pytestmark = pytest.mark.anyio

FORM: dict[str, Any] = {
    "email": "Asha@Example.com",
    "password": "a long and rare passphrase",
    "name": "Asha Rao",
    "time_zone": "Asia/Kolkata",
    "accept_terms": True,
}


async def test_free_account_is_signed_in_at_once(world: World) -> None:
    async with world.client() as client:
        answer = await client.post("/api/auth/register-free", json=FORM)
        assert answer.status_code == 201, answer.text
        body = answer.json()
        assert body["user"]["email"] == "asha@example.com"
        assert (body["user"]["role"], body["user"]["tier"]) == ("mentee", "free")
        headers = {"Authorization": f"Bearer {body['access_token']}"}
        profile = await client.get("/api/account/profile", headers=headers)
        assert profile.json() == body["user"]


async def test_refresh_cookie_is_confined(world: World) -> None:
    async with world.client() as client:
        answer = await client.post("/api/auth/register-free", json=FORM)
    cookie = answer.headers["set-cookie"].lower()
    for attribute in ("httponly", "secure", "samesite=strict", "path=/api/auth"):
        assert attribute in cookie
    assert "refresh" not in answer.json()


async def test_password_is_stored_as_argon2id_only(world: World) -> None:
    async with world.client() as client:
        await client.post("/api/auth/register-free", json=FORM)
    stored = await world.database["users"].find_one({"email": "asha@example.com"})
    assert stored is not None
    assert stored["password_hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert FORM["password"] not in str(stored)


async def test_plan_is_remembered_until_it_is_bought(world: World) -> None:
    async with world.client() as client:
        answer = await client.post("/api/auth/register", json=FORM | {"plan_code": "growth"})
        assert answer.json()["intended_plan"] == "growth"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"plan_code": "platinum"}, 422, "plan_unknown"),
        ({"plan_code": {"$ne": None}}, 422, "validation_failed"),
        ({}, 422, "validation_failed"),
    ],
)
async def test_plan_must_be_on_sale(world: World, change: dict[str, Any], status: int, code: str) -> None:
    async with world.client() as client:
        answer = await client.post("/api/auth/register", json=FORM | change)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert await world.database["users"].count_documents({}) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"email": "no address"},
        {"email": {"$gt": ""}},
        {"email": "a@example.com\n"},
        {"password": "short"},
        {"password": "x" * 129},
        {"password": "password123"},
        {"password": "asha@example.com"},
        {"password": "aaaaaaaaaaaa"},
        {"name": " "},
        {"name": "a\u0000b"},
        {"name": "\ud800"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"accept_terms": False},
        {"role": "admin"},
    ],
)
async def test_bad_forms_change_nothing(world: World, change: dict[str, Any]) -> None:
    body = json.dumps(FORM | change)
    async with world.client() as client:
        answer = await client.post(
            "/api/auth/register-free", content=body, headers={"Content-Type": "application/json"}
        )
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["fields"]
    assert "rare passphrase" not in answer.text
    assert await world.database["users"].count_documents({}) == 0


async def test_address_is_taken_whatever_its_case_and_however_many_try(world: World) -> None:
    forms = [FORM | {"email": email} for email in ("asha@example.com", "ASHA@example.com", "Asha@EXAMPLE.com") * 5]
    async with world.client() as client:
        answers = await asyncio.gather(*(client.post("/api/auth/register-free", json=form) for form in forms))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 14
    assert await world.database["users"].count_documents({}) == 1


async def test_mailed_link_confirms_the_address_once(world: World) -> None:
    async with world.client() as client:
        answer = await client.post("/api/auth/register-free", json=FORM)
        mail = await world.database["outbox"].find_one({"template": "verify-email"})
        assert mail is not None
        token = mail["context"]["link"].partition("token=")[2]
        assert (await client.post("/api/auth/verify-email", json={"token": token})).status_code == 204
        headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        assert (await client.get("/api/account/profile", headers=headers)).json()["email_verified"] is True
        again = await client.post("/api/auth/verify-email", json={"token": token})
        assert (again.status_code, again.json()["error"]["code"]) == (410, "link_invalid")
    assert await world.database["outbox"].count_documents({"template": "welcome"}) == 1


async def test_resending_replaces_the_link(world: World) -> None:
    person = await world.user(email_verified_at=None)
    async with world.client(person) as client:
        links = []
        for _ in range(2):
            assert (await client.post("/api/auth/verify-email/resend")).status_code == 202
            mail = await world.database["outbox"].find_one({"template": "verify-email"}, sort=[("_id", -1)])
            assert mail is not None
            links.append(mail["context"]["link"].partition("token=")[2])
            world.clock.advance(seconds=1)
        assert links[0] != links[1]
        assert (await client.post("/api/auth/verify-email", json={"token": links[0]})).status_code == 410
        assert (await client.post("/api/auth/verify-email", json={"token": links[1]})).status_code == 204
