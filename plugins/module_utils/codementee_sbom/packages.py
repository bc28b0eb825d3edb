"""Packages as their package managers record them: dpkg's status, Python's METADATA, npm's package-lock.json."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
import re
from collections.abc import Iterable, Mapping
from email.parser import HeaderParser
from typing import Any

from packageurl import PackageURL

# Longer ones are not the licence's name but its text.
_LICENCE_NAME_LENGTH = 80
_SOURCE = re.compile(r"(?P<name>\S+)(?: \((?P<version>[^)]+)\))?")


class UnreadableError(ValueError):
    """A package manager's record that is not there or not in the form expected."""


@dataclasses.dataclass(frozen=True)
class Package:
    """One package: where it comes from, and what is known about it. `sha512` is in hexadecimal digits."""

    url: PackageURL
    licence: str | None = None
    sha512: str | None = None
    development: bool = False


def debian(status: str, distribution: str) -> list[Package]:
    """The installed packages of a dpkg status file; `distribution` as in debian-13."""
    found = []
    for paragraph in filter(None, (_fields(text) for text in re.split(r"\n\s*\n", status.strip()))):
        # "want flag state": only the last says what is on the disk.
        if paragraph.get("Status", "").split()[-1:] != ["installed"]:
            continue
        try:
            name, version, architecture = (paragraph[key] for key in ("Package", "Version", "Architecture"))
        except KeyError as error:
            raise UnreadableError(
                f"dpkg's status of {paragraph.get('Package', 'a package')} says no {error.args[0]}"
            ) from error
        qualifiers = {"arch": architecture, "distro": distribution}
        # Advisories are about source packages, whose name and version may be others.
        if source := _SOURCE.fullmatch(paragraph.get("Source", "")):
            qualifiers["upstream"] = source["name"] + (f"@{source['version']}" if source["version"] else "")
        found.append(Package(PackageURL("deb", "debian", name, version, qualifiers)))
    if not found:
        raise UnreadableError("dpkg's status names no installed package")
    return _unique(found)


def _fields(paragraph: str) -> dict[str, str]:
    """The one-line fields of a paragraph; continuation lines begin with a space and are left out."""
    lines = (line for line in paragraph.splitlines() if line and not line[0].isspace())
    return {name: value.strip() for name, separator, value in (line.partition(":") for line in lines) if separator}


def python(metadata: Iterable[str]) -> list[Package]:
    """The distributions whose METADATA files are given."""
    found = []
    for text in metadata:
        headers = HeaderParser().parsestr(text)
        name, version = headers.get("Name"), headers.get("Version")
        if not name or not version:
            raise UnreadableError(f"a METADATA file says no name or no version: {text[:80]!r}")
        declared = headers.get("License-Expression") or headers.get("License") or ""
        classified = [
            value.rpartition(" :: ")[2] for value in headers.get_all("Classifier", []) if value.startswith("License ::")
        ]
        short = declared.strip() if "\n" not in declared.strip() and len(declared) <= _LICENCE_NAME_LENGTH else ""
        # The registry's own form of the name: runs of - _ . are one hyphen.
        url = PackageURL("pypi", None, re.sub(r"[-_.]+", "-", name).lower(), version)
        found.append(Package(url, licence=short or next(iter(classified), None)))
    return _unique(found)


def npm(lock: str) -> list[Package]:
    """The packages of a package-lock.json, version 3; those that only building and testing needs are so marked."""
    document = json.loads(lock)
    if document.get("lockfileVersion") != 3:
        raise UnreadableError(f"package-lock.json has version {document.get('lockfileVersion')}, not 3")
    found = []
    packages: Mapping[str, Mapping[str, Any]] = document["packages"]
    for path, entry in packages.items():
        # "" is the application itself, a link another name of a folder in it.
        if not path or entry.get("link"):
            continue
        scope, separator, name = path.rpartition("node_modules/")[2].rpartition("/")
        url = PackageURL("npm", scope if separator else None, name, entry["version"])
        licence = entry.get("license")
        found.append(
            Package(
                url,
                licence=licence if isinstance(licence, str) else None,
                sha512=_sha512(entry.get("integrity", "")),
                development=bool(entry.get("dev")),
            )
        )
    return _unique(found)


def _sha512(integrity: str) -> str | None:
    """The hexadecimal digits of a subresource integrity value."""
    for value in integrity.split():
        algorithm, _, digest = value.partition("-")
        if algorithm == "sha512":
            try:
                return base64.b64decode(digest, validate=True).hex()
            except binascii.Error as error:
                raise UnreadableError(f"package-lock.json has an unreadable integrity: {integrity}") from error
    return None


def _unique(packages: Iterable[Package]) -> list[Package]:
    """Each package once, in order; needed at run time if any of its places is."""
    once: dict[str, Package] = {}
    for package in packages:
        key = package.url.to_string()
        if key not in once or (once[key].development and not package.development):
            once[key] = package
    return [once[key] for key in sorted(once)]
