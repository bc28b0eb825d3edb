"""Somebody of each role, signed in."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from bson import ObjectId

from codementee.auth.keys import KeyRing
from codementee.auth.repository import SessionRepository
from codementee.auth.sessions import Sessions
from codementee.auth.tokens import AccessTokens
from codementee.core.clock import utc_now
from codementee.core.database import create_client, open_database
from codementee.core.metrics import Metrics
from codementee.users.repository import User, UserRepository
from codementee.users.schemas import Role, UserStatus
from tests.support.installation import settings_from


def tokens(environment: Mapping[str, str]) -> dict[str, str]:
    """A fresh access token, good for ten minutes, of a new user of each role."""
    settings = settings_from(environment)
    keys = KeyRing.parse(settings.jwt_keys.get_secret_value())
    now = utc_now()

    async def run() -> dict[str, str]:
        client = create_client(settings, Metrics(service="tests", release="tests"), service="tests")
        try:
            database = open_database(client, settings)
            made = {}
            for role in Role:
                user = _user(role)
                await UserRepository(database).insert(user)
                sessions = Sessions(SessionRepository(database), keys)
                started = await sessions.start(user.id, client="198.51.100.1", user_agent="tests", now=now)
                issuer = AccessTokens(keys, issuer=settings.public_url)
                made[role.value] = issuer.issue(user_id=user.id, session_id=started.session.id, now=now)
            return made
        finally:
            await client.close()

    return asyncio.run(run())


def _user(role: Role) -> User:
    since = utc_now() - timedelta(days=1)
    identifier = ObjectId()
    return User(
        id=identifier,
        email=f"{role.value}-{identifier}@example.com",
        name=role.value.capitalize(),
        role=role,
        status=UserStatus.ACTIVE,
        password_hash="",
        time_zone="Asia/Kolkata",
        email_verified_at=since,
        paid_until=None,
        tokens_valid_from=since,
        intended_plan=None,
        created_at=since,
        updated_at=since,
    )
