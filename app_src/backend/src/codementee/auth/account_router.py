"""``/api/account``: what people manage of their own account, whatever their role."""

from typing import Annotated

from fastapi import APIRouter, Depends, status

from codementee.auth.dependencies import (
    SIGNED_IN_ERRORS,
    CurrentAuth,
    CurrentSessionId,
    CurrentUser,
    CurrentUsers,
    session_repository,
)
from codementee.auth.errors import PASSWORD_WEAK, PASSWORD_WRONG, TOO_MANY_ATTEMPTS
from codementee.auth.repository import Session, SessionRepository
from codementee.auth.schemas import PasswordChange, SessionList, SessionView
from codementee.auth.sessions import EndReason
from codementee.core.dependencies import CurrentCache, CurrentClock
from codementee.core.errors import INVALID_PARAMETER, NOT_FOUND, AppError
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.mentors.service import NAMESPACE as MENTORS
from codementee.users.schemas import Profile, ProfileChange, Role

router = APIRouter(prefix="/api/account", tags=["account"])

_MAXIMUM_SESSIONS = 50
SessionStore = Annotated[SessionRepository, Depends(session_repository)]


@router.get(
    "/profile",
    operation_id="getProfile",
    summary="Who am I",
    responses=error_responses(*SIGNED_IN_ERRORS, NOT_FOUND),
)
async def get_profile(principal: CurrentUser, users: CurrentUsers, clock: CurrentClock) -> Profile:
    """Read fresh: what was just paid or confirmed shows."""
    return _found(await users.profile(principal.id, now=clock()))


@router.patch(
    "/profile",
    operation_id="changeProfile",
    summary="Change name or time zone",
    responses=body_responses(*SIGNED_IN_ERRORS, NOT_FOUND),
)
async def change_profile(
    change: ProfileChange, principal: CurrentUser, users: CurrentUsers, cache: CurrentCache, clock: CurrentClock
) -> Profile:
    """Only what is sent changes."""
    profile = _found(await users.change_profile(principal.id, change, now=clock()))
    if principal.role is Role.MENTOR:
        # The public list shows their name.
        await cache.invalidate(MENTORS)
    return profile


@router.post(
    "/password",
    operation_id="changePassword",
    summary="Change the password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=body_responses(*SIGNED_IN_ERRORS, PASSWORD_WRONG, PASSWORD_WEAK, TOO_MANY_ATTEMPTS),
)
async def change_password(
    form: PasswordChange, principal: CurrentUser, session_id: CurrentSessionId, auth: CurrentAuth, clock: CurrentClock
) -> None:
    """Every other session ends; this one refreshes its access token."""
    current, new = form.current_password.get_secret_value(), form.new_password.get_secret_value()
    await auth.change_password(principal, session_id, current, new, now=clock())


@router.get(
    "/sessions",
    operation_id="listSessions",
    summary="Where am I signed in",
    responses=error_responses(*SIGNED_IN_ERRORS),
)
async def list_sessions(
    principal: CurrentUser, session_id: CurrentSessionId, sessions: SessionStore, clock: CurrentClock
) -> SessionList:
    """Open sessions, newest first."""
    found = await sessions.find_active(principal.id, now=clock(), limit=_MAXIMUM_SESSIONS)
    return SessionList(items=[_view(session, current=session.id == session_id) for session in found])


@router.delete(
    "/sessions",
    operation_id="endOtherSessions",
    summary="Sign out everywhere else",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=error_responses(*SIGNED_IN_ERRORS),
)
async def end_other_sessions(
    principal: CurrentUser, session_id: CurrentSessionId, sessions: SessionStore, clock: CurrentClock
) -> None:
    """Access tokens of the ended sessions live on for up to ten minutes."""
    await sessions.end_all(principal.id, EndReason.REVOKED, now=clock(), but=session_id)


@router.delete(
    "/sessions/{session_id}",
    operation_id="endSession",
    summary="Sign one device out",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=error_responses(*SIGNED_IN_ERRORS, NOT_FOUND, INVALID_PARAMETER),
)
async def end_session(
    session_id: Identifier, principal: CurrentUser, sessions: SessionStore, clock: CurrentClock
) -> None:
    """404 when there is no such open session of yours."""
    if not await sessions.end(object_id(session_id), EndReason.REVOKED, now=clock(), user_id=principal.id):
        raise AppError(NOT_FOUND)


def _found(profile: Profile | None) -> Profile:
    if profile is None:
        raise AppError(NOT_FOUND)
    return profile


def _view(session: Session, *, current: bool) -> SessionView:
    return SessionView(
        id=str(session.id),
        current=current,
        user_agent=session.user_agent,
        client=session.client,
        created_at=session.created_at,
        last_used_at=session.last_used_at,
        expires_at=session.expires_at,
    )
