"""``manifest.json``: what a dump holds and by what it is recognised as whole and unharmed.

Version 1. ``sha256`` is that of the whole text without its own line's value, so that a flipped byte in the manifest is
noticed as well. Instants are UTC, ISO 8601.
"""

import base64
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from codementee_ops import __version__
from codementee_ops.database.catalog import Entry, entry_from_definition
from codementee_ops.database.errors import DamagedError, OpsError
from codementee_ops.database.layout import MANIFEST, write_at_once
from codementee_ops.exits import EX_NO_INPUT

FORMAT = 1
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Dumped:
    """One collection of a dump. ``file`` and ``metadata_file`` are relative to the dump; a view has no ``file``.

    ``content`` is :attr:`codementee_ops.database.content.Content.digest`. ``apart``: it was read at a moment of its
    own. ``definition``: its options and indexes as BSON, in base64.
    """

    name: str
    kind: str
    uuid: str
    file: str
    metadata_file: str
    documents: int
    bytes: int
    sha256: str
    content: str
    metadata_sha256: str
    apart: bool
    definition: str

    @property
    def entry(self) -> Entry:
        return entry_from_definition(
            name=self.name, kind=self.kind, uuid=self.uuid, definition=base64.b64decode(self.definition)
        )


@dataclass(frozen=True)
class Manifest:
    """A whole dump. ``consistent``: all collections but those ``apart`` are of ``moment``.

    If not, ``reason`` says why. ``cluster_time`` is the server's logical time of the moment, seconds and ordinal; null
    without one.
    """

    id: str
    database: str
    consistent: bool
    reason: str
    moment: str
    cluster_time: tuple[int, int] | None
    started: str
    finished: str
    server_version: str
    topology: str
    collections: tuple[Dumped, ...]

    @property
    def documents(self) -> int:
        return sum(collection.documents for collection in self.collections)

    @property
    def bytes(self) -> int:
        return sum(collection.bytes for collection in self.collections)


def _checksum(content: dict[str, Any]) -> str:
    text = json.dumps({**content, "sha256": ""}, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def write_manifest(directory: Path, manifest: Manifest) -> None:
    content: dict[str, Any] = {
        "format": FORMAT,
        "tool": f"codementee-db {__version__}",
        **asdict(manifest),
        "documents": manifest.documents,
        "bytes": manifest.bytes,
    }
    content["sha256"] = _checksum(content)
    write_at_once(directory / MANIFEST, (json.dumps(content, indent=1) + "\n").encode())


def read_manifest(directory: Path) -> Manifest:
    """The manifest of a dump, believed only when its own checksum fits."""
    path = directory / MANIFEST
    try:
        text = path.read_bytes()
    except FileNotFoundError as error:
        raise OpsError(
            f"{directory} is not a whole dump: it has no {MANIFEST}, which is written last. Name another one.",
            EX_NO_INPUT,
        ) from error
    try:
        content = json.loads(text)
        if content["sha256"] != _checksum(content):
            raise DamagedError(f"{path} does not fit its own checksum. Take another dump.")
        if content["format"] != FORMAT:
            raise DamagedError(
                f"{path} has format {content['format']}; this codementee-db reads {FORMAT}. Use the one that wrote it: "
                f"{content['tool']}."
            )
        fields = {name: content[name] for name in Manifest.__dataclass_fields__}
        fields["collections"] = tuple(Dumped(**collection) for collection in content["collections"])
        fields["cluster_time"] = tuple(content["cluster_time"]) if content["cluster_time"] else None
        return Manifest(**fields)
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedError(f"{path} is damaged: it is not a manifest. Take another dump.") from error


def is_whole(directory: Path) -> bool:
    try:
        read_manifest(directory)
    except OpsError:
        return False
    return True


def check_file(path: Path, *, size: int, sha256: str) -> None:
    """Refuse a file that is missing, of another length or of other content than the manifest says."""
    try:
        found = path.stat().st_size
        if size != found:
            raise DamagedError(
                f"{path} is damaged: {found:,} bytes where the manifest says {size:,}. Take another dump."
            )
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError as error:
        raise DamagedError(f"{path} is missing from the dump. Take another dump.") from error
    if digest.hexdigest() != sha256:
        raise DamagedError(f"{path} is damaged: its checksum is not the manifest's. Take another dump.")
