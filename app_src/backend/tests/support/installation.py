"""What ``codementee migrate`` and ``codementee seed`` do, without a process each."""

import asyncio
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from unittest.mock import patch

from codementee.core.cache import Cache, create_cache_client
from codementee.core.database import create_client, open_database
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings
from codementee.migrations import migrate
from codementee.seeding.service import SeedSummary, seed_catalogue


def settings_from(environment: Mapping[str, str]) -> Settings:
    with patch.dict(os.environ, environment, clear=True):
        return Settings.load()


def install(environment: Mapping[str, str]) -> SeedSummary:
    settings = settings_from(environment)

    async def run() -> SeedSummary:
        metrics = Metrics(service="tests", release=settings.release)
        client, cache_client = create_client(settings, metrics, service="tests"), create_cache_client(settings)
        try:
            database = open_database(client, settings)
            await migrate(database)
            cache = Cache(cache_client, metrics, settings)
            return await seed_catalogue(database, cache, now=datetime.now(UTC))
        finally:
            await cache_client.aclose()
            await client.close()

    return asyncio.run(run())
