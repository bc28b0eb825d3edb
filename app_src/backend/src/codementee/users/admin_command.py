"""The first administrator: made by a command on the server, never by a default password."""

from datetime import datetime, timedelta

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.auth.links import OneTimeLinks, Purpose
from codementee.auth.repository import OneTimeTokenRepository
from codementee.core.database import Database
from codementee.users.repository import EmailTakenError, User, UserRepository
from codementee.users.schemas import DEFAULT_TIME_ZONE, Role, UserStatus

_LINK_LIFETIME = timedelta(hours=24)


class NotAnAdministratorError(Exception):
    """The address belongs to an account of another role; promoting it is an administrator's decision."""


async def create_administrator(database: Database, *, email: str, name: str, now: datetime) -> str:
    """The path of a link, good once and for a day, that sets the administrator's password.

    Repeatable: for an administrator that exists it makes a new link. Raises NotAnAdministratorError.
    """
    users = UserRepository(database)
    user = User(
        id=ObjectId(),
        email=email,
        name=name,
        role=Role.ADMIN,
        status=UserStatus.ACTIVE,
        # No hash: no password fits until one is set.
        password_hash="",
        time_zone=DEFAULT_TIME_ZONE,
        email_verified_at=None,
        paid_until=None,
        tokens_valid_from=now,
        intended_plan=None,
        created_at=now,
        updated_at=now,
    )
    try:
        await users.insert(user)
    except EmailTakenError:
        found = await users.find_by_email(email)
        if found is None or found.role is not Role.ADMIN or found.status is not UserStatus.ACTIVE:
            raise NotAnAdministratorError from None
        user = found
    links = OneTimeLinks(OneTimeTokenRepository(database))
    link = await links.make(Purpose.RESET_PASSWORD, user_id=user.id, email=user.email, now=now, lifetime=_LINK_LIFETIME)
    await AuditLog(database).record(
        actor=None,
        actor_role="system",
        action="administrator.invited",
        subject="user",
        subject_id=user.id,
        now=now,
    )
    return link
