"""TCP connect scan of one address; standard library only, so that it also runs inside a client container.

    python3 scan.py 198.51.100.10 --ports 1-65535 --window 4000 --timeout 1.0

Prints {"open": [...], "refused": n, "silent": n, "seconds": s}. Open means that a connection was accepted.
"""

from __future__ import annotations

import argparse
import errno
import json
import select
import socket
import time
from collections import deque
from dataclasses import dataclass, field


@dataclass
class Sweep:
    """What each port did."""

    open: list[int] = field(default_factory=list)
    refused: int = 0
    silent: int = 0
    seconds: float = 0.0


class Scanner:
    """Keeps `window` connection attempts under way; each is given `timeout` seconds."""

    def __init__(self, address: str, window: int, timeout: float) -> None:
        self._address = address
        self._window = window
        self._timeout = timeout
        self._poll = select.epoll()
        self._pending: dict[int, tuple[socket.socket, int]] = {}
        self._deadlines: deque[tuple[float, int, socket.socket]] = deque()

    def sweep(self, first: int, last: int) -> Sweep:
        result = Sweep()
        started = time.monotonic()
        port = first
        while port <= last or self._pending:
            while port <= last and len(self._pending) < self._window:
                self._attempt(port, result)
                port += 1
            for descriptor, _ in self._poll.poll(0.05):
                self._settle(descriptor, result)
            self._expire(result)
        self._poll.close()
        result.open.sort()
        result.seconds = round(time.monotonic() - started, 2)
        return result

    def _attempt(self, port: int, result: Sweep) -> None:
        attempt = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        attempt.setblocking(False)
        code = attempt.connect_ex((self._address, port))
        if code != errno.EINPROGRESS:
            self._count(code, port, result)
            attempt.close()
            return
        self._pending[attempt.fileno()] = (attempt, port)
        self._deadlines.append((time.monotonic() + self._timeout, attempt.fileno(), attempt))
        self._poll.register(attempt, select.EPOLLOUT | select.EPOLLERR | select.EPOLLHUP)

    def _settle(self, descriptor: int, result: Sweep) -> None:
        attempt, port = self._pending.pop(descriptor)
        self._poll.unregister(descriptor)
        self._count(attempt.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR), port, result)
        attempt.close()

    @staticmethod
    def _count(code: int, port: int, result: Sweep) -> None:
        if code == 0:
            result.open.append(port)
        elif code == errno.ECONNREFUSED:
            result.refused += 1
        elif code in (errno.EMFILE, errno.ENFILE, errno.EADDRNOTAVAIL, errno.ENOBUFS):
            raise OSError(code, f"the scanning side ran out of resources at port {port}: lower the window")
        else:
            result.silent += 1

    def _expire(self, result: Sweep) -> None:
        now = time.monotonic()
        while self._deadlines and self._deadlines[0][0] <= now:
            _, descriptor, attempt = self._deadlines.popleft()
            if self._pending.get(descriptor, (None, 0))[0] is attempt:
                self._pending.pop(descriptor)
                self._poll.unregister(descriptor)
                attempt.close()
                result.silent += 1


def main() -> None:
    parser = argparse.ArgumentParser(description="TCP connect scan of one address.")
    parser.add_argument("address")
    parser.add_argument("--ports", default="1-65535", metavar="FIRST-LAST")
    parser.add_argument("--window", type=int, default=4000)
    parser.add_argument("--timeout", type=float, default=1.0)
    given = parser.parse_args()
    first, _, last = given.ports.partition("-")
    sweep = Scanner(given.address, given.window, given.timeout).sweep(int(first), int(last or first))
    print(json.dumps(sweep.__dict__))


if __name__ == "__main__":
    main()
