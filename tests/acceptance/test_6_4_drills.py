"""6.4: the newest backup is restored and compared by itself, and damage is found."""

from __future__ import annotations

import json
import re

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.backups import Backups
from acceptance.support.database import Database
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.vendors import Vendors

pytestmark = pytest.mark.disruptive
DAMAGED = 65
METRICS = "/var/lib/prometheus/node-exporter/codementee_backup.prom"


@pytest.mark.criterion("6.4", part="scheduled drill")
def test_the_drill_restores_and_compares(
    server: Server, database: Database, environment: Environment, evidence: Evidence
) -> None:
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
    name = environment.get("app_mongodb_database")
    assert f"{name}_drill" not in database.content(name).client.list_database_names(), (
        "the drill left its database behind"
    )
    since = server.run("systemctl show --property ExecMainStartTimestamp --value backup@drill.service")
    said = server.run(f"journalctl --unit backup@drill.service --since '{since}' --output cat --no-pager")
    tried = re.search(r"tried by the application: .*\"items\": (\d+)", said)
    assert tried, f"the release that serves was not tried:\n{said}"
    metrics = server.run(f"grep '\"drill\"' {METRICS}")
    assert 'codementee_backup_last_run_success{job_name="drill"} 1' in metrics
    evidence(
        f"{figures['documents']:,} documents of {newest['id']} restored, checksums and indexes the same, "
        f"{tried[1]} items asked for by the release that serves, "
        f"{figures['seconds']} s; metrics say so"
    )


# What is done to the largest file of a repository: in it are the data of what was backed up.
DAMAGES = {
    "flipped bytes": "printf 'damage' | dd of={} bs=1 seek=200 conv=notrunc status=none",
    "a missing pack": "rm {}",
    "a truncated pack": "truncate --size 100 {}",
}


@pytest.mark.criterion("6.4", part="damage detected")
def test_damage_is_found_and_told(environment: Environment, vendors: Vendors, evidence: Evidence) -> None:
    keeper = Server(environment, environment.groups["keeper"][0])
    told: dict[str, str] = {}
    try:
        for harm, command in DAMAGES.items():
            with Backups(keeper).scratch_store(paths=["/etc/ssh", "/etc/ssl"], check_parts=1) as (settings, repository):
                keeper.run(f"codementee-backup files --settings {settings}")
                keeper.run(f"codementee-backup check --settings {settings}")
                pack = keeper.run(
                    f"find {repository}/data -type f -printf '%s %p\\n' | sort -n | tail -1 | cut -d' ' -f2"
                )
                keeper.run(f"chmod u+w {pack} && {command.format(pack)}")
                since = vendors.newest("messages")
                checked = keeper.attempt(f"codementee-backup check --settings {settings}")
                assert checked.returncode == DAMAGED, f"{harm}: {checked.returncode} {checked.stdout} {checked.stderr}"
                told[harm] = "".join(str(message) for message in vendors.inbox("messages", after=since))
    finally:
        keeper.close()
    quiet = [harm for harm, said in told.items() if "check FAILED" not in said or "is damaged" not in said]
    assert not quiet, f"nobody was told of {quiet}: {told}"
    evidence(f"{', '.join(DAMAGES)}: each was found by the check and told to the chat")
