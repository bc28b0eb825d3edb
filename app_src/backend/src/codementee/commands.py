"""``codementee migrate`` and ``codementee seed``: a summary as JSON on standard output, problems on standard error."""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from pydantic import TypeAdapter, ValidationError
from pymongo.errors import PyMongoError

from codementee.auth.passwords import Passwords
from codementee.core.cache import Cache, create_cache_client
from codementee.core.clock import utc_now
from codementee.core.database import UNAVAILABLE, Database, create_client, open_database
from codementee.core.exits import EX_CONFIG, EX_FAILURE, EX_OK, EX_UNAVAILABLE, EX_USAGE
from codementee.core.logging import configure_logging
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings, SettingsError, secrets_directory
from codementee.migrations import migrate
from codementee.seeding.demo.service import demo_is_there, make_demo
from codementee.seeding.demo.timetable import DemoRefusedError, Scale
from codementee.seeding.repository import Outcome
from codementee.seeding.service import seed_catalogue
from codementee.users.admin_command import NotAnAdministratorError, create_administrator
from codementee.users.schemas import EmailAddress

DEMO_PASSWORD = "CODEMENTEE_DEMO_PASSWORD"  # noqa: S105 - a variable's name

type Command = Callable[[Settings, Metrics, Database], Awaitable[None]]


def run_migrate() -> int:
    return run("migrate", _migrate)


def run_seed() -> int:
    return run("seed", _seed)


def run_create_admin(email: str, name: str) -> int:
    try:
        address = TypeAdapter(EmailAddress).validate_python(email)
    except ValidationError:
        complain(f"create-admin: {email} is not an e-mail address")
        return EX_USAGE

    async def create(settings: Settings, _metrics: Metrics, database: Database) -> None:
        try:
            path = await create_administrator(database, email=address, name=name, now=utc_now())
        except NotAnAdministratorError:
            raise SystemExit(_refusal(address)) from None
        report({"changes": 1, "email": address, "link": f"{settings.public_url}{path}"})

    return run("create-admin", create)


def run_demo(users: int, bookings: int) -> int:
    async def fill(settings: Settings, metrics: Metrics, database: Database) -> None:
        client = create_cache_client(settings)
        try:
            await _demo(settings, Cache(client, metrics, settings), database, users=users, bookings=bookings)
        except DemoRefusedError as error:
            raise SystemExit(f"demo: {error}; nothing was changed.") from None
        finally:
            await client.aclose()

    return run("demo", fill)


async def _demo(settings: Settings, cache: Cache, database: Database, *, users: int, bookings: int) -> None:
    scale = Scale(users, bookings)
    password = _demo_password() or (None if await demo_is_there(database) else secrets.token_urlsafe(12))
    passwords = Passwords()
    hashed = await passwords.hash(password) if password else None
    passwords.close()
    summary = await make_demo(database, cache, settings, scale=scale, password_hash=hashed, now=utc_now())
    report(
        {
            "changes": sum(summary.created.values()),
            "created": summary.created,
            "logins": summary.logins,
            "password": password,
            "cache_invalidated": summary.cache_invalidated,
        }
    )


def _demo_password() -> str | None:
    """From a secret file or the environment, not from the command line: that shows in the list of processes."""
    file = secrets_directory() / "demo_password"
    return (file.read_text().strip() if file.is_file() else os.environ.get(DEMO_PASSWORD)) or None


def _refusal(address: str) -> str:
    return (
        f"create-admin: {address} belongs to an account that is no active administrator; nothing was changed. "
        "Take another address, or have an administrator change the role."
    )


async def _migrate(_settings: Settings, _metrics: Metrics, database: Database) -> None:
    summary = await migrate(database)
    changes = sum(map(len, summary.created.values()))
    report({"changes": changes, "created": summary.created, "present": summary.present})


async def _seed(settings: Settings, metrics: Metrics, database: Database) -> None:
    client = create_cache_client(settings)
    try:
        cache = Cache(client, metrics, settings)
        summary = await seed_catalogue(database, cache, now=datetime.now(UTC))
    finally:
        await client.aclose()
    counts = {name: {o.value: c[o] for o in Outcome} for name, c in summary.collections.items()}
    report({"changes": summary.changes, "collections": counts, "cache_invalidated": summary.cache_invalidated})
    if summary.changes and not summary.cache_invalidated:
        complain(
            f"The cache at {settings.cache_host}:{settings.cache_port} could not be told. Pages may show the old "
            f"catalogue for up to {settings.cache_ttl_seconds} s; running the command again once it answers ends that."
        )


def run(name: str, command: Command) -> int:
    try:
        settings = Settings.load()
    except SettingsError as error:
        complain(str(error))
        return EX_CONFIG
    # Standard output carries the summary alone.
    configure_logging(settings, name, stream=sys.stderr)
    metrics = Metrics(service=name, release=settings.release)

    async def connected() -> None:
        client = create_client(settings, metrics, service=name)
        try:
            await command(settings, metrics, open_database(client, settings))
        finally:
            await client.close()

    try:
        asyncio.run(connected())
    except UNAVAILABLE as error:
        complain(
            f"{name}: no answer from the database ({type(error).__name__}). See docs/runbooks/database-unreachable.md"
        )
        return EX_UNAVAILABLE
    except PyMongoError as error:
        complain(f"{name}: the database refused: {error}")
        return EX_FAILURE
    return EX_OK


def report(summary: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(summary) + "\n")


def complain(message: str) -> None:
    sys.stderr.write(message + "\n")
