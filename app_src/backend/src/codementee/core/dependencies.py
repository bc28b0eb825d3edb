"""What a request may ask for, typed; everything lives on the application's state and was put there by its lifespan.

Dependencies are coroutines even where they wait for nothing: the framework sends plain functions to a pool of threads,
which costs more than everything they do.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, params

from codementee.core.cache import Cache
from codementee.core.clock import Clock
from codementee.core.database import Database
from codementee.core.errors import AppError
from codementee.core.features import FEATURE_OFF, Feature
from codementee.core.settings import Settings
from codementee.core.transactions import Transactions


@dataclass(frozen=True, slots=True)
class Resources:
    """Opened when the application starts, closed when it stops."""

    settings: Settings
    database: Database
    cache: Cache
    transactions: Transactions
    clock: Clock


async def resources(request: Request) -> Resources:
    found = request.app.state.resources
    assert isinstance(found, Resources)  # noqa: S101 - a request before the lifespan is a programming error
    return found


CurrentResources = Annotated[Resources, Depends(resources)]


async def _database(found: CurrentResources) -> Database:
    return found.database


async def _cache(found: CurrentResources) -> Cache:
    return found.cache


async def _transactions(found: CurrentResources) -> Transactions:
    return found.transactions


async def _clock(found: CurrentResources) -> Clock:
    return found.clock


async def _settings(found: CurrentResources) -> Settings:
    return found.settings


CurrentDatabase = Annotated[Database, Depends(_database)]
CurrentCache = Annotated[Cache, Depends(_cache)]
CurrentTransactions = Annotated[Transactions, Depends(_transactions)]
CurrentClock = Annotated[Clock, Depends(_clock)]
CurrentSettings = Annotated[Settings, Depends(_settings)]


def needs(feature: Feature) -> params.Depends:
    """For a route's ``dependencies``: answers ``feature_off`` while the feature is switched off."""
    return params.Depends(_gate(feature))


def _gate(feature: Feature) -> Callable[..., Awaitable[None]]:
    async def check(settings: CurrentSettings) -> None:
        if feature in settings.features_off:
            raise AppError(FEATURE_OFF)

    return check
