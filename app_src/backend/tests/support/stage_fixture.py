"""The fixture several packages of tests import."""

from datetime import timedelta

import pytest

from tests.support.application import World
from tests.support.stage import MONDAY, Stage


@pytest.fixture
async def stage(world: World) -> Stage:
    """A stage at nine on a Monday morning, UTC."""
    world.clock.set(MONDAY + timedelta(hours=9))
    return Stage(world)
