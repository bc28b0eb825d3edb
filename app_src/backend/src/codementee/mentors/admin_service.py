"""What administrators do to mentors."""

from bson import ObjectId

from codementee.auth.service import AuthService
from codementee.catalogue.dependencies import Workshop
from codementee.catalogue.repository import version_of
from codementee.catalogue.service import Editor
from codementee.core.database import Document, Session
from codementee.core.errors import AppError
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.mentors.errors import NOT_A_MENTOR
from codementee.mentors.repository import COLLECTION, MentorRepository
from codementee.mentors.schemas import AdminMentor, AdminMentorPage, MentorChange, NewMentor, WeeklyRule
from codementee.mentors.service import NAMESPACE, PRIVATE, MentorService, ordered_rules
from codementee.users.admin.service import create_account
from codementee.users.principal import Principal
from codementee.users.repository import UserCard, UserRepository
from codementee.users.schemas import Role, UserStatus


class MentorAdministration:
    def __init__(self, workshop: Workshop, service: MentorService, auth: AuthService) -> None:
        self._workshop = workshop
        self._service = service
        self._auth = auth
        database = workshop.resources.database
        self._mentors = MentorRepository(database)
        self._users = UserRepository(database)

    @property
    def _editor(self) -> Editor:
        return self._workshop.editor(COLLECTION, "mentor", NAMESPACE, private=PRIVATE)

    async def search(
        self, page: Page, *, active: bool | None, company: str | None, interview_type: str | None
    ) -> AdminMentorPage:
        """In order of id."""
        found = await self._mentors.find_all(
            active=active,
            company=company,
            interview_type=interview_type,
            after=page.after_id(),
            limit=page.limit + 1,
        )
        items = found[: page.limit]
        cursor = page.next_cursor(found, str(items[-1]["_id"]) if items else None)
        return AdminMentorPage(
            items=await self._shown(items), pagination=Pagination(limit=page.limit, next_cursor=cursor)
        )

    async def get(self, mentor_id: ObjectId) -> AdminMentor:
        return (await self._shown([await self._editor.get(mentor_id)]))[0]

    async def create(self, actor: Principal, body: NewMentor) -> AdminMentor:
        """Raises AppError(EMAIL_TAKEN | PROFILE_INVALID)."""
        await self._service.check_catalogue(companies=body.companies, interview_types=body.interview_types)
        profile = body.model_dump(exclude={"email", "name"}) | {"rules": ordered_rules(body.rules), "active": True}
        user = await create_account(
            self._workshop,
            actor,
            email=body.email,
            name=body.name,
            role=Role.MENTOR,
            time_zone=body.time_zone,
            profile=profile,
        )
        await self._editor.changed()
        await self._auth.request_password_reset(user.email, now=self._workshop.now)
        return await self.get(user.id)

    async def change(self, actor: Principal, mentor_id: ObjectId, body: MentorChange) -> AdminMentor:
        """Raises AppError(PROFILE_INVALID | NOT_A_MENTOR) besides what every change raises."""
        changes = body.model_dump(exclude={"version"}, exclude_none=True)
        await self._service.check_catalogue(companies=body.companies, interview_types=body.interview_types)
        if body.rules is not None:
            changes["rules"] = ordered_rules(body.rules)

        async def check(_before: Document, document: Document, session: Session) -> None:
            if changes.get("active"):
                user = await self._users.find(document["_id"], session=session)
                if user is None or user.role is not Role.MENTOR or user.status is not UserStatus.ACTIVE:
                    raise AppError(NOT_A_MENTOR)

        changed = await self._editor.change(
            actor, mentor_id, changes, version=body.version, now=self._workshop.now, check=check
        )
        return (await self._shown([changed]))[0]

    async def _shown(self, documents: list[Document]) -> list[AdminMentor]:
        users = await self._users.cards([document["_id"] for document in documents])
        return [_shown(document, users.get(document["_id"])) for document in documents]


def _shown(document: Document, user: UserCard | None) -> AdminMentor:
    return AdminMentor(
        id=str(document["_id"]),
        name=user.name if user else "",
        email=user.email if user else "",
        headline=document["headline"],
        bio=document["bio"],
        companies=document["companies"],
        interview_types=document["interview_types"],
        time_zone=document["time_zone"],
        rules=[WeeklyRule.model_validate(rule) for rule in document["rules"]],
        minimum_notice_hours=document["minimum_notice_hours"],
        maximum_per_day=document["maximum_per_day"],
        active=document["active"],
        version=version_of(document),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
    )
