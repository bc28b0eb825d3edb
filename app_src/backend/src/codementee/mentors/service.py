"""What mentors show and change of themselves, and the list everybody sees."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bson import ObjectId

from codementee.catalogue.errors import EDIT_CONFLICT
from codementee.catalogue.repository import version_of
from codementee.catalogue.service import Editor
from codementee.companies.repository import CompanyRepository
from codementee.core.cache import Cache
from codementee.core.database import Database, Document
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND, AppError, FieldProblem
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.mentors.errors import DATE_OUT_OF_RANGE, PROFILE_INVALID
from codementee.mentors.policy import local_date
from codementee.mentors.repository import MentorRepository
from codementee.mentors.schemas import (
    AvailabilityException,
    AvailabilityExceptionPage,
    ClockWindow,
    Mentor,
    MentorAvailability,
    MentorPage,
    MentorProfile,
    NewAvailabilityException,
    NewMentorAvailability,
    NewMentorProfile,
    WeeklyRule,
)
from codementee.users.principal import Principal
from codementee.users.repository import UserRepository

NAMESPACE = "mentors"
# What a mentor says of themselves goes with the account; the log stays.
PRIVATE = frozenset({"headline", "bio"})
_AHEAD = timedelta(days=731)


class MentorService:
    def __init__(self, database: Database, cache: Cache) -> None:
        self._mentors = MentorRepository(database)
        self._users = UserRepository(database)
        self._companies = CompanyRepository(database)
        self._interview_types = InterviewTypeRepository(database)
        self._cache = cache

    async def list_active(self, page: Page, *, company: str | None, interview_type: str | None) -> bytes:
        """One page of mentors as the JSON of a MentorPage, from the cache if it is there."""
        after = page.after_id()

        async def load() -> bytes:
            found = await self._mentors.find_active(
                company=company, interview_type=interview_type, after=after, limit=page.limit + 1
            )
            shown = found[: page.limit]
            users = await self._users.cards([mentor.id for mentor in shown])
            cursor = page.next_cursor(found, str(shown[-1].id) if shown else None)
            items = [
                Mentor(
                    id=str(mentor.id),
                    name=users[mentor.id].name,
                    headline=mentor.headline,
                    bio=mentor.bio,
                    companies=list(mentor.companies),
                    interview_types=list(mentor.interview_types),
                )
                for mentor in shown
                if mentor.id in users
            ]
            pagination = Pagination(limit=page.limit, next_cursor=cursor)
            return MentorPage(items=items, pagination=pagination).model_dump_json().encode()

        return await self._cache.get_or_load(NAMESPACE, f"{company or ''}:{interview_type or ''}:{page.key}", load)

    async def check_catalogue(self, *, companies: list[str] | None, interview_types: list[str] | None) -> None:
        """Raises AppError(PROFILE_INVALID) naming every slug and code that does not exist."""
        problems = []
        if companies:
            unknown = sorted(set(companies) - await self._companies.known_slugs(companies))
            problems += [FieldProblem("companies", f"There is no company {slug}.") for slug in unknown]
        if interview_types:
            known = await self._interview_types.find_by_codes(interview_types)
            missing = sorted(set(interview_types) - known.keys())
            problems += [FieldProblem("interview_types", f"There is no active interview type {c}.") for c in missing]
        if problems:
            raise AppError(PROFILE_INVALID, fields=tuple(problems))

    async def exceptions(
        self, mentor: Principal, page: Page, *, first: date | None, last: date | None, now: datetime
    ) -> AvailabilityExceptionPage:
        """In order of date, from today in the mentor's zone unless said otherwise."""
        start = first or local_date(mentor.time_zone, now)
        if page.after is not None:
            start = max(start, _next_day(page.after))
        found = await self._mentors.find_exceptions(mentor.id, first=start, last=last, limit=page.limit + 1)
        items = [
            AvailabilityException(date=day, windows=[ClockWindow.model_validate(window) for window in windows])
            for day, windows in found[: page.limit]
        ]
        cursor = page.next_cursor(found, items[-1].date.isoformat() if items else None)
        return AvailabilityExceptionPage(items=items, pagination=Pagination(limit=page.limit, next_cursor=cursor))

    async def put_exception(
        self, mentor_id: ObjectId, day: date, body: NewAvailabilityException, *, now: datetime
    ) -> AvailabilityException:
        """Raises AppError(DATE_OUT_OF_RANGE)."""
        if not now.date() - timedelta(days=1) <= day <= now.date() + _AHEAD:
            raise AppError(DATE_OUT_OF_RANGE, fields=(FieldProblem("date", DATE_OUT_OF_RANGE.message),))
        windows = sorted((window.model_dump() for window in body.windows), key=lambda window: str(window["start"]))
        await self._mentors.put_exception(mentor_id, day, windows, now=now)
        return AvailabilityException(date=day, windows=[ClockWindow.model_validate(window) for window in windows])

    async def delete_exception(self, mentor_id: ObjectId, day: date) -> None:
        """Raises AppError(NOT_FOUND)."""
        if not await self._mentors.delete_exception(mentor_id, day):
            raise AppError(NOT_FOUND)


class OwnProfile:
    """A mentor's own document: made by the first write, by version from then on."""

    def __init__(self, mentor: Principal, editor: Editor, service: MentorService) -> None:
        self._mentor = mentor
        self._editor = editor
        self._service = service

    async def document(self) -> Document:
        """With version 0 while there is none."""
        found = await self._editor.peek(self._mentor.id)
        return found if found is not None else empty_profile(self._mentor.time_zone) | {"version": 0, "active": False}

    async def put_profile(self, body: NewMentorProfile, *, now: datetime) -> MentorProfile:
        """Raises AppError(PROFILE_INVALID | EDIT_CONFLICT)."""
        await self._service.check_catalogue(companies=body.companies, interview_types=body.interview_types)
        return profile_of(await self._put(body.model_dump(exclude={"version"}), version=body.version, now=now))

    async def put_availability(self, body: NewMentorAvailability, *, now: datetime) -> MentorAvailability:
        """Raises AppError(EDIT_CONFLICT). Mocks that are confirmed already stay."""
        fields = body.model_dump(exclude={"version"}) | {"rules": ordered_rules(body.rules)}
        return availability_of(await self._put(fields, version=body.version, now=now))

    async def _put(self, fields: Mapping[str, Any], *, version: int, now: datetime) -> Document:
        if version > 0:
            return await self._editor.change(self._mentor, self._mentor.id, fields, version=version, now=now)
        if await self._editor.peek(self._mentor.id) is not None:
            raise AppError(EDIT_CONFLICT)
        # Shown and assigned only once an administrator has looked at it.
        fresh = empty_profile(self._mentor.time_zone) | dict(fields) | {"active": False}
        return await self._editor.create(self._mentor, fresh, now=now, identifier=self._mentor.id)


def empty_profile(time_zone: str) -> Document:
    return {
        "headline": "",
        "bio": "",
        "companies": [],
        "interview_types": [],
        "time_zone": time_zone,
        "rules": [],
        "minimum_notice_hours": 24,
        "maximum_per_day": 3,
    }


def ordered_rules(rules: list[WeeklyRule]) -> list[Document]:
    return sorted((rule.model_dump() for rule in rules), key=lambda rule: (rule["weekday"], rule["start"]))


def profile_of(document: Document) -> MentorProfile:
    return MentorProfile(
        headline=document["headline"],
        bio=document["bio"],
        companies=document["companies"],
        interview_types=document["interview_types"],
        active=document["active"],
        version=version_of(document),
    )


def availability_of(document: Document) -> MentorAvailability:
    return MentorAvailability(
        time_zone=document["time_zone"],
        rules=[WeeklyRule.model_validate(rule) for rule in document["rules"]],
        minimum_notice_hours=document["minimum_notice_hours"],
        maximum_per_day=document["maximum_per_day"],
        version=version_of(document),
    )


def _next_day(cursor: str) -> date:
    try:
        return date.fromisoformat(cursor) + timedelta(days=1)
    except (ValueError, OverflowError):
        problem = FieldProblem("cursor", "Not a cursor this service gave out; start from the first page.")
        raise AppError(INVALID_PARAMETER, fields=(problem,)) from None
