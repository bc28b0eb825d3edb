"""The application in this process, on the real mongod and Valkey, with a clock that tests set.

For what HTTP looks like; what a process does (signals, drain, logs) is tested with processes (support/processes.py).
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx2
from bson import ObjectId
from fastapi import FastAPI

from codementee.app import create_app
from codementee.auth.dependencies import AuthResources
from codementee.core.clock import utc_now
from codementee.core.database import Database
from codementee.core.dependencies import Resources
from codementee.core.lifecycle import Lifecycle
from codementee.core.metrics import Metrics
from codementee.core.transactions import Transactions
from codementee.payments.composition import Money
from codementee.users.repository import User, UserRepository
from codementee.users.schemas import Role, UserStatus
from tests.support.installation import settings_from
from tests.support.razorpay import RecordingGateway

PASSWORD = "a long and rare passphrase"


class SettableClock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, now: datetime) -> datetime:
        self.now = now
        return now

    def advance(self, **delta: float) -> datetime:
        self.now += timedelta(**delta)
        return self.now


@dataclass(frozen=True)
class Person:
    """A user of the test with an open session."""

    id: ObjectId
    email: str
    role: Role
    headers: Mapping[str, str]


class World:
    """One application with a database of its own."""

    def __init__(self, app: FastAPI, clock: SettableClock, stack: AsyncExitStack) -> None:
        self.app = app
        self.clock = clock
        self._stack = stack
        self._people = 0
        self._hash: str | None = None

    @property
    def resources(self) -> Resources:
        found = self.app.state.resources
        assert isinstance(found, Resources)
        return found

    @property
    def database(self) -> Database:
        return self.resources.database

    @property
    def transactions(self) -> Transactions:
        return self.resources.transactions

    @property
    def money(self) -> Money:
        found = self.app.state.money
        assert isinstance(found, Money)
        return found

    @property
    def gateway(self) -> RecordingGateway:
        found = self.money.gateway
        assert isinstance(found, RecordingGateway)
        return found

    @property
    def now(self) -> datetime:
        return self.clock()

    def client(self, person: Person | None = None) -> httpx2.AsyncClient:
        """Speaks to the application as this person (or as nobody); closed with the test. Cookies are its own."""
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.app, raise_app_exceptions=False),
            base_url=f"https://{httpx2.URL(self.resources.settings.public_url).host}",
            headers=dict(person.headers) if person else {},
        )

    async def user(self, role: str = "mentee", *, paid: bool = False, **fields: object) -> Person:
        """A new active user, signed in; ``fields`` replace those of users.repository.User. The password is PASSWORD."""
        self._people += 1
        auth = self.app.state.auth
        assert isinstance(auth, AuthResources)
        if self._hash is None:
            self._hash = await auth.passwords.hash(PASSWORD)
        # Earlier than any token of the test, wherever it sets its clock.
        since = self.now - timedelta(days=1)
        values: dict[str, Any] = {
            "id": ObjectId(),
            "email": f"{role}-{self._people}@example.com",
            "name": f"{role.capitalize()} {self._people}",
            "role": Role(role),
            "status": UserStatus.ACTIVE,
            "password_hash": self._hash,
            "time_zone": "Asia/Kolkata",
            "email_verified_at": since,
            "paid_until": self.now + timedelta(days=90) if paid else None,
            "tokens_valid_from": since,
            "intended_plan": None,
            "created_at": since,
            "updated_at": since,
        }
        user = User(**(values | fields))
        await UserRepository(self.database).insert(user)
        return Person(user.id, user.email, user.role, await self.headers(user.id))

    async def headers(self, user_id: ObjectId) -> dict[str, str]:
        """What a fresh sign-in at the clock's time sends; take new ones after moving the clock by ten minutes."""
        auth = self.app.state.auth
        assert isinstance(auth, AuthResources)
        started = await auth.sessions.start(user_id, client="198.51.100.1", user_agent="tests", now=self.now)
        token = auth.tokens.issue(user_id=user_id, session_id=started.session.id, now=self.now)
        return {"Authorization": f"Bearer {token}"}

    async def signed_in(self, person: Person) -> Person:
        """The same person with a token of now."""
        return Person(person.id, person.email, person.role, await self.headers(person.id))


@asynccontextmanager
async def running_world(
    environment: Mapping[str, str],
    **overrides: Any,  # noqa: ANN401 - whatever create_app takes
) -> AsyncIterator[World]:
    """``environment`` as for processes, its database migrated and seeded; ``overrides`` go to create_app."""
    settings = settings_from(environment)
    clock = SettableClock(utc_now())
    app = create_app(
        settings,
        metrics=Metrics(service="tests", release=settings.release),
        lifecycle=Lifecycle(),
        clock=clock,
        **({"gateway": RecordingGateway(clock)} | overrides),
    )
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(app.router.lifespan_context(app))
        yield World(app, clock, stack)
