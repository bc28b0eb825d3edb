"""One holder at a time, whatever the workers' clocks say."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from codementee.core.database import Database, create_client, open_database
from codementee.core.metrics import Metrics
from codementee.worker.leases import LeaseRepository
from tests.conftest import Environment
from tests.support.installation import settings_from

pytestmark = pytest.mark.anyio


@pytest.fixture
async def leases_database(environment: Environment) -> AsyncIterator[Database]:
    settings = settings_from(environment)
    client = create_client(settings, Metrics(service="tests", release="tests"), service="tests")
    yield open_database(client, settings)
    await client.drop_database(settings.mongodb_database)
    await client.close()


async def test_one_of_many_gets_it(leases_database: Database) -> None:
    workers = [LeaseRepository(leases_database, f"worker-{number}") for number in range(20)]
    taken = await asyncio.gather(*(worker.acquire("job", seconds=60) for worker in workers))
    assert len([lease for lease in taken if lease]) == 1


async def test_holder_prolongs_with_the_same_fence(leases_database: Database) -> None:
    worker = LeaseRepository(leases_database, "a")
    first = await worker.acquire("job", seconds=60)
    document = await leases_database.leases.find_one({"_id": "job"})
    assert await worker.acquire("job", seconds=120) == first
    prolonged = await leases_database.leases.find_one({"_id": "job"})
    assert document is not None
    assert prolonged is not None
    assert prolonged["expires_at"] > document["expires_at"]
    assert prolonged["acquired_at"] == document["acquired_at"]


async def test_expired_lease_goes_to_the_next_with_a_higher_fence(leases_database: Database) -> None:
    first = await LeaseRepository(leases_database, "a").acquire("job", seconds=0)
    second = await LeaseRepository(leases_database, "b").acquire("job", seconds=60)
    assert first is not None
    assert second is not None
    assert second.fence == first.fence + 1
    assert await LeaseRepository(leases_database, "a").acquire("job", seconds=60) is None


async def test_released_lease_is_free_at_once(leases_database: Database) -> None:
    worker = LeaseRepository(leases_database, "a")
    await worker.acquire("job", seconds=3_600)
    await worker.acquire("other", seconds=3_600)
    await worker.release_all()
    for name in ("job", "other"):
        assert await LeaseRepository(leases_database, "b").acquire(name, seconds=60) is not None


async def test_release_leaves_others_alone(leases_database: Database) -> None:
    await LeaseRepository(leases_database, "a").acquire("job", seconds=3_600)
    await LeaseRepository(leases_database, "b").release_all()
    assert await LeaseRepository(leases_database, "b").acquire("job", seconds=60) is None
