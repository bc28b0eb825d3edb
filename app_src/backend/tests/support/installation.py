"""What ``codementee migrate`` and ``codementee seed`` do, without a process each."""

import asyncio
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from pymongo.database import Database as PymongoDatabase

from codementee.core.cache import Cache, create_cache_client
from codementee.core.database import create_client, open_database
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings
from codementee.migrations import migrate
from codementee.seeding.service import SeedSummary, seed_catalogue


def settings_from(environment: Mapping[str, str]) -> Settings:
    with patch.dict(os.environ, environment, clear=True):
        return Settings.load()


class LentDatabase:
    """An installed database that one test after the other has to itself."""

    def __init__(self, environment: Mapping[str, str], database: PymongoDatabase[dict[str, Any]]) -> None:
        self.database = database
        self._environment = environment
        self._seeds = {name: list(database[name].find()) for name in database.list_collection_names()}

    def as_new(self) -> dict[str, str]:
        """Put back what the installation made, and take away the rest; answers how to reach it.

        The release is another each time: what an earlier test had cached belongs to its own.
        """
        # A test may have had its queries profiled; the profile cannot be written to, and goes only when it is off.
        self.database.command("profile", 0)
        self.database.drop_collection("system.profile")
        for name in self.database.list_collection_names():
            collection, seeds = self.database[name], self._seeds.get(name, [])
            if collection.estimated_document_count() or seeds:
                collection.delete_many({})
            if seeds:
                collection.insert_many(seeds)
        return dict(self._environment) | {
            "CODEMENTEE_RELEASE": secrets.token_hex(8),
            # No spare connections: the pool would still be opening them when a short test closes it.
            "CODEMENTEE_MONGODB_MIN_POOL_SIZE": "0",
        }


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
