"""The instrument notices what it is for, against a stand-in of the platform that misbehaves on request."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from acceptance.support.accounts import Account
from acceptance.support.load import unique
from acceptance.support.runners import Local
from releases import traffic
from releases.traffic import Failure, Outcome, Traffic, account_for

ACCOUNT = Account("0123456789abcdef01234567", "nobody@example.com", "token-of-nobody")
# One misdeed each, at the thirtieth request of its kind.
MISDEEDS = ("drop-read", "drop-write", "bad-gateway", "lose-write", "double-write", "answer-lost")
AT = 30


class Platform:
    """Answers reads with 200 and keeps writes, whose `version` names them; one misdeed, at the `AT`th request."""

    def __init__(self, misdeed: str = "") -> None:
        self.stored: list[dict[str, Any]] = []
        self.tokens: set[str] = set()
        self._misdeed = misdeed
        self._seen: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream, contextlib.suppress(OSError):
            while first := stream.readline():
                head = b""
                while (line := stream.readline()) != b"\r\n":
                    head += line
                length = re.search(rb"Content-Length: (\d+)", head)
                body = stream.read(int(length[1])) if length else b""
                if not self._answer(connection, first.startswith(b"POST"), head, body):
                    return

    def _answer(self, connection: socket.socket, write: bool, head: bytes, body: bytes) -> bool:
        """Whether the connection is kept."""
        with self._lock:
            self._seen["write" if write else "read"] += 1
            now = self._seen["write" if write else "read"] == AT
            if write:
                self._store(json.loads(body), now)
                self.tokens |= {line for line in head.decode().splitlines() if line.startswith("Authorization")}
        if now and self._misdeed == ("answer-lost" if write else "drop-read"):
            # Half an answer: what came before it cannot be unsaid, so nobody may repeat it.
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly")
            return False
        if now and write and self._misdeed == "drop-write":
            return False
        status = (
            b"502 Bad Gateway" if now and self._misdeed == "bad-gateway" else b"201 Created" if write else b"200 OK"
        )
        connection.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Length: 2\r\n\r\nok")
        return True

    def _store(self, entry: dict[str, Any], now: bool) -> None:
        if now and self._misdeed in ("lose-write", "drop-write"):
            return
        self.stored += [entry] * (2 if now and self._misdeed == "double-write" else 1)

    # What the driver offers of a collection, as far as the account is taken with it.
    def count_documents(self, _query: object) -> int:
        return len(self.stored)

    def find(self, _query: object, _fields: object) -> list[dict[str, Any]]:
        return list(self.stored)

    def delete_many(self, _query: object) -> None:
        self.stored.clear()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A load this machine has to spare while it tests everything else."""
    monkeypatch.setattr(traffic, "READS_KEPT", (60, 4))
    monkeypatch.setattr(traffic, "READS_NEW", (20, 2))
    monkeypatch.setattr(traffic, "WRITES_KEPT", (30, 2))
    monkeypatch.setattr(traffic, "WRITES_NEW", (10, 2))
    monkeypatch.setattr(traffic, "MINIMUM_RATE", 60.0)


@contextlib.contextmanager
def standing_in(misdeed: str) -> Iterator[tuple[Platform, Traffic]]:
    platform = Platform(misdeed)
    content: Any = {"consents": platform}
    try:
        yield platform, Traffic(Local(""), "http://example.test", platform.address, content, lambda: ACCOUNT)
    finally:
        platform.close()


def met_with(misdeed: str) -> Outcome:
    with standing_in(misdeed) as (platform, visitors):
        with visitors.flowing(seconds=60) as flow:
            met = flow.finish()
        assert platform.tokens == {"Authorization: Bearer token-of-nobody"}
        assert platform.stored == [], "it leaves its writes in the database"
    return met


@pytest.mark.usefixtures("small")
def test_a_platform_without_fault_is_unharmed() -> None:
    met = met_with("")
    assert "0 failed" in met.unharmed()
    assert met.writes.acknowledged == met.writes.sent >= 2 * traffic.SOME_WRITES
    assert set(met.loads) == {"reads kept", "reads new", "writes kept", "writes new"}
    assert sum(met.per_second()) == met.sent


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("misdeed", "complaint"),
    [
        ("drop-read", "1 failed, the first: reads .* IncompleteReadError"),
        ("drop-write", "1 failed, the first: writes .*(UnansweredError|closed before an answer)"),
        ("bad-gateway", "[12] failed, the first: .* 502 after"),
        ("lose-write", "lost writes: .'load-"),
        ("double-write", "doubled writes: .'load-"),
        ("answer-lost", "1 failed, the first: writes .* IncompleteReadError"),
    ],
    ids=MISDEEDS,
)
def test_each_misdeed_is_noticed(misdeed: str, complaint: str) -> None:
    met = met_with(misdeed)
    with pytest.raises(AssertionError, match=complaint):
        met.unharmed()
    assert met.writes.unasked == (misdeed in ("answer-lost", "bad-gateway"))


@pytest.mark.usefixtures("small")
def test_own_failures_of_a_release_are_told_apart() -> None:
    met = met_with("bad-gateway")
    assert met.unharmed(but_for=lambda failure: failure.what == "502")
    with pytest.raises(AssertionError, match="failed, the first"):
        met.unharmed(but_for=lambda failure: failure.what == "500")


@pytest.mark.usefixtures("small")
def test_a_client_too_slow_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traffic, "MINIMUM_RATE", 1_000.0)
    with pytest.raises(AssertionError, match="the client itself sent too little"):
        met_with("").unharmed()


@pytest.mark.usefixtures("small")
def test_a_load_that_ends_too_early_is_no_proof() -> None:
    with standing_in("") as (_, visitors), visitors.flowing(seconds=3) as flow:
        flow._running.wait()
        with pytest.raises(AssertionError, match="ended by itself"):
            flow.finish()


def test_writes_are_accounted_for_by_name() -> None:
    name = [f"a.{unique(number)}" for number in range(6)]
    found = account_for({"a.": 6}, {"a.": [1, 2]}, Counter([name[0], name[1], name[3], name[3], name[4]]))
    assert (found.sent, found.acknowledged, found.unasked) == (6, 4, 1)
    assert found.lost == (name[5],)
    assert found.doubled == (name[3],)
    assert found.summary() == "4 of 6 writes acknowledged, 1 lost, 1 doubled, 1 stored without an answer"


def test_an_unacknowledged_write_may_be_there_once_and_not_twice() -> None:
    name = f"a.{unique(0)}"
    assert account_for({"a.": 1}, {"a.": [0]}, Counter()).doubled == ()
    assert account_for({"a.": 1}, {"a.": [0]}, Counter([name])).doubled == ()
    assert account_for({"a.": 1}, {"a.": [0]}, Counter([name, name])).doubled == (name,)


def test_a_write_nobody_sent_is_no_result() -> None:
    with pytest.raises(AssertionError, match="never sent"):
        account_for({"a.": 1}, {}, Counter(["b.MA"]))


def test_failures_in_words() -> None:
    failures = [Failure("reads kept", "/", "502", 1.25), Failure("reads kept", "/x", "502", 2.0)]
    assert traffic.told(failures) == (
        "reads kept / 502 after 1.2 s, reads kept /x 502 after 2.0 s (reads kept: 502 × 2)"
    )
