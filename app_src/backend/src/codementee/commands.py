"""``codementee migrate`` and ``codementee seed``: a summary as JSON on standard output, problems on standard error."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from pymongo.errors import PyMongoError

from codementee.core.cache import Cache, create_cache_client
from codementee.core.database import UNAVAILABLE, Database, create_client, open_database
from codementee.core.exits import EX_CONFIG, EX_FAILURE, EX_OK, EX_UNAVAILABLE
from codementee.core.logging import configure_logging
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings, SettingsError
from codementee.migrations import migrate
from codementee.seeding.repository import Outcome
from codementee.seeding.service import seed_catalogue

type Command = Callable[[Settings, Metrics, Database], Awaitable[None]]


def run_migrate() -> int:
    return _run("migrate", _migrate)


def run_seed() -> int:
    return _run("seed", _seed)


async def _migrate(_settings: Settings, _metrics: Metrics, database: Database) -> None:
    summary = await migrate(database)
    changes = sum(map(len, summary.created.values()))
    _report({"changes": changes, "created": summary.created, "present": summary.present})


async def _seed(settings: Settings, metrics: Metrics, database: Database) -> None:
    client = create_cache_client(settings)
    try:
        cache = Cache(client, metrics, settings)
        summary = await seed_catalogue(database, cache, now=datetime.now(UTC))
    finally:
        await client.aclose()
    counts = {name: {o.value: c[o] for o in Outcome} for name, c in summary.collections.items()}
    _report({"changes": summary.changes, "collections": counts, "cache_invalidated": summary.cache_invalidated})
    if summary.changes and not summary.cache_invalidated:
        _complain(
            f"The cache at {settings.cache_host}:{settings.cache_port} could not be told. Pages may show the old "
            f"catalogue for up to {settings.cache_ttl_seconds} s; running the command again once it answers ends that."
        )


def _run(name: str, command: Command) -> int:
    try:
        settings = Settings.load()
    except SettingsError as error:
        _complain(str(error))
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
        _complain(
            f"{name}: no answer from the database ({type(error).__name__}). See docs/runbooks/database-unreachable.md"
        )
        return EX_UNAVAILABLE
    except PyMongoError as error:
        _complain(f"{name}: the database refused: {error}")
        return EX_FAILURE
    return EX_OK


def _report(summary: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(summary) + "\n")


def _complain(message: str) -> None:
    sys.stderr.write(message + "\n")
