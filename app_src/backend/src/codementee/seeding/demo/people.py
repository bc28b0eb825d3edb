"""Accounts, mentors, links and slots of the demonstration. Every name is put together from lists."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bson import ObjectId

from codementee.core.database import Document
from codementee.seeding.catalogue import COMPANIES
from codementee.seeding.demo.timetable import MENTOR_HOURS, Kind, Scale, Timetable, object_id, slot_id
from codementee.users.schemas import Role, UserStatus

_FIRST = (
    "Aarav", "Aditi", "Ananya", "Arjun", "Asha", "Bhavna", "Chetan", "Deepa", "Dev", "Divya", "Farhan", "Gauri",
    "Harsh", "Imran", "Isha", "Jaya", "Kabir", "Kavya", "Kiran", "Lakshmi", "Leela", "Manav", "Meera", "Mohan",
    "Nandini", "Naveen", "Neha", "Nikhil", "Pooja", "Pranav", "Priya", "Rahul", "Ravi", "Rohan", "Sahana", "Sameer",
    "Sanjay", "Shreya", "Sunita", "Tara", "Uday", "Varun", "Vidya", "Vikram", "Yash", "Zara",
)  # fmt: skip
_LAST = (
    "Agarwal", "Bhat", "Chandra", "Das", "Deshpande", "Gupta", "Hegde", "Iyer", "Jain", "Joshi", "Kapoor", "Khan",
    "Kulkarni", "Mehta", "Menon", "Mishra", "Nair", "Patel", "Pillai", "Rao", "Reddy", "Saxena", "Sen", "Shah",
    "Sharma", "Shetty", "Singh", "Thomas", "Varma", "Verma",
)  # fmt: skip
_TITLES = ("Senior engineer", "Staff engineer", "Principal engineer", "Engineering manager", "Tech lead")
_STRENGTHS = (
    "I care about how you get there more than where you end.",
    "Two hundred interviews on the other side of the table.",
    "Honest, specific, kind. In that order.",
    "I will ask why until it hurts a little.",
)
# Which interview types a mentor gives, in turn.
MENTOR_TYPES = (
    ("coding", "system-design"),
    ("behavioural", "coding", "hr"),
    ("behavioural", "coding", "hr", "system-design"),
    ("coding", "system-design"),
    ("behavioural", "hr"),
)
_SLOTS = ((60, ["coding", "system-design"]), (45, ["behavioural", "hr", "system-design"]))
MINUTES = {"coding": 60, "system-design": 60, "behavioural": 45, "hr": 45}

# Older than everything else.
_JOINED = timedelta(days=1_200)


def name_of(index: int) -> str:
    return f"{_FIRST[index % len(_FIRST)]} {_LAST[index // len(_FIRST) % len(_LAST)]}"


def email_of(role: Role, number: int) -> str:
    """``number`` from 1. The domain is reserved: nobody gets mail."""
    return f"demo-{role.value}-{number}@example.com"


def user(
    role: Role,
    number: int,
    *,
    identifier: ObjectId,
    created_at: datetime,
    password_hash: str,
    time_zone: str = "Asia/Kolkata",
    verified: bool = True,
    paid_until: datetime | None = None,
    status: UserStatus = UserStatus.ACTIVE,
    intended_plan: str | None = None,
) -> Document:
    return {
        "_id": identifier,
        "email": email_of(role, number),
        "name": name_of(number * 31 + len(role.value)),
        "role": role.value,
        "status": status.value,
        "password_hash": password_hash,
        "time_zone": time_zone,
        "email_verified_at": created_at + timedelta(minutes=5) if verified else None,
        "paid_until": paid_until,
        "tokens_valid_from": created_at,
        "intended_plan": intended_plan,
        "created_at": created_at,
        "updated_at": created_at,
        "version": 1,
    }


def staff(scale: Scale, anchor: datetime, password_hash: str) -> Iterator[tuple[str, Document]]:
    """Administrators and mentors with their hours, some with a holiday, and the links."""
    joined = anchor - _JOINED
    for number in range(1, scale.admins + 1):
        identifier = admin_id(anchor, number)
        yield "users", user(Role.ADMIN, number, identifier=identifier, created_at=joined, password_hash=password_hash)
    for mentor in range(scale.mentors):
        zone, start, end = MENTOR_HOURS[mentor % len(MENTOR_HOURS)]
        identifier = mentor_id(anchor, mentor)
        yield (
            "users",
            user(
                Role.MENTOR,
                mentor + 1,
                identifier=identifier,
                created_at=joined,
                password_hash=password_hash,
                time_zone=zone,
            ),
        )
        yield (
            "mentors",
            {
                "_id": identifier,
                "headline": f"{_TITLES[mentor % len(_TITLES)]}, {5 + mentor % 15} years in the trade",
                "bio": _STRENGTHS[mentor % len(_STRENGTHS)],
                "companies": sorted({COMPANIES[(mentor * step) % len(COMPANIES)]["slug"] for step in (1, 3)}),
                "interview_types": list(MENTOR_TYPES[mentor % len(MENTOR_TYPES)]),
                "time_zone": zone,
                "rules": [{"start": start, "end": end, "weekday": day} for day in range(7)],
                "minimum_notice_hours": 12,
                "maximum_per_day": 3,
                "active": True,
                "version": 1,
                "created_at": joined,
                "updated_at": joined,
            },
        )
        if mentor % 3 == 0:
            # Beyond what is booked already.
            day = anchor + timedelta(days=scale.future_days + 10 + mentor % 20)
            yield (
                "mentor_exceptions",
                {
                    "_id": object_id(joined, Kind.EXCEPTION, mentor),
                    "mentor_id": identifier,
                    "date": day.date().isoformat(),
                    "windows": [],
                    "created_at": joined,
                    "updated_at": joined,
                },
            )
    for number in range(scale.links):
        yield "meet_links", link(anchor, number) | {"active": True, "version": 1} | _stamps(joined)


def admin_id(anchor: datetime, number: int) -> ObjectId:
    return object_id(anchor - _JOINED, Kind.USER, number)


def mentor_id(anchor: datetime, mentor: int) -> ObjectId:
    return object_id(anchor - _JOINED, Kind.USER, 1_000_000 + mentor)


def link(anchor: datetime, number: int) -> Document:
    return {
        "_id": object_id(anchor - _JOINED, Kind.LINK, number),
        "url": f"https://meet.example.com/demo-{number + 1}",
        "label": f"Demo room {number + 1}",
    }


def slots(timetable: Timetable) -> Iterator[tuple[str, Document]]:
    for start_at in timetable.starts():
        for minutes, interview_types in _SLOTS:
            yield (
                "time_slots",
                {
                    "_id": slot_id(start_at, minutes),
                    "start_at": start_at,
                    "end_at": start_at + timedelta(minutes=minutes),
                    "minutes": minutes,
                    "interview_types": interview_types,
                    "capacity": timetable.scale.seats,
                    "active": True,
                    "version": 1,
                }
                | _stamps(start_at - timedelta(days=30)),
            )


def _stamps(at: datetime) -> Document:
    return {"created_at": at, "updated_at": at}
