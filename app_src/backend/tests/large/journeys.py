"""Every operation that writes, in the order in which people do such things.

Each journey is taken by somebody else each time, so that what is measured is the work and not the waiting for one
document. An operation of the contract that no journey takes fails the test.
"""

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
from bson import ObjectId

from codementee.auth.keys import KeyRing
from codementee.auth.repository import SessionRepository
from codementee.auth.router import COOKIE
from codementee.auth.sessions import Refreshed, Sessions
from codementee.core.database import create_client, open_database
from codementee.core.metrics import Metrics
from tests.large.ground import Ground
from tests.large.load import Sender
from tests.support.application import PASSWORD

# Each hashes a password, which takes a tenth of a second of one core on purpose; adding an account makes the link that
# sets its first one, as asking for a new one does.
HASHING = frozenset(
    {
        "adminCreateMentor", "adminCreateUser", "changePassword", "deleteAccount", "login", "register", "registerFree",
        "requestPasswordReset", "resetPassword",
    }
)  # fmt: skip

type Headers = dict[str, str]
type Json = dict[str, Any]
type Journey = Callable[["Visit"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Visit:
    """One time somebody takes a journey; ``number`` is nobody else's."""

    ground: Ground
    sender: Sender
    number: int

    async def do(
        self, operation_id: str, who: ObjectId | Headers | None, body: object = None, **path: object
    ) -> httpx2.Response:
        """The answer, after a pause."""
        await asyncio.sleep(random.uniform(*self.ground.load.write_think_seconds))  # noqa: S311 - think time
        headers = self.ground.signed_in(who) if isinstance(who, ObjectId) else who or {}
        return await self.sender.send(operation_id, headers, path=path, body=body)

    async def get(self, operation_id: str, who: ObjectId, **path: object) -> Json:
        answer: Json = (await self.do(operation_id, who, **path)).json()
        return answer

    @property
    def admin(self) -> ObjectId:
        return next(self.ground.admins)

    def code(self, kind: str) -> str:
        return f"{kind}-{self.number}-{secrets.token_hex(3)}"


async def book(visit: Visit) -> None:
    """From the first look to a mock that is moved and then cancelled."""
    mentee, admin = next(visit.ground.newcomers), visit.admin
    mentor, slots = next(visit.ground.free_times)
    credits_ = {"delta": 2, "months": 3, "reason": "goodwill"}
    key = {"Idempotency-Key": secrets.token_hex(16)}
    await visit.do("adjustCredits", visit.ground.signed_in(admin) | key, credits_, user_id=mentee)
    draft = (await visit.do("createBooking", mentee, {"company": "google"})).json()["id"]
    await visit.do("changeBooking", mentee, {"interview_type": "coding", "track": "l4"}, booking_id=draft)
    await visit.do("holdSlots", mentee, _slots(slots[:2]), booking_id=draft)
    await visit.do("confirmBooking", mentee, booking_id=draft)
    assignment = {"mentor_id": str(mentor), "slot_id": str(slots[0])}
    await visit.do("adminAssignBooking", admin, assignment, booking_id=draft)
    await visit.do("rescheduleBooking", mentee, _slots(slots[2:]), booking_id=draft)
    await visit.do("cancelBooking", mentee, {"reason": "I have to travel"}, booking_id=draft)
    await _give_up(visit, mentee, admin, slots)


async def _give_up(visit: Visit, mentee: ObjectId, admin: ObjectId, slots: list[ObjectId]) -> None:
    body = {"company": "google", "interview_type": "coding"}
    second = (await visit.do("createBooking", mentee, body)).json()["id"]
    await visit.do("holdSlots", mentee, _slots(slots[:1]), booking_id=second)
    await visit.do("confirmBooking", mentee, booking_id=second)
    await visit.do("adminCancelBooking", admin, {"reason": "Nobody can"}, booking_id=second)
    third = (await visit.do("createBooking", mentee, body)).json()["id"]
    await visit.do("deleteBooking", mentee, booking_id=third)
    entry = (await visit.do("joinWaitlist", mentee, {"interview_type": "coding"})).json()["id"]
    await visit.do("leaveWaitlist", mentee, entry_id=entry)


async def pay(visit: Visit) -> None:
    """An order that the browser reports, one that the payment service does, and refunds."""
    mentee, admin, other = next(visit.ground.newcomers), *visit.ground.busy["admin"][:2]
    gateway = visit.ground.gateway
    order = await _order(visit, mentee)
    payment = gateway.pay(order["razorpay_order_id"])
    handed_in = {
        "razorpay_order_id": order["razorpay_order_id"],
        "razorpay_payment_id": payment["id"],
        "razorpay_signature": gateway.checkout_signature(order["razorpay_order_id"], payment["id"]),
    }
    await visit.do("verifyPayment", mentee, handed_in)
    asked = (await visit.do("requestRefund", mentee, {"reason": "Found a job"}, order_id=order["id"])).json()
    await visit.do("rejectRefund", admin, {"reason": "Not yet"}, refund_id=asked["id"])
    given = (
        await visit.do("createRefund", admin, {"amount_paise": 10_000, "reason": "Late"}, order_id=order["id"])
    ).json()
    await visit.do("approveRefund", other, refund_id=given["id"])
    second = await _order(visit, mentee)
    for event in gateway.events_of(gateway.pay(second["razorpay_order_id"])):
        await visit.sender.send("receivePaymentWebhook", event.headers, content=event.body)
    await visit.do("reconcileOrder", admin, order_id=second["id"])


async def _order(visit: Visit, mentee: ObjectId) -> Json:
    headers = visit.ground.signed_in(mentee) | {"Idempotency-Key": secrets.token_hex(16)}
    order: Json = (await visit.do("createOrder", headers, {"plan_code": "growth"})).json()["order"]
    return order


async def teach(visit: Visit) -> None:
    """A mentor's day, on mocks of the demonstration that are brought forward to now."""
    ground = visit.ground
    absent, late, done, off = (*(_begun(ground) for _ in range(3)), next(ground.scheduled))
    await visit.do("mentorReportNoShow", absent["mentor_id"], mock_id=absent["_id"])
    await visit.do("adminSetOutcome", visit.admin, {"outcome": "no_show_mentor"}, booking_id=late["booking_id"])
    rubric = await visit.get("mentorGetRubric", done["mentor_id"], mock_id=done["_id"])
    feedback = {
        "scores": [{"code": item["code"], "score": 4} for item in rubric["items"]],
        "strengths": "Clear.",
        "improvements": "Faster.",
        "recommendation": "hire",
    }
    await visit.do("mentorGiveFeedback", done["mentor_id"], feedback, mock_id=done["_id"])
    await visit.do("rateMyMock", done["mentee_id"], {"stars": 5, "recommend": 9}, mock_id=done["_id"])
    await visit.do("mentorCancelMock", off["mentor_id"], {"reason": "I am ill"}, mock_id=off["_id"])


def _begun(ground: Ground) -> Json:
    mock = next(ground.scheduled)
    now = datetime.now(UTC)
    start_at, end_at = now - timedelta(minutes=30), now + timedelta(minutes=30)
    ground.database.mocks.update_one({"_id": mock["_id"]}, {"$set": {"start_at": start_at, "end_at": end_at}})
    ground.database.booking_requests.update_one(
        {"_id": mock["booking_id"]}, {"$set": {"slot.start_at": start_at, "slot.end_at": end_at}}
    )
    return mock


async def keep_house(visit: Visit) -> None:
    """A mentor's own profile and hours."""
    mentors = visit.ground.busy["mentor"]
    mentor = mentors[visit.number % len(mentors)]
    profile = await visit.get("getMentorProfile", mentor)
    shown = {name: profile[name] for name in ("companies", "interview_types")}
    # Somebody else may have been faster: that is an answer, too.
    for operation, body in (
        ("putMentorProfile", shown | {"headline": visit.code("Staff engineer"), "bio": "Honest, specific, kind."}),
        ("putMentorAvailability", await visit.get("getMentorAvailability", mentor)),
    ):
        version = (await visit.get("getMentorProfile", mentor))["version"]
        await visit.sender.send(
            operation, visit.ground.signed_in(mentor), body=body | {"version": version}, also=frozenset({409})
        )
    day = f"{datetime.now(UTC) + timedelta(days=200 + visit.number % 300):%Y-%m-%d}"
    await visit.do("putAvailabilityException", mentor, {"windows": [{"start": "10:00", "end": "12:00"}]}, date=day)
    await visit.do("deleteAvailabilityException", mentor, date=day)


async def look_after_account(visit: Visit) -> None:
    """What people of any role do now and then."""
    person = next(visit.ground.newcomers)
    await visit.do("changeProfile", person, {"name": f"Asha {visit.code('x')}"})
    await visit.do("recordConsent", person, {"subject": "marketing", "version": "2026-11", "granted": True})
    await visit.do("openCalendarFeed", person)
    await visit.do("closeCalendarFeed", person)
    await visit.do("exportAccount", person)
    first, second, third = await _sessions(visit.ground, person)
    await visit.do("endSession", visit.ground.signed_in(person, first.session.id), session_id=second.session.id)
    await visit.do("refreshSession", _cookie(third.token))
    await visit.do("endOtherSessions", visit.ground.signed_in(person, first.session.id))
    await visit.do("logout", _cookie(first.token))
    report = {"message": visit.code("TypeError"), "path": "/mentee/book"}
    await visit.sender.send("reportClientError", {}, body=report, also=frozenset({429}))
    newcomer = next(visit.ground.unconfirmed)
    await visit.do("resendVerification", newcomer)
    await visit.do("verifyEmail", None, {"token": _mailed(visit.ground, "verify-email", newcomer)})


async def _sessions(ground: Ground, person: ObjectId) -> list[Refreshed]:
    """Three, signed in without the password."""
    client = create_client(ground.settings, Metrics(service="tests", release="tests"), service="tests")
    try:
        sessions = Sessions(
            SessionRepository(open_database(client, ground.settings)),
            KeyRing.parse(ground.settings.jwt_keys.get_secret_value()),
        )
        now = datetime.now(UTC)
        return [await sessions.start(person, client="198.51.100.7", user_agent="tests", now=now) for _ in range(3)]
    finally:
        await client.close()


def _cookie(token: str) -> Headers:
    return {"Cookie": f"{COOKIE}={token}"}


def _mailed(ground: Ground, template: str, person: ObjectId) -> str:
    """The token of the link in the newest such mail, which nobody has sent yet."""
    found = ground.database.outbox.find_one({"user_id": person, "template": template}, sort=[("_id", -1)])
    assert found is not None, f"no {template} for {person}"
    return str(found["context"]["link"]).rpartition("=")[2]


async def run_the_shop(visit: Visit) -> None:
    """An administrator's edits: something new of each kind, and a change to it."""
    admin, code = visit.admin, visit.code("large")
    track = {"code": "l1", "title": "L1", "seniority": "entry"}
    rubric = [{"code": "all", "title": "All", "description": "All of it", "weight": 100}]
    kind = {"code": code, "name": "Panel", "minimum_minutes": 60, "maximum_minutes": 90, "rubric": rubric}
    plan = {"name": "Large", "tagline": "Large", "price_paise": 100_000, "mocks": 1, "months": 1, "features": []}
    company = {"slug": code, "name": "Large", "category": "product", "tracks": [track]}
    await _edit(visit, "Company", "company_id", company, {"name": "Larger"})
    await _edit(visit, "InterviewType", "interview_type_id", kind, {"active": False})
    await _edit(visit, "PricingPlan", "plan_id", plan | {"code": code}, {"active": False})
    link = {"url": f"https://meet.example.com/{code}", "label": "Room"}
    await _edit(visit, "MeetingLink", "link_id", link, {"active": False})
    start_at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=250, hours=visit.number)
    slot = {"start_at": start_at.isoformat(), "minutes": 60, "interview_types": ["coding"], "capacity": 2}
    await _edit(visit, "Slot", "slot_id", slot, {"capacity": 3})
    day = f"{datetime.now(UTC) + timedelta(days=300 + visit.number % 60):%Y-%m-%d}"
    series = {"time_zone": "UTC", "first_date": day, "last_date": day, "weekdays": list(range(7))}
    times = {"times": ["10:00", "11:15"], "minutes": 60, "interview_types": ["coding"], "capacity": 1}
    await visit.do("adminCreateSlots", admin, series | times)
    await visit.do("adminRetryMail", admin, mail_id=next(visit.ground.failed_mails))
    await _change_people(visit, admin)


async def _edit(visit: Visit, kind: str, key: str, body: Json, change: Json) -> None:
    admin = visit.admin
    made = (await visit.do(f"adminCreate{kind}", admin, body)).json()
    await visit.do(f"adminChange{kind}", admin, change | {"version": made["version"]}, **{key: made["id"]})


async def _change_people(visit: Visit, admin: ObjectId) -> None:
    person = next(visit.ground.newcomers)
    user = await visit.get("adminGetUser", admin, user_id=person)
    changed = await visit.do(
        "adminChangeUser", admin, {"status": "suspended", "version": user["version"]}, user_id=person
    )
    await visit.do("adminChangeUser", admin, {"status": "active", "version": changed.json()["version"]}, user_id=person)
    mentors = visit.ground.busy["mentor"]
    mentor = mentors[visit.number % len(mentors)]
    profile = await visit.get("adminGetMentor", admin, mentor_id=mentor)
    await visit.sender.send(
        "adminChangeMentor",
        visit.ground.signed_in(admin),
        path={"mentor_id": mentor},
        body={"headline": visit.code("Principal"), "version": profile["version"]},
        also=frozenset({409}),
    )


async def take_passwords(visit: Visit) -> None:
    """All that hashes one; a few times only, and nobody is held to a time."""
    ground, admin = visit.ground, visit.admin
    email = f"{visit.code('large')}@example.com"
    form = {"email": email, "password": PASSWORD, "name": "Asha", "accept_terms": True}
    person = ObjectId((await visit.do("registerFree", None, form)).json()["user"]["id"])
    intending = form | {"email": f"plan-{email}", "plan_code": "growth"}
    leaving = ObjectId((await visit.do("register", None, intending)).json()["user"]["id"])
    await visit.do("deleteAccount", leaving, {"password": PASSWORD})
    await visit.do("login", None, {"email": email, "password": PASSWORD})
    await visit.do("requestPasswordReset", None, {"email": email})
    token = _mailed(ground, "password-reset", person)
    await visit.do("resetPassword", None, {"token": token, "password": f"{PASSWORD} again"})
    passwords = {"current_password": f"{PASSWORD} again", "new_password": PASSWORD}
    await visit.do("changePassword", person, passwords)
    account = {"email": f"new-{email}", "name": "Ravi", "role": "mentee"}
    await visit.do("adminCreateUser", admin, account)
    profile = {"headline": "New", "bio": "New.", "companies": ["google"], "interview_types": ["coding"]}
    await visit.do("adminCreateMentor", admin, profile | {"email": f"mentor-{email}", "name": "Ravi"})


def _slots(slot_ids: list[ObjectId]) -> Json:
    return {"slot_ids": [str(slot_id) for slot_id in slot_ids]}


JOURNEYS: tuple[Journey, ...] = (book, pay, teach, keep_house, look_after_account, run_the_shop)
