"""The database goes back to a second between two backups, and forward again: what make restore says and does."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.backups import Backups
from acceptance.support.database import Database
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web
from releases.ledger import Ledger
from releases.operator import Operator

INDEX = "slug_unique"
pytestmark = [pytest.mark.disruptive, pytest.mark.campaign, pytest.mark.timeout(1800)]


def test_back_to_a_second_and_forward_again(
    environment: Environment, server: Server, database: Database, ledger: Ledger, visitor: Web, evidence: Evidence
) -> None:
    name = environment.get("app_mongodb_database")
    content, backups, operator = database.content(name), Backups(server), Operator(environment.name)
    notes, companies = content["acceptance_notes"], content["companies"]
    notes.drop()
    # As before a release that makes this index.
    if INDEX in companies.index_information():
        companies.drop_index(INDEX)
    backups.take("database", "acceptance: before the notes")
    notes.insert_one({"_id": "kept"})
    time.sleep(1.1)  # The moment that is asked for: after the one, before the other.
    moment = datetime.now(UTC).replace(microsecond=0)
    time.sleep(1.1)
    notes.insert_one({"_id": "spoilt"})
    at = f"AT={moment:%Y-%m-%d %H:%M:%S}"

    def is_kept() -> bool:
        listed = backups.listed("journal")
        return bool(listed) and datetime.fromisoformat(listed[-1]["recorded_until"]) > moment + timedelta(seconds=5)

    wait_until("a backup of the journal with that second in it", is_kept, 300, every=5)
    operator.make("restore", f"AT={moment + timedelta(minutes=1):%Y-%m-%d %H:%M}").succeeded()
    looked = operator.make("restore", at).succeeded()
    assert "The journal brings it forward to" in looked.text, looked.output[-3000:]
    assert "Nothing was changed" in looked.text
    assert notes.count_documents({}) == 2, "looking changed something"
    refused = operator.make("restore", at, "CONFIRM=another_database")
    assert refused.status != 0
    assert notes.count_documents({}) == 2, "the wrong word was enough"

    with ledger.locked_by("Asha", "laptop-7", since=timedelta(minutes=1), left=timedelta(minutes=10)) as lock:
        kept_away = operator.make("restore", at, f"CONFIRM={name}")
    assert kept_away.status != 0
    assert lock["run"] in kept_away.text, kept_away.output[-3000:]
    assert notes.count_documents({}) == 2, "it came between somebody else's release"

    before = len(backups.listed("database"))
    done = operator.make("restore", at, f"CONFIRM={name}").succeeded()
    assert [note["_id"] for note in notes.find({})] == ["kept"]
    assert INDEX in companies.index_information(), "the release that serves did not migrate what was restored"
    assert ledger.lock() is None, "nobody can release any more"
    assert f"{name}_restore" not in notes.database.client.list_database_names()
    assert visitor.get(f"{environment.url}/api/health/ready").status_code == 200
    assert server.attempt("test -e /var/lib/codementee/backup/restore-journal").returncode != 0

    undo = backups.listed("database")[-1]
    assert len(backups.listed("database")) == before + 1
    operator.make("restore", f"CONFIRM={name}", variables={"restore_backup": undo["id"]}).succeeded()
    assert sorted(note["_id"] for note in notes.find({})) == ["kept", "spoilt"]
    notes.drop()
    evidence(f"back to {moment:%H:%M:%S} in {done.seconds:.0f} s, between two writes; undone by the backup before it")
