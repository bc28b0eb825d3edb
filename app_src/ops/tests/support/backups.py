"""A host with backups: settings, a repository in a folder, a chat that remembers; ``codementee-backup`` as it runs."""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.support.command import SOURCES, Ended, ended, the_sentence


@cache
def restic() -> str:
    """The restic of PATH. Raises RuntimeError for none, or one older than its exit statuses (0.17)."""
    found = shutil.which("restic")
    version = subprocess.run([found, "version"], capture_output=True, text=True, check=True).stdout if found else "none"
    numbers = version.split()[1].split(".") if found else ["0", "0"]
    if (int(numbers[0]), int(numbers[1])) < (0, 17):
        raise RuntimeError(f"restic 0.17 or newer is needed on the PATH, found {version.strip()}: see run-tests")
    return str(found)


class Chat:
    """``told``: the texts that arrived; with ``refusing`` it answers 503 and forgets."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.refusing = False
        self.address = ""


@contextmanager
def chat() -> Iterator[Chat]:
    made = Chat()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not made.refusing:
                made.told.append(json.loads(body)["text"])
            self.send_response(503 if made.refusing else 200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}/"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Host:
    """``settings`` may be changed; :meth:`write` puts them in force."""

    def __init__(self, directory: Path, *, database: str, mongodb: str, chat: Chat) -> None:
        self.directory = directory
        self.repository = directory / "repository"
        self.files = directory / "etc"
        self.files.mkdir()
        (self.files / "nginx.conf").write_text("worker_processes auto;\n")
        secret = directory / "password"
        secret.write_text(secrets.token_hex(16))
        (directory / "uri").write_text(mongodb)
        (directory / "chat").write_text(chat.address)
        self.settings: dict[str, Any] = {
            "environment": "tests",
            "host": "vps-1",
            "directory": str(directory / "work"),
            "metrics_file": str(directory / "backup.prom"),
            "stores": [
                {
                    "name": "primary",
                    "url": str(self.repository),
                    "password_file": str(secret),
                    "environment_file": "",
                    "ca_file": "",
                }
            ],
            "database": {
                "name": database,
                "uri_file": str(directory / "uri"),
                "drill_database": f"{database}_drill",
                "drill_uri_file": str(directory / "uri"),
            },
            "paths": [str(self.files)],
            "excludes": [],
            "retention": {"daily": 30, "monthly": 12, "hourly": 24, "reasoned_days": 90},
            "check_parts": 1,
            "expected": {"database": 7_200},
            "alarm_url_file": str(directory / "chat"),
        }
        self.write()

    def write(self) -> None:
        (self.directory / "settings.json").write_text(json.dumps(self.settings))

    def start(self, *words: object) -> subprocess.Popen[str]:
        verb, *rest = map(str, words)
        settings = ["--json", "--settings", str(self.directory / "settings.json")]
        return subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "codementee_ops.backup.cli", verb, *settings, *rest],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Moments are UTC whatever the host's zone is.
            env={
                "PATH": f"{Path(restic()).parent}:{os.environ['PATH']}",
                "PYTHONPATH": str(SOURCES),
                "TZ": "Asia/Kolkata",
            },
            # What it started goes with it when it is killed.
            process_group=0,
        )

    def run(self, *words: object) -> Ended:
        return ended(self.start(*words))

    def succeed(self, *words: object) -> Ended:
        result = self.run(*words)
        assert result.status == 0, result.stderr
        return result

    def fail(self, status: int, *words: object) -> str:
        return the_sentence(self.run(*words), status, program="codementee-backup")

    def listed(self, *words: object) -> list[dict[str, Any]]:
        """Backups as `list` says them, oldest first; none is an empty list."""
        result = self.run("list", *words)
        return result.named("backup")

    def metric(self, name: str, job: str) -> float:
        start = f'codementee_backup_{name}{{job_name="{job}"}} '
        lines = (self.directory / "backup.prom").read_text().splitlines()
        return next(float(line.removeprefix(start)) for line in lines if line.startswith(start))

    def locks(self) -> list[Path]:
        return [path for path in (self.repository / "locks").iterdir() if "tmp" not in path.name]

    def packs(self) -> list[Path]:
        return sorted(path for path in (self.repository / "data").rglob("*") if path.is_file())


__all__ = ["Chat", "Host", "chat", "restic"]
