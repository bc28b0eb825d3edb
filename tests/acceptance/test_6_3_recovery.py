"""6.3: server and database are gone; one command later the platform serves, and every document is back."""

from __future__ import annotations

import hashlib
import re
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from pymongo.database import Database as Content
from pymongo.errors import PyMongoError
from pymongo.write_concern import WriteConcern

from acceptance.report.plugin import Evidence
from acceptance.support.backups import Backups
from acceptance.support.database import Database
from acceptance.support.runners import Local, background
from acceptance.support.server import Server
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web
from releases.pipeline import Pipeline, Stage

pytestmark = [pytest.mark.disruptive, pytest.mark.campaign, pytest.mark.timeout(3600)]
DOCUMENTS, DOCUMENT_BYTES, AT_ONCE = 1_000_000, 520, 10_000
WRITES_PER_SECOND, REQUESTS_PER_SECOND = 50, 8
RECOVERY_SECONDS, LOST_SECONDS = 600, 300
MOMENT = re.compile(r"The journal brings it forward to ([-0-9T:+]+)\.")


class Writer(threading.Thread):
    """Somebody who writes until the server is gone, and knows what was acknowledged, and when."""

    def __init__(self, database: Content[dict[str, Any]]) -> None:
        super().__init__(daemon=True)
        self._writes = database.get_collection("acceptance_writes", write_concern=WriteConcern("majority"))
        self._over = threading.Event()
        self.acknowledged: list[tuple[int, datetime]] = []

    def run(self) -> None:
        number = 0
        while not self._over.wait(1 / WRITES_PER_SECOND):
            number += 1
            try:
                self._writes.insert_one(written(number))
            except PyMongoError:
                return
            self.acknowledged.append((number, datetime.now(UTC)))

    def finish(self) -> None:
        self._over.set()
        self.join(30)


def written(number: int) -> dict[str, object]:
    return {"_id": number, "text": hashlib.sha256(str(number).encode()).hexdigest()}


def fill(database: Content[dict[str, Any]]) -> str:
    """A million documents; the checksum of what the server then holds."""
    ballast = database["acceptance_ballast"]
    ballast.drop()
    for first in range(0, DOCUMENTS, AT_ONCE):
        ballast.insert_many(
            [{"_id": n, "text": f"{n:>{DOCUMENT_BYTES - 40}}"} for n in range(first, first + AT_ONCE)], ordered=False
        )
    return checksum(database)


def checksum(database: Content[dict[str, Any]]) -> str:
    """Of every stored byte of the million, in the order of their ids."""
    found = hashlib.sha256()
    for batch in database["acceptance_ballast"].find_raw_batches({}, sort=[("_id", 1)], batch_size=AT_ONCE):
        found.update(cast("bytes", batch))
    return found.hexdigest()


def lose_everything(stage: Stage, content: Content[dict[str, Any]], writer: Writer) -> None:
    """The server and everything in the database, gone for good; then there is another server, bare."""
    machine = f"codementee-{stage.environment.edge}"
    for command in (["rm", "--force", "--volumes", machine], ["volume", "rm", "--force", machine]):
        subprocess.run(["docker", *command], check=True, capture_output=True, timeout=120)
    # Somebody who wrote on would make an empty database one in use.
    writer.finish()
    content.client.drop_database(content.name)
    stage.operator.make("staging-server").succeeded()


@pytest.mark.criterion("6.3", part="bare server to serving")
@pytest.mark.criterion("6.3", part="every document identical")
def test_everything_is_back_after_one_command(
    pipeline: Pipeline, database: Database, local: Local, visitor: Web, evidence: Evidence
) -> None:
    stage = pipeline.staging
    url, edge = stage.environment.url, f"{stage.environment.edge_address}:443"
    content = database.content(stage.environment.get("app_mongodb_database"))
    before = fill(content)
    size = content.command("dbStats")["dataSize"] / 1e6
    server = Server(stage.environment, stage.environment.edge)
    try:
        server.run("systemctl start backup@database.service", timeout=600)
        writer = Writer(content)
        writer.start()
        begun = datetime.now(UTC)
        backups = Backups(server)

        def is_kept() -> bool:
            listed = backups.listed("journal")
            return bool(listed) and datetime.fromisoformat(listed[-1]["recorded_until"]) > begun + timedelta(seconds=90)

        with background(local, f"{url}/api/companies", edge, 300, rate=REQUESTS_PER_SECOND) as served:
            wait_until("a backup of the journal with the writes in it", is_kept, 420, every=5)
    finally:
        server.close()
    load = served.finish()
    assert load.failed == 0, load.trouble()
    gone = datetime.now(UTC)
    lose_everything(stage, content, writer)
    run = stage.operator.make("recover").succeeded()
    seconds = run.seconds
    assert visitor.get(f"{url}/api/health/ready").status_code == 200
    said = MOMENT.search(run.text)
    assert said is not None, f"it does not say which moment it is:\n{run.output[-3000:]}"
    moment = datetime.fromisoformat(said[1])
    owed = [number for number, at in writer.acknowledged if at <= moment]
    there = {document["_id"]: document for document in content["acceptance_writes"].find({})}
    missing = [number for number in owed if there.get(number) != written(number)]
    assert not missing, (
        f"{len(missing)} of {len(owed)} acknowledged writes are gone or other than they were: {missing[:10]}"
    )
    assert len(owed) > WRITES_PER_SECOND, f"only {len(owed)} writes were owed: nothing was learnt"
    assert checksum(content) == before, "the million are not what they were"
    lost_seconds = (gone - moment).total_seconds()
    assert (seconds <= RECOVERY_SECONDS, lost_seconds <= LOST_SECONDS) == (True, True), (
        f"{seconds:.0f} s, {lost_seconds:.0f} s"
    )
    evidence(
        f"server and database gone, {DOCUMENTS:,} documents ({size:.0f} MB): "
        f"bare server to serving in {seconds:.0f} s by make recover; "
        f"back to {lost_seconds:.0f} s before; all {len(owed):,} writes acknowledged until then, byte for byte"
    )
