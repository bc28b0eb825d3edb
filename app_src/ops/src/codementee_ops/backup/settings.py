"""What one host backs up and where to: a JSON file that the role ``backup`` writes, secrets in files beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codementee_ops.database.errors import OpsError, configuration_error
from codementee_ops.exits import EX_NO_INPUT

DEFAULT_FILE = Path("/etc/codementee/backup/settings.json")


@dataclass(frozen=True)
class Store:
    """One restic repository. ``url`` as restic writes it; ``environment_file``: the store's keys, lines NAME=VALUE."""

    name: str
    url: str
    password_file: Path
    environment_file: Path | None = None
    ca_file: Path | None = None


@dataclass(frozen=True)
class Database:
    """``drill_database``: the scratch database that a drill makes and removes again."""

    name: str
    uri_file: Path
    drill_database: str
    drill_uri_file: Path


@dataclass(frozen=True)
class Retention:
    """How many of each are kept: days and full past months of daily backups, hours of those in between, days of those
    taken for a reason."""

    daily: int
    monthly: int
    hourly: int
    reasoned_days: int


@dataclass(frozen=True)
class Settings:
    """``host``: under which name this host's files are kept. ``expected``: what must not become older than that many
    seconds, by subject, as the keeper looks at it."""

    environment: str
    host: str
    directory: Path
    metrics_file: Path | None
    stores: tuple[Store, ...]
    database: Database | None
    paths: tuple[Path, ...]
    excludes: tuple[str, ...]
    retention: Retention
    check_parts: int
    expected: Mapping[str, int]
    alarm_url_file: Path | None

    def needs_database(self) -> Database:
        if self.database is None:
            raise configuration_error("This host does not back the database up (backup_duties of the role backup).")
        return self.database


def read_settings(path: Path) -> Settings:
    """Raises OpsError: no such file, or one that is not what the role writes."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise OpsError(f"There is no {path}. Run: ansible-playbook site.yml --tags backup", EX_NO_INPUT) from None
    except ValueError as error:
        raise configuration_error(
            f"{path} is not JSON: {error}. Run: ansible-playbook site.yml --tags backup"
        ) from None
    try:
        return _settings(content)
    except (KeyError, TypeError) as error:
        raise configuration_error(
            f"{path} lacks or misnames {error}. Run: ansible-playbook site.yml --tags backup"
        ) from None


def _settings(content: Mapping[str, Any]) -> Settings:
    database = content["database"]
    if database and database["drill_database"] == database["name"]:
        raise configuration_error(
            f"A drill would work in {database['name']}, the database in use. Give backup_drill_database another name."
        )
    return Settings(
        environment=content["environment"],
        host=content["host"],
        directory=Path(content["directory"]),
        metrics_file=_optional_path(content["metrics_file"]),
        stores=tuple(
            Store(
                name=store["name"],
                url=store["url"],
                password_file=Path(store["password_file"]),
                environment_file=_optional_path(store["environment_file"]),
                ca_file=_optional_path(store["ca_file"]),
            )
            for store in content["stores"]
        ),
        database=Database(
            name=database["name"],
            uri_file=Path(database["uri_file"]),
            drill_database=database["drill_database"],
            drill_uri_file=Path(database["drill_uri_file"]),
        )
        if database
        else None,
        paths=tuple(Path(path) for path in content["paths"]),
        excludes=tuple(content["excludes"]),
        retention=Retention(**content["retention"]),
        check_parts=content["check_parts"],
        expected=content["expected"],
        alarm_url_file=_optional_path(content["alarm_url_file"]),
    )


def _optional_path(value: str) -> Path | None:
    return Path(value) if value else None
