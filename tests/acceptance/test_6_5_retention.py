"""6.5: what pruning leaves of 420 days."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.backups import Backups
from acceptance.support.server import Server
from acceptance.support.settings import Environment

pytestmark = pytest.mark.disruptive
DAYS, DAILY, MONTHLY = 420, 30, 12
# In the middle of a month, so that the running one is not a full one.
LAST = datetime(2026, 11, 17, 12, tzinfo=UTC)
RESTIC = "RESTIC_PASSWORD_FILE=/etc/codementee/backup/repository-password restic --no-cache --quiet --repo"


def expected() -> list[date]:
    """The newest 30 days, and the last day of each of the 12 months before the running one."""
    last = LAST.date()
    kept = {last - timedelta(days=number) for number in range(DAILY)}
    first = last.replace(day=1)
    for _ in range(MONTHLY):
        end = first - timedelta(days=1)
        kept.add(end)
        first = end.replace(day=1)
    return sorted(kept)


@pytest.mark.criterion("6.5", part="420 simulated days")
def test_thirty_days_and_twelve_months_are_left(environment: Environment, evidence: Evidence) -> None:
    keeper = Server(environment, environment.groups["keeper"][0])
    try:
        with Backups(keeper).scratch_store() as (settings, repository):
            moments = "\n".join(f"{LAST - timedelta(days=number):%Y-%m-%d %H:%M:%S}" for number in range(DAYS))
            take = f"{RESTIC} {repository} backup --host days --tag files --tag cadence=daily --time"
            each = f"TZ=UTC xargs -P 4 -d '\\n' -I @ sh -c '{take} \"@\" /etc/hostname'"
            keeper.run(f"printf '{moments}\\n' | {each}", timeout=900)
            keeper.run(f"codementee-backup prune --settings {settings}", timeout=300)
            said = keeper.run(f"codementee-backup list --json --kind files --settings {settings}")
    finally:
        keeper.close()
    left = sorted(datetime.fromisoformat(json.loads(line)["time"]).date() for line in said.splitlines())
    assert left == expected(), f"{len(left)} left: {left}"
    evidence(
        f"of {DAYS} daily backups of the real restic the keeper's own pruning left {len(left)}: {DAILY} days, then the "
        f"last day of {MONTHLY} months back to {left[0]:%Y-%m-%d}"
    )
