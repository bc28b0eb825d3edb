"""The note a restore keeps in the database it fills: whose work this is, and how far it has come.

A database with a note that is not ``complete`` is not to be used; one without a note is not ours to touch.
"""

from dataclasses import dataclass, field
from typing import Any

from pymongo.write_concern import WriteConcern

from codementee_ops.database.catalog import OWN_PREFIX
from codementee_ops.database.connection import Coll, Db, Document, Session

NAME = f"{OWN_PREFIX}state"
MAJORITY = WriteConcern(w="majority", wtimeout=60_000)

# Phases of one collection, in their order; before the first it is as if nothing had been done.
LOADING = "loading"
VERIFIED = "verified"
INDEXED = "indexed"

# States of the whole.
FILLING = "filling"
SWAPPING = "swapping"
# Restored and verified, and not to be used: a journal is to be applied to it (codementee_ops.journal.apply).
HELD = "held"
COMPLETE = "complete"

_ID = "restore"


@dataclass
class Marker:
    """One restore. ``dump``: the manifest's id; ``collections``: the names asked for, in order; ``live``: beside the
    collections of a database in use, to replace them; ``scratch``: kept afterwards, so that it may be discarded.

    ``held``: for a journal, so nothing in it has expired. ``expirations``: what is to expire once it is released, each
    with ``collection``, ``index`` (empty for the collection's own) and ``seconds``. ``applied``: the last event of a
    journal that is in the database, with its ``cluster_time`` and ``token``, None before the first; ``session``: the id
    of the server session it is applied in.
    """

    dump: str
    collections: list[str]
    live: bool
    scratch: bool
    state: str = FILLING
    phases: dict[str, str] = field(default_factory=dict)
    loaded_bytes: dict[str, int] = field(default_factory=dict)
    held: bool = False
    expirations: list[dict[str, Any]] = field(default_factory=list)
    applied: dict[str, Any] | None = None
    session: Document | None = None

    def describes_same(self, other: "Marker") -> bool:
        return (self.dump, self.collections, self.live) == (other.dump, other.collections, other.live)


class MarkerStore:
    """Reads and writes the note of one database."""

    def __init__(self, database: Db) -> None:
        self._notes = database.get_collection(NAME, write_concern=MAJORITY)
        self._quick_notes = database.get_collection(NAME, write_concern=WriteConcern(w=1))
        self._database = database

    def read(self) -> Marker | None:
        found: Document | None = self._notes.find_one({"_id": _ID})
        if found is None:
            return None
        # An earlier version of this tool wrote fewer of them.
        return Marker(**{name: found[name] for name in Marker.__dataclass_fields__ if name in found})

    def write(self, marker: Marker, session: Session | None = None) -> None:
        """Keep the note through a failover of the server too: for what must not be forgotten.

        In a transaction of ``session`` it changes together with what else is written there.
        """
        self._write(self._notes, marker, session)

    def note_progress(self, marker: Marker) -> None:
        """Write what may be lost: documents are with the majority before they are noted, so an older note only repeats
        work."""
        self._write(self._quick_notes, marker)

    def _write(self, notes: Coll, marker: Marker, session: Session | None = None) -> None:
        content: dict[str, Any] = {name: getattr(marker, name) for name in Marker.__dataclass_fields__}
        notes.replace_one({"_id": _ID}, content, upsert=True, session=session)

    def remove(self) -> None:
        self._database.drop_collection(NAME)
