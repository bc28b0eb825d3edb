"""Invitations as calendars read them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from icalendar import Calendar, Event

from codementee.notifications.calendar import feed, invitation
from codementee.notifications.schemas import CalendarEvent, CalendarMethod
from tests.notifications.samples import END, START

STAMP = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
EVENT = CalendarEvent(
    uid="0b1f7a52-8a53-4c43-9d0b-3a6b7a1d2c11",
    sequence=2,
    method=CalendarMethod.REQUEST,
    start_at=START,
    end_at=END,
    summary="Mock interview: Flipkart, System design",
    description="Mentor: Ravi; bring questions, and a pen",
    location="https://meet.example.com/abc-defg",
    organiser_email="mail@codementee.example",
    attendee_emails=("asha@example.com", "ravi@example.com"),
)


def parse(content: bytes) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    return calendar, event


def attendees(event: Event) -> list[str]:
    found = event["attendee"]
    return [str(attendee) for attendee in (found if isinstance(found, list) else [found])]


@pytest.mark.parametrize(
    ("method", "status"), [(CalendarMethod.REQUEST, "CONFIRMED"), (CalendarMethod.CANCEL, "CANCELLED")]
)
def test_says_what_happens_when_and_where(method: CalendarMethod, status: str) -> None:
    calendar, event = parse(invitation(replace(EVENT, method=method), stamp=STAMP))
    assert calendar["method"] == method.value.upper()
    assert calendar["version"] == "2.0"
    assert (event["uid"], event["sequence"], event["status"]) == (EVENT.uid, 2, status)
    assert (event.start, event.end) == (START, END)
    assert event["summary"] == EVENT.summary
    assert event["description"] == EVENT.description
    assert event["location"] == EVENT.location
    assert attendees(event) == ["mailto:asha@example.com", "mailto:ravi@example.com"]
    assert event["organizer"] == "mailto:mail@codementee.example"


def test_times_are_written_in_utc() -> None:
    lines = invitation(EVENT, stamp=STAMP).decode().split("\r\n")
    assert "DTSTART:20261128T130000Z" in lines
    assert "DTEND:20261128T140000Z" in lines
    assert "DTSTAMP:20261122T080000Z" in lines
    assert all(len(line.encode()) <= 75 for line in lines)


def test_the_same_again_gives_the_same_bytes() -> None:
    assert invitation(EVENT, stamp=STAMP) == invitation(EVENT, stamp=STAMP)


def test_text_cannot_add_lines() -> None:
    hostile = replace(EVENT, summary="x\r\nATTENDEE:mailto:evil@example.com", description="a\nEND:VEVENT")
    _, event = parse(invitation(hostile, stamp=STAMP))
    assert len(attendees(event)) == 2


def test_one_attendee_is_one() -> None:
    _, event = parse(invitation(replace(EVENT, attendee_emails=("asha@example.com",)), stamp=STAMP))
    assert attendees(event) == ["mailto:asha@example.com"]


def test_a_feed_publishes_and_invites_nobody() -> None:
    calendar = Calendar.from_ical(feed([EVENT, replace(EVENT, uid="other")], stamp=STAMP))
    assert calendar["method"] == "PUBLISH"
    assert len(calendar.events) == 2
    assert "attendee" not in calendar.events[0]
