"""The loop: goes on after every kind of failure, stops when asked."""

import asyncio

import pytest
from pymongo.errors import ServerSelectionTimeoutError

from codementee.core.metrics import Metrics
from codementee.worker import loop as loop_module
from codementee.worker.jobs import Job
from codementee.worker.leases import Lease
from codementee.worker.loop import WorkerLoop
from codementee.worker.metrics import WorkerMetrics

pytestmark = pytest.mark.anyio


class Leases:
    """Grants everything, or fails as told. Real leases have their own tests."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.released = False

    async def acquire(self, name: str, *, seconds: int) -> Lease | None:
        assert seconds > 0
        if self.failures:
            raise self.failures.pop(0)
        return Lease(name, 1)

    async def release_all(self) -> None:
        self.released = True


class Recorder:
    def __init__(self) -> None:
        self.registry = Metrics(service="tests", release="tests").registry
        self.metrics = WorkerMetrics(self.registry)

    def runs(self, job: str, result: str) -> float:
        labels = {"job": job, "result": result}
        return self.registry.get_sample_value("codementee_worker_job_runs_total", labels) or 0


@pytest.fixture(autouse=True)
def no_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_module, "_backoff", lambda _failures: 0.0)


async def test_runs_until_stopped_and_releases(recorder: Recorder) -> None:
    leases = Leases()
    rounds = 0

    async def run(_lease: Lease) -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            loop.stop()

    loop = WorkerLoop([Job("job", 0, 5, run)], leases, recorder.metrics)
    await asyncio.wait_for(loop.run(), 10)
    assert recorder.runs("job", "success") == 3
    assert leases.released


async def test_database_that_is_away_is_retried(recorder: Recorder) -> None:
    async def run(_lease: Lease) -> None:
        loop.stop()

    leases = Leases(ServerSelectionTimeoutError("away"), ServerSelectionTimeoutError("away"))
    loop = WorkerLoop([Job("job", 0, 5, run)], leases, recorder.metrics)
    await asyncio.wait_for(loop.run(), 10)
    assert recorder.runs("job", "failure") == 2
    assert recorder.runs("job", "success") == 1


async def test_defect_in_one_job_leaves_the_others_running(recorder: Recorder) -> None:
    async def broken(_lease: Lease) -> None:
        raise KeyError("defect")

    async def sound(_lease: Lease) -> None:
        if recorder.runs("sound", "success") >= 2:
            loop.stop()

    jobs = [Job("broken", 0, 5, broken), Job("sound", 0, 5, sound)]
    loop = WorkerLoop(jobs, Leases(), recorder.metrics)
    await asyncio.wait_for(loop.run(), 10)
    assert recorder.runs("broken", "failure") >= 2
    assert recorder.runs("sound", "success") == 3


async def test_job_that_hangs_is_cut_off(recorder: Recorder) -> None:
    async def hang(_lease: Lease) -> None:
        loop.stop()
        await asyncio.Event().wait()

    loop = WorkerLoop([Job("job", 0, 1, hang)], Leases(), recorder.metrics)
    await asyncio.wait_for(loop.run(), 10)
    assert recorder.runs("job", "failure") == 1


async def test_stop_wakes_an_idle_loop(recorder: Recorder) -> None:
    loop = WorkerLoop([], Leases(), recorder.metrics)
    task = asyncio.create_task(loop.run())
    await asyncio.sleep(0)
    loop.stop()
    await asyncio.wait_for(task, 1)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


async def test_backoff_grows_and_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    delays = [loop_module._backoff(failures) for failures in (1, 3, 100)]  # noqa: SLF001 - the formula itself
    assert 0.5 <= delays[0] <= 1
    assert 2 <= delays[1] <= 4
    assert 15 <= delays[2] <= 30
