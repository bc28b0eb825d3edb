"""What an image's file system says about its packages: the tar that `docker export` writes."""

from __future__ import annotations

import dataclasses
import tarfile
from pathlib import Path
from typing import IO

from codementee_sbom.packages import UnreadableError

_STATUS = "var/lib/dpkg/status"
# /etc/os-release is a link to it.
_OS_RELEASE = "usr/lib/os-release"
# Debian's own Python packages are in dpkg's status already.
_DEBIAN_PYTHON = "usr/lib/python3/dist-packages/"


@dataclasses.dataclass(frozen=True)
class Contents:
    """The records of the package managers in one image; `distribution` as in debian-13."""

    distribution: str
    dpkg_status: str
    python_metadata: list[str]


def read(path: Path) -> Contents:
    """The contents of an exported file system. Raises UnreadableError where it is not Debian's."""
    records: dict[str, str] = {}
    metadata = []
    # As a stream: the archive is read once, front to back, and never unpacked.
    with path.open("rb") as raw, tarfile.open(fileobj=raw, mode="r|") as archive:
        for member in archive:
            name = member.name.removeprefix("./")
            if not member.isfile():
                continue
            if name in (_STATUS, _OS_RELEASE):
                records[name] = _text(archive.extractfile(member))
            elif name.endswith(".dist-info/METADATA") and not name.startswith(_DEBIAN_PYTHON):
                metadata.append(_text(archive.extractfile(member)))
    if missing := {_STATUS, _OS_RELEASE} - records.keys():
        raise UnreadableError(f"the image has no /{min(missing)}: it is not made from Debian")
    release = dict(line.split("=", 1) for line in records[_OS_RELEASE].splitlines() if "=" in line)
    distribution = "-".join(release[key].strip("\"'") for key in ("ID", "VERSION_ID") if key in release)
    return Contents(distribution, records[_STATUS], metadata)


def _text(file: IO[bytes] | None) -> str:
    return file.read().decode("utf-8", "replace") if file else ""
