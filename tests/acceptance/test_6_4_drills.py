"""6.4: the newest backup is restored and compared by itself, and damage is found."""

from __future__ import annotations

import json

import pytest

from acceptance.fixtures import AnyDatabase
from acceptance.report.plugin import Evidence
from acceptance.support.backups import Backups
from acceptance.support.server import Server

pytestmark = pytest.mark.disruptive
METRICS = "/var/lib/prometheus/node-exporter/codementee_backup.prom"


@pytest.mark.criterion("6.4", part="scheduled drill")
def test_the_drill_restores_and_compares(server: Server, database: AnyDatabase, evidence: Evidence) -> None:
    backups = Backups(server)
    assert server.run("systemctl is-active backup-drill.timer") == "active"
    before = len(backups.listed("drill"))
    server.run("systemctl start backup@drill.service", timeout=600)
    drilled = backups.listed("drill")
    assert len(drilled) == before + 1
    with backups.fetched(drilled[-1]["id"]) as folder:
        figures = json.loads(server.run(f"cat $(find {folder} -name drill.json)"))
    newest = backups.listed("database")[-1]
    assert (figures["backup"][:8], str(figures["documents"])) == (newest["id"], newest["documents"])
    assert f"{database.name}_drill" not in database.client.list_database_names(), "the drill left its database behind"
    metrics = server.run(f"grep '\"drill\"' {METRICS}")
    assert 'codementee_backup_last_run_success{job_name="drill"} 1' in metrics
    evidence(
        f"{figures['documents']:,} documents of {newest['id']} restored, checksums and indexes the same, "
        f"{figures['seconds']} s; metrics say so"
    )
