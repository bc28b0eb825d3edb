"""The SBOM of an image, from made-up records of dpkg, Python and npm."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from codementee_sbom import archive, packages
from codementee_sbom.__main__ import main

DIGEST = "sha256:" + "1a" * 32
REFERENCE = f"registry.example.com:5000/codementee/frontend@{DIGEST}"
OS_RELEASE = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\nID=debian\n'
STATUS = """\
Package: libc6
Status: install ok installed
Architecture: amd64
Source: glibc
Version: 2.41-12
Description: GNU C Library: Shared libraries
 Contains the standard libraries.
 .
 Version: 9 is not said here

Package: nginx
Status: install ok installed
Architecture: amd64
Version: 1.26.3-3+deb13u1

Package: gone
Status: deinstall ok config-files
Architecture: all
Version: 1.0

Package: libpcre2-8-0
Status: hold ok installed
Architecture: amd64
Source: pcre2 (10.46-1)
Version: 10.46-1~deb13u1
"""
FASTAPI = "Metadata-Version: 2.4\nName: FastAPI\nVersion: 0.165.0\nLicense-Expression: MIT\n\nA description\n"
TYPED = "Name: typing_extensions\nVersion: 4.16.0\nLicense: PSF-2.0 OR MIT\n"
# Where the whole text of a licence is given, the classifier is what names it.
WORDY = "Name: wordy.thing\nVersion: 1\nLicense: You may\n use it\nClassifier: License :: OSI Approved :: ISC\n"
LOCK: dict[str, Any] = {
    "lockfileVersion": 3,
    "packages": {
        "": {"name": "codementee-frontend", "version": "0.1.0"},
        "node_modules/react": {
            "version": "19.3.1",
            "license": "MIT",
            "integrity": "sha512-" + base64.b64encode(b"r" * 64).decode(),
        },
        "node_modules/@scope/tool/node_modules/react": {"version": "19.3.1", "license": "MIT", "dev": True},
        "node_modules/@scope/tool": {"version": "2.0.0", "license": "(MIT OR Apache-2.0)", "dev": True},
        "node_modules/here": {"resolved": "src/here", "link": True},
    },
}


def filesystem(path: Path, **changed: str | None) -> Path:
    """A tar as `docker export` writes it; `changed` replaces a record by its short name, None leaves it out."""
    files = {
        "status": ("var/lib/dpkg/status", STATUS),
        "release": ("usr/lib/os-release", OS_RELEASE),
        "fastapi": ("opt/app/lib/python3.13/site-packages/fastapi-0.165.0.dist-info/METADATA", FASTAPI),
        "typed": ("opt/app/lib/python3.13/site-packages/typing_extensions-4.16.0.dist-info/METADATA", TYPED),
        "debians": ("usr/lib/python3/dist-packages/apt-1.0.dist-info/METADATA", "Name: apt\nVersion: 1.0\n"),
        "other": ("opt/app/METADATA", "not a package's"),
    }
    with tarfile.open(path, "w") as made:
        link = tarfile.TarInfo("etc/os-release")
        link.type, link.linkname = tarfile.SYMTYPE, "../usr/lib/os-release"
        made.addfile(link)
        for key, (name, text) in files.items():
            if (said := changed.get(key, text)) is not None:
                member = tarfile.TarInfo(name)
                member.size = len(said.encode())
                made.addfile(member, io.BytesIO(said.encode()))
    return path


def write(tmp_path: Path, archived: Path, *arguments: str) -> Path:
    output = tmp_path / "frontend.cdx.json"
    said = ["--archive", str(archived), "--reference", REFERENCE, "--release", "3f2c1e9", "--output", str(output)]
    main([*said, "--created", "2026-11-28T20:15:00Z", *arguments])
    return output


@pytest.fixture
def document(tmp_path: Path) -> dict[str, Any]:
    lock = tmp_path / "package-lock.json"
    lock.write_text(json.dumps(LOCK), encoding="utf-8")
    output = write(tmp_path, filesystem(tmp_path / "image.tar"), "--npm-lock", str(lock))
    return dict(json.loads(output.read_text(encoding="utf-8")))


def test_the_document_is_valid_cyclonedx(document: dict[str, Any]) -> None:
    assert document["bomFormat"] == "CycloneDX"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(document)) is None
    # The validator does reject: the test above says something.
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(document | {"version": "one"})) is not None


def test_it_names_every_package_once_and_nothing_else(document: dict[str, Any]) -> None:
    assert sorted(component["purl"] for component in document["components"]) == [
        "pkg:deb/debian/libc6@2.41-12?arch=amd64&distro=debian-13&upstream=glibc",
        "pkg:deb/debian/libpcre2-8-0@10.46-1~deb13u1?arch=amd64&distro=debian-13&upstream=pcre2%4010.46-1",
        "pkg:deb/debian/nginx@1.26.3-3%2Bdeb13u1?arch=amd64&distro=debian-13",
        "pkg:npm/%40scope/tool@2.0.0",
        "pkg:npm/react@19.3.1",
        "pkg:pypi/fastapi@0.165.0",
        "pkg:pypi/typing-extensions@4.16.0",
    ]


def test_it_says_which_image_it_is_about(document: dict[str, Any]) -> None:
    about = document["metadata"]["component"]
    assert document["metadata"]["timestamp"] == "2026-11-28T20:15:00+00:00"
    assert (about["type"], about["name"], about["version"]) == ("container", "frontend", "3f2c1e9")
    assert about["hashes"] == [{"alg": "SHA-256", "content": "1a" * 32}]
    assert about["licenses"] == [{"license": {"name": "LicenseRef-Proprietary"}}] or about["licenses"] == [
        {"expression": "LicenseRef-Proprietary"}
    ]
    assert about["purl"].startswith(f"pkg:oci/frontend@{DIGEST}?")
    depends = {entry["ref"]: entry.get("dependsOn", []) for entry in document["dependencies"]}
    assert sorted(depends[about["bom-ref"]]) == sorted(component["bom-ref"] for component in document["components"])


def test_licences_hashes_and_what_is_only_for_development_are_said(document: dict[str, Any]) -> None:
    by_name = {component["name"]: component for component in document["components"]}
    assert by_name["fastapi"]["licenses"] == [{"license": {"id": "MIT", "acknowledgement": "declared"}}]
    assert by_name["typing-extensions"]["licenses"][0]["expression"] == "PSF-2.0 OR MIT"
    assert by_name["react"]["hashes"] == [{"alg": "SHA-512", "content": (b"r" * 64).hex()}]
    # React is needed in one place at run time and in another for building only: needed.
    assert "properties" not in by_name["react"]
    assert by_name["tool"]["group"] == "@scope"
    assert by_name["tool"]["properties"] == [{"name": "cdx:npm:package:development", "value": "true"}]


def test_the_same_image_gives_the_same_bytes_and_their_digest_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write(tmp_path, filesystem(tmp_path / "image.tar")).read_bytes()
    assert write(tmp_path, filesystem(tmp_path / "image.tar")).read_bytes() == first
    assert capsys.readouterr().out.split() == [hashlib.sha256(first).hexdigest()] * 2


def test_a_licence_given_as_text_is_named_by_its_classifier() -> None:
    [package] = packages.python([WORDY])
    assert (package.url.to_string(), package.licence) == ("pkg:pypi/wordy-thing@1", "ISC")


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"status": None}, "the image has no /var/lib/dpkg/status"),
        ({"status": "Package: gone\nStatus: deinstall ok config-files\n"}, "names no installed package"),
        ({"status": "Package: nginx\nStatus: install ok installed\nArchitecture: all\n"}, "nginx says no Version"),
        ({"release": None}, "the image has no /usr/lib/os-release"),
        ({"fastapi": "Name: fastapi\n"}, "no name or no version"),
    ],
)
def test_an_image_that_cannot_be_described_is_an_error(
    tmp_path: Path, changed: dict[str, str | None], complaint: str
) -> None:
    archived = filesystem(tmp_path / "image.tar", **changed)
    with pytest.raises(SystemExit, match=complaint) as refused:
        write(tmp_path, archived)
    assert str(refused.value).endswith("Nothing was written.")
    assert not (tmp_path / "frontend.cdx.json").exists()


@pytest.mark.parametrize(
    ("lock", "complaint"),
    [
        ({"lockfileVersion": 2}, "has version 2, not 3"),
        (
            {"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1", "integrity": "sha512-?"}}},
            "unreadable integrity",
        ),
    ],
)
def test_a_lock_file_that_is_not_understood_is_an_error(lock: dict[str, Any], complaint: str) -> None:
    with pytest.raises(packages.UnreadableError, match=complaint):
        packages.npm(json.dumps(lock))


def test_the_frontends_own_lock_file_is_read_to_the_last_package() -> None:
    path = Path(__file__).resolve().parents[3] / "app_src/frontend/package-lock.json"
    listed = json.loads(path.read_text(encoding="utf-8"))["packages"]
    found = packages.npm(path.read_text(encoding="utf-8"))
    assert {f"{package.url.name}@{package.url.version}" for package in found} == {
        f"{key.rpartition('/')[2]}@{entry['version']}" for key, entry in listed.items() if key
    }
    assert "react" in {package.url.name for package in found if not package.development}


def test_a_file_systems_records_are_found_where_they_are(tmp_path: Path) -> None:
    contents = archive.read(filesystem(tmp_path / "image.tar"))
    assert contents.distribution == "debian-13"
    assert len(contents.python_metadata) == 2
