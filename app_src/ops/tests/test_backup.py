"""``codementee-backup`` with the real restic and a real mongod: what is kept, what is noticed, what survives."""

import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database

from codementee_ops.backup.outcome import Outcomes
from codementee_ops.backup.restic import Repository
from codementee_ops.backup.settings import read_settings
from codementee_ops.database.errors import OpsError
from codementee_ops.database.manifest import read_manifest
from codementee_ops.database.marker import NAME
from codementee_ops.database.progress import Reporter
from codementee_ops.exits import (
    EX_CONFIG,
    EX_DAMAGED,
    EX_EXISTS,
    EX_FAILED,
    EX_NO_INPUT,
    EX_NO_PERMISSION,
    EX_TRY_AGAIN,
    EX_UNAVAILABLE,
)
from tests.support.backups import Chat, Host, chat
from tests.support.command import Command, ended
from tests.support.servers import Mongod, wait_until

AnyDatabase = Database[dict[str, Any]]
CANNOT_CREATE_INDEX = 67
KILLS, CAMPAIGN_KILLS = 4, 20
DAYS, CAMPAIGN_DAYS = 70, 420
# What the application would do with the restored database: it writes down how many documents are in it.
COUNT = """
import pathlib, pymongo, sys
address, database, seen = sys.argv[1:]
with pymongo.MongoClient(address) as client:
    pathlib.Path(seen).write_text(str(client[database].bookings.count_documents({})))
"""


@pytest.fixture
def told() -> Iterator[Chat]:
    with chat() as made:
        yield made


@pytest.fixture
def host(tmp_path: Path, database: AnyDatabase, mongod: Mongod, told: Chat) -> Host:
    database.bookings.insert_many([{"_id": n, "pad": f"{n:08}" * 40} for n in range(2_000)])
    database.bookings.create_index("pad")
    database.users.insert_one({"email": "user@example.com"})
    made = Host(tmp_path, database=database.name, mongodb=mongod.address(), chat=told)
    made.succeed("init")
    return made


def test_a_backup_comes_back_byte_for_byte(host: Host, command: Command, database: AnyDatabase, tmp_path: Path) -> None:
    kept = host.succeed("database").last["backup"]
    listed = host.listed()
    assert [(b["id"], b["kind"], b["cadence"], b["documents"]) for b in listed] == [(kept, "database", "daily", "2001")]
    # Nothing readable stays behind on the host.
    assert not (tmp_path / "work" / "database").exists()
    fetched = host.succeed("fetch", kept, "--into", tmp_path / "fetched").last["path"]
    # Its time is the dump's moment, which is UTC wherever the host is.
    moment = datetime.fromisoformat(read_manifest(Path(fetched)).moment)
    assert datetime.fromisoformat(listed[0]["time"]) == moment
    command.succeed("check", fetched, "--against", database.name)
    database.users.insert_one({"email": "later@example.com"})
    command.fail(EX_DAMAGED, "check", fetched, "--against", database.name)


def test_the_first_of_a_day_is_the_daily_one_and_a_reason_stands_apart(host: Host) -> None:
    host.succeed("database")
    host.succeed("database")
    host.succeed("database", "--why", "before release 3f2c1e9, all of it")
    assert [(b["cadence"], b["why"]) for b in host.listed("--kind", "database")] == [
        ("daily", None),
        ("hourly", None),
        ("reasoned", "before release 3f2c1e9; all of it"),
    ]


def test_the_journal_is_kept_as_far_as_it_is_recorded(
    host: Host, journal_command: Command, database: AnyDatabase, tmp_path: Path
) -> None:
    assert "finished no segment" in host.fail(EX_NO_INPUT, "journal")
    journal = tmp_path / "work" / "journal"
    record = ("record", "--database", database.name, "--journal", journal, "--once")
    for _ in range(2):
        database.bookings.insert_one({"later": True})
        journal_command.succeed(*record)
    (journal / "current.partial").write_bytes(b"of a recorder that was killed")
    kept = host.succeed("journal").last["backup"]
    listed = host.listed("--kind", "journal")
    assert [b["id"] for b in listed] == [kept]
    assert listed[0]["recorded_until"] == json.loads((journal / "status.json").read_text())["recorded_until"]
    fetched = host.succeed("fetch", kept, "--into", tmp_path / "fetched").last["path"]
    assert {path.name for path in Path(fetched).iterdir()} == {path.name for path in journal.glob("*.journal")}
    journal_command.succeed("check", fetched)


def test_a_journal_that_is_not_recorded_is_kept_and_told(
    host: Host, journal_command: Command, database: AnyDatabase, tmp_path: Path, told: Chat
) -> None:
    journal = tmp_path / "work" / "journal"
    database.bookings.insert_one({"later": True})
    journal_command.succeed("record", "--database", database.name, "--journal", journal, "--once")
    status = json.loads((journal / "status.json").read_text())
    (journal / "status.json").write_text(json.dumps(status | {"recorded_until": "2026-11-01T00:00:00+00:00"}))
    assert "recorded until 2026-11-01T00:00:00+00:00 only" in host.fail(EX_FAILED, "journal")
    assert len(host.listed("--kind", "journal")) == 1
    assert len(told.told) == 1


def test_a_gap_in_the_journal_is_told_once(
    host: Host, journal_command: Command, database: AnyDatabase, tmp_path: Path, told: Chat
) -> None:
    journal = tmp_path / "work" / "journal"
    database.bookings.insert_one({"later": True})
    journal_command.succeed("record", "--database", database.name, "--journal", journal, "--once")
    host.succeed("journal")
    assert told.told == []
    status = json.loads((journal / "status.json").read_text())
    gap = {"gap": "the server no longer had what comes next", "gap_at": status["recorded_until"]}
    (journal / "status.json").write_text(json.dumps(status | gap))
    host.succeed("journal")
    host.succeed("journal")
    assert [gap["gap"] in text for text in told.told] == [True]


def test_a_backup_of_the_future_hides_no_silence(host: Host) -> None:
    store = read_settings(host.directory / "settings.json").stores[0]
    repository = Repository(store, cache=host.directory / "cache")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    repository.back_up([host.files], host="tests", tags=["database", "cadence=daily"], time=tomorrow)
    assert "h from now" in host.fail(EX_FAILED, "watch")


def test_files_come_back_and_what_is_missing_is_left_out(host: Host, tmp_path: Path) -> None:
    host.settings["paths"].append(str(tmp_path / "not there"))
    host.write()
    result = host.succeed("files")
    assert [event["path"] for event in result.named("left_out")] == [str(tmp_path / "not there")]
    kept = result.last["backup"]
    host.succeed("fetch", kept, "--into", tmp_path / "back")
    assert (tmp_path / "back" / str(host.files)[1:] / "nginx.conf").read_text() == "worker_processes auto;\n"


def test_a_drill_restores_compares_and_cleans_up(
    host: Host, mongod: Mongod, database: AnyDatabase, tmp_path: Path
) -> None:
    host.succeed("database")
    seen = tmp_path / "seen"
    smoke = (sys.executable, "-c", COUNT, mongod.address(), f"{database.name}_drill", str(seen))
    done = host.succeed("drill", "--", *smoke).last
    assert seen.read_text() == "2000"
    assert done["documents"] == 2_001
    assert f"{database.name}_drill" not in database.client.list_database_names()
    assert not (tmp_path / "work" / "drill").exists()
    assert [b["kind"] for b in host.listed()] == ["database", "drill"]
    assert host.metric("last_run_success", "drill") == 1
    assert time.time() - host.metric("last_success_timestamp_seconds", "drill") < 60


def test_a_drill_whose_application_fails_says_so_and_cleans_up(host: Host, database: AnyDatabase, told: Chat) -> None:
    host.succeed("database")
    said = host.fail(EX_FAILED, "drill", "--", "sh", "-c", "echo no companies >&2; exit 1")
    assert "no companies" in said
    assert f"{database.name}_drill" not in database.client.list_database_names()
    assert [text for text in told.told if "no companies" in text] == told.told


def test_a_drill_that_was_killed_does_not_stop_the_next_one(host: Host, database: AnyDatabase) -> None:
    host.succeed("database")
    process = host.start("drill", "--", "sleep", "60")
    name = f"{database.name}_drill"
    wait_until(lambda: name in database.client.list_database_names(), what="the drill's database")
    os.killpg(process.pid, signal.SIGKILL)
    ended(process)
    host.succeed("drill")
    assert name not in database.client.list_database_names()


def test_a_drill_that_cannot_restore_leaves_nothing_behind(host: Host, mongod: Mongod, database: AnyDatabase) -> None:
    host.succeed("database")
    with mongod.failing(["createIndexes"], program="codementee-backup", errorCode=CANNOT_CREATE_INDEX):
        assert "The server refused" in host.fail(EX_FAILED, "drill")
    assert f"{database.name}_drill" not in database.client.list_database_names()


def test_a_drill_touches_no_database_that_is_not_its_own(host: Host, database: AnyDatabase) -> None:
    host.succeed("database")
    somebodys = database.client[f"{database.name}_drill"]
    somebodys.notes.insert_one({"_id": "mine"})
    assert "which stay as they are" in host.fail(EX_EXISTS, "drill")
    assert somebodys.notes.count_documents({}) == 1
    host.settings["database"]["drill_database"] = database.name
    host.write()
    assert "the database in use" in host.fail(EX_CONFIG, "drill")


def test_a_database_that_is_being_restored_is_not_backed_up(host: Host, database: AnyDatabase) -> None:
    """It would be the newest backup, and half of one."""
    host.succeed("database")
    note = {"_id": "restore", "dump": "another", "collections": [], "live": False, "scratch": False, "state": "filling"}
    database[NAME].insert_one(note)
    assert "half restored" in host.fail(EX_TRY_AGAIN, "database")
    assert len(host.listed()) == 1
    # Beside collections in use it is no reason: those are whole.
    database[NAME].update_one({}, {"$set": {"live": True}})
    host.succeed("database")


def test_the_lock_of_a_killed_run_stops_no_later_one(host: Host) -> None:
    """restic keeps it for ever: pruning and checking would wait for it in vain from then on."""
    (host.files / "large").write_bytes(random.Random("large").randbytes(100_000_000))  # noqa: S311 - any content
    process = host.start("files")
    wait_until(host.locks, what="the repository's lock")
    os.killpg(process.pid, signal.SIGKILL)
    ended(process)
    assert host.locks()
    host.succeed("check")
    host.succeed("prune")
    assert not host.locks()


@pytest.mark.parametrize("harm", ["flipped", "missing", "truncated"])
def test_a_damaged_repository_is_noticed_loudly(host: Host, told: Chat, harm: str) -> None:
    host.succeed("database")
    # The largest pack has documents in it.
    pack = max(host.packs(), key=lambda path: path.stat().st_size)
    content = bytearray(pack.read_bytes())
    pack.chmod(0o600)
    if harm == "flipped":
        content[len(content) // 3] ^= 1
        pack.write_bytes(content)
    elif harm == "truncated":
        pack.write_bytes(content[: len(content) // 2])
    else:
        pack.unlink()
    said = host.fail(EX_DAMAGED, "check")
    assert "is damaged" in said
    # Which object it is: an earlier version of it may be whole.
    assert pack.name in said
    assert host.run("drill").status != 0
    assert len(told.told) == 2
    assert host.metric("last_run_success", "check") == host.metric("last_run_success", "drill") == 0
    # Told once, not at every run.
    host.run("check")
    assert len(told.told) == 2


def test_the_wrong_password_changes_nothing(host: Host, tmp_path: Path) -> None:
    host.succeed("database")
    right = (tmp_path / "password").read_text()
    (tmp_path / "password").write_text("another one, long enough for all")
    assert "backup-password-lost.md" in host.fail(EX_NO_PERMISSION, "database")
    assert "backup-password-lost.md" in host.fail(EX_NO_PERMISSION, "init")
    (tmp_path / "password").write_text(right)
    assert len(host.listed()) == 1
    host.succeed("database")


def test_what_is_late_is_told_once_and_once_more_when_it_is_mended(host: Host, told: Chat) -> None:
    assert "there is none" in host.fail(EX_FAILED, "watch")
    host.fail(EX_FAILED, "watch")
    assert len(told.told) == 1
    host.succeed("database")
    host.succeed("watch")
    assert len(told.told) == 2
    assert "works again" in told.told[1]
    host.settings["expected"] = {"database": 0, "drill": 100_000}
    host.write()
    said = host.fail(EX_FAILED, "watch")
    assert "No backup of database since 0 h" in said
    assert "No backup of drill since 28 h: there is none" in said


def test_a_chat_that_is_away_stops_nothing(host: Host, told: Chat) -> None:
    told.refusing = True
    result = host.run("watch")
    assert result.status == EX_FAILED
    assert result.named("not_told")
    told.refusing = False
    for _ in range(2):
        host.fail(EX_FAILED, "watch")
    assert len(told.told) == 1


def test_a_failure_that_cannot_be_kept_is_told_nevertheless(host: Host, tmp_path: Path, told: Chat) -> None:
    """As when the disk is full."""
    (tmp_path / "work").mkdir(exist_ok=True)
    (tmp_path / "work" / "outcomes").write_text("no folder\n")
    assert "there is none" in host.fail(EX_FAILED, "watch")
    assert len(told.told) == 1


def test_a_fault_nobody_expected_is_told_too(host: Host, told: Chat) -> None:
    outcomes = Outcomes(read_settings(host.directory / "settings.json"), Reporter(machine=True, lines=io.StringIO()))
    for _ in range(2):
        with pytest.raises(OpsError, match="A fault of this program, KeyError"), outcomes.watching("prune"):
            raise KeyError("keep")
    assert len(told.told) == 1
    assert host.metric("last_run_success", "prune") == 0


def test_every_store_is_checked_and_all_that_is_wrong_is_told(host: Host, tmp_path: Path, told: Chat) -> None:
    host.succeed("database")
    for pack in host.packs():
        pack.unlink()
    away = dict(host.settings["stores"][0]) | {"name": "second", "url": str(tmp_path / "nowhere")}
    host.settings["stores"].insert(0, away)
    host.write()
    said = host.fail(EX_UNAVAILABLE, "check")
    assert "second holds no repository yet" in said
    assert "primary is damaged" in said
    assert "primary is damaged" in told.told[0]


def test_one_store_whose_keys_are_missing_does_not_keep_the_other(host: Host, tmp_path: Path) -> None:
    keyless = dict(host.settings["stores"][0]) | {"name": "second", "environment_file": str(tmp_path / "no keys")}
    host.settings["stores"].insert(0, keyless)
    host.write()
    assert "no keys, cannot be read" in host.fail(EX_CONFIG, "database")
    assert len(host.listed("--store", "primary")) == 1


def test_one_store_that_fails_does_not_keep_the_other_from_its_backup(host: Host, tmp_path: Path, told: Chat) -> None:
    away = dict(host.settings["stores"][0]) | {"name": "second", "url": str(tmp_path / "nowhere")}
    host.settings["stores"].insert(0, away)
    host.write()
    said = host.fail(EX_UNAVAILABLE, "database")
    assert "store second holds no repository yet" in said
    assert len(host.listed("--store", "primary")) == 1
    assert len(told.told) == 1


@pytest.mark.parametrize("missing", ["directory", "stores"])
def test_settings_that_are_not_right_are_named(host: Host, missing: str) -> None:
    del host.settings[missing]
    host.write()
    assert f"lacks or misnames '{missing}'" in host.fail(EX_CONFIG, "watch")


def test_no_settings_and_no_such_backup(host: Host, tmp_path: Path) -> None:
    assert "No backups begin with 00ff" in host.fail(EX_NO_INPUT, "fetch", "00ff", "--into", tmp_path / "x")
    assert "has none" in host.fail(EX_NO_INPUT, "list")
    (tmp_path / "settings.json").unlink()
    assert "There is no" in host.fail(EX_NO_INPUT, "watch")


def test_the_database_being_away_is_told_and_leaves_the_earlier_ones(host: Host, tmp_path: Path, told: Chat) -> None:
    host.succeed("database")
    (tmp_path / "uri").write_text("mongodb://127.0.0.1:1/?directConnection=true&serverSelectionTimeoutMS=500")
    host.fail(EX_UNAVAILABLE, "database")
    assert len(told.told) == 1
    assert len(host.listed()) == 1


def _killed_again_and_again(host: Host, count: int) -> None:
    begun = time.monotonic()
    host.succeed("database")
    usual = time.monotonic() - begun
    moments = random.Random("backups under fire")  # noqa: S311 - the same moments in every run
    for _ in range(count):
        process = host.start("database")
        time.sleep(moments.uniform(0.1, 1.0) * usual)
        os.killpg(process.pid, signal.SIGKILL)
        ended(process)
        assert len(host.listed()) >= 1
    host.succeed("database")
    host.succeed("check")
    host.succeed("drill")


def test_killed_at_any_point_the_earlier_ones_are_whole_and_the_next_run_succeeds(host: Host) -> None:
    _killed_again_and_again(host, KILLS)


@pytest.mark.campaign
@pytest.mark.timeout(900)
def test_killed_twenty_times(host: Host) -> None:
    _killed_again_and_again(host, CAMPAIGN_KILLS)


def _days_kept(host: Host, days: int, last: date) -> list[date]:
    """The days whose daily backups are left after so many of them, the last one on ``last``."""
    store = read_settings(host.directory / "settings.json").stores[0]
    repository = Repository(store, cache=host.directory / "cache")
    noons = [datetime(last.year, last.month, last.day, 12, tzinfo=UTC) - timedelta(days=n) for n in range(days)]

    def take(at: datetime) -> None:
        repository.back_up([host.files], host="vps-1", tags=["files", "cadence=daily"], time=at)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(take, noons))
    host.succeed("prune")
    return [datetime.fromisoformat(backup["time"]).date() for backup in host.listed("--kind", "files")]


def _expected(last: date, days: int) -> list[date]:
    """The newest 30 days, and the last day of each of the 12 months before the present one, as far as there are any.

    As long as there are fewer months than that, restic keeps the oldest backup there is as well.
    """
    newest = {last - timedelta(days=n) for n in range(30)}
    ends: set[date] = set()
    first = last.replace(day=1)
    for _ in range(12):
        ends.add(first - timedelta(days=1))
        first = (first - timedelta(days=1)).replace(day=1)
    oldest = last - timedelta(days=days - 1)
    if oldest > min(ends):
        ends.add(oldest)
    return sorted(day for day in newest | ends if day >= oldest)


@pytest.mark.timeout(300)
def test_seventy_days_leave_thirty_and_the_past_months(host: Host) -> None:
    last = date(2026, 11, 17)
    assert _days_kept(host, DAYS, last) == _expected(last, DAYS)


@pytest.mark.campaign
@pytest.mark.timeout(1_800)
def test_420_days_leave_thirty_days_and_twelve_months(host: Host) -> None:
    last = date(2026, 11, 17)
    kept = _days_kept(host, CAMPAIGN_DAYS, last)
    print(f"420 days: {len(kept)} backups left: {kept[0]} to {kept[-1]}")  # noqa: T201 - the campaign's figures
    assert kept == _expected(last, CAMPAIGN_DAYS)
