"""The outbox for administrators."""

import pytest
from bson import ObjectId

from codementee.notifications.errors import MailRejectedError
from codementee.notifications.mailer import RecordingMailer
from codementee.notifications.schemas import Message, Template
from codementee.notifications.service import Outbox
from tests.support.application import World
from tests.support.mail import delivered, delivery

pytestmark = pytest.mark.anyio


async def put(world: World, *keys: str) -> None:
    person = await world.user()
    for key in keys:
        message = Message(
            key=key,
            template=Template.PASSWORD_RESET,
            user_id=person.id,
            email=person.email,
            name="Asha",
            time_zone="Asia/Kolkata",
            context={"link": "/reset-password#token=hunter2", "valid_minutes": 30},
        )
        await Outbox(world.database).enqueue(message, now=world.now)


async def test_newest_first_by_state_without_what_they_say(world: World) -> None:
    await put(world, "a:1", "a:2", "a:3")
    await delivered(world)
    await put(world, "a:4")
    async with world.client(await world.user("admin")) as client:
        everything = await client.get("/api/admin/mails")
        pending = (await client.get("/api/admin/mails?state=pending")).json()["items"]
        page = (await client.get("/api/admin/mails?limit=3")).json()
        rest = (await client.get(f"/api/admin/mails?limit=3&cursor={page['pagination']['next_cursor']}")).json()
    assert [item["key"] for item in everything.json()["items"]] == ["a:4", "a:3", "a:2", "a:1"]
    assert [item["key"] for item in pending] == ["a:4"]
    assert page["items"] + rest["items"] == everything.json()["items"]
    assert "hunter2" not in everything.text


async def test_a_failed_mail_is_sent_after_all(world: World) -> None:
    await put(world, "a:1")
    mailer = RecordingMailer(failures=[MailRejectedError("422 validation_error")])
    await delivery(world, mailer).drain(concurrency=1, limit=10, seconds=5)
    admin = await world.user("admin")
    async with world.client(admin) as client:
        (failed,) = (await client.get("/api/admin/mails?state=failed")).json()["items"]
        assert failed["reason"] == "422 validation_error"
        retried = await client.post(f"/api/admin/mails/{failed['id']}/retry")
        again = await client.post(f"/api/admin/mails/{failed['id']}/retry")
    assert (retried.status_code, retried.json()["state"], retried.json()["reason"]) == (200, "pending", None)
    assert again.status_code == 404
    (mail,) = await delivered(world)
    assert "hunter2" in mail.text
    assert mail.idempotency_key == failed["id"]
    entry = await world.database.audit_log.find_one({"action": "mail.retried"})
    assert entry is not None
    assert (entry["actor"], entry["subject_id"]) == (admin.id, ObjectId(failed["id"]))
