"""The whole contract and every job on a large database: nothing reads more than it needs, and all of it is quick.

``--large USERS:BOOKINGS`` sets the size. The default takes seconds and is run with everything else: it tells of a query
that scans or sorts. The campaign's 100000:1000000 takes half an hour of a quiet machine and asserts latency as well.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import httpx2
import pytest

from codementee.seeding.demo.timetable import Scale
from tests.conftest import LARGE_BOOKINGS, new_environment
from tests.large.contract import operations
from tests.large.ground import Ground
from tests.large.journeys import HASHING, JOURNEYS, Visit, take_passwords
from tests.large.load import FULL, LIGHT, MONITORS, RefusedError, Sender, crowd, watched_connections
from tests.large.profile import profiled
from tests.large.reads import ALONE, Variant, deep, variants
from tests.support.databases import Mongod, Valkey
from tests.support.installation import install
from tests.support.processes import Codementee, wait_until
from tests.support.razorpay_service import razorpay_service

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(7_200)]

P95_MS = 100.0
PASSWORD_VISITS = 3
JOBS_SECONDS = 600


@pytest.fixture(scope="module")
def ground(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, mongod: Mongod, valkey: Valkey
) -> Iterator[Ground]:
    users, _, bookings = request.config.getoption("--large").partition(":")
    scale = Scale(int(users), int(bookings))
    directory = tmp_path_factory.mktemp("large")
    with razorpay_service() as (gateway, address):
        environment = new_environment(directory, mongod, valkey) | {"CODEMENTEE_RAZORPAY_BASE_URL": address}
        install(environment)
        started = time.monotonic()
        code = "import sys; from codementee.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", code, "demo", "--users", users, "--bookings", bookings]
        subprocess.run(command, env=environment, check=True, timeout=5_000, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - started
        with mongod.client() as client, Codementee("codementee-api", environment, directory) as api:
            database = client[environment["CODEMENTEE_MONGODB_DATABASE"]]
            # Below that size a shared machine says more about itself than about queries.
            load = FULL if scale.bookings >= LARGE_BOOKINGS else LIGHT
            made = Ground(api.started(), environment, database, gateway, scale, load, seconds)
            made.fill()
            size = database.command("dbStats")
            disk = (size["storageSize"] + size["indexSize"]) / 1e9
            print(f"\n{users} users, {bookings} bookings: {size['objects']} documents, {disk:.1f} GB, {seconds:.0f} s")  # noqa: T201
            yield made
            client.drop_database(database)


async def test_every_job_reads_what_it_needs(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> None:
    with (
        profiled(ground.database) as wasteful,
        Codementee("codementee-worker", ground.environment, tmp_path_factory.mktemp("worker")) as worker,
    ):
        waiting = set(worker.started().events("started")[0]["jobs"])

        def all_ran() -> bool:
            runs = 'codementee_worker_job_runs_total{{job="{}",result="success"}}'
            waiting.difference_update([job for job in waiting if worker.metric(runs.format(job))])
            return not waiting

        wait_until(all_ran, what="a round of every job", seconds=JOBS_SECONDS)
        assert worker.terminate() == 0
        assert worker.events("job_failed") + worker.events("job_crashed") == []
    assert not wasteful, "\n".join(wasteful)


async def test_every_endpoint_is_quick_and_reads_what_it_needs(ground: Ground) -> None:
    load, times = ground.load, ground.times
    limits = httpx2.Limits(max_connections=load.clients, max_keepalive_connections=load.clients)
    with profiled(ground.database) as wasteful, watched_connections(ground.database, ground.api) as connections:
        async with httpx2.AsyncClient(base_url=ground.api.url, limits=limits, timeout=30) as client:
            sender = Sender(client, times)
            await write(ground, sender)
            await read(ground, sender)
    for label in sorted(times.by_label):
        print(times.show(label))  # noqa: T201 - the campaign's figures
    print(f"connections: {max(connections)} at most")  # noqa: T201
    assert not wasteful, "\n".join(wasteful)
    assert not times.failures, "\n".join(times.failures)
    assert operations().keys() - times.by_label.keys() == set(), "operations without a place in tests/large/journeys.py"
    assert max(connections) <= ground.settings.mongodb_max_pool_size + MONITORS
    if load is FULL:
        late = {label: round(times.percentile(label, 0.95), 1) for label in times.by_label if is_held(label)}
        assert {label: took for label, took in late.items() if took > P95_MS} == {}, f"p95 over {P95_MS} ms"


def is_held(label: str) -> bool:
    """Whether people wait for it: labels begin with the operation's name."""
    operation = re.split("[ ,]", label)[0]
    return operation in operations() and operation not in HASHING | ALONE


async def write(ground: Ground, sender: Sender) -> None:
    """Every client takes every journey; each begins with another one, so that all kinds come at all times."""

    async def act(number: int) -> None:
        for offset in range(len(JOURNEYS)):
            with suppress(RefusedError):
                await JOURNEYS[(number + offset) % len(JOURNEYS)](Visit(ground, sender, next(ground.number)))

    await crowd(ground.load.clients, ground.load.journeys_each, ground.load.write_think_seconds, act)
    for _ in range(PASSWORD_VISITS):
        with suppress(RefusedError):
            await take_passwords(Visit(ground, sender, next(ground.number)))


async def read(ground: Ground, sender: Sender) -> None:
    for operation in operations().values():
        if operation.method == "GET":
            found = list(variants(ground, operation))
            if operation.paged:
                with suppress(RefusedError):
                    found += await deep(ground, sender, found[0])
            for variant in found:
                await read_one(ground, sender, variant)


async def read_one(ground: Ground, sender: Sender, variant: Variant) -> None:
    load, requests = ground.load, variant.requests
    clients = 1 if variant.alone else load.clients
    # Each of the requests once at least, however few clients there are.
    rounds = max(load.reads_each, -(-len(requests) // clients))

    async def act(number: int) -> None:
        ask, query = requests[number % len(requests)]
        await sender.send(
            variant.operation.id, ground.signed_in(ask.person), path=ask.path, query=query, label=variant.label
        )

    await crowd(clients, rounds, load.read_think_seconds, act)
