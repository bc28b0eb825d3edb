"""A second installation of the deployed release, on a database of its own: filled to any size, looked into, dropped."""

from __future__ import annotations

import json
import secrets
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pymongo.database import Database as Content

from .database import Database
from .server import Neighbour, Server
from .settings import Environment
from .stack import Stack
from .waiting import wait_until

NAME = "acceptance-large"
PORT = 8000
# Nothing listens there: every read is the database's, and the platform's own cache learns nothing of this one.
NO_CACHE = {"CODEMENTEE_CACHE_HOST": "127.0.0.1"}
TOKENS = """
import json, sys
from bson import ObjectId
from codementee.auth.keys import KeyRing
from codementee.auth.tokens import AccessTokens
from codementee.core.clock import utc_now
from codementee.core.settings import Settings
settings = Settings.load()
tokens = AccessTokens(KeyRing.parse(settings.jwt_keys.get_secret_value()), issuer=settings.public_url)
print(json.dumps([
    tokens.issue(user_id=ObjectId(one), session_id=ObjectId(), now=utc_now()) for one in sys.argv[1:]
]))
"""
SIGN = """
import hashlib, hmac, pathlib, sys
key = pathlib.Path("/run/secrets/razorpay_webhook_secret").read_text().split()[0].encode()
print(hmac.new(key, sys.argv[1].encode(), hashlib.sha256).hexdigest())
"""
METRICS = """
import urllib.request
print(urllib.request.urlopen('http://127.0.0.1:9000/metrics', timeout=5).read().decode())
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text) if self.text else {}

    def cookie(self) -> str:
        """The first one that was set, as a browser sends it back."""
        return next(value for name, value in self.headers if name.lower() == "set-cookie").partition(";")[0]


@dataclass
class Installation:
    """The API's container and its database. `password` is everybody's in the demonstration."""

    server: Server
    stack: Stack
    container: str
    host: str
    database: Content[dict[str, Any]]
    password: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    _relay: subprocess.Popen[str] | None = None

    def fill(self, users: int, bookings: int, timeout: float) -> None:
        """By the release's own commands, as the app role runs them."""
        demo = f"-e CODEMENTEE_DEMO_PASSWORD={self.password} {self.container} codementee demo"
        self.server.run(f"docker exec {self.container} codementee migrate")
        self.server.run(f"docker exec {self.container} codementee seed")
        self.server.run(f"docker exec {demo} --users {users} --bookings {bookings}", timeout=timeout)

    def script(self, source: str, *arguments: str) -> str:
        """What a program prints that runs in the API's container, with its settings and secrets."""
        return self.server.run(
            f"docker exec -i {self.container} python3 - {shlex.join(arguments)} <<'END'\n{source}\nEND"
        )

    def tokens(self, users: Mapping[str, Any]) -> dict[str, str]:
        """An access token for each, good for ten minutes."""
        return dict(zip(users, json.loads(self.script(TOKENS, *map(str, users.values()))), strict=True))

    def request(self, method: str, path: str, headers: Mapping[str, str], body: object = None) -> Answer:
        if self._relay is None:
            place = Neighbour(self.server, self.stack.process_id(self.container))
            command = place.command("relay.py", [f"127.0.0.1:{PORT}"])
            self._relay = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._relay.stdin is not None
        assert self._relay.stdout is not None
        content = body if body is None or isinstance(body, str) else json.dumps(body)
        kind = {} if content is None else {"Content-Type": "application/json"}
        request = {"method": method, "path": path, "headers": {"Host": self.host, **kind, **headers}, "body": content}
        self._relay.stdin.write(json.dumps(request) + "\n")
        self._relay.stdin.flush()
        line = self._relay.stdout.readline()
        assert line, f"{method} {path}: the relay ended with status {self._relay.wait(10)}"
        status, received, text = json.loads(line)
        return Answer(status, [(name, value) for name, value in received], text)

    def work(self, jobs: set[str], timeout: float) -> None:
        """Run a worker until each of these jobs has succeeded once, and stop it as the engine does."""
        settings = NO_CACHE | {"CODEMENTEE_MONGODB_DATABASE": self.database.name}
        name = f"{NAME}-worker"
        with self.stack.scratch_service("worker", name, settings) as worker:

            def all_succeeded() -> bool:
                text = self.server.run(f"docker exec {worker} python3 -c {shlex.quote(METRICS)}")
                missing = {job for job in jobs if f'{{job="{job}",result="success"}}' not in text}
                assert not missing, f"without success: {sorted(missing)}"
                return True

            wait_until("every job of a worker succeeded", all_succeeded, timeout)
        wait_until("the worker has stopped", lambda: not self._running(name), 60)

    def _running(self, name: str) -> str:
        return self.server.run(f"docker ps --quiet --filter label=com.docker.swarm.service.name={name}")

    def close(self) -> None:
        if self._relay is not None:
            self._relay.communicate(timeout=15)


@contextmanager
def installed(environment: Environment, server: Server, stack: Stack, database: Database) -> Iterator[Installation]:
    """Empty. No router knows it; the database goes with it."""
    name = f"{environment.get('app_mongodb_database')}_large"
    user = urlsplit(environment.get("app_mongodb_uri")).username or ""
    settings = NO_CACHE | {"CODEMENTEE_MONGODB_DATABASE": name}
    with database.scratch(name, user) as content, stack.scratch_service("backend", NAME, settings) as container:
        made = Installation(server, stack, container, environment.canonical_host, content)
        try:
            yield made
        finally:
            made.close()
            # At once: what writes while it drains would make the dropped database anew.
            server.run(f"docker kill {container}")
