"""Signing up, in and out; passwords; confirming addresses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bson import ObjectId

from codementee.auth.errors import (
    AUTHENTICATION_REQUIRED,
    CREDENTIALS_WRONG,
    EMAIL_TAKEN,
    LINK_INVALID,
    PASSWORD_WRONG,
    PLAN_UNKNOWN,
    SESSION_ENDED,
)
from codementee.auth.links import LIFETIMES, OneTimeLinks, Purpose
from codementee.auth.passwords import Passwords, check_strength
from codementee.auth.repository import LoginAttemptRepository, OneTimeTokenRepository, SessionRepository
from codementee.auth.schemas import FreeRegistration, SignedIn
from codementee.auth.sessions import EndReason, Refreshed, ReuseError, Sessions
from codementee.auth.throttle import LoginThrottle
from codementee.auth.tokens import ACCESS_TOKEN_SECONDS, AccessTokens
from codementee.core.database import Database, Session
from codementee.core.errors import AppError
from codementee.core.logging import logger
from codementee.core.transactions import Transactions
from codementee.notifications.schemas import ContextValue, Message, Template
from codementee.notifications.service import Outbox
from codementee.pricing.repository import PricingPlanRepository
from codementee.privacy.consents import ConsentService
from codementee.users.principal import Principal
from codementee.users.repository import EmailTakenError, User, UserRepository
from codementee.users.schemas import Role, UserStatus
from codementee.users.service import UserService, profile_of


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request came from, as people recognise it in their list of sessions."""

    client: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a successful sign-in hands out; the refresh token travels in a cookie only."""

    answer: SignedIn
    refresh_token: str


class AuthService:
    def __init__(
        self,
        database: Database,
        transactions: Transactions,
        users: UserService,
        *,
        passwords: Passwords,
        tokens: AccessTokens,
        sessions: Sessions,
    ) -> None:
        self._transactions = transactions
        self._users = UserRepository(database)
        self._principals = users
        self._passwords = passwords
        self._tokens = tokens
        self._sessions = sessions
        self._session_repository = SessionRepository(database)
        self._links = OneTimeLinks(OneTimeTokenRepository(database))
        self._throttle = LoginThrottle(LoginAttemptRepository(database))
        self._plans = PricingPlanRepository(database)
        self._outbox = Outbox(database)
        self._consents = ConsentService(database)

    async def register(self, form: FreeRegistration, *, plan_code: str | None, caller: Caller, now: datetime) -> Entry:
        """A new mentee, signed in. Raises AppError(EMAIL_TAKEN | PASSWORD_WEAK | PLAN_UNKNOWN).

        That an address is taken is said openly: people sign in at once, without waiting for a mail, and the edge
        lets one address try once a second.
        """
        check_strength(form.password.get_secret_value(), email=form.email, name=form.name)
        if plan_code is not None and not await self._plans.is_on_sale(plan_code):
            raise AppError(PLAN_UNKNOWN)
        user = User(
            id=ObjectId(),
            email=form.email,
            name=form.name,
            role=Role.MENTEE,
            status=UserStatus.ACTIVE,
            password_hash=await self._passwords.hash(form.password.get_secret_value()),
            time_zone=form.time_zone,
            email_verified_at=None,
            paid_until=None,
            tokens_valid_from=now,
            intended_plan=plan_code,
            created_at=now,
            updated_at=now,
        )

        # An account without a record of what was agreed to must not exist.
        async def open_account(session: Session) -> None:
            await self._users.insert(user, session=session)
            await self._consents.accept_policies(user.id, client=caller.client, now=now, session=session)

        try:
            await self._transactions.run(open_account)
        except EmailTakenError:
            raise AppError(EMAIL_TAKEN) from None
        await self._mail_verification(user, now=now)
        return await self._enter(user, caller, now=now)

    async def login(self, email: str, password: str, *, caller: Caller, now: datetime) -> Entry:
        """Raises AppError(CREDENTIALS_WRONG | TOO_MANY_ATTEMPTS), the same and after the same time for an unknown
        address, a wrong password and an account that was suspended or deleted."""
        await self._throttle.check(email, now=now)
        user = await self._users.find_by_email(email)
        stored = user.password_hash if user is not None and user.status is UserStatus.ACTIVE else None
        if not await self._passwords.matches(password, stored) or user is None:
            await self._throttle.failed(email, now=now)
            logger.info("login_failed")
            raise AppError(CREDENTIALS_WRONG)
        await self._throttle.succeeded(email)
        return await self._enter(user, caller, now=now)

    async def refresh(self, token: str, *, caller: Caller, now: datetime) -> Entry:
        """Raises AppError(SESSION_ENDED); a token that had been used ends its whole session and its owner is told."""
        try:
            refreshed = await self._sessions.refresh(token, client=caller.client, now=now)
        except ReuseError as reuse:
            logger.warning("refresh_token_reused", user_id=str(reuse.user_id))
            user = await self._users.find(reuse.user_id)
            if user is not None and user.status is UserStatus.ACTIVE:
                when: dict[str, ContextValue] = {"at": now}
                await self._mail(user, Template.SESSION_REUSE, f"{token.partition('.')[0]}", when, now=now)
            raise AppError(SESSION_ENDED) from None
        user = await self._users.find(refreshed.session.user_id)
        if user is None or user.status is not UserStatus.ACTIVE:
            raise AppError(SESSION_ENDED)
        return self._entry(user, refreshed, now=now)

    async def logout(self, token: str, *, now: datetime) -> None:
        await self._sessions.end(token, now=now)

    async def verify_email(self, token: str, *, now: datetime) -> None:
        """Raises AppError(LINK_INVALID)."""
        user_id, email = await self._links.use(Purpose.VERIFY_EMAIL, token, now=now)
        user = await self._users.find(user_id)
        if user is None or user.email != email:
            raise AppError(LINK_INVALID)
        await self._users.change(user_id, {"email_verified_at": user.email_verified_at or now}, now=now)
        await self._principals.principals_changed()
        await self._mail(user, Template.WELCOME, "once", {}, now=now)

    async def resend_verification(self, principal: Principal, *, now: datetime) -> None:
        user = await self._users.find(principal.id)
        if user is not None and user.email_verified_at is None:
            await self._mail_verification(user, now=now)

    async def request_password_reset(self, email: str, *, now: datetime) -> None:
        """Mails a link if there is such an account. The caller learns nothing, by answer or by time: the edge's limit
        and one hash below cover the writes that only happen for an account that exists."""
        user = await self._users.find_by_email(email)
        # Costs what dwarfs the rest, whether or not there is somebody to write to.
        await self._passwords.matches("", None)
        if user is None or user.status is not UserStatus.ACTIVE:
            return
        link = await self._links.make(Purpose.RESET_PASSWORD, user_id=user.id, email=user.email, now=now)
        context: dict[str, ContextValue] = {
            "link": link,
            "valid_minutes": LIFETIMES[Purpose.RESET_PASSWORD] // timedelta(minutes=1),
        }
        await self._mail(user, Template.PASSWORD_RESET, str(int(now.timestamp())), context, now=now)

    async def reset_password(self, token: str, password: str, *, now: datetime) -> None:
        """Raises AppError(LINK_INVALID | PASSWORD_WEAK). Signs out everywhere; the address counts as confirmed."""
        check_strength(password, email="", name="")
        user_id, email = await self._links.use(Purpose.RESET_PASSWORD, token, now=now)
        user = await self._users.find(user_id)
        if user is None or user.email != email or user.status is not UserStatus.ACTIVE:
            raise AppError(LINK_INVALID)
        await self._set_password(user, password, now=now, keep=None, verified=True)
        await self._throttle.succeeded(user.email)

    async def change_password(
        self, principal: Principal, session_id: ObjectId, current: str, new: str, *, now: datetime
    ) -> None:
        """Signs out everywhere else. Raises AppError(PASSWORD_WRONG | PASSWORD_WEAK | TOO_MANY_ATTEMPTS)."""
        await self._throttle.check(principal.email, now=now)
        user = await self._users.find(principal.id)
        if user is None or not await self._passwords.matches(current, user.password_hash):
            await self._throttle.failed(principal.email, now=now)
            raise AppError(PASSWORD_WRONG)
        check_strength(new, email=user.email, name=user.name, path="new_password")
        await self._set_password(user, new, now=now, keep=session_id)

    async def check_password(self, principal: Principal, password: str, *, now: datetime) -> None:
        """For what must not be done by whoever finds an open browser. Raises AppError(PASSWORD_WRONG | …)."""
        await self._throttle.check(principal.email, now=now)
        user = await self._users.find(principal.id)
        if not await self._passwords.matches(password, user.password_hash if user else None):
            await self._throttle.failed(principal.email, now=now)
            raise AppError(PASSWORD_WRONG)

    async def _set_password(
        self, user: User, password: str, *, now: datetime, keep: ObjectId | None, verified: bool = False
    ) -> None:
        changes: dict[str, object] = {"password_hash": await self._passwords.hash(password), "tokens_valid_from": now}
        if verified and user.email_verified_at is None:
            changes["email_verified_at"] = now
        await self._users.change(user.id, changes, now=now)
        await self._session_repository.end_all(user.id, EndReason.PASSWORD_CHANGED, now=now, but=keep)
        await self._principals.principals_changed()
        await self._mail(user, Template.PASSWORD_CHANGED, str(int(now.timestamp())), {"at": now}, now=now)

    async def _enter(self, user: User, caller: Caller, *, now: datetime) -> Entry:
        started = await self._sessions.start(user.id, client=caller.client, user_agent=caller.user_agent, now=now)
        return self._entry(user, started, now=now)

    def _entry(self, user: User, refreshed: Refreshed, *, now: datetime) -> Entry:
        token = self._tokens.issue(user_id=user.id, session_id=refreshed.session.id, now=now)
        answer = SignedIn(
            access_token=token,
            expires_in=ACCESS_TOKEN_SECONDS,
            user=profile_of(user, now=now),
            intended_plan=user.intended_plan,
        )
        return Entry(answer, refreshed.token)

    async def _mail_verification(self, user: User, *, now: datetime) -> None:
        link = await self._links.make(Purpose.VERIFY_EMAIL, user_id=user.id, email=user.email, now=now)
        context: dict[str, ContextValue] = {
            "link": link,
            "valid_hours": LIFETIMES[Purpose.VERIFY_EMAIL] // timedelta(hours=1),
        }
        await self._mail(user, Template.VERIFY_EMAIL, str(int(now.timestamp())), context, now=now)

    async def _mail(
        self, user: User, template: Template, event: str, context: dict[str, ContextValue], *, now: datetime
    ) -> None:
        message = Message(
            key=f"{template.value}:{user.id}:{event}",
            template=template,
            user_id=user.id,
            email=user.email,
            name=user.name,
            time_zone=user.time_zone,
            context=context,
        )
        await self._outbox.enqueue(message, now=now)


async def authenticate(
    token: str | None, *, tokens: AccessTokens, users: UserService, now: datetime
) -> tuple[Principal, ObjectId]:
    """The person behind an access token and the session it belongs to. Raises AppError with one of AUTH_ERRORS."""
    if token is None:
        raise AppError(AUTHENTICATION_REQUIRED)
    access = tokens.verify(token, now=now)
    principal = await users.principal(access.user_id)
    if principal is None or access.issued_at < principal.tokens_valid_from:
        raise AppError(SESSION_ENDED)
    return principal, access.session_id
