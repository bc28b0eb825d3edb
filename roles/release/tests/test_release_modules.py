"""The lock, the history, the choice of a release and the judgement of one that has just gone into service."""

from __future__ import annotations

import datetime
import http.server
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible.module_utils.releases import append_line, read_history, read_lock, write_whole
from release_filters import as_manifest, differences, objections, release_to_return_to, runs
from release_lock import give_back, take
from release_watch import Bounds, Figures, Log, judge, parse, watch

NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
BOUNDS = Bounds(
    max_error_ratio=0.01, max_error_factor=2, min_errors=3, max_p95_ms=200, max_p95_factor=2, min_requests=40
)


def lock(run: str, seconds: int = 900) -> dict[str, Any]:
    expires = (NOW + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
    taken = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"run": run, "owner": "asha", "host": "laptop", "kind": "deploy", "taken_at": taken, "expires_at": expires}


def image(digit: str) -> str:
    return f"registry.example.com/codementee/backend@sha256:{digit * 64}"


def manifest(release: str, digit: str = "a") -> dict[str, Any]:
    return {"release": release, "images": {name: image(digit) for name in ("backend", "frontend", "cache", "router")}}


# --- the lock


def test_the_lock_names_its_owner_to_whoever_comes_second(tmp_path: Path) -> None:
    assert take(tmp_path, lock("one"), "") is None
    with pytest.raises(BlockingIOError, match=r"asha on laptop .*run one.*release_take_over=one"):
        take(tmp_path, lock("two"), "")
    held = read_lock(tmp_path)
    assert held is not None
    assert held["run"] == "one"


def test_of_many_that_come_at_once_one_gets_the_lock(tmp_path: Path) -> None:
    def attempt(number: int) -> bool:
        try:
            take(tmp_path, lock(f"run-{number}"), "")
        except BlockingIOError:
            return False
        return True

    with ThreadPoolExecutor(max_workers=16) as threads:
        assert sum(threads.map(attempt, range(64))) == 1


def test_a_lock_is_renewed_by_its_run_and_keeps_its_age(tmp_path: Path) -> None:
    take(tmp_path, lock("one", seconds=10), "")
    later = {**lock("one", seconds=900), "taken_at": "2030-01-01T00:00:00Z"}
    assert take(tmp_path, later, "") is None
    held = read_lock(tmp_path)
    assert held is not None
    assert (held["taken_at"], held["expires_at"]) == (lock("one")["taken_at"], later["expires_at"])


@pytest.mark.parametrize(("seconds", "take_over"), [(-1, ""), (900, "dead")])
def test_a_dead_run_is_taken_over_and_told(tmp_path: Path, seconds: int, take_over: str) -> None:
    take(tmp_path, lock("dead", seconds), "")
    taken_over = take(tmp_path, lock("next"), take_over)
    assert taken_over is not None
    assert taken_over["run"] == "dead"


def test_an_unreadable_lock_is_a_dead_one(tmp_path: Path) -> None:
    (tmp_path / "lock.json").write_text('{"run": "ha')
    taken_over = take(tmp_path, {**lock("next"), "taken_at": "2099-01-01T00:00:00Z"}, "")
    assert taken_over is not None
    assert taken_over["run"] == "unreadable"


def test_nobody_gives_back_the_lock_of_another(tmp_path: Path) -> None:
    take(tmp_path, lock("one"), "")
    assert not give_back(tmp_path, "two")
    assert give_back(tmp_path, "one")
    assert read_lock(tmp_path) is None


# --- the history


def record(release: str, outcome: str = "succeeded", kind: str = "deploy") -> dict[str, Any]:
    return {"id": f"{release}-{outcome}-{kind}", "release": release, "outcome": outcome, "kind": kind}


def test_a_line_that_was_cut_short_spoils_itself_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    append_line(path, json.dumps(record("a")))
    with path.open("a") as file:
        file.write('{"id": "half')
    append_line(path, json.dumps(record("b")))
    assert [known["release"] for known in read_history(tmp_path)] == ["a", "b"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "current.yml", "old\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "current.yml", "\ud800")
    assert (tmp_path / "current.yml").read_text() == "old\n"
    assert [path.name for path in tmp_path.iterdir()] == ["current.yml"]


# --- the choice


def known(*history: dict[str, Any], current: str) -> dict[str, Any]:
    names = {entry["release"] for entry in history}
    return {
        "history": list(history),
        "manifests": {name: manifest(name) for name in names},
        "current": manifest(current),
    }


def test_going_back_leads_to_what_served_before() -> None:
    records = (record("a", kind="install"), record("b"), record("bad", "reverted"), record("c"))
    assert release_to_return_to(known(*records, current="c"))["release"] == "b"


def test_going_back_twice_goes_further_back_and_not_forward_again() -> None:
    records = (record("a"), record("b"), record("c"), record("b", kind="rollback"))
    assert release_to_return_to(known(*records, current="b"))["release"] == "a"


def test_what_was_taken_back_is_not_gone_back_to() -> None:
    records = (record("a"), record("bad"), record("a", kind="rollback"), record("c"))
    assert release_to_return_to(known(*records, current="c"))["release"] == "a"
    assert release_to_return_to(known(*records, current="c"), "bad")["release"] == "bad"
    # Said by name and gone back from again; mended and released once more.
    named = (*records, record("bad", kind="rollback"), record("c", kind="rollback"))
    assert release_to_return_to(known(*named, current="c"))["release"] == "a"
    assert release_to_return_to(known(*records, record("bad"), record("d"), current="d"))["release"] == "bad"


def test_a_named_release_must_have_served() -> None:
    records = (record("a"), record("bad", "reverted"), record("b"))
    assert release_to_return_to(known(*records, current="b"), "a")["release"] == "a"
    with pytest.raises(AnsibleFilterError, match=r"bad never served here.*Releases that served here: a"):
        release_to_return_to(known(*records, current="b"), "bad")


def test_before_the_first_release_there_is_nothing() -> None:
    with pytest.raises(AnsibleFilterError, match="no release before a"):
        release_to_return_to(known(record("a"), current="a"))


def test_everything_that_is_wrong_with_a_manifest_is_said_at_once() -> None:
    broken = {"release": "a b", "images": {"backend": "registry/backend:latest", "frontend": image("a")}}
    with pytest.raises(AnsibleFilterError, match=r"release\.yml .*release is.*images\.backend.*images\.cache.*router"):
        as_manifest(broken, "release.yml")
    with pytest.raises(AnsibleFilterError, match="release is missing"):
        as_manifest("text", "release.yml")


def test_what_runs_is_compared_service_by_service() -> None:
    running = {name: image("a") for name in ("backend", "worker", "frontend", "cache")}
    assert runs(running, manifest("a"))
    assert not runs({**running, "worker": image("b")}, manifest("a"))
    assert not runs({}, manifest("a"))
    assert differences(manifest("b", "b"), manifest("a")) == ["backend", "frontend", "cache", "router"]


# --- the watch


def figures(requests: int, errors: int = 0, milliseconds: float = 20) -> Figures:
    found = Figures()
    for number in range(requests):
        found.count(500 if number < errors else 200, milliseconds)
    return found


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        (figures(100), figures(100), None),
        (figures(100, errors=2), figures(100), None),  # fewer than decide anything
        (figures(1000, errors=9), figures(1000), None),  # within the share that is borne
        (figures(100, errors=3), figures(100), "errors"),
        (figures(3, errors=3), figures(0), "errors"),
        (figures(100, errors=3), figures(100, errors=2), None),  # no worse than it was
        (figures(100, milliseconds=150), figures(100, milliseconds=10), None),  # within the promise
        (figures(100, milliseconds=900), figures(100, milliseconds=10), "95 %"),
        (figures(100, milliseconds=900), figures(100, milliseconds=500), None),  # no worse than twice what it was
        (figures(39, milliseconds=900), figures(100), None),  # too few to say
        (figures(100, milliseconds=900), figures(0), "nothing to compare"),
    ],
)
def test_a_release_is_judged_by_its_promise_and_by_the_one_before(
    now: Figures, before: Figures, verdict: str | None
) -> None:
    reason = judge(now, before, BOUNDS)
    assert (reason is None) == (verdict is None)
    assert verdict is None or (reason is not None and verdict in reason)


def line(at: float, status: int = 200, seconds: float = 0.02) -> str:
    moment = datetime.datetime.fromtimestamp(at, datetime.UTC).isoformat(timespec="milliseconds")
    return json.dumps({"ts": moment, "status": status, "duration": seconds}) + "\n"


def test_lines_that_are_none_are_passed_over() -> None:
    assert parse(line(1000.5, 502, 0.25).encode()) == (1000.5, 502, 250.0)
    assert [parse(text) for text in (b"", b"{}\n", b'{"ts": "now", "status": 200, "duration": 1}\n', b"[]\n")] == [
        None
    ] * 4


def test_a_log_is_followed_through_its_rotation(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "access.json"
    path.write_text("one\ntw")
    log = Log(path)
    request.addfinalizer(log.close)
    assert list(log.lines()) == [b"one\n"]
    with path.open("a") as file:
        file.write("o\n")
    assert list(log.lines()) == [b"two\n"]
    path.rename(tmp_path / "access.json.1")
    path.write_text("three\n")
    assert list(log.lines()) == [b"three\n"]


@pytest.fixture
def router() -> Iterator[tuple[str, dict[str, int]]]:
    """A router on loopback whose answer's status the test may change."""
    state = {"status": 200}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(state["status"])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """The test's output is for the test."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", state
    server.shutdown()
    thread.join()
    server.server_close()


def options(router: str, log: Path | None, seconds: int) -> dict[str, Any]:
    bounds = {field: getattr(BOUNDS, field) for field in Bounds.__dataclass_fields__}
    return bounds | {
        # These tests are not about latency, and the machine may be busy.
        "max_p95_ms": 60_000,
        "seconds": seconds,
        "access_log": str(log) if log else "",
        "before_epoch": time.time(),
        "probes": [router],
        "probe_host": "example.com",
        "probe_paths": ["/"],
        "probes_per_second": 20,
        "stack": "",
    }


def test_a_quiet_night_is_judged_by_its_probes(router: tuple[str, dict[str, int]]) -> None:
    reason, now, _ = watch(options(router[0], None, seconds=1))
    assert reason is None
    assert now.requests >= 5
    assert now.errors == 0


def test_errors_end_the_watch_before_its_time(router: tuple[str, dict[str, int]]) -> None:
    router[1]["status"] = 500
    start = time.monotonic()
    reason, now, _ = watch(options(router[0], None, seconds=60))
    assert reason is not None
    assert now.errors == 3
    assert time.monotonic() - start < 30


def test_a_router_that_does_not_answer_is_an_error() -> None:
    reason, _, _ = watch(options("127.0.0.1:1", None, seconds=60))
    assert reason is not None
    assert "3 of 3" in reason


def test_visitors_count_and_what_they_got_before_is_told(tmp_path: Path, router: tuple[str, dict[str, int]]) -> None:
    now = time.time()
    path = tmp_path / "access.json"
    path.write_text("".join(line(now - 1, 500) for _ in range(4)) + "".join(line(now + 60) for _ in range(50)))
    reason, during, before = watch(options(router[0], path, seconds=1) | {"before_epoch": now - 0.5, "seconds": 1})
    assert reason is None
    assert during.requests > 50
    assert (before.requests, before.errors) == (4, 4)


# --- attesting


def report(began: datetime.datetime, tests: int = 10, skipped: int = 2, failures: int = 0, errors: int = 0) -> str:
    counts = f'tests="{tests}" skipped="{skipped}" failures="{failures}" errors="{errors}"'
    return f'<testsuites><testsuite name="pytest" {counts} timestamp="{began.isoformat()}"/></testsuites>'


def attested(text: str, *, outcome: str = "succeeded", release: str = "a", served: str = "a") -> list[str]:
    target = manifest(release)
    finished = {"finished_at": NOW.strftime("%Y-%m-%dT%H:%M:%SZ")}
    found = known({**record(release, outcome), **finished}, current=served)
    images = {name: image("a") for name in ("backend", "worker", "frontend", "cache")}
    return objections({**found, "running": images}, target, text)


AFTER = NOW + datetime.timedelta(seconds=1)


def test_what_serves_and_was_accepted_after_that_may_be_attested() -> None:
    assert attested(report(AFTER)) == []


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (attested(report(NOW - datetime.timedelta(seconds=1))), "began before"),
        (attested(report(AFTER, failures=1)), "'failures': 1"),
        (attested(report(AFTER, errors=1)), "'errors': 1"),
        (attested(report(AFTER, tests=2, skipped=2)), "'tests': 2"),
        (attested("<html>"), "cannot be read"),
        (attested("<testsuites/>"), "cannot be read"),
        (attested(report(AFTER), outcome="reverted"), "reverted"),
        (attested(report(AFTER), served="b"), "b serves here"),
    ],
)
def test_nothing_else_is_attested(found: list[str], reason: str) -> None:
    assert len(found) == 1
    assert reason in found[0]
