"""6.1: the database is backed up by itself, as of one moment, and somebody hears of it when it is not."""

from __future__ import annotations

import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import bson
import pytest
from pymongo.client_session import ClientSession
from pymongo.database import Database as Content

from acceptance.report.plugin import Evidence
from acceptance.support.backups import Backups
from acceptance.support.database import Database
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.vendors import Vendors

pytestmark = pytest.mark.disruptive
TIMER, SERVICE = "backup-database.timer", "backup@database.service"
DROP_IN = f"/run/systemd/system/{TIMER}.d"
ACCOUNTS, COINS = 50, 100
BACKUPS_UNDER_TRANSFERS = 3


@pytest.fixture
def backups(server: Server) -> Backups:
    return Backups(server)


@contextmanager
def timer_of(server: Server, calendar: str) -> Iterator[None]:
    """The timer with another calendar and without its random delay, until the block ends."""
    lines = rf"[Timer]\nOnCalendar=\nOnCalendar={calendar}\nRandomizedDelaySec=0\n"
    server.run(f"mkdir -p {DROP_IN} && printf '{lines}' > {DROP_IN}/acceptance.conf && systemctl daemon-reload")
    try:
        yield
    finally:
        server.run(f"rm -rf {DROP_IN} && systemctl daemon-reload && systemctl restart {TIMER}")


@pytest.mark.criterion("6.1", part="timer fires")
def test_the_timer_takes_a_backup(server: Server, backups: Backups, evidence: Evidence) -> None:
    state = server.run(f"systemctl show {TIMER} --property=ActiveState,Persistent,NextElapseUSecRealtime")
    properties = dict(line.split("=", 1) for line in state.splitlines())
    assert (properties["ActiveState"], properties["Persistent"]) == ("active", "yes"), state
    due = int(server.run(f"expr $(date --date '{properties['NextElapseUSecRealtime']}' +%s) - $(date +%s)"))
    assert due <= 3_600 + 600, f"the next backup is due in {due} s"
    before = len(backups.listed("database"))
    with timer_of(server, "*:*:0/10"):
        server.run(f"systemctl restart {TIMER}")
        taken = backups.wait_for_another("database", before, what="a backup that the timer started")
    assert int(taken["documents"]) > 0
    days = {b["time"][:10] for b in backups.listed("database") if b["cadence"] == "daily"}
    assert taken["time"][:10] in days, "the day has no daily backup"
    documents = int(taken["documents"])
    evidence(f"next one due in {due} s; the timer took one of {documents:,} documents as {taken['id']}")


@pytest.mark.criterion("6.1", part="after downtime")
def test_a_run_that_was_missed_is_made_up_for(server: Server, backups: Backups, evidence: Evidence) -> None:
    """What systemd finds after a boot: the timer's stamp is of before its last due time."""
    before = len(backups.listed("database"))
    with timer_of(server, "hourly"):
        server.run(f"systemctl stop {TIMER} && touch --date '3 hours ago' /var/lib/systemd/timers/stamp-{TIMER}")
        server.run(f"systemctl start {TIMER}")
        taken = backups.wait_for_another("database", before, what="the backup that had been missed")
    evidence(f"stopped for three hours as its stamp says, started: {taken['id']} at once")


@contextmanager
def transfers(database: Content[dict[str, Any]]) -> Iterator[Callable[[], int]]:
    """Coins moved between two collections in transactions, all the time; says how many moves there were."""
    left, right = database["acceptance_left"], database["acceptance_right"]
    for collection in (left, right):
        collection.drop()
        collection.insert_many([{"_id": n, "coins": COINS} for n in range(ACCOUNTS)])
    stop, moved = threading.Event(), [0]

    def move(session: ClientSession) -> None:
        one, other = (left, right) if moved[0] % 2 else (right, left)
        one.update_one({"_id": moved[0] % ACCOUNTS}, {"$inc": {"coins": -1}}, session=session)
        other.update_one({"_id": (moved[0] * 7) % ACCOUNTS}, {"$inc": {"coins": 1}}, session=session)

    def work() -> None:
        with database.client.start_session() as session:
            while not stop.is_set():
                session.with_transaction(move)
                moved[0] += 1

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield lambda: moved[0]
    finally:
        stop.set()
        thread.join()
        left.drop()
        right.drop()


@pytest.mark.criterion("6.1", part="consistent snapshot")
def test_a_backup_is_of_one_moment(
    server: Server, backups: Backups, database: Database, environment: Environment, evidence: Evidence
) -> None:
    totals, apart = [], []
    with transfers(database.content(environment.get("app_mongodb_database"))) as moves:
        begun = moves()
        for number in range(BACKUPS_UNDER_TRANSFERS):
            with backups.fetched(backups.take("database", f"acceptance: transfers {number}")) as folder:
                coins = {}
                for side in ("left", "right"):
                    dumped = server.run(f"base64 --wrap 0 $(find {folder} -name acceptance_{side}.bson)")
                    coins[side] = sum(document["coins"] for document in bson.decode_all(b64decode(dumped)))
                totals.append(coins["left"] + coins["right"])
                apart.append(coins["left"])
        during = moves() - begun
    assert set(totals) == {2 * ACCOUNTS * COINS}, f"coins were lost or made between two collections: {totals}"
    assert during > 100 * BACKUPS_UNDER_TRANSFERS, f"only {during} transfers: nothing was learnt"
    evidence(f"{BACKUPS_UNDER_TRANSFERS} backups during {during:,} transfers: {totals[0]:,} coins in each")


@pytest.mark.criterion("6.1", part="alarm when absent")
def test_silence_is_an_alarm(environment: Environment, vendors: Vendors, evidence: Evidence) -> None:
    keeper = Server(environment, environment.groups["keeper"][0])
    try:
        watching = Backups(keeper)
        assert keeper.run("systemctl is-active backup-watch.timer") == "active"
        since = vendors.newest("messages")
        with watching.other_settings(expected={"database": 0}) as settings:
            late = keeper.attempt(f"codementee-backup watch --settings {settings}")
        assert late.returncode == 1, f"nothing is said of a backup that is late: {late.stdout}"
        keeper.run("codementee-backup watch")
        # Of this subject alone: the timer looks at the others meanwhile.
        told = [
            text for message in vendors.inbox("messages", after=since) if "watch-database" in (text := str(message))
        ]
    finally:
        keeper.close()
    assert [("FAILED" in text, "works again" in text) for text in told] == [(True, False), (False, True)], told
    evidence("the keeper looks every 10 minutes; of one that is late it told the chat once, and when it was well again")
