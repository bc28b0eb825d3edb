"""The database server as its administrator sees it; only where the environment's state file grants that."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pymongo import CursorType, MongoClient, uri_parser
from pymongo.database import Database as Content
from pymongo.errors import AutoReconnect, PyMongoError
from pymongo.synchronous.cursor import Cursor

TIMEOUT_MS = 5_000
# What an application asks for; heartbeats, replication and our own look at the server are none of these.
WORK = ("find", "aggregate", "count", "distinct", "insert", "update", "delete", "findAndModify")
# Where a server writes down what it is asked.
PROFILE = "system.profile"


class Database:
    """Every member of the replica set, each asked directly."""

    def __init__(self, admin_uri: str, ca_file: Path) -> None:
        parsed = uri_parser.parse_uri(admin_uri)
        self._ca_file = str(ca_file)
        self.members = [f"{host}:{port}" for host, port in parsed["nodelist"]]
        self._clients: dict[str, MongoClient[dict[str, Any]]] = {
            member: MongoClient(
                member, username=parsed["username"], password=parsed["password"], authSource="admin",
                directConnection=True, serverSelectionTimeoutMS=TIMEOUT_MS, appname="acceptance", **self._tls(),
            )
            for member in self.members
        }  # fmt: skip

    def _tls(self) -> dict[str, Any]:
        return {"tls": True, "tlsCAFile": self._ca_file}

    def close(self) -> None:
        for client in self._clients.values():
            client.close()

    def connections_of(self, application: str) -> dict[str, int]:
        """Connections per member whose driver's name begins with `application`, idle ones and monitors included."""
        stages: list[dict[str, Any]] = [
            {"$currentOp": {"allUsers": True, "idleConnections": True}},
            {"$match": {"appName": {"$regex": f"^{re.escape(application)}"}, "connectionId": {"$exists": True}}},
            {"$group": {"_id": "$connectionId"}},
            {"$count": "connections"},
        ]
        counts = {}
        for member, client in self._clients.items():
            found = list(client.admin.aggregate(stages))
            counts[member] = int(found[0]["connections"]) if found else 0
        return counts

    def connection_ids_of(self, application: str) -> dict[str, set[int]]:
        """As connections_of, the connections themselves: the server never gives a number twice."""
        stages: list[dict[str, Any]] = [
            {"$currentOp": {"allUsers": True, "idleConnections": True}},
            {"$match": {"appName": {"$regex": f"^{re.escape(application)}"}, "connectionId": {"$exists": True}}},
            {"$group": {"_id": "$connectionId"}},
        ]
        return {
            member: {int(found["_id"]) for found in client.admin.aggregate(stages)}
            for member, client in self._clients.items()
        }

    def commands(self) -> int:
        """Reads and writes every member has been asked for since its start, whatever their kind."""
        counted = 0
        for client in self._clients.values():
            totals = client.admin.command("serverStatus")["metrics"]["commands"]
            counted += sum(int(totals[name]["total"]) for name in WORK)
        return counted

    def queries(self) -> int:
        """Queries every member has answered since its start."""
        return sum(
            int(client.admin.command("serverStatus")["opcounters"]["query"]) for client in self._clients.values()
        )

    def requires_tls(self) -> bool:
        """Whether every member was started to take TLS only."""
        parameter = {"getParameter": 1, "tlsMode": 1}
        return all(client.admin.command(parameter)["tlsMode"] == "requireTLS" for client in self._clients.values())

    def answers(self, member: str, *, tls: bool) -> bool:
        """Whether a member answers a stranger's hello, over TLS or in clear."""
        options = self._tls() if tls else {"tls": False}
        try:
            with MongoClient[dict[str, Any]](
                member, directConnection=True, serverSelectionTimeoutMS=2_000, **options
            ) as stranger:
                return bool(stranger.admin.command("hello")["ok"])
        except (AutoReconnect, PyMongoError):
            return False

    def content(self, name: str) -> Content[dict[str, Any]]:
        """A database, at the member that takes writes."""
        clients = self._clients.values()
        return next(client for client in clients if client.admin.command("hello")["isWritablePrimary"])[name]

    @contextmanager
    def scratch(self, name: str, user: str) -> Iterator[Content[dict[str, Any]]]:
        """An empty database that `user` may use; in the end it is dropped, and with it the right to use it."""
        database = self.content(name)
        admin, right = database.client.admin, [{"role": "readWrite", "db": name}]
        admin.command("grantRolesToUser", user, roles=right)
        try:
            database.client.drop_database(name)
            yield database
        finally:
            database.client.drop_database(name)
            admin.command("revokeRolesFromUser", user, roles=right)

    @contextmanager
    def profiled(self, name: str, application: str) -> Iterator[list[dict[str, Any]]]:
        """What `application` and its like ask of a database while the block runs; the list is filled when it ends.

        Of every member: some queries go to secondaries, whose profiles can only be dropped with the whole database.
        """
        members = [client[name] for client in self._clients.values()]
        readers = [ProfileReader(member, application) for member in members]
        entries: list[dict[str, Any]] = []
        try:
            for member, reader in zip(members, readers, strict=True):
                member.command("profile", 2)
                reader.start()
            yield entries
            for member, reader in zip(members, readers, strict=True):
                member.command("profile", 0)
                entries += reader.finish()
        finally:
            for member in members:
                member.command("profile", 0)
            self.content(name).drop_collection(PROFILE)


class ProfileReader(threading.Thread):
    """Reads one member's profile while it is written: the server keeps one megabyte of it.

    A reader that falls behind loses its cursor, which is an error: nothing is overlooked.
    """

    def __init__(self, database: Content[dict[str, Any]], application: str) -> None:
        super().__init__(daemon=True)
        self._profile = database[PROFILE]
        self._application = {"appName": {"$regex": f"^{re.escape(application)}"}}
        self._ending = threading.Event()
        self._entries: list[dict[str, Any]] = []
        self._trouble: PyMongoError | None = None

    def run(self) -> None:
        try:
            cursor = self._tail()
            while True:
                last_look = self._ending.wait(0 if cursor.alive else 0.05)
                if not cursor.alive:
                    if self._entries:
                        raise AutoReconnect("the cursor was lost")
                    # There was no profile yet.
                    cursor = self._tail()
                self._entries += cursor
                if last_look:
                    return
        except PyMongoError as error:
            self._trouble = error

    def _tail(self) -> Cursor[dict[str, Any]]:
        shown = dict.fromkeys(("ns", "op", "command", "docsExamined", "planSummary"), 1)
        return self._profile.find(self._application, shown, cursor_type=CursorType.TAILABLE_AWAIT)

    def finish(self) -> list[dict[str, Any]]:
        """What was read, once everything there is has been."""
        self._ending.set()
        self.join(60)
        assert self._trouble is None, f"the profile of {self._profile.full_name} could not be followed: {self._trouble}"
        return self._entries
