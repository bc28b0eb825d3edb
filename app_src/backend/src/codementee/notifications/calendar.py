"""iCalendar (RFC 5545, 5546): the invitation that travels with a mail, and events for calendar feeds."""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from codementee.notifications.schemas import CalendarEvent, CalendarMethod

_PRODUCT = "-//Codementee//Mock interviews//EN"


def invitation(event: CalendarEvent, *, stamp: datetime) -> bytes:
    """One REQUEST or CANCEL. The same event and ``stamp`` give the same bytes: a repeated mail must be identical."""
    return _calendar([event_component(event, stamp=stamp)], event.method.value.upper())


def feed(events: Iterable[CalendarEvent], *, stamp: datetime) -> bytes:
    """A calendar to subscribe to; it publishes events and invites nobody."""
    return _calendar([event_component(event, stamp=stamp, invite=False) for event in events], "PUBLISH")


def event_component(event: CalendarEvent, *, stamp: datetime, invite: bool = True) -> Event:
    component = Event()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", stamp)
    component.add("dtstart", event.start_at)
    component.add("dtend", event.end_at)
    component.add("summary", event.summary)
    component.add("description", event.description)
    component.add("location", event.location)
    component.add("status", "CANCELLED" if event.method is CalendarMethod.CANCEL else "CONFIRMED")
    component.add("transp", "OPAQUE")
    if event.location.startswith("https://"):
        component.add("url", vUri(event.location))
    if invite:
        organiser = _address(event.organiser_email)
        organiser.params["CN"] = vText("Codementee")
        component["organizer"] = organiser
        for email in event.attendee_emails:
            component.add("attendee", _attendee(email), encode=False)
    return component


def _attendee(email: str) -> vCalAddress:
    attendee = _address(email)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    # Answers would go to a mailbox nobody reads: attendance is settled on the platform.
    attendee.params["RSVP"] = vText("FALSE")
    return attendee


def _address(email: str) -> vCalAddress:
    return vCalAddress(f"mailto:{email}")


def _calendar(components: list[Event], method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for component in components:
        calendar.add_component(component)
    return bytes(calendar.to_ical())
