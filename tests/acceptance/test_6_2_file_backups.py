"""6.2: configuration, certificates and the record of releases are kept, and any version comes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.backups import Backups
from acceptance.support.server import Server

pytestmark = pytest.mark.disruptive
NOTE = "/etc/nginx/acceptance-note"
VERSIONS = ("first", "second")


@pytest.fixture(scope="module")
def versions(server: Server) -> Iterator[dict[str, str]]:
    """Folders with what two backups hold, between which one file was changed."""
    backups = Backups(server)
    try:
        with ExitStack() as folders:
            found = {}
            for word in VERSIONS:
                server.run(f"echo {word} > {NOTE}")
                found[word] = folders.enter_context(backups.fetched(backups.take("files", f"acceptance: {word}")))
            yield found
    finally:
        server.run(f"rm -f {NOTE}")


def described(server: Server, folder: str) -> str:
    """Everything below it: path, kind, mode, owner, where a link leads; and each file's checksum."""
    return server.run(
        f"cd {folder} && find . -printf '%P %y %m %U:%G %l\\n' | sort && find . -type f -exec sha256sum {{}} + | sort"
    )


def same(server: Server, folder: str, path: str) -> int:
    """How many files below a path are as they are now, owners and modes too; fails where one is not."""
    now, kept = described(server, path).splitlines(), described(server, folder + path).splitlines()
    assert kept == now, f"{path} came back otherwise: {sorted(set(kept) ^ set(now))[:6]}"
    return int(server.run(f"find {path} -type f | wc -l"))


@pytest.mark.criterion("6.2", part="configuration")
def test_any_version_of_the_configuration_comes_back(
    server: Server, versions: dict[str, str], evidence: Evidence
) -> None:
    assert [server.run(f"cat {versions[word]}{NOTE}") for word in VERSIONS] == list(VERSIONS)
    files = same(server, versions["second"], "/etc/nginx")
    evidence(f"{files} files of /etc/nginx back with content, owner and mode; of one that changed, both versions")


@pytest.mark.criterion("6.2", part="certificates")
def test_certificates_come_back_with_their_keys(server: Server, versions: dict[str, str], evidence: Evidence) -> None:
    files = same(server, versions["second"], "/etc/letsencrypt")
    key = server.run(f"find {versions['second']}/etc/letsencrypt/live -name privkey.pem | head -1")
    public = server.run(f"openssl pkey -in {key} -pubout | sha256sum")
    evidence(
        f"{files} files of /etc/letsencrypt back, links too; a private key among them that can be read: {public[:12]}…"
    )


@pytest.mark.criterion("6.2", part="release manifest")
def test_the_record_of_releases_comes_back(server: Server, versions: dict[str, str], evidence: Evidence) -> None:
    folder = "/var/lib/codementee/releases"
    files = same(server, versions["second"], folder)
    assert server.run(f"cat {versions['second']}{folder}/current.yml") == server.run(f"cat {folder}/current.yml")
    evidence(f"{files} files of {folder} back; the manifest of the release that serves is the same")
