"""The cache image as it is deployed: read-only, without capabilities, its password a file.

Run on the control machine: needs a Docker engine (DOCKER_HOST) and a base (BASE_IMAGE).
"""

import io
import os
import secrets
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

IMAGE = "codementee-sandbox/cache-test"
CONTEXT = Path(__file__).parent.parent
PASSWORD = secrets.token_hex(16)

HARDENED = [
    "--read-only",
    "--tmpfs",
    "/tmp:mode=1777,size=8m",  # noqa: S108 - inside the container
    "--cap-drop",
    "ALL",
    "--security-opt",
    "no-new-privileges",
]


def docker(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=check, timeout=300)


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)


class Cache:
    def __init__(self, *options: str, password: str = PASSWORD) -> None:
        self.identifier = docker("create", *HARDENED, *options, "--volume", "/run/secrets", IMAGE).stdout.strip()
        # Copied rather than mounted: the engine may be on another machine.
        copy = ["docker", "cp", "-", f"{self.identifier}:/run/secrets"]
        subprocess.run(copy, input=_archive("cache_password", password), check=True, timeout=60)

    def start(self) -> None:
        docker("start", self.identifier)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return docker("exec", self.identifier, *command, check=False)

    def ask(self, *command: str, password: str = PASSWORD) -> str:
        answer = docker(
            "exec", "--env", f"REDISCLI_AUTH={password}", self.identifier, "valkey-cli", *command, check=False
        )
        return answer.stdout.strip()

    def healthy(self) -> bool:
        return self.run("cache-healthcheck").returncode == 0

    def exit_code(self) -> int:
        return int(docker("wait", self.identifier).stdout)

    def log(self) -> str:
        result = docker("logs", self.identifier)
        return result.stdout + result.stderr

    def remove(self) -> None:
        docker("rm", "--force", "--volumes", self.identifier)


def _archive(name: str, content: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.uid, entry.gid = len(content), 0o400, 10002, 10002
        archive.addfile(entry, io.BytesIO(content.encode()))
    return buffer.getvalue()


@pytest.fixture(scope="module", autouse=True)
def image() -> None:
    base = os.environ.get("BASE_IMAGE", "debian:trixie-slim")
    docker("build", "--build-arg", f"BASE_IMAGE={base}", "--tag", IMAGE, str(CONTEXT))


@pytest.fixture
def create() -> Iterator[Callable[..., Cache]]:
    made: list[Cache] = []

    def create_cache(*options: str, password: str = PASSWORD) -> Cache:
        made.append(Cache(*options, password=password))
        made[-1].start()
        return made[-1]

    yield create_cache
    for cache in made:
        cache.remove()


@pytest.fixture
def cache(create: Callable[..., Cache]) -> Cache:
    running = create()
    wait_until(running.healthy, "the cache")
    return running


def test_serves_with_the_password_only(cache: Cache) -> None:
    assert cache.ask("set", "key", "value") == "OK"
    assert cache.ask("get", "key") == "value"
    assert "NOAUTH" in cache.ask("get", "key", password="wrong" * 5)
    assert "NOAUTH" in cache.run("valkey-cli", "get", "key").stdout


def test_password_is_nowhere_but_in_its_file(cache: Cache) -> None:
    shown = cache.run("sh", "-c", "cat /proc/1/cmdline /proc/1/environ /tmp/*").stdout
    assert "maxmemory" in shown
    assert PASSWORD not in shown
    assert PASSWORD not in cache.log()
    assert PASSWORD not in docker("inspect", cache.identifier).stdout


def test_runs_without_root(cache: Cache) -> None:
    assert cache.run("id", "-u").stdout.strip() == "10002"


@pytest.mark.parametrize(
    "command", [("config", "get", "*"), ("flushall",), ("shutdown",), ("keys", "*"), ("acl", "list"), ("monitor",)]
)
def test_clients_cannot_touch_the_server(cache: Cache, command: tuple[str, ...]) -> None:
    assert "NOPERM" in cache.ask(*command)


def test_exporters_can_look(cache: Cache) -> None:
    assert "keyspace_hits" in cache.ask("info", "stats")


def test_full_cache_evicts_instead_of_refusing(create: Callable[..., Cache]) -> None:
    cache = create("--env", "CACHE_MAXMEMORY=4mb")
    wait_until(cache.healthy, "the cache")
    fill = "for i in $(seq 1 12); do head -c 524288 /dev/zero | valkey-cli -x set key$i; done"
    answers = docker("exec", "--env", f"REDISCLI_AUTH={PASSWORD}", cache.identifier, "sh", "-c", fill).stdout.split()
    assert answers == ["OK"] * 12
    assert "evicted_keys:0" not in cache.ask("info", "stats")
    assert cache.ask("exists", "key12") == "1"


def test_nothing_is_kept_over_a_restart(cache: Cache) -> None:
    cache.ask("set", "key", "value")
    docker("restart", cache.identifier)
    wait_until(cache.healthy, "the restarted cache")
    assert cache.ask("exists", "key") == "0"


def test_stops_at_once_and_in_order(cache: Cache) -> None:
    started = time.monotonic()
    docker("stop", cache.identifier)
    assert time.monotonic() - started < 5
    assert cache.exit_code() == 0


def test_server_that_refuses_is_unhealthy(cache: Cache) -> None:
    wrong = docker(
        "exec", "--env", "CACHE_PASSWORD_FILE=/etc/hostname", cache.identifier, "cache-healthcheck", check=False
    )
    assert wrong.returncode == 1


@pytest.mark.parametrize(
    ("options", "password", "reason"),
    [
        ((), "", "is empty"),
        ((), "short", "fewer than 16"),
        ((), "a password with blanks", "white space"),
        (("--env", "CACHE_PASSWORD_FILE=/run/secrets/absent"), PASSWORD, "/run/secrets/absent"),
        (("--env", "CACHE_MAXMEMORY=lots"), PASSWORD, "CACHE_MAXMEMORY"),
        (("--env", "CACHE_MAXMEMORY_POLICY=random"), PASSWORD, "CACHE_MAXMEMORY_POLICY"),
    ],
)
def test_unusable_settings_are_refused(
    create: Callable[..., Cache], options: tuple[str, ...], password: str, reason: str
) -> None:
    cache = create(*options, password=password)
    assert cache.exit_code() == 78
    assert reason in cache.log()
    assert not password or password not in cache.log()
