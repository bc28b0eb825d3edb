"""Signing in, staying in and getting out, over HTTP."""

import asyncio
from datetime import timedelta

import httpx2
import pytest

from codementee.auth.router import COOKIE
from codementee.users.schemas import UserStatus
from tests.support.application import PASSWORD, World

pytestmark = pytest.mark.anyio


def code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


async def sign_in(client: httpx2.AsyncClient, email: str, password: str = PASSWORD) -> httpx2.Response:
    return await client.post("/api/auth/login", json={"email": email, "password": password})


def token_of(answer: httpx2.Response) -> str:
    token = answer.cookies.get(COOKIE)
    assert token
    return token


async def refresh(client: httpx2.AsyncClient, token: str, **headers: str) -> httpx2.Response:
    return await client.post("/api/auth/refresh", headers={"Cookie": f"{COOKIE}={token}"} | headers)


async def test_unknown_wrong_and_suspended_look_the_same(world: World) -> None:
    person = await world.user()
    suspended = await world.user(status=UserStatus.SUSPENDED)
    async with world.client() as client:
        answers = [
            await sign_in(client, person.email, "not the password"),
            await sign_in(client, "nobody@example.com"),
            await sign_in(client, suspended.email),
        ]
    bodies = [{**answer.json()["error"], "request_id": ""} for answer in answers]
    assert [answer.status_code for answer in answers] == [401] * 3
    assert bodies[0] == bodies[1] == bodies[2]


async def test_rotation_replaces_the_token(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        first = token_of(await sign_in(client, person.email))
        client.cookies.clear()
        second = token_of(await refresh(client, first))
        assert second != first
        assert (await refresh(client, second)).status_code == 200


async def test_reuse_ends_the_session_and_tells_the_owner(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        first = token_of(await sign_in(client, person.email))
        client.cookies.clear()
        second = token_of(await refresh(client, first))
        world.clock.advance(seconds=11)
        assert code(await refresh(client, first)) == (401, "session_ended")
        assert code(await refresh(client, second)) == (401, "session_ended")
    assert await world.database["outbox"].count_documents({"template": "session-reuse"}) == 1


async def test_two_tabs_get_the_same_next_token(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        first = token_of(await sign_in(client, person.email))
        client.cookies.clear()
        answers = await asyncio.gather(*(refresh(client, first) for _ in range(20)))
        assert {answer.status_code for answer in answers} == {200}
        assert len({token_of(answer) for answer in answers}) == 1


async def test_reuse_two_steps_back_is_found_even_at_once(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        first = token_of(await sign_in(client, person.email))
        client.cookies.clear()
        second = token_of(await refresh(client, first))
        await refresh(client, second)
        assert code(await refresh(client, first)) == (401, "session_ended")


@pytest.mark.parametrize("change", ["family", "counter", "mac", "junk", "key"])
async def test_forged_refresh_tokens(world: World, change: str) -> None:
    person = await world.user()
    async with world.client() as client:
        token = token_of(await sign_in(client, person.email))
        client.cookies.clear()
        family, key, counter, mac = token.split(".")
        forged = {
            "family": f"{'0' * 24}.{key}.{counter}.{mac}",
            "counter": f"{family}.{key}.1.{mac}",
            "mac": f"{family}.{key}.{counter}.{'0' * 64}",
            "junk": "....",
            "key": f"{family}.other.{counter}.{mac}",
        }[change]
        assert code(await refresh(client, forged)) == (401, "session_ended")
        assert (await refresh(client, token)).status_code == 200, "a forgery must not end the true session"


async def test_session_ends_after_thirty_idle_days(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        token = token_of(await sign_in(client, person.email))
        client.cookies.clear()
        world.clock.advance(days=29)
        token = token_of(await refresh(client, token))
        world.clock.advance(days=30)
        assert code(await refresh(client, token)) == (401, "session_ended")


async def test_logout_ends_the_session_and_clears_the_cookie(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        token = token_of(await sign_in(client, person.email))
        answer = await client.post("/api/auth/logout")
        assert answer.status_code == 204
        assert "max-age=0" in answer.headers["set-cookie"].lower()
        assert code(await refresh(client, token)) == (401, "session_ended")
        assert (await client.post("/api/auth/logout")).status_code == 204


async def test_foreign_pages_cannot_use_the_cookie(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        token = token_of(await sign_in(client, person.email))
        client.cookies.clear()
        for origin in ("https://evil.example.com", "null", "http://localhost:8000.evil.example.com"):
            assert code(await refresh(client, token, Origin=origin)) == (403, "origin_refused")
        own = world.resources.settings.public_url
        assert (await refresh(client, token, Origin=own)).status_code == 200


async def test_guessing_is_slowed_for_the_account_and_forgiven_by_success(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        for _ in range(5):
            assert code(await sign_in(client, person.email, "wrong password")) == (401, "credentials_wrong")
        refused = await sign_in(client, person.email)
        assert code(refused) == (429, "too_many_attempts")
        assert refused.headers["retry-after"]
        world.clock.advance(seconds=2)
        assert (await sign_in(client, person.email)).status_code == 200
        assert code(await sign_in(client, person.email, "wrong password")) == (401, "credentials_wrong")


async def test_unknown_accounts_are_slowed_alike(world: World) -> None:
    async with world.client() as client:
        answers = [(await sign_in(client, "nobody@example.com")).status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


async def test_password_change_ends_every_other_session(world: World) -> None:
    person = await world.user()
    async with world.client() as client, world.client() as other:
        elsewhere = await sign_in(other, person.email)
        here = await sign_in(client, person.email)
        world.clock.advance(seconds=1)
        headers = {"Authorization": f"Bearer {here.json()['access_token']}"}
        form = {"current_password": PASSWORD, "new_password": "another rare passphrase"}
        assert (await client.post("/api/account/password", json=form, headers=headers)).status_code == 204
        assert (await other.post("/api/auth/refresh")).status_code == 401
        old = {"Authorization": f"Bearer {elsewhere.json()['access_token']}"}
        assert code(await other.get("/api/account/profile", headers=old)) == (401, "session_ended")
        assert (await client.post("/api/auth/refresh")).status_code == 200
        assert code(await sign_in(other, person.email)) == (401, "credentials_wrong")
        assert (await sign_in(other, person.email, "another rare passphrase")).status_code == 200


async def test_password_change_needs_the_current_one(world: World) -> None:
    person = await world.user()
    form = {"current_password": "not the password", "new_password": "another rare passphrase"}
    async with world.client(person) as client:
        assert code(await client.post("/api/account/password", json=form)) == (403, "password_wrong")


async def test_reset_works_once_and_signs_out_everywhere(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        await sign_in(client, person.email)
        for email in (person.email, "nobody@example.com"):
            answer = await client.post("/api/auth/password-reset", json={"email": email})
            assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
        mails = await world.database["outbox"].find({"template": "password-reset"}).to_list()
        assert [mail["email"] for mail in mails] == [person.email]
        token = mails[0]["context"]["link"].partition("token=")[2]
        world.clock.advance(minutes=59)
        form = {"token": token, "password": "another rare passphrase"}
        assert (await client.post("/api/auth/password-reset/confirm", json=form)).status_code == 204
        assert (await client.post("/api/auth/refresh")).status_code == 401
        assert code(await client.post("/api/auth/password-reset/confirm", json=form)) == (410, "link_invalid")
        assert (await sign_in(client, person.email, "another rare passphrase")).status_code == 200


async def test_reset_link_expires(world: World) -> None:
    person = await world.user()
    async with world.client() as client:
        await client.post("/api/auth/password-reset", json={"email": person.email})
        mail = await world.database["outbox"].find_one({"template": "password-reset"})
        assert mail is not None
        world.clock.advance(minutes=61)
        form = {"token": mail["context"]["link"].partition("token=")[2], "password": "another rare passphrase"}
        assert code(await client.post("/api/auth/password-reset/confirm", json=form)) == (410, "link_invalid")


async def test_sessions_are_listed_and_ended(world: World) -> None:
    person = await world.user()
    stranger = await world.user()
    async with world.client(person) as client, world.client() as other, world.client(stranger) as foreign:
        token = token_of(await sign_in(other, person.email))
        sessions = (await client.get("/api/account/sessions")).json()["items"]
        assert [session["current"] for session in sessions] == [False, True]
        target = sessions[0]["id"]
        assert code(await foreign.delete(f"/api/account/sessions/{target}")) == (404, "not_found")
        assert (await client.delete(f"/api/account/sessions/{target}")).status_code == 204
        assert code(await client.delete(f"/api/account/sessions/{target}")) == (404, "not_found")
        assert code(await refresh(other, token)) == (401, "session_ended")


async def test_suspension_shows_at_once(world: World) -> None:
    person = await world.user()
    async with world.client(person) as client:
        assert (await client.get("/api/account/profile")).status_code == 200
        await world.database["users"].update_one({"_id": person.id}, {"$set": {"status": "suspended"}})
        # What whoever suspends has to call; until then the cache may know better.
        await world.resources.cache.invalidate("principals")
        assert code(await client.get("/api/account/profile")) == (401, "session_ended")


async def test_skew_of_clocks_between_replicas_is_tolerated(world: World) -> None:
    person = await world.user(tokens_valid_from=world.now - timedelta(days=1))
    async with world.client(person) as client:
        world.clock.advance(seconds=-29)
        assert (await client.get("/api/account/profile")).status_code == 200
        world.clock.advance(seconds=-2)
        assert code(await client.get("/api/account/profile")) == (401, "token_invalid")
        world.clock.advance(seconds=31 + 600 + 29)
        assert (await client.get("/api/account/profile")).status_code == 200
        world.clock.advance(seconds=1)
        assert code(await client.get("/api/account/profile")) == (401, "token_expired")
