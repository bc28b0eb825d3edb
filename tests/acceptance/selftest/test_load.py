"""The load generator counts what happened, against a small server that misbehaves on request."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from acceptance.support.load import parse, unique
from acceptance.support.runners import LoadResult, Local, background, run_load, start, start_mix


class Misbehaving:
    """A server in threads; the path says how it answers."""

    def __init__(self) -> None:
        self.connections = 0
        self.requests = 0
        self.paths: list[str] = []
        self.messages: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            answered = 0
            while request := self._read(connection):
                path = request.split(" ")[1]
                self.requests += 1
                self.paths.append(path)
                self.messages.append(request)
                if path == "/closes-reused" and answered == 1:
                    return
                connection.sendall(self._answer(path))
                answered += 1
                if path in ("/cut-short", "/closes-idle"):
                    return

    @staticmethod
    def _read(connection: socket.socket) -> str:
        received = b""
        try:
            while b"\r\n\r\n" not in received:
                chunk = connection.recv(4096)
                if not chunk:
                    return ""
                received += chunk
            head, _, body = received.partition(b"\r\n\r\n")
            length = int((re.search(rb"(?i)content-length: (\d+)", head) or [b"", b"0"])[1])
            while len(body) < length:
                body += connection.recv(4096)
        except ConnectionResetError:
            return ""
        return (head + b"\r\n\r\n" + body).decode("latin-1")

    def _answer(self, path: str) -> bytes:
        if path == "/slow":
            time.sleep(0.3)
        if path == "/cut-short":
            return b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"
        if path == "/limited" and self.requests % 2 == 0:
            return b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
        if path == "/chunked":
            return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        return b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    made = Misbehaving()
    yield made
    made.close()


def load(server: Misbehaving, path: str, /, seconds: float = 5, **options: object) -> LoadResult:
    return run_load(Local(""), f"http://example.test{path}", server.address, seconds, **options)


def test_bounded_by_count_on_kept_connections(server: Misbehaving) -> None:
    result = load(server, "/", requests=100, connections=4)
    assert (result.sent, result.ok, result.failed) == (100, 100, 0)
    assert server.requests == 100
    assert server.connections == 4


def test_fresh_connection_for_every_request(server: Misbehaving) -> None:
    assert load(server, "/", requests=20, fresh=True).ok == 20
    assert server.connections == 20


def test_rate_is_kept_by_the_clock(server: Misbehaving) -> None:
    result = load(server, "/", seconds=2, rate=50, connections=4)
    # Never more than the clock allows; fewer only where this machine is too busy to keep up.
    assert 50 <= result.sent <= 100
    assert sum(sum(second.values()) for second in result.timeline) == result.sent
    assert result.seconds >= result.sent / 50 - 0.1


def test_chunked_answers_are_read_to_the_end(server: Misbehaving) -> None:
    assert load(server, "/chunked", requests=10).ok == 10
    assert server.connections == 1


def test_other_statuses_fail_and_headers_are_watched(server: Misbehaving) -> None:
    result = load(server, "/limited", requests=10, watch=["retry-after"])
    assert (result.ok, result.failed, result.statuses) == (5, 5, {200: 5, 429: 5})
    assert result.seen == {"retry-after": {"(absent)": 5, "1": 5}}


def test_answer_cut_short_is_a_failure(server: Misbehaving) -> None:
    result = load(server, "/cut-short", requests=3)
    assert (result.ok, result.failed) == (0, 3)
    assert all("IncompleteReadError" in error for error in result.errors)


def test_idempotent_request_on_a_closed_kept_connection_is_sent_again_and_counted(server: Misbehaving) -> None:
    result = load(server, "/closes-reused", requests=5)
    assert (result.ok, result.failed, result.retried) == (5, 0, 4)


def test_post_on_a_closed_kept_connection_is_a_failure(server: Misbehaving) -> None:
    result = load(server, "/closes-reused", requests=4, method="POST", body="{}")
    assert result.retried == 0
    assert result.failed == 2


def test_unique_urls_differ_in_every_request(server: Misbehaving) -> None:
    assert load(server, "/?cursor={unique}", requests=3).ok == 3
    assert sorted(server.paths) == ["/?cursor=MA", "/?cursor=MQ", "/?cursor=Mg"]


def test_paths_take_turns(server: Misbehaving) -> None:
    assert load(server, "/", requests=5, path=["/a", "/b?x=1"]).ok == 5
    assert sorted(server.paths) == ["/a", "/a", "/a", "/b?x=1", "/b?x=1"]


def test_every_write_has_a_name_and_a_client_of_its_own(server: Misbehaving) -> None:
    header = ["X-Forwarded-For: {client}", "Content-Type: application/json"]
    result = load(server, "/", requests=3, method="POST", body='{"name":"x.{unique}"}', header=header)
    assert result.ok == 3
    bodies = sorted(message.partition("\r\n\r\n")[2] for message in server.messages)
    assert bodies == [f'{{"name":"x.{unique(number)}"}}' for number in range(3)]
    clients = {line for message in server.messages for line in message.splitlines() if "X-Forwarded-For" in line}
    assert len(clients) == 3
    assert all("{" not in client for client in clients)


def test_a_connection_closed_while_idle_is_not_used_again(server: Misbehaving) -> None:
    """Not even for a write, which would be lost: it is seen before anything is sent."""
    result = load(server, "/closes-idle", seconds=2, rate=10, requests=5, method="POST", body="{}")
    assert (result.ok, result.failed, result.retried) == (5, 0, 0)
    assert server.connections == 5


def test_failures_are_told_with_their_time(server: Misbehaving) -> None:
    result = load(server, "/", requests=4, rate=20, path=["/", "/limited"])
    assert [(one["number"], one["what"], one["path"]) for one in result.failures] == [
        (1, "429", "/limited"),
        (3, "429", "/limited"),
    ]
    assert result.unacknowledged == [1, 3]
    assert 0.1 <= result.failures[1]["second"] < 2
    assert abs(result.started_at + result.seconds - time.time()) < 5


def test_loads_side_by_side_each_with_its_account(server: Misbehaving) -> None:
    loads = {
        "reads": {"rate": 50, "connections": 2, "path": ["/", "/limited"]},
        "writes": {"rate": 20, "method": "POST", "body": "{}", "fresh": True},
    }
    running = start_mix(Local(""), "http://example.test/", server.address, 60, loads)
    while server.requests < 40:
        time.sleep(0.01)
    assert running.under_way
    results = running.finish()
    assert list(results) == ["reads", "writes"]
    assert results["writes"].failed == 0
    assert results["reads"].sent > results["writes"].sent > 0
    assert sum(result.sent for result in results.values()) == server.requests


def test_time_out_is_a_failure(server: Misbehaving) -> None:
    result = load(server, "/slow", requests=1, timeout=0.1)
    assert result.failed == 1
    assert list(result.errors) == ["TimeoutError: "]


def test_nobody_listening_is_a_failure(server: Misbehaving) -> None:
    server.close()
    result = load(server, "/", requests=2)
    assert result.failed == 2
    assert all("Connect" in error for error in result.errors)


def test_background_load_stops_when_told(server: Misbehaving) -> None:
    began = time.monotonic()
    with background(Local(""), "http://example.test/", server.address, 60, rate=100) as running:
        while server.requests < 10:
            time.sleep(0.01)
        result = running.finish()
    assert result.failed == 0
    assert result.sent >= 10
    assert time.monotonic() - began < 30


def test_background_load_stops_when_the_test_fails(server: Misbehaving) -> None:
    def fail() -> None:
        with background(Local(""), "http://example.test/", server.address, 60, rate=10) as running:
            started.append(running)
            raise ValueError("the fault could not be injected")

    started: list[object] = []
    with pytest.raises(ValueError, match="could not be injected"):
        fail()
    assert started


def test_generator_that_dies_is_no_result() -> None:
    with pytest.raises(AssertionError, match="load generator failed"):
        start(Local(""), "https://example.test/", "127.0.0.1:1", 1, ca="/nonexistent").wait()


@pytest.mark.parametrize("excess", [["--seconds", "301"], ["--requests", "200001"]])
def test_load_is_bounded(excess: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--url", "http://x/", "--connect", "127.0.0.1:1", *excess])
    assert "at most 300 s and 200000 requests" in capsys.readouterr().err
