"""Many who ask the same at the same moment."""

import asyncio
from contextlib import suppress

import pytest

from codementee.bookings.crowd import Crowd

pytestmark = pytest.mark.anyio


class Looks:
    """A question whose answer is its number; each is answered when the test says so."""

    def __init__(self) -> None:
        self.started = 0
        self.release = asyncio.Event()

    async def __call__(self) -> int:
        self.started += 1
        number = self.started
        await self.release.wait()
        return number


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_all_who_come_meanwhile_share_the_next_look() -> None:
    crowd, looks = Crowd(), Looks()
    first = asyncio.create_task(crowd.look("slot", looks))
    await settle()
    # The first look is on its way: its answer may be older than these questions.
    later = [asyncio.create_task(crowd.look("slot", looks)) for _ in range(100)]
    await settle()
    assert looks.started == 1
    looks.release.set()
    assert await first == 1
    assert set(await asyncio.gather(*later)) == {2}
    assert looks.started == 2


async def test_other_subjects_do_not_wait() -> None:
    crowd, looks = Crowd(), Looks()
    tasks = [asyncio.create_task(crowd.look(subject, looks)) for subject in ("one", "two")]
    await settle()
    assert looks.started == 2
    looks.release.set()
    assert await asyncio.gather(*tasks) == [1, 2]


async def test_failure_reaches_everybody_and_is_not_kept() -> None:
    crowd = Crowd()

    async def fail() -> int:
        raise ConnectionError

    async def answer() -> int:
        return 7

    results = await asyncio.gather(*(crowd.look("slot", fail) for _ in range(3)), return_exceptions=True)
    assert [type(result) for result in results] == [ConnectionError] * 3
    assert await crowd.look("slot", answer) == 7


async def test_one_who_leaves_fails_nobody() -> None:
    crowd, looks = Crowd(), Looks()
    tasks = [asyncio.create_task(crowd.look("slot", looks)) for _ in range(3)]
    await settle()
    tasks[0].cancel()
    with suppress(asyncio.CancelledError):
        await tasks[0]
    looks.release.set()
    assert await asyncio.gather(*tasks[1:]) == [1, 1]


async def test_no_more_than_the_width_at_once_in_order() -> None:
    crowd = Crowd(width=2)
    running = highest = 0
    order: list[int] = []

    async def work(number: int) -> None:
        nonlocal running, highest
        running += 1
        highest = max(highest, running)
        order.append(number)
        await asyncio.sleep(0)
        running -= 1

    async def one(number: int) -> None:
        await crowd.turn(lambda: work(number))

    await asyncio.gather(*(one(number) for number in range(20)))
    assert highest == 2
    assert order == list(range(20))
