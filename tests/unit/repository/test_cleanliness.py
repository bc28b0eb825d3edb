"""What must never be in the repository: credentials, one machine's paths and hosts, dead links."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkout import ENVIRONMENTS, ROOT, files, text_of

# Written in pieces where the pattern itself would otherwise be found in this file.
CREDENTIALS = {
    "private key": re.compile("-----BEGIN [A-Z ]*PRIVATE" + r" KEY-----\s+[A-Za-z0-9+/=]{40}"),
    "cloud access key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "live payment key": re.compile(r"\brzp_live_\w{8,}"),
    "source forge token": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{20,}"),
    "mail service key": re.compile(r"\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}"),
    "signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\."),
}
MACHINE = {
    "a machine's path": re.compile(r"(?<![\w.])/(?:work|home/(?!deploy\b|\{|\w+/\.ssh)[a-z]\w*|Users/\w+)/"),
    "an address of a private package mirror": re.compile(
        r"(?i)\b(?:artifactory|nexus|verdaccio|devpi|pypi-mirror)[\w.-]*\.[a-z]{2,}"
    ),
    "an index of a private package mirror": re.compile(
        r"(?i)(?:index-url|registry)\s*=\s*https?://(?!registry\.npmjs\.org|pypi\.org)"
    ),
}
LINK = re.compile(r"(?<!\!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
GENERATED = ("package-lock.json", "requirements.lock", "runtime.lock", "build.lock", "test.lock")


def search(patterns: dict[str, re.Pattern[str]]) -> Iterator[str]:
    for path in files():
        text = "" if path == Path(__file__) else text_of(path)
        for what, pattern in patterns.items():
            if match := pattern.search(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{path.relative_to(ROOT)}:{line}: {what}"


def test_no_credentials() -> None:
    assert list(search(CREDENTIALS)) == []


def test_no_machine_paths_or_private_hosts() -> None:
    assert [found for found in search(MACHINE) if not found.split(":")[0].endswith(GENERATED)] == []


def _package_sources() -> set[str]:
    """The hosts packages come from: the public registries, and what pip and npm are configured for here."""
    said = " ".join(
        value for name, value in os.environ.items() if re.search(r"(?i)index_url|npm_config_registry", name)
    )
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=False, capture_output=True, text=True
    )
    hosts = re.findall(r"https?://(?:[^@/\s]*@)?([A-Za-z0-9.-]+)", f"{said} {listing.stdout}")
    # In pieces, so that this file names none of them either.
    public = {".".join(labels) for labels in (("pypi", "org"), ("files", "python" + "hosted", "org"), ("npmjs", "org"))}
    return {*public, *hosts}


def test_no_file_names_where_this_machine_gets_packages_from() -> None:
    sources = _package_sources()
    named = [str(path.relative_to(ROOT)) for path in files() if any(host in text_of(path) for host in sources)]
    assert named == []


def test_locks_name_no_registry() -> None:
    """Locks pin versions and hashes; where packages come from is the machine's own configuration."""
    url = re.compile(r"https?://")
    assert [str(path) for path in files() if path.suffix == ".lock" and url.search(text_of(path))] == []
    assert [str(path) for path in files() if path.name == "package-lock.json" and '"resolved"' in text_of(path)] == []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_vaults_are_encrypted(environment: str) -> None:
    vault = ROOT / f"inventories/{environment}/group_vars/all/vault.yml"
    # Only the verdict: a failing comparison would print what it compares.
    encrypted = not vault.is_file() or vault.read_bytes().startswith(b"$ANSIBLE_VAULT;")
    assert encrypted


def test_the_sandboxs_vaults_are_not_under_version_control() -> None:
    vaults = {ROOT / f"inventories/{name}/group_vars/all/vault.yml" for name in ("sandbox", "sandbox_staging")}
    assert not vaults & set(files())


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    dead = [
        f"{path.relative_to(ROOT)}: {match['target']}"
        for path in files()
        if path.suffix == ".md"
        for match in LINK.finditer(re.sub(r"(?s)```.*?```|`[^`\n]*`", "", text_of(path)))
        if "://" not in match["target"] and not match["target"].startswith(("#", "mailto:"))
        if not (path.parent / match["target"].split("#")[0]).exists()
    ]
    assert dead == []


def test_every_document_named_in_a_message_exists() -> None:
    """Errors end with what to do next: the page they send people to must be there."""
    page = re.compile(r"\bdocs/[a-z0-9_/-]+\.md\b")
    missing = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in files()
        for match in page.finditer(text_of(path))
        if not (ROOT / match.group()).is_file()
        if not (path.parent / match.group()).is_file()
    }
    assert sorted(missing) == []
