"""The connection: an address from a file, never from the command line, where every user of the host could read it."""

import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

from bson import CodecOptions, DatetimeConversion
from pymongo import MongoClient
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import ConfigurationError, InvalidURI, PyMongoError

from codementee_ops import __version__
from codementee_ops.database.errors import configuration_error, explained

Document: TypeAlias = dict[str, Any]
Client: TypeAlias = MongoClient[Document]
Db: TypeAlias = Database[Document]
Coll: TypeAlias = Collection[Document]
Session: TypeAlias = ClientSession

URI_FILE = "CODEMENTEE_MONGODB_URI_FILE"
DEFAULT_URI_FILE = "/run/secrets/mongodb_uri"
# Of MongoDB 5.0, the first with snapshot reads outside transactions.
SNAPSHOT_WIRE_VERSION = 13
# Dates outside Python's years stay numbers; nothing else is converted on the way through.
CODEC = CodecOptions[Document](datetime_conversion=DatetimeConversion.DATETIME_AUTO)


@dataclass(frozen=True)
class Server:
    """What answers at the address. ``topology``: ``standalone``, ``replica set NAME`` or ``sharded cluster``."""

    version: str
    topology: str
    wire_version: int

    @property
    def why_no_snapshots(self) -> str:
        """Why this server cannot give one moment of all collections; empty when it can."""
        if self.topology == "standalone":
            return (
                "a standalone server keeps no history to read from; only replica sets and sharded clusters do "
                "(a replica set of one is enough)"
            )
        if self.wire_version < SNAPSHOT_WIRE_VERSION:
            return f"MongoDB {self.version} has no snapshot sessions; they came with 5.0"
        return ""


def open_client(uri_file: str | None, tls_ca_file: str | None, *, timeout_seconds: float, program: str) -> Client:
    """A client for the address in ``uri_file``; nothing is connected yet. The address itself is never repeated.

    ``program``: how the server's log and its list of connections name it.
    """
    path = Path(uri_file or os.environ.get(URI_FILE) or DEFAULT_URI_FILE)
    try:
        uri = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise configuration_error(
            f"The file with the database's address, {path}, cannot be read: {reason}. Say --uri-file or set {URI_FILE}."
        ) from error
    options: dict[str, Any] = {"tlsCAFile": tls_ca_file} if tls_ca_file else {}
    try:
        with warnings.catch_warnings():
            # The driver would go on without an option that it does not understand, encryption included.
            warnings.simplefilter("error")
            return MongoClient(
                uri,
                appname=f"{program}@{__version__}",
                serverSelectionTimeoutMS=int(timeout_seconds * 1000),
                connectTimeoutMS=int(timeout_seconds * 1000),
                # Index builds answer when they are done; a server that answers no more is noticed by the monitor.
                socketTimeoutMS=None,
                **options,
            )
    except (PyMongoError, ValueError, TypeError, OSError, Warning) as error:
        if isinstance(error, ConfigurationError) and not isinstance(error, InvalidURI) and "+srv" in uri:
            # The look-up of its hosts; anything wrong with the address itself is an InvalidURI.
            raise explained(error) from error
        raise configuration_error(
            f"The address in {path} is not usable ({type(error).__name__}): it has to be one line, mongodb://… or "
            "mongodb+srv://…, with known options, user name and password percent-encoded, and a readable CA file if "
            "one is named."
        ) from error


def describe_server(client: Client) -> Server:
    hello = client.admin.command("hello")
    if hello.get("msg") == "isdbgrid":
        topology = "sharded cluster"
    elif name := hello.get("setName"):
        topology = f"replica set {name}"
    else:
        topology = "standalone"
    return Server(str(client.server_info()["version"]), topology, int(hello["maxWireVersion"]))


def open_database(client: Client, name: str) -> Db:
    return client.get_database(name, codec_options=CODEC)


def raw_batches(collection: Coll, session: Session | None = None) -> Iterator[bytes]:
    """All documents of a collection in the server's own order, as it sends them: up to 16 MB at a time."""
    return cast("Iterator[bytes]", collection.find_raw_batches({}, session=session))
