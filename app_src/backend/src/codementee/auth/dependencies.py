"""Who is asking, as something an endpoint declares. Each of these answers 401 or 403 before the endpoint runs."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from bson import ObjectId
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from codementee.auth.errors import AUTH_ERRORS, ORIGIN_REFUSED, ROLE_REQUIRED, SIGNED_IN_ERRORS
from codementee.auth.passwords import Passwords
from codementee.auth.repository import SessionRepository
from codementee.auth.service import AuthService, Caller, authenticate
from codementee.auth.sessions import Sessions
from codementee.auth.tokens import AccessTokens
from codementee.core.dependencies import (
    CurrentCache,
    CurrentClock,
    CurrentDatabase,
    CurrentSettings,
    CurrentTransactions,
)
from codementee.core.errors import AppError
from codementee.users.principal import Principal
from codementee.users.repository import UserRepository
from codementee.users.schemas import Role
from codementee.users.service import UserService

__all__ = [
    "AUTH_ERRORS",
    "SIGNED_IN_ERRORS",
    "CurrentAdmin",
    "CurrentAuth",
    "CurrentCaller",
    "CurrentMentee",
    "CurrentMentor",
    "CurrentSessionId",
    "CurrentUser",
    "CurrentUsers",
    "OwnOrigin",
    "Principal",
]

_bearer = HTTPBearer(auto_error=False, description="The access token from signing in")


@dataclass(frozen=True, slots=True)
class AuthResources:
    """Made once per process by the application's lifespan."""

    passwords: Passwords
    tokens: AccessTokens
    sessions: Sessions


async def _auth_resources(request: Request) -> AuthResources:
    found = request.app.state.auth
    assert isinstance(found, AuthResources)  # noqa: S101 - a request before the lifespan is a programming error
    return found


async def _users(database: CurrentDatabase, cache: CurrentCache) -> UserService:
    return UserService(UserRepository(database), cache)


CurrentUsers = Annotated[UserService, Depends(_users)]
_Resources = Annotated[AuthResources, Depends(_auth_resources)]


async def _auth_service(
    database: CurrentDatabase, transactions: CurrentTransactions, users: CurrentUsers, found: _Resources
) -> AuthService:
    return AuthService(
        database, transactions, users, passwords=found.passwords, tokens=found.tokens, sessions=found.sessions
    )


async def _caller(request: Request) -> Caller:
    client = request.client.host if request.client else ""
    return Caller(client=client, user_agent=request.headers.get("user-agent", ""))


CurrentAuth = Annotated[AuthService, Depends(_auth_service)]
CurrentCaller = Annotated[Caller, Depends(_caller)]


async def _signed_in(
    users: CurrentUsers,
    found: _Resources,
    clock: CurrentClock,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> tuple[Principal, ObjectId]:
    token = credentials.credentials if credentials else None
    return await authenticate(token, tokens=found.tokens, users=users, now=clock())


_SignedIn = Annotated[tuple[Principal, ObjectId], Depends(_signed_in)]


async def _user(signed_in: _SignedIn) -> Principal:
    return signed_in[0]


async def _session_id(signed_in: _SignedIn) -> ObjectId:
    return signed_in[1]


CurrentUser = Annotated[Principal, Depends(_user)]
CurrentSessionId = Annotated[ObjectId, Depends(_session_id)]


def _require(principal: Principal, role: Role) -> Principal:
    if principal.role is not role:
        raise AppError(ROLE_REQUIRED)
    return principal


async def _mentee(principal: CurrentUser) -> Principal:
    return _require(principal, Role.MENTEE)


async def _mentor(principal: CurrentUser) -> Principal:
    return _require(principal, Role.MENTOR)


async def _admin(principal: CurrentUser) -> Principal:
    return _require(principal, Role.ADMIN)


CurrentMentee = Annotated[Principal, Depends(_mentee)]
CurrentMentor = Annotated[Principal, Depends(_mentor)]
CurrentAdmin = Annotated[Principal, Depends(_admin)]


async def _own_origin(request: Request, settings: CurrentSettings) -> None:
    # For what a cookie alone authorises. Browsers send Origin with every such request; other clients have no cookies
    # of ours to be abused.
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin)[:2] != urlsplit(settings.public_url)[:2]:
        raise AppError(ORIGIN_REFUSED)


OwnOrigin = Depends(_own_origin)


async def session_repository(database: CurrentDatabase) -> SessionRepository:
    return SessionRepository(database)
