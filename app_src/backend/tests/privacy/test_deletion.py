"""Being forgotten: at one moment, as far as the law allows, with everybody else told."""

from datetime import timedelta

import pytest

from codementee.bookings.schemas import BookingState
from tests.support.application import PASSWORD, Person
from tests.support.mail import delivered
from tests.support.stage import Stage

pytestmark = pytest.mark.anyio


async def delete(stage: Stage, person: Person, password: str = PASSWORD) -> tuple[int, str]:
    async with stage.client(person) as client:
        response = await client.post("/api/account/deletion", json={"password": password})
    return response.status_code, response.text


async def test_identity_is_gone_and_the_address_is_free(stage: Stage) -> None:
    person = await stage.world.user(name="Asha Rao", email="asha@example.com")
    assert await delete(stage, person) == (204, "")
    user = await stage.database.users.find_one({"_id": person.id})
    assert user is not None
    assert user["status"] == "deleted"
    assert "asha" not in str(user).lower()
    assert user["password_hash"] == ""
    assert await stage.database.sessions.count_documents({"user_id": person.id, "ended_at": None}) == 0
    async with stage.world.client() as client:
        again = {"email": "asha@example.com", "password": PASSWORD, "name": "Asha", "accept_terms": True}
        assert (await client.post("/api/auth/register-free", json=again)).status_code == 201


async def test_whoever_is_deleted_is_signed_out_at_once(stage: Stage) -> None:
    person = await stage.world.signed_in(await stage.world.user())
    async with stage.world.client(person) as client:
        assert (await client.get("/api/account/profile")).status_code == 200
        assert (await client.post("/api/account/deletion", json={"password": PASSWORD})).status_code == 204
        assert (await client.get("/api/account/profile")).status_code == 401
        login = {"email": person.email, "password": PASSWORD}
        assert (await client.post("/api/auth/login", json=login)).status_code == 401


async def test_only_the_last_mail_goes_out_and_it_does(stage: Stage) -> None:
    person = await stage.world.user()
    mentor = await stage.mentor()
    await stage.links(1)
    await stage.confirmed(person, mentor, await stage.slot(stage.now + timedelta(days=5)))
    await delivered(stage.world)
    assert (await delete(stage, person))[0] == 204
    mails = await delivered(stage.world)
    assert [mail.template for mail in mails if mail.to == person.email] == ["account-deleted"]
    assert [mail.template for mail in mails if mail.to == mentor.email] == ["booking-cancelled-mentor"]
    stage.world.clock.advance(days=10)
    assert [mail for mail in await delivered(stage.world) if mail.to == person.email] == []
    kept = await stage.database.outbox.find({"user_id": person.id, "template": {"$ne": "account-deleted"}}).to_list()
    assert kept
    assert not [entry for entry in kept if "email" in entry or "name" in entry or "context" in entry]


async def test_what_is_to_come_is_cancelled_in_every_state(stage: Stage) -> None:
    person = await stage.world.user()
    mentor = await stage.mentor()
    await stage.links(1)
    day = timedelta(days=3)
    confirmed = await stage.confirmed(person, mentor, await stage.slot(stage.now + day))
    queued = await stage.queued(person, [await stage.slot(stage.now + 2 * day)])
    held = await stage.held(person, [await stage.slot(stage.now + 3 * day)])
    draft = await stage.draft(person)
    assert (await delete(stage, person))[0] == 204
    for booking_id in (confirmed, queued, held):
        assert (await stage.booking(booking_id))["state"] == BookingState.CANCELLED_BY_MENTEE.value
        assert await stage.claims_of(booking_id) == []
    assert await stage.database.booking_requests.count_documents({"_id": draft}) == 0


async def test_a_mentors_mocks_are_cancelled_and_the_credits_come_back(stage: Stage) -> None:
    mentee, mentor = await stage.world.user(), await stage.mentor()
    await stage.links(1)
    booking_id = await stage.confirmed(mentee, mentor, await stage.slot(stage.now + timedelta(days=3)))
    assert await stage.credits_of(mentee) == 0
    assert (await delete(stage, mentor))[0] == 204
    assert (await stage.booking(booking_id))["state"] == BookingState.CANCELLED_BY_MENTOR.value
    assert await stage.credits_of(mentee) == 1
    profile = await stage.database.mentors.find_one({"_id": mentor.id})
    assert profile is not None
    assert (profile["active"], profile["bio"], profile["headline"]) == (False, "", "")


async def test_what_the_law_wants_stays_without_more_than_it_wants(stage: Stage) -> None:
    person = await stage.world.user(email="asha@example.com")
    buyer = {"name": "Asha Rao", "address": "1 Some Road", "state_code": "29", "gstin": ""}
    await stage.database.orders.insert_one({"user_id": person.id, "amount_paise": 499_900, "buyer": buyer})
    await stage.database.invoices.insert_one(
        {"user_id": person.id, "number": "CM/26-27/1", "buyer": buyer | {"email": "asha@example.com"}}
    )
    feedback = {
        "mentee_id": person.id,
        "scores": [{"score": 4, "comment": "she said"}],
        "strengths": "she is",
        "improvements": "she might",
        "rating": {"stars": 5, "recommend": 9, "comment": "thank you"},
    }
    await stage.database.feedbacks.insert_one(feedback)
    assert (await delete(stage, person))[0] == 204
    order = await stage.database.orders.find_one({"user_id": person.id})
    invoice = await stage.database.invoices.find_one({"user_id": person.id})
    kept = await stage.database.feedbacks.find_one({"mentee_id": person.id})
    assert order is not None
    assert invoice is not None
    assert kept is not None
    assert (order["amount_paise"], set(order["buyer"].values())) == (499_900, {None})
    assert (invoice["buyer"]["name"], invoice["buyer"]["email"]) == ("Asha Rao", "")
    assert (kept["rating"]["stars"], kept["rating"]["comment"]) == (5, None)
    assert kept["scores"] == [{"score": 4, "comment": None}]
    assert "she" not in kept["strengths"] + kept["improvements"]


async def test_the_record_of_it_holds_ids_only(stage: Stage) -> None:
    person = await stage.world.user(email="asha@example.com", name="Asha Rao")
    assert (await delete(stage, person))[0] == 204
    entries = await stage.database.audit_log.find({"subject_id": person.id}).to_list()
    assert [entry["action"] for entry in entries] == ["account.deleted"]
    assert "asha" not in str(entries).lower()


async def test_a_wrong_password_changes_nothing(stage: Stage) -> None:
    person = await stage.world.user()
    status, text = await delete(stage, person, "not the password")
    assert (status, "password_wrong" in text) == (403, True)
    user = await stage.database.users.find_one({"_id": person.id})
    assert user is not None
    assert user["status"] == "active"


async def test_administrators_cannot_delete_themselves(stage: Stage) -> None:
    status, text = await delete(stage, await stage.world.user("admin"))
    assert (status, "admin_account" in text) == (409, True)


async def test_a_mock_that_has_begun_does_not_stop_it(stage: Stage) -> None:
    person, mentor = await stage.world.user(), await stage.mentor()
    await stage.links(1)
    booking_id = await stage.confirmed(person, mentor, await stage.slot(stage.now + timedelta(days=1)))
    stage.world.clock.advance(days=1, minutes=5)
    assert (await delete(stage, person))[0] == 204
    assert (await stage.booking(booking_id))["state"] == BookingState.CONFIRMED.value
