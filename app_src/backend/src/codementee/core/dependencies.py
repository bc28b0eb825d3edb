"""What a request may ask for, typed; everything lives on the application's state and was put there by its lifespan."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from codementee.core.cache import Cache
from codementee.core.database import Database
from codementee.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Resources:
    """Opened when the application starts, closed when it stops."""

    settings: Settings
    database: Database
    cache: Cache


def resources(request: Request) -> Resources:
    found = request.app.state.resources
    assert isinstance(found, Resources)  # noqa: S101 - a request before the lifespan is a programming error
    return found


CurrentResources = Annotated[Resources, Depends(resources)]


def _database(found: CurrentResources) -> Database:
    return found.database


def _cache(found: CurrentResources) -> Cache:
    return found.cache


CurrentDatabase = Annotated[Database, Depends(_database)]
CurrentCache = Annotated[Cache, Depends(_cache)]
