"""Threads that keep the server busy while this process digests, reads or writes, with bounded memory."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_POLL_SECONDS = 0.2


class _Ended:
    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def read_ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items, with one fetched ahead and one on its way: memory is bounded by three of them.

    An exception of ``items`` is raised here in its turn. Closing this iterator early ends the thread with the item
    that it is waiting for.
    """
    ahead: queue.Queue[T | _Ended] = queue.Queue(maxsize=1)
    stopped = threading.Event()

    def hand_over(item: T | _Ended) -> None:
        while not stopped.is_set():
            try:
                ahead.put(item, timeout=_POLL_SECONDS)
            except queue.Full:
                continue
            return

    def fetch() -> None:
        error: BaseException | None = None
        try:
            for item in items:
                hand_over(item)
                # Not held while waiting for the next one: an item is up to 16 MB.
                del item
                if stopped.is_set():
                    return
        except BaseException as raised:  # noqa: BLE001 - raised again by the reader below
            error = raised
        hand_over(_Ended(error))

    # A daemon: a signal must end the process even while the server does not answer.
    thread = threading.Thread(target=fetch, name="read-ahead", daemon=True)
    thread.start()
    try:
        while True:
            item = ahead.get()
            if isinstance(item, _Ended):
                if item.error is not None:
                    raise item.error
                return
            yield item
            del item
    finally:
        stopped.set()


class _Slot(Generic[R]):
    """One item's place in the order, filled by a worker."""

    def __init__(self) -> None:
        self._filled = threading.Event()
        self._result: R
        self._error: BaseException | None = None

    def fill(self, function: Callable[[T], R], item: T) -> None:
        try:
            self._result = function(item)
        except BaseException as raised:  # noqa: BLE001 - raised again by take()
            self._error = raised
        self._filled.set()

    def take(self) -> R:
        self._filled.wait()
        if self._error is not None:
            raise self._error
        return self._result


def in_order(function: Callable[[T], R], items: Iterable[T], *, workers: int) -> Iterator[R]:
    """``function`` of each item, several at the same time in threads, the results in the order of the items.

    At most ``workers`` items are under way. The first exception in that order is raised; items after it may have
    been worked on.
    """
    work: queue.Queue[tuple[_Slot[R], T] | None] = queue.Queue()

    def serve() -> None:
        while (task := work.get()) is not None:
            slot, item = task
            slot.fill(function, item)
            del task, slot, item

    for number in range(workers):
        threading.Thread(target=serve, name=f"worker-{number}", daemon=True).start()
    under_way: deque[_Slot[R]] = deque()
    try:
        for item in items:
            slot = _Slot[R]()
            work.put((slot, item))
            under_way.append(slot)
            if len(under_way) >= workers:
                yield under_way.popleft().take()
        while under_way:
            yield under_way.popleft().take()
    finally:
        for _ in range(workers):
            work.put(None)
