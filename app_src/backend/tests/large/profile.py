"""What the server says about the queries of our processes while they run: which read more than they give."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pymongo.database import Database

from tests.support.plans import SMALL

type Entry = Mapping[str, Any]

# Documents a query may look at in vain, by the side of what it finds.
IN_VAIN = 50
# And for each document it finds or changes, how many it may look at.
FOR_EACH = 5
SORTED_IN_MEMORY = 1_000
_BYTES = 64 * 1024 * 1024
_PROFILE = "system.profile"
_OURS = {"appName": re.compile("^codementee-(api|worker)@")}
# The server keeps only what may be wrong, so that nothing is lost however much is asked.
_SUSPECT = {
    "$or": [{"planSummary": re.compile("COLLSCAN")}, {"hasSortStage": True}, {"docsExamined": {"$gt": IN_VAIN}}],
}


@contextmanager
def profiled(database: Database[dict[str, Any]]) -> Iterator[list[str]]:
    """Afterwards the list holds every kind of wasteful query of our processes in between."""
    found: list[str] = []
    database.command("profile", 0)
    database.drop_collection(_PROFILE)
    database.create_collection(_PROFILE, capped=True, size=_BYTES)
    database.command("profile", 1, slowms=0, filter=_OURS | _SUSPECT)
    try:
        yield found
    finally:
        database.command("profile", 0)
        kinds = {
            (entry["ns"], entry.get("queryHash"), entry.get("planSummary")): _shown(entry)
            for entry in database[_PROFILE].find()
            if wasteful(entry)
        }
        found += sorted(kinds.values())


def wasteful(entry: Entry) -> bool:
    if entry["ns"].partition(".")[2] in SMALL:
        return False
    examined = entry.get("docsExamined", 0)
    if "COLLSCAN" in entry.get("planSummary", ""):
        return True
    if entry.get("hasSortStage") and examined > SORTED_IN_MEMORY:
        return True
    if "aggregate" in entry["command"]:
        # It may be for a figure made of many documents. Those are the worker's to compute.
        return "codementee-api" in entry["appName"] and examined > SORTED_IN_MEMORY
    gave = sum(entry.get(name, 0) for name in ("nreturned", "nMatched", "ndeleted", "nUpserted"))
    return bool(examined > IN_VAIN + FOR_EACH * gave)


def _shown(entry: Entry) -> str:
    shown = {name: value for name, value in entry["command"].items() if name not in ("lsid", "$clusterTime", "$db")}
    return (
        f"{entry['ns'].partition('.')[2]}: {entry.get('planSummary')}, {entry.get('docsExamined')} documents examined, "
        f"{entry.get('nreturned', entry.get('nMatched'))} given, sorted: {entry.get('hasSortStage', False)}, "
        f"{entry.get('millis')} ms: {str(shown)[:400]}"
    )
