"""Faults one has to expect, each with one sentence that names what to do and with an exit status of its own."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bson.errors import BSONError
from pymongo.errors import (
    BulkWriteError,
    ConfigurationError,
    ConnectionFailure,
    DocumentTooLarge,
    ExecutionTimeout,
    InvalidName,
    InvalidURI,
    OperationFailure,
    PyMongoError,
    WTimeoutError,
)

from codementee_ops.exits import (
    EX_CONFIG,
    EX_DAMAGED,
    EX_EXISTS,
    EX_FAILED,
    EX_NO_PERMISSION,
    EX_SIGNALLED,
    EX_STORAGE,
    EX_TRY_AGAIN,
    EX_UNAVAILABLE,
    EX_USAGE,
)

# Server error codes.
_UNAUTHORIZED = 13
_AUTHENTICATION_FAILED = 18
_ATLAS_ERROR = 8000
_OUT_OF_DISK_SPACE = 14031
SNAPSHOT_TOO_OLD = 239
SNAPSHOT_UNAVAILABLE = 246
# The cursor went with a failover, a restart, a dropped collection or an administrator.
CURSOR_LOST = frozenset({43, 175, 237})

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class OpsError(Exception):
    """What a person is told, whole, and the status the process ends with."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class DamagedError(OpsError):
    """A dump or a restored database is not what the manifest says."""

    def __init__(self, message: str) -> None:
        super().__init__(message, EX_DAMAGED)


class SnapshotLostError(Exception):
    """The moment can no longer be read; ``too_old`` when the dump took longer than the server keeps history."""

    def __init__(self, message: str, *, too_old: bool) -> None:
        super().__init__(message)
        self.too_old = too_old


class Signalled(BaseException):
    """SIGINT, SIGTERM or SIGHUP; like KeyboardInterrupt no ``except Exception`` may hold it up."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = EX_SIGNALLED + number


def server_message(error: OperationFailure) -> str:
    """The server's own words. ``str(error)`` adds the whole reply, which may quote documents."""
    details: dict[str, Any] = dict(error.details or {})
    return str(details.get("errmsg") or str(error).partition(", full error:")[0])


def explained(error: PyMongoError | OSError | BSONError) -> OpsError:
    """The expected fault behind an exception of the driver or the operating system."""
    for kinds, explain in _EXPLANATIONS:
        if isinstance(error, kinds):
            return explain(error)
    return OpsError(f"The driver stopped with {type(error).__name__}: {_short(error)}.", EX_FAILED)


@contextmanager
def explaining() -> Iterator[None]:
    """Turns exceptions of the driver and the operating system into :class:`OpsError`."""
    try:
        yield
    except (PyMongoError, OSError, BSONError) as error:
        raise explained(error) from error


def _configuration(error: Any) -> OpsError:  # noqa: ANN401 - the table below gives each its own kind
    # What a failing SRV look-up raises; addresses themselves are checked before anything connects.
    return OpsError(
        f"The database's address cannot be used: {_short(error)}. Check the host name, its DNS records (mongodb+srv) "
        "and the TLS files.",
        EX_UNAVAILABLE,
    )


def _unreachable(error: Any) -> OpsError:  # noqa: ANN401 - see above
    return OpsError(
        f"The database cannot be reached or did not answer: {_short(error)}. Is it up, and does its access list "
        "(Atlas: Network Access) contain this host? Then run the same command again.",
        EX_UNAVAILABLE,
    )


def _name(error: Any) -> OpsError:  # noqa: ANN401 - see above
    return OpsError(f"MongoDB does not take that name: {_short(error)}.", EX_USAGE)


def _too_large(error: Any) -> OpsError:  # noqa: ANN401 - see above
    return OpsError(f"A document is larger than this server takes: {_short(error)}.", EX_FAILED)


def _bulk(error: Any) -> OpsError:  # noqa: ANN401 - see above
    details = error.details or {}
    failures = details.get("writeErrors") or details.get("writeConcernErrors") or [{}]
    return OpsError(f"The server refused a document: {failures[0].get('errmsg', 'no reason given')}.", EX_FAILED)


def _refused(error: Any) -> OpsError:  # noqa: ANN401 - see above
    words = server_message(error)
    if error.code == _AUTHENTICATION_FAILED or (error.code == _ATLAS_ERROR and "auth" in words):
        return OpsError(
            "The database refused the user name or the password. Compare the address in the URI file with the database "
            "user (Atlas: Database Access).",
            EX_NO_PERMISSION,
        )
    if error.code == _UNAUTHORIZED:
        return OpsError(
            f"The database user may not do this: {words}. A dump and a journal need the role read on the database "
            "(a dump backup if it has time-series collections), a restore readWrite and dbAdmin on the target (restore "
            "with time series).",
            EX_NO_PERMISSION,
        )
    if error.code == _OUT_OF_DISK_SPACE or "space quota" in words:
        return OpsError(
            f"The database server has no space left: {words}. Give it more, then run the same command again.",
            EX_STORAGE,
        )
    if error.code in CURSOR_LOST | {SNAPSHOT_UNAVAILABLE, SNAPSHOT_TOO_OLD}:
        return OpsError(f"The server gave up reading: {words}. Run the same command again.", EX_TRY_AGAIN)
    return OpsError(f"The server refused: {words} (code {error.code}).", EX_FAILED)


def _system(error: Any) -> OpsError:  # noqa: ANN401 - see above
    where = error.filename or "the dump"
    if error.errno in FULL:
        return OpsError(
            f"No space left for {where}: {error.strerror}. Free some on that file system, then run the same command "
            "again; earlier dumps are untouched.",
            EX_STORAGE,
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EEXIST}:
        return OpsError(f"{where} cannot be used: {error.strerror}. Check the path and its owner.", EX_EXISTS)
    return OpsError(f"Reading or writing {where} failed: {error.strerror}. Check the disk.", EX_STORAGE)


def _bson(error: Any) -> OpsError:  # noqa: ANN401 - see above
    return DamagedError(f"This is not BSON: {_short(error)}. The dump is damaged: take another one.")


def _short(error: Exception) -> str:
    """One line without the description of the topology, which names every host at length."""
    return str(error).partition(", Timeout:")[0].partition(", full error:")[0].split("\n")[0][:300].rstrip(". ")


# The first that fits.
_EXPLANATIONS: tuple[tuple[Any, Callable[[Any], OpsError]], ...] = (
    (InvalidURI, _configuration),
    (ConfigurationError, _configuration),
    ((ConnectionFailure, ExecutionTimeout, WTimeoutError), _unreachable),
    (InvalidName, _name),
    (DocumentTooLarge, _too_large),
    (BulkWriteError, _bulk),
    (OperationFailure, _refused),
    (OSError, _system),
    (BSONError, _bson),
)


def configuration_error(message: str) -> OpsError:
    return OpsError(message, EX_CONFIG)
