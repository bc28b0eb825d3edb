"""``codementee healthcheck``: the container's own probe. Sockets and the standard library only, for speed.

It asks the process whether it lives, not whether it is ready: replacing a container does not bring a database back.
"""

import os
import re
import socket
import sys
import time
from pathlib import Path

from codementee.core.exits import EX_FAILURE, EX_OK, EX_USAGE

_TIMEOUT_SECONDS = 3.0
# Several rounds of the worker's loop, and longer than any job may take.
_HEARTBEAT_LIMIT_SECONDS = 60.0
_HEARTBEAT = re.compile(rb"^codementee_worker_heartbeat_timestamp_seconds (\S+)", re.MULTILINE)


def run_healthcheck(process: str | None = None) -> int:
    """0 when the process answers, 1 when it does not; one line says what was found."""
    process = process or _main_process()
    if process not in {"api", "worker"}:
        sys.stderr.write(f"healthcheck: no such process: {process}; say api or worker\n")
        return EX_USAGE
    try:
        problem = _worker_problem() if process == "worker" else _api_problem()
    except (OSError, ValueError) as error:
        problem = f"no answer ({error})"
    sys.stdout.write(f"{process}: {problem or 'ok'}\n")
    return EX_FAILURE if problem else EX_OK


def _main_process(command_line: Path = Path("/proc/1/cmdline")) -> str:
    # One image, two processes, one health command in the stack file.
    return "worker" if b"codementee-worker" in command_line.read_bytes() else "api"


def _api_problem() -> str | None:
    status, _ = _get(int(os.environ.get("CODEMENTEE_HTTP_PORT", "8000")), "/api/health")
    return None if status == "200" else f"answered {status}"


def _worker_problem() -> str | None:
    status, body = _get(int(os.environ.get("CODEMENTEE_METRICS_PORT", "9000")), "/metrics")
    heartbeat = _HEARTBEAT.search(body)
    if status != "200" or heartbeat is None:
        return f"no heartbeat (answered {status})"
    age = time.time() - float(heartbeat[1])
    return None if age < _HEARTBEAT_LIMIT_SECONDS else f"last heartbeat {age:.0f} s ago"


def _get(port: int, path: str) -> tuple[str, bytes]:
    """Status and body of a GET on this container's own port."""
    deadline = time.monotonic() + _TIMEOUT_SECONDS
    with socket.create_connection(("127.0.0.1", port), timeout=_TIMEOUT_SECONDS) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
            if time.monotonic() > deadline:
                raise TimeoutError("the answer does not end")
    head, _, body = received.partition(b"\r\n\r\n")
    return head.split(b" ", 2)[1].decode("ascii", "replace") if b" " in head else "nothing", body
