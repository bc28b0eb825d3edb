"""Every mail of the journey: to whom, once, with the right invitation, and reminders that follow the mock."""

from datetime import timedelta

import icalendar
import pytest
from bson import ObjectId

from codementee.feedback.schemas import FeedbackSubmission, GivenScore, Recommendation
from codementee.feedback.service import FeedbackService
from codementee.mocks.repository import MockRepository
from tests.support.application import Person
from tests.support.mail import delivered
from tests.support.stage import Stage

pytestmark = pytest.mark.anyio


async def agreed(stage: Stage, days: int = 3) -> tuple[Person, Person, ObjectId]:
    mentee, mentor = await stage.world.user(), await stage.mentor()
    await stage.links(2)
    slot_id = await stage.slot(stage.now + timedelta(days=days))
    return mentee, mentor, await stage.confirmed(mentee, mentor, slot_id)


def reminders(booking_id: ObjectId, sequence: int, *names: str) -> set[str]:
    return {f"reminder:{booking_id}:{sequence}:{name}:{side}" for name in names for side in ("mentee", "mentor")}


async def pending_reminders(stage: Stage) -> set[str]:
    return {key for key in await stage.mails() if key.startswith("reminder:")}


async def test_confirmed_with_invitations_for_both(stage: Stage) -> None:
    mentee, mentor, booking_id = await agreed(stage)
    mails = await delivered(stage.world)
    by_address = {(mail.to, mail.subject.split(":")[0]): mail for mail in mails}
    assert {address for address, _ in by_address} == {mentee.email, mentor.email}
    booking = await stage.booking(booking_id)
    for person, subject in ((mentee, "Confirmed"), (mentor, "New mock")):
        (attachment,) = by_address[person.email, subject].attachments
        calendar = icalendar.Calendar.from_ical(attachment.content)
        (event,) = calendar.walk("VEVENT")
        assert calendar["METHOD"] == "REQUEST"
        assert (str(event["UID"]), event["SEQUENCE"]) == (booking["calendar"]["uid"], 0)
        assert event.decoded("dtstart") == booking["slot"]["start_at"]
        assert str(event["LOCATION"]) == booking["link"]["url"]


async def test_reminders_are_due_24_hours_and_1_hour_before(stage: Stage) -> None:
    _, _, booking_id = await agreed(stage)
    start_at = (await stage.booking(booking_id))["slot"]["start_at"]
    assert await pending_reminders(stage) == reminders(booking_id, 0, "24h", "1h")
    due = {entry["key"].split(":")[3]: entry["due_at"] for entry in
           await stage.database.outbox.find({"key": {"$regex": "^reminder:"}}).to_list()}  # fmt: skip
    assert due == {"24h": start_at - timedelta(hours=24), "1h": start_at - timedelta(hours=1)}
    await delivered(stage.world)
    stage.world.clock.set(start_at - timedelta(hours=24))
    assert sorted(mail.subject.split(":")[0] for mail in await delivered(stage.world)) == ["Tomorrow", "Tomorrow"]
    stage.world.clock.set(start_at - timedelta(hours=1))
    assert sorted(mail.subject.split(":")[0] for mail in await delivered(stage.world)) == ["In one hour"] * 2


async def test_no_reminder_for_what_is_nearer_than_that(stage: Stage) -> None:
    slot_id = await stage.slot(stage.now + timedelta(hours=20))
    await stage.links(1)
    booking_id = await stage.confirmed(await stage.world.user(), await stage.mentor(), slot_id)
    assert await pending_reminders(stage) == reminders(booking_id, 0, "1h")


async def test_moved_mock_takes_its_reminders_along(stage: Stage) -> None:
    mentee, _, booking_id = await agreed(stage)
    await delivered(stage.world)
    target = await stage.slot(stage.now + timedelta(days=5))
    await stage.moving.reschedule(mentee.id, booking_id, [target], now=stage.now)
    assert await pending_reminders(stage) == reminders(booking_id, 1, "24h", "1h")
    mails = await delivered(stage.world)
    assert sorted(mail.subject.split(":")[0] for mail in mails) == ["Moved", "Moved"]
    for mail in mails:
        (event,) = icalendar.Calendar.from_ical(mail.attachments[0].content).walk("VEVENT")
        assert event["SEQUENCE"] == 1
    # Nothing of the old time is ever sent.
    stage.world.clock.advance(days=2)
    assert await delivered(stage.world) == []


@pytest.mark.parametrize("by", ["mentee", "mentor", "admin"])
async def test_cancelled_mock_reminds_nobody(stage: Stage, by: str) -> None:
    mentee, mentor, booking_id = await agreed(stage)
    await delivered(stage.world)
    if by == "mentee":
        await stage.endings.cancel_by_mentee(mentee.id, booking_id, reason=None, now=stage.now)
    elif by == "mentor":
        await stage.endings.cancel_by_mentor(mentor.id, booking_id, reason="ill", now=stage.now)
    else:
        await stage.endings.cancel_by_admin(ObjectId(), booking_id, reason="closed", now=stage.now)
    assert await pending_reminders(stage) == set()
    mails = await delivered(stage.world)
    assert {mail.to for mail in mails} == {mentee.email, mentor.email}
    for mail in mails:
        calendar = icalendar.Calendar.from_ical(mail.attachments[0].content)
        (event,) = calendar.walk("VEVENT")
        assert (calendar["METHOD"], event["SEQUENCE"]) == ("CANCEL", 1)
    stage.world.clock.advance(days=4)
    assert await delivered(stage.world) == []


async def test_expired_hold_and_no_show_and_feedback_are_told(stage: Stage) -> None:
    mentee = await stage.world.user()
    expired = await stage.held(mentee, [await stage.slot(stage.now + timedelta(days=6))])
    stage.world.clock.advance(minutes=15)
    await stage.bookings.expire_holds(stage.now, 10)
    assert await stage.mails() == [f"booking-expired:{expired}:mentee"]
    mentee, mentor, booking_id = await agreed(stage)
    await delivered(stage.world)
    mock = await MockRepository(stage.database).load((await stage.mock_of(booking_id))["_id"])
    assert mock is not None
    stage.world.clock.set(mock.end_at)
    await delivered(stage.world)
    service = FeedbackService(stage.parts)
    scores = [GivenScore(code=item.code, score=3) for item in await service.rubric("coding")]
    given = FeedbackSubmission(
        scores=scores, strengths="Good.", improvements="More.", recommendation=Recommendation.HIRE
    )
    await service.submit(mock, given, now=stage.now)
    (mail,) = await delivered(stage.world)
    assert (mail.to, "feedback" in mail.subject.lower()) == (mentee.email, True)
    assert mentor.email != mail.to


async def test_refused_action_enqueues_nothing(stage: Stage) -> None:
    _, mentor, _ = await agreed(stage)
    slot_id = (await stage.database.booking_requests.find_one({}))["slots"][0]["id"]  # type: ignore[index]
    await stage.database.time_slots.update_one({"_id": slot_id}, {"$set": {"capacity": 2}})
    second = await stage.queued(await stage.world.user(), [slot_id])
    before = await stage.mails()
    with pytest.raises(Exception, match="mentor_busy"):
        await stage.assign(second, mentor, slot_id)
    assert await stage.mails() == before
