"""``/api/auth``: signing up, in and out, and the links of mails."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Response, status

from codementee.auth.dependencies import (
    SIGNED_IN_ERRORS,
    CurrentAuth,
    CurrentCaller,
    CurrentUser,
    OwnOrigin,
)
from codementee.auth.errors import (
    CREDENTIALS_WRONG,
    EMAIL_TAKEN,
    LINK_INVALID,
    ORIGIN_REFUSED,
    PASSWORD_WEAK,
    PLAN_UNKNOWN,
    SESSION_ENDED,
    TOO_MANY_ATTEMPTS,
)
from codementee.auth.schemas import (
    Accepted,
    Credentials,
    EmailToken,
    FreeRegistration,
    PasswordReset,
    PasswordResetRequest,
    Registration,
    SignedIn,
)
from codementee.auth.service import Entry
from codementee.auth.sessions import SESSION_LIFETIME
from codementee.core.dependencies import CurrentClock, needs
from codementee.core.errors import DATABASE_UNAVAILABLE, AppError
from codementee.core.features import FEATURE_OFF, Feature
from codementee.core.openapi import body_responses, error_responses

router = APIRouter(prefix="/api/auth", tags=["auth"])

# Bound to this host over TLS, unreadable for scripts, sent to these addresses and by our own pages only.
COOKIE = "__Secure-codementee-refresh"
_PATH = "/api/auth"

RefreshCookie = Annotated[str | None, Cookie(alias=COOKIE, max_length=300, include_in_schema=False)]


@router.post(
    "/register-free",
    operation_id="registerFree",
    summary="Open a free account",
    status_code=status.HTTP_201_CREATED,
    dependencies=[needs(Feature.REGISTRATION)],
    responses=body_responses(FEATURE_OFF, EMAIL_TAKEN, PASSWORD_WEAK, DATABASE_UNAVAILABLE),
)
async def register_free(
    form: FreeRegistration, response: Response, auth: CurrentAuth, caller: CurrentCaller, clock: CurrentClock
) -> SignedIn:
    """Signed in at once; a mail asks to confirm the address."""
    return _enter(response, await auth.register(form, plan_code=None, caller=caller, now=clock()))


@router.post(
    "/register",
    operation_id="register",
    summary="Open an account, meaning to buy a plan",
    status_code=status.HTTP_201_CREATED,
    dependencies=[needs(Feature.REGISTRATION)],
    responses=body_responses(FEATURE_OFF, EMAIL_TAKEN, PASSWORD_WEAK, PLAN_UNKNOWN, DATABASE_UNAVAILABLE),
)
async def register(
    form: Registration, response: Response, auth: CurrentAuth, caller: CurrentCaller, clock: CurrentClock
) -> SignedIn:
    """As the free one; the plan is remembered, and ordered and paid in a next step."""
    return _enter(response, await auth.register(form, plan_code=form.plan_code, caller=caller, now=clock()))


@router.post(
    "/login",
    operation_id="login",
    summary="Sign in",
    responses=body_responses(CREDENTIALS_WRONG, TOO_MANY_ATTEMPTS, DATABASE_UNAVAILABLE),
)
async def login(
    form: Credentials, response: Response, auth: CurrentAuth, caller: CurrentCaller, clock: CurrentClock
) -> SignedIn:
    """The same answer, after the same time, for an unknown address and for a wrong password."""
    entry = await auth.login(form.email, form.password.get_secret_value(), caller=caller, now=clock())
    return _enter(response, entry)


@router.post(
    "/refresh",
    operation_id="refreshSession",
    summary="Get the next access token",
    dependencies=[OwnOrigin],
    responses=error_responses(SESSION_ENDED, ORIGIN_REFUSED, DATABASE_UNAVAILABLE),
)
async def refresh(
    response: Response, auth: CurrentAuth, caller: CurrentCaller, clock: CurrentClock, token: RefreshCookie = None
) -> SignedIn:
    """Works with the cookie alone and replaces it. A cookie that had been replaced before ends the session."""
    if token is None:
        raise AppError(SESSION_ENDED)
    return _enter(response, await auth.refresh(token, caller=caller, now=clock()))


@router.post(
    "/logout",
    operation_id="logout",
    summary="Sign out",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[OwnOrigin],
    responses=error_responses(ORIGIN_REFUSED, DATABASE_UNAVAILABLE),
)
async def logout(response: Response, auth: CurrentAuth, clock: CurrentClock, token: RefreshCookie = None) -> None:
    """Ends the session of the cookie, if there is one."""
    if token is not None:
        await auth.logout(token, now=clock())
    response.delete_cookie(COOKIE, path=_PATH, secure=True, httponly=True, samesite="strict")


@router.post(
    "/verify-email",
    operation_id="verifyEmail",
    summary="Confirm an e-mail address",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=body_responses(LINK_INVALID, DATABASE_UNAVAILABLE),
)
async def verify_email(form: EmailToken, auth: CurrentAuth, clock: CurrentClock) -> None:
    """With the token of the mailed link."""
    await auth.verify_email(form.token.get_secret_value(), now=clock())


@router.post(
    "/verify-email/resend",
    operation_id="resendVerification",
    summary="Have the confirmation mailed again",
    status_code=status.HTTP_202_ACCEPTED,
    responses=error_responses(*SIGNED_IN_ERRORS),
)
async def resend_verification(principal: CurrentUser, auth: CurrentAuth, clock: CurrentClock) -> Accepted:
    """Links of earlier mails stop working."""
    await auth.resend_verification(principal, now=clock())
    return Accepted()


@router.post(
    "/password-reset",
    operation_id="requestPasswordReset",
    summary="Have a link mailed that sets a new password",
    status_code=status.HTTP_202_ACCEPTED,
    responses=body_responses(DATABASE_UNAVAILABLE),
)
async def request_password_reset(form: PasswordResetRequest, auth: CurrentAuth, clock: CurrentClock) -> Accepted:
    """The same answer whether or not there is such an account."""
    await auth.request_password_reset(form.email, now=clock())
    return Accepted()


@router.post(
    "/password-reset/confirm",
    operation_id="resetPassword",
    summary="Set a new password with the mailed link",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=body_responses(LINK_INVALID, PASSWORD_WEAK, DATABASE_UNAVAILABLE),
)
async def reset_password(form: PasswordReset, auth: CurrentAuth, clock: CurrentClock) -> None:
    """Every session of the account ends."""
    await auth.reset_password(form.token.get_secret_value(), form.password.get_secret_value(), now=clock())


def _enter(response: Response, entry: Entry) -> SignedIn:
    response.set_cookie(
        COOKIE,
        entry.refresh_token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        path=_PATH,
        secure=True,
        httponly=True,
        samesite="strict",
    )
    return entry.answer
