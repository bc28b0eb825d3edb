"""Accounts, managed: found, made, changed, kept out."""

from collections.abc import Sequence
from datetime import datetime

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.auth.errors import EMAIL_TAKEN, ROLE_REQUIRED
from codementee.auth.repository import SessionRepository
from codementee.auth.service import AuthService
from codementee.auth.sessions import EndReason
from codementee.catalogue.dependencies import Workshop
from codementee.catalogue.repository import version_of
from codementee.catalogue.service import Editor
from codementee.core.database import Document, Session
from codementee.core.errors import AppError
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.mentors.repository import MentorRepository
from codementee.mentors.service import NAMESPACE as MENTORS_NAMESPACE
from codementee.mentors.service import empty_profile
from codementee.users.admin.errors import ACCOUNT_DELETED, OWN_ACCOUNT
from codementee.users.admin.repository import UserAdminRepository
from codementee.users.admin.schemas import AdminUser, AdminUserPage, NewUser, UserChange, UserName, UserNames
from codementee.users.principal import Principal
from codementee.users.repository import COLLECTION, EmailTakenError, User, UserRepository, user_of
from codementee.users.schemas import EmailAddress, Role, UserStatus
from codementee.users.service import NAMESPACE as PRINCIPALS_NAMESPACE
from codementee.users.service import profile_of


class UserAdministration:
    def __init__(self, workshop: Workshop, auth: AuthService) -> None:
        self._workshop = workshop
        self._auth = auth
        database = workshop.resources.database
        self._found = UserAdminRepository(database)
        self._sessions = SessionRepository(database)
        self._mentors = MentorRepository(database)
        self._users = UserRepository(database)

    @property
    def _editor(self) -> Editor:
        # Names go with the account, the log stays.
        namespaces = (PRINCIPALS_NAMESPACE, MENTORS_NAMESPACE)
        return self._workshop.editor(COLLECTION, "user", *namespaces, private=frozenset({"name"}))

    async def search(
        self, page: Page, *, role: Role | None, status: UserStatus | None, email: str | None
    ) -> AdminUserPage:
        """Newest first; by the beginning of the address in order of address."""
        if email is None:
            found = await self._found.find_newest(role=role, status=status, after=page.after_id(), limit=page.limit + 1)
        else:
            found = await self._found.find_by_email(
                email.lower(), role=role, status=status, after=page.after, limit=page.limit + 1
            )
        items = found[: page.limit]
        key = "_id" if email is None else "email"
        cursor = page.next_cursor(found, str(items[-1][key]) if items else None)
        shown = [shown_to_admin(document, now=self._workshop.now) for document in items]
        return AdminUserPage(items=shown, pagination=Pagination(limit=page.limit, next_cursor=cursor))

    async def get(self, user_id: ObjectId) -> AdminUser:
        return shown_to_admin(await self._editor.get(user_id), now=self._workshop.now)

    async def names(self, user_ids: Sequence[ObjectId]) -> UserNames:
        cards = await self._users.cards(user_ids)
        return UserNames(items=[UserName(id=str(card.id), name=card.name) for card in cards.values()])

    async def create(self, actor: Principal, body: NewUser) -> AdminUser:
        """Raises AppError(EMAIL_TAKEN)."""
        now = self._workshop.now
        user = await create_account(
            self._workshop, actor, email=body.email, name=body.name, role=body.role, time_zone=body.time_zone
        )
        await self._editor.changed()
        await self._auth.request_password_reset(user.email, now=now)
        return await self.get(user.id)

    async def change(self, actor: Principal, user_id: ObjectId, body: UserChange) -> AdminUser:
        """Raises AppError(OWN_ACCOUNT | ACCOUNT_DELETED | ROLE_REQUIRED) besides what every change raises."""
        now = self._workshop.now
        changes = body.model_dump(mode="json", exclude={"version"}, exclude_none=True)
        if "status" in changes:
            # Ends access tokens too; sessions end below.
            changes["tokens_valid_from"] = now

        async def check(before: Document, document: Document, session: Session) -> None:
            if before["status"] == UserStatus.DELETED.value:
                raise AppError(ACCOUNT_DELETED)
            if not changes.keys() & {"role", "status"}:
                return
            if user_id == actor.id:
                raise AppError(OWN_ACCOUNT)
            if not await self._found.confirm_administrator(actor.id, session=session):
                raise AppError(ROLE_REQUIRED)
            await self._follow(document, now=now, session=session)

        changed = await self._editor.change(actor, user_id, changes, version=body.version, now=now, check=check)
        return shown_to_admin(changed, now=now)

    async def _follow(self, document: Document, *, now: datetime, session: Session) -> None:
        """What else a new role or status means, in the same transaction."""
        if document["status"] == UserStatus.SUSPENDED.value:
            await self._sessions.end_all(document["_id"], EndReason.REVOKED, now=now, session=session)
        if document["role"] == Role.MENTOR.value and document["status"] == UserStatus.ACTIVE.value:
            profile = empty_profile(document["time_zone"])
            await self._mentors.ensure(document["_id"], profile, now=now, session=session)
        else:
            await self._mentors.retire(document["_id"], now=now, session=session)


async def create_account(
    workshop: Workshop,
    actor: Principal,
    *,
    email: EmailAddress,
    name: str,
    role: Role,
    time_zone: str,
    profile: Document | None = None,
) -> User:
    """An account without a password, and for a mentor the profile. Raises AppError(EMAIL_TAKEN)."""
    now = workshop.now
    database = workshop.resources.database
    user = User(
        id=ObjectId(),
        email=email,
        name=name,
        role=role,
        status=UserStatus.ACTIVE,
        password_hash="",
        time_zone=time_zone,
        email_verified_at=None,
        paid_until=None,
        tokens_valid_from=now,
        intended_plan=None,
        created_at=now,
        updated_at=now,
    )

    async def work(session: Session) -> None:
        await UserRepository(database).insert(user, session=session)
        if role is Role.MENTOR:
            fields = profile or empty_profile(time_zone)
            await MentorRepository(database).ensure(user.id, fields, now=now, session=session)
        await AuditLog(database).record(
            actor=actor.id,
            actor_role=actor.role.value,
            action="user.created",
            subject="user",
            subject_id=user.id,
            details={"role": role.value},
            now=now,
            session=session,
        )

    try:
        await workshop.resources.transactions.run(work)
    except EmailTakenError:
        raise AppError(EMAIL_TAKEN) from None
    return user


def shown_to_admin(document: Document, *, now: datetime) -> AdminUser:
    user = user_of(document)
    return AdminUser(
        **dict(profile_of(user, now=now)),
        status=user.status,
        version=version_of(document),
        updated_at=user.updated_at,
    )
