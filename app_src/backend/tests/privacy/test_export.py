"""The archive: everything about the person, nothing about anybody else."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from codementee.migrations import INDEXES
from codementee.privacy.export.policy import NOT_PERSONAL, SECTIONS
from tests.support.application import Person
from tests.support.mail import delivered
from tests.support.stage import Stage

pytestmark = pytest.mark.anyio

type Archive = dict[str, list[dict[str, Any]]]


async def export(stage: Stage, person: Person) -> tuple[Archive, str, str]:
    """The files by name, the README, and everything as one text."""
    async with stage.client(person) as client:
        response = await client.post("/api/account/export")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.testzip() is None
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    readme = texts.pop("README.txt")
    return {name: json.loads(text) for name, text in texts.items()}, readme, "\n".join(texts.values())


async def journey(stage: Stage) -> tuple[Person, Person, Person]:
    """A mentee with a completed mock and a rating, another with one of the same mentor, and that mentor."""
    mentor = await stage.mentor()
    one, other = await stage.world.user(name="Asha Rao"), await stage.world.user(name="Meera Iyer")
    await stage.links(2)
    for number, mentee in enumerate((one, other)):
        slot = await stage.slot(stage.now + timedelta(days=2, hours=number))
        booking_id = await stage.confirmed(mentee, mentor, slot)
        mock = await stage.mock_of(booking_id)
        await stage.database.feedbacks.insert_one(
            {
                "_id": mock["_id"],
                "mentee_id": mentee.id,
                "mentor_id": mentor.id,
                "start_at": mock["start_at"],
                "scores": [{"code": "x", "score": 4, "comment": f"said to {mentee.email}"}],
                "strengths": f"strengths of {mentee.email}",
                "improvements": "more",
                "submitted_at": stage.now,
                "rating": {"stars": 5, "recommend": 9, "comment": f"rated by {mentee.email}", "at": stage.now},
            }
        )
        async with stage.client(mentee) as client:
            consent = {"subject": "privacy", "version": "2026-11", "granted": True}
            assert (await client.post("/api/account/consents", json=consent)).status_code == 201
            assert (await client.post("/api/mentee/waitlist", json={"interview_type": "coding"})).status_code == 201
            assert (await client.post("/api/account/calendar-feed")).status_code in {200, 201}
    return one, other, mentor


async def test_everything_about_the_person_and_nothing_about_anybody_else(stage: Stage) -> None:
    one, other, mentor = await journey(stage)
    files, readme, text = await export(stage, one)
    filled = {name.removesuffix(".json") for name, entries in files.items() if entries}
    assert filled >= {"account", "sessions", "consents", "bookings", "mocks", "feedback", "waitlist", "credits"}
    assert filled >= {"credit-entries", "mails", "activity", "calendar-feed", "data-exports"}
    assert files["account.json"][0]["email"] == one.email
    assert f"rated by {one.email}" in text
    for stranger in (other, mentor):
        assert str(stranger.id) not in text
        assert stranger.email not in text
    assert "Meera" not in text
    for entry in (section.file for section in SECTIONS):
        assert f"{entry}.json: " in readme


async def test_no_secret_is_in_it(stage: Stage) -> None:
    one, *_ = await journey(stage)
    _, _, text = await export(stage, one)
    secrets = [
        value
        for collection, field in (("users", "password_hash"), ("sessions", "seed"), ("calendar_feeds", "token_hash"))
        for value in await stage.database[collection].distinct(field)
        if value
    ]
    assert len(secrets) >= 4
    assert not [secret for secret in secrets if secret in text]


async def test_a_mentors_archive_names_no_mentee(stage: Stage) -> None:
    one, other, mentor = await journey(stage)
    files, _, text = await export(stage, mentor)
    assert len(files["mocks-given.json"]) == 2
    assert len(files["feedback-given.json"]) == 2
    assert files["mentor-profile.json"]
    for mentee in (one, other):
        assert str(mentee.id) not in text
        assert f"rated by {mentee.email}" not in text


async def test_its_owner_is_told_and_it_is_on_record(stage: Stage) -> None:
    person = await stage.world.user()
    await export(stage, person)
    mails = [mail for mail in await delivered(stage.world) if mail.template == "data-export"]
    assert [mail.to for mail in mails] == [person.email]
    assert await stage.database.audit_log.count_documents({"action": "account.exported", "actor": person.id}) == 1


async def test_three_an_hour(stage: Stage) -> None:
    person = await stage.world.user()
    for _ in range(3):
        await export(stage, person)
    async with stage.client(person) as client:
        refused = await client.post("/api/account/export")
    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "too_many_exports"
    stage.world.clock.advance(hours=1, seconds=1)
    await export(stage, person)


async def test_many_documents_are_all_there(stage: Stage) -> None:
    person = await stage.world.user()
    await stage.database.consents.insert_many(
        {"user_id": person.id, "subject": "terms", "version": str(number), "granted": True, "at": stage.now}
        for number in range(1_234)
    )
    files, _, _ = await export(stage, person)
    assert {entry["version"] for entry in files["consents.json"]} == {str(number) for number in range(1_234)}
    assert len(files["consents.json"]) == 1_234


async def test_every_collection_was_thought_of() -> None:
    assert {section.collection for section in SECTIONS} | NOT_PERSONAL >= INDEXES.keys()
    assert not {section.collection for section in SECTIONS} & NOT_PERSONAL
