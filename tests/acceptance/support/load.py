"""Load generator of the acceptance suite: bounded, counted, and honest about retries.

One file, standard library only, so that it also runs inside a client container or on a server:

    python3 load.py --url https://codementee.test/api/health --connect 198.51.100.10:443 \
        --ca roots.pem --rate 20 --seconds 30 --connections 4

Prints one JSON object: sent, ok, failed, retried, statuses, errors, latency percentiles in milliseconds,
a time line of statuses per second, values seen of the headers named with --watch, what failed and when, and the
numbers of all requests that were not acknowledged.

    python3 load.py --mix <<<'{"reads": ["--url", …], "writes": ["--url", …]}'

runs several loads side by side, each with its own arguments, and prints an object of their reports. What must not
be seen in a list of processes (tokens) comes in this way.

Two words stand for something else in every request, in the URL, the headers and the body: `{unique}` is the
request's number in base64url, so that no cache answers and every write has a name of its own; `{client}` is one of
500 addresses of documentation networks in turn, for an X-Forwarded-For that the edge believes.

A kept connection that the server closed while nothing was under way is replaced by a new one. A request on a reused
connection that the server closed before any byte of an answer is sent once more on a new connection when the method
is idempotent, as every browser does, and counted as `retried`; everything else that goes wrong counts as failed.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import ssl
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS"})
UNIQUE = "{unique}"
CLIENT = "{client}"
# TEST-NET-1 and TEST-NET-3 (RFC 5737).
CLIENTS = tuple(f"{network}.{host}" for host in range(1, 251) for network in ("192.0.2", "203.0.113"))
MAXIMUM_REQUESTS = 200_000
MAXIMUM_SECONDS = 300.0
MAXIMUM_LOADS = 16
WATCHED_VALUES = 64
FAILURES_TOLD = 5_000


class UnansweredError(ConnectionError):
    """A reused connection was closed before the first byte of an answer."""


@dataclass
class Plan:
    """What to send. `rate` None sends as fast as the connections answer; `paths` beyond the URL's own take turns."""

    url: str
    connect: tuple[str, int]
    tls: ssl.SSLContext | None
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    rate: float | None = None
    seconds: float = 10.0
    requests: int = MAXIMUM_REQUESTS
    connections: int = 1
    fresh: bool = False
    timeout: float = 15.0
    accept: frozenset[int] = frozenset({200})
    watch: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    def target(self, number: int) -> str:
        """Path and query of the request with this number."""
        parts = urlsplit(self.url)
        own = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return fill(self.paths[number % len(self.paths)] if self.paths else own, number)

    def message(self, number: int) -> bytes:
        """The request with this number, head and body."""
        body = fill(self.body.decode(), number).encode() if self.body else b""
        headers = {"Host": urlsplit(self.url).netloc, "User-Agent": "codementee-acceptance", "Accept": "*/*"}
        headers |= self.headers
        if body:
            headers["Content-Length"] = str(len(body))
        if self.fresh:
            headers["Connection"] = "close"
        first = f"{self.method} {self.target(number)} HTTP/1.1"
        lines = [first, *(f"{name}: {fill(value, number)}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def unique(number: int) -> str:
    """What `{unique}` stands for."""
    return base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=")


def fill(text: str, number: int) -> str:
    """`text` with its stand-ins replaced, for the request with this number."""
    if "{" not in text:
        return text
    return text.replace(UNIQUE, unique(number)).replace(CLIENT, CLIENTS[number % len(CLIENTS)])


@dataclass
class Tally:
    """What came back."""

    sent: int = 0
    ok: int = 0
    retried: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    timeline: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    seen: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    failures: list[dict[str, Any]] = field(default_factory=list)
    unacknowledged: list[int] = field(default_factory=list)
    started_at: float = 0.0
    seconds: float = 0.0

    def fail(self, number: int, what: str, path: str, second: float) -> None:
        self.unacknowledged.append(number)
        if len(self.failures) < FAILURES_TOLD:
            self.failures.append({"number": number, "what": what, "path": path, "second": round(second, 2)})

    def report(self) -> dict[str, Any]:
        ordered = sorted(self.latencies)

        def percentile(share: float) -> float | None:
            return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 2) if ordered else None

        return {
            "sent": self.sent,
            "ok": self.ok,
            "failed": self.sent - self.ok,
            "retried": self.retried,
            "statuses": {str(status): count for status, count in sorted(self.statuses.items())},
            "errors": dict(self.errors),
            "latency_ms": {
                "p50": percentile(0.5),
                "p95": percentile(0.95),
                "p99": percentile(0.99),
                "max": percentile(1),
            },
            "timeline": [{str(k): v for k, v in self.timeline[s].items()} for s in range(int(self.seconds) + 1)],
            "seen": {name: dict(values) for name, values in self.seen.items()},
            "failures": self.failures,
            "unacknowledged": self.unacknowledged,
            "started_at": round(self.started_at, 2),
            "seconds": round(self.seconds, 2),
        }


class Connection:
    """One HTTP/1.1 connection, kept alive between requests unless the plan says fresh."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._message = b""
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    def prepare(self, number: int) -> None:
        """Make the next request the one with this number."""
        self._message = self._plan.message(number)

    async def request(self) -> tuple[int, dict[str, str]]:
        if self._closed_by_the_server():
            self.close()
        reused = self._reader is not None
        if self._reader is None or self._writer is None:
            host = urlsplit(self._plan.url).hostname if self._plan.tls else None
            self._reader, self._writer = await asyncio.open_connection(
                *self._plan.connect, ssl=self._plan.tls, server_hostname=host
            )
        try:
            self._writer.write(self._message)
            await self._writer.drain()
            first = await self._reader.readline()
            if not first:
                raise ConnectionResetError("closed before an answer")
        except (ConnectionError, ssl.SSLError) as error:
            raise (UnansweredError() if reused else error) from error
        status = int(first.split(b" ", 2)[1])
        headers = await self._headers()
        await self._drain(status, headers)
        if self._plan.fresh or headers.get("connection", "").lower() == "close":
            self.close()
        return status, headers

    def _closed_by_the_server(self) -> bool:
        """While idle, and seen before anything was sent: no client would use such a connection."""
        if self._reader is None or self._writer is None:
            return False
        return self._reader.at_eof() or self._reader.exception() is not None or self._writer.is_closing()

    async def _headers(self) -> dict[str, str]:
        assert self._reader is not None
        headers: dict[str, str] = {}
        while (line := await self._reader.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip()
        return headers

    async def _drain(self, status: int, headers: dict[str, str]) -> None:
        """Read the whole body: an answer cut short is a failed request."""
        assert self._reader is not None
        if self._plan.method == "HEAD" or status in (204, 304):
            return
        if headers.get("transfer-encoding", "").lower() == "chunked":
            while size := int((await self._reader.readline()).split(b";")[0], 16):
                await self._reader.readexactly(size + 2)
            await self._reader.readline()
        elif "content-length" in headers:
            await self._reader.readexactly(int(headers["content-length"]))
        else:
            await self._reader.read()
            self.close()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


class Generator:
    """Sends a plan through its connections, at a fixed rate of arrivals or as fast as answers come."""

    def __init__(self, plan: Plan, stop: asyncio.Event | None = None) -> None:
        self._plan = plan
        self._stop = stop or asyncio.Event()
        self._tally = Tally()
        self._started = 0.0

    async def run(self) -> Tally:
        self._started, self._tally.started_at = time.monotonic(), time.time()
        await asyncio.gather(*(self._worker() for _ in range(self._plan.connections)))
        self._tally.seconds = time.monotonic() - self._started
        return self._tally

    def _due(self, number: int) -> float:
        """When request `number` is due. Arrivals follow the clock, not the answers."""
        return self._started + (number / self._plan.rate if self._plan.rate else 0.0)

    async def _worker(self) -> None:
        connection = Connection(self._plan)
        end = self._started + self._plan.seconds
        try:
            while not self._stop.is_set() and self._tally.sent < self._plan.requests:
                due = self._due(self._tally.sent)
                if max(due, time.monotonic()) >= end:
                    return
                number = self._tally.sent
                connection.prepare(number)
                self._tally.sent += 1
                if (wait := due - time.monotonic()) > 0:
                    await asyncio.sleep(wait)
                await self._one(connection, number)
        finally:
            connection.close()

    async def _one(self, connection: Connection, number: int) -> None:
        began = time.monotonic()
        try:
            status, headers = await asyncio.wait_for(self._answered(connection), self._plan.timeout)
        except (OSError, EOFError, ValueError, IndexError, TimeoutError) as error:
            connection.close()
            what = f"{type(error).__name__}: {error}"[:120]
            self._tally.errors[what] += 1
            self._failed(number, what)
            return
        self._tally.latencies.append(time.monotonic() - began)
        self._tally.statuses[status] += 1
        self._tally.timeline[int(time.monotonic() - self._started)][status] += 1
        if status in self._plan.accept:
            self._tally.ok += 1
        else:
            self._failed(number, str(status))
        for name in self._plan.watch:
            values = self._tally.seen[name]
            value = headers.get(name, "(absent)")
            if value in values or len(values) < WATCHED_VALUES:
                values[value] += 1

    def _failed(self, number: int, what: str) -> None:
        self._tally.fail(number, what, self._plan.target(number), time.monotonic() - self._started)

    async def _answered(self, connection: Connection) -> tuple[int, dict[str, str]]:
        try:
            return await connection.request()
        except UnansweredError:
            connection.close()
            if self._plan.method not in IDEMPOTENT:
                raise
            self._tally.retried += 1
            return await connection.request()


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """Verifying context: the system's roots and those of `ca_file`."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


def parse(arguments: list[str]) -> tuple[Plan, bool]:
    parser = argparse.ArgumentParser(description="Bounded HTTP load with an exact account of the answers.")
    parser.add_argument("--url", required=True)
    parser.add_argument(
        "--connect", required=True, metavar="ADDRESS:PORT", help="where to connect, whatever the URL's host"
    )
    parser.add_argument("--ca", help="file of extra root certificates")
    parser.add_argument("--method", default="GET")
    parser.add_argument(
        "--path", action="append", default=[], metavar="PATH", help="asked for in turn, in place of the URL's own"
    )
    parser.add_argument("--header", action="append", default=[], metavar="NAME:VALUE")
    parser.add_argument("--body", default="")
    parser.add_argument("--rate", type=float, help="arrivals per second; without it as fast as answers come")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--requests", type=int, default=MAXIMUM_REQUESTS)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--fresh", action="store_true", help="a new connection for every request")
    parser.add_argument("--timeout", type=float, default=15.0)
    parser.add_argument("--accept", default="200", help="comma-separated statuses that count as ok")
    parser.add_argument(
        "--watch", action="append", default=[], metavar="HEADER", help="count the values of this header"
    )
    parser.add_argument("--until-eof", action="store_true", help="stop when standard input is closed")
    given = parser.parse_args(arguments)
    if given.seconds > MAXIMUM_SECONDS or given.requests > MAXIMUM_REQUESTS:
        parser.error(f"at most {MAXIMUM_SECONDS:g} s and {MAXIMUM_REQUESTS} requests")
    address, _, port = given.connect.rpartition(":")
    headers = {name.strip(): value.strip() for name, _, value in (h.partition(":") for h in given.header)}
    plan = Plan(
        url=given.url,
        connect=(address, int(port)),
        tls=tls_context(given.ca) if given.url.startswith("https:") else None,
        method=given.method,
        headers=headers,
        body=given.body.encode(),
        rate=given.rate,
        seconds=given.seconds,
        requests=given.requests,
        connections=given.connections,
        fresh=given.fresh,
        timeout=given.timeout,
        accept=frozenset(int(status) for status in given.accept.split(",")),
        watch=tuple(name.lower() for name in given.watch),
        paths=tuple(given.path),
    )
    return plan, given.until_eof


def until_input_ends(stop: asyncio.Event) -> None:
    """Set `stop` when standard input is closed."""
    loop = asyncio.get_running_loop()

    def at_input() -> None:
        if not os.read(sys.stdin.fileno(), 1024):
            loop.remove_reader(sys.stdin.fileno())
            stop.set()

    loop.add_reader(sys.stdin.fileno(), at_input)


async def mix(loads: dict[str, list[str]]) -> dict[str, Any]:
    """Loads side by side, until each has had its time or standard input is closed."""
    if len(loads) > MAXIMUM_LOADS:
        raise ValueError(f"at most {MAXIMUM_LOADS} loads at a time")
    stop = asyncio.Event()
    until_input_ends(stop)
    plans = [parse(arguments)[0] for arguments in loads.values()]
    tallies = await asyncio.gather(*(Generator(plan, stop).run() for plan in plans))
    return {name: tally.report() for name, tally in zip(loads, tallies, strict=True)}


async def main(arguments: list[str]) -> dict[str, Any]:
    if arguments == ["--mix"]:
        return await mix(json.loads(sys.stdin.buffer.readline()))
    plan, until_eof = parse(arguments)
    stop = asyncio.Event()
    if until_eof:
        until_input_ends(stop)
    return (await Generator(plan, stop).run()).report()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(sys.argv[1:]))))
