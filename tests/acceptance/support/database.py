"""The database server as its administrator sees it; only where the environment's state file grants that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pymongo import MongoClient, uri_parser
from pymongo.errors import AutoReconnect, PyMongoError

TIMEOUT_MS = 5_000
# What an application asks for; heartbeats, replication and our own look at the server are none of these.
WORK = ("find", "aggregate", "count", "distinct", "insert", "update", "delete", "findAndModify")


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
