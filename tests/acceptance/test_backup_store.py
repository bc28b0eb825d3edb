"""The store of backups: what a server's key may not do, what it holds, and what happens while it is out of order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.backups import Backups
from acceptance.support.database import Database
from acceptance.support.object_store import ObjectStore, Version, out_of_order, refusal
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.vendors import Vendors

pytestmark = pytest.mark.disruptive
DENIED = "AccessDenied"
NO_PERMISSION, UNAVAILABLE = 77, 69
# Words that stand in every dump and in every copy of a server's files, readable.
READABLE = (b"metadata.json", b"BEGIN OPENSSH PRIVATE KEY", b"BEGIN EC PRIVATE KEY", b"mongodb+srv://", b"nginx.conf")


@pytest.fixture
def keeper(environment: Environment) -> Iterator[Server]:
    server = Server(environment, environment.groups["keeper"][0])
    yield server
    server.close()


@pytest.fixture
def kept(environment: Environment) -> Version:
    """The object of one backup, locked like all of them."""
    found = ObjectStore.of_administrator(environment).versions("snapshots/")
    assert found, "there is no backup"
    return found[0]


@pytest.mark.criterion("3.5", part="backups")
def test_a_server_can_take_nothing_away(
    environment: Environment, server: Server, keeper: Server, kept: Version, evidence: Evidence
) -> None:
    """Whoever has taken a server over has its key."""
    administrator = ObjectStore.of_administrator(environment)
    before = administrator.content(kept)
    writer, pruner = ObjectStore.of_server(environment, server), ObjectStore.of_server(environment, keeper)
    bucket, key = {"Bucket": writer.bucket}, {"Bucket": writer.bucket, "Key": kept.key}
    version = {**key, "VersionId": kept.id}
    soon = {"Mode": "COMPLIANCE", "RetainUntilDate": datetime.now(UTC) + timedelta(seconds=1)}

    tried = {
        "remove an object": refusal(writer.client.delete_object, **key),
        "remove a version": refusal(writer.client.delete_object, **version),
        "list versions": refusal(writer.client.list_object_versions, **bucket),
        "shorten a lock": refusal(writer.client.put_object_retention, **version, Retention=soon),
        "stop versioning": refusal(
            writer.client.put_bucket_versioning, **bucket, VersioningConfiguration={"Status": "Suspended"}
        ),
        "open the bucket": refusal(writer.client.delete_public_access_block, **bucket),
        "have versions expire": refusal(writer.client.delete_bucket_lifecycle, **bucket),
        "remove the bucket": refusal(writer.client.delete_bucket, **bucket),
        "as keeper: remove a version": refusal(pruner.client.delete_object, **version),
        "as keeper: shorten a lock": refusal(pruner.client.put_object_retention, **version, Retention=soon),
        "as administrator: remove a locked version": refusal(administrator.client.delete_object, **version),
    }
    done = {what: code for what, code in tried.items() if code != DENIED}
    assert not done, f"not refused: {done}"

    # It may write: over what is there, too. What was there stays.
    assert refusal(writer.client.put_object, **key, Body=b"spoilt") is None
    try:
        assert administrator.content(kept) == before
        assert Version(kept.key, kept.id) in administrator.versions(kept.key)
    finally:
        administrator.client.put_object(**key, Body=before)
    assert Backups(server).listed("database")
    evidence(f"refused: {', '.join(tried)}; written over, the earlier version was still there, byte for byte")


@pytest.mark.criterion("3.5", part="backups")
def test_the_store_holds_nothing_readable(
    environment: Environment, server: Server, database: Database, evidence: Evidence
) -> None:
    """Encrypted before it leaves the server, and on its way."""
    name = environment.get("app_mongodb_database")
    secret = f"acceptance-{time.time_ns():x}"
    marked = database.content(name)["acceptance_notes"]
    marked.insert_one({"_id": secret})
    store = ObjectStore.of_administrator(environment)
    try:
        before = set(store.versions(""))
        Backups(server).take("database", "acceptance: is it readable")
        added = [version for version in store.versions("") if version not in before]
    finally:
        marked.drop()
    words = (secret.encode(), name.encode(), *READABLE)
    contents = {version.key: store.content(version) for version in added}
    readable = {key: word for key, content in contents.items() for word in words if word in content}
    assert contents
    assert not readable, f"readable in the store: {readable}"
    rule = store.client.get_bucket_encryption(Bucket=store.bucket)["ServerSideEncryptionConfiguration"]["Rules"][0]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    assert str(environment.get("backup_store_endpoint")).startswith("https://")
    size = sum(map(len, contents.values()))
    evidence(f"a backup with a known word in it: {len(contents)} new objects, {size:,} bytes, no word of it readable")


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        pytest.param("denying", NO_PERMISSION, "refuses this host's key"),
        pytest.param("unavailable", UNAVAILABLE, "did not answer within", marks=pytest.mark.campaign),
        pytest.param("hanging", UNAVAILABLE, "did not answer within", marks=pytest.mark.campaign),
    ],
)
@pytest.mark.timeout(900)
def test_out_of_order_it_is_told_and_the_next_backup_is_whole(
    environment: Environment, server: Server, vendors: Vendors, evidence: Evidence, kind: str, status: int, words: str
) -> None:
    backups = Backups(server)
    before = [found["id"] for found in backups.listed("files")]
    since = vendors.newest("messages")
    began = time.monotonic()
    with out_of_order(environment, kind):
        failed = server.attempt("codementee-backup files", timeout=400)
        seconds = time.monotonic() - began
    assert failed.returncode == status, f"{failed.returncode}: {failed.stdout} {failed.stderr}"
    assert words in failed.stderr, failed.stderr
    told = "".join(str(message) for message in vendors.inbox("messages", after=since))
    assert "files" in told, f"nobody was told: {told}"
    assert words in told, f"nobody was told why: {told}"
    backups.take("files", f"acceptance: after a store that was {kind}")
    after = [found["id"] for found in backups.listed("files")]
    assert after[: len(before)] == before, "earlier backups are gone"
    assert len(after) == len(before) + 1
    evidence(f"{kind}: said after {seconds:.0f} s, told to the chat; the {len(before)} before were untouched")


def test_a_slow_store_only_takes_longer(environment: Environment, server: Server, evidence: Evidence) -> None:
    began = time.monotonic()
    with out_of_order(environment, "slow", seconds=0.5):
        Backups(server).take("files", "acceptance: a slow store")
    evidence(f"each answer half a second late: kept after {time.monotonic() - began:.0f} s")
