"""Restore a dump, or some of its collections, into a database.

Into a new database the collections are filled under their own names. Into one in use they are filled beside the others,
as ``codementee_restore.NNNN``, and take their names, by a rename each, once all of them are verified. Documents come
first, are verified before any index can expire or refuse one, and then indexes are built.

A restore for a journal stays marked as held, with nothing in it expiring: what a journal changes has to be there still.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bson.raw_bson import RawBSONDocument
from pymongo.errors import BulkWriteError

from codementee_ops.database import marker as phases
from codementee_ops.database.catalog import OWN_PREFIX, Entry, read_catalog
from codementee_ops.database.connection import Client, Coll, Db, Document, describe_server, open_database
from codementee_ops.database.content import read_batches
from codementee_ops.database.errors import DamagedError, OpsError
from codementee_ops.database.layout import MANIFEST, locked
from codementee_ops.database.manifest import Dumped, Manifest, read_manifest
from codementee_ops.database.marker import MAJORITY, Marker, MarkerStore
from codementee_ops.database.pipeline import in_order
from codementee_ops.database.progress import Reporter
from codementee_ops.database.verify import check_files, differing_content, differing_definitions
from codementee_ops.exits import EX_EXISTS, EX_NO_INPUT, EX_USAGE

_WORKERS = 2
_BATCH_BYTES = 4_000_000
_BATCH_DOCUMENTS = 10_000
_DUPLICATE_KEY = 11000
_SERVERS_OWN = frozenset({"admin", "config", "local"})
_SERVER_SIDE_SCRIPTS = "system.js"
UNFINISHED = "unfinished"
SIMPLE_COLLATION = {"locale": "simple"}


class Restore:
    """One restore of ``directory`` into ``target``. ``live`` repeats the name of a database that may be changed;
    ``for_journal``: hold it, to be brought forward by ``codementee-journal apply``."""

    def __init__(
        self,
        client: Client,
        directory: Path,
        target: str,
        *,
        collections: Sequence[str],
        live: str | None,
        scratch: bool,
        remove_others: bool,
        for_journal: bool = False,
        report: Reporter,
    ) -> None:
        if target in _SERVERS_OWN:
            raise OpsError(f"{target} is the server's own database. Restore to another one.", EX_USAGE)
        if live is not None and live != target:
            raise OpsError(
                f"--into-live says {live}, --to says {target}: nothing is touched unless they agree.", EX_USAGE
            )
        if live is not None and scratch:
            raise OpsError("--scratch is for a database of its own, not with --into-live.", EX_USAGE)
        if remove_others and (live is None or collections):
            raise OpsError("--remove-others is for a whole dump, with --into-live.", EX_USAGE)
        if for_journal and (live is not None or collections):
            raise OpsError("--for-journal is for a whole dump restored to a new name.", EX_USAGE)
        self._client = client
        self._directory = directory
        self._database = open_database(client, target).with_options(write_concern=MAJORITY)
        self._asked_for = collections
        self._confirmed = live is not None
        self._scratch = scratch
        self._remove_others = remove_others
        self._for_journal = for_journal
        self._report = report
        self._store = MarkerStore(self._database)

    def run(self) -> Manifest:
        """Restore and verify. Stopped at any point, the same call goes on from there."""
        manifest = read_manifest(self._directory)
        busy = f"Another restore from {self._directory} is running. Wait for it."
        with locked(self._directory / MANIFEST, busy=busy):
            chosen = self._chosen(manifest)
            check_files(self._directory, chosen, self._report)
            marker = self._begin(manifest, chosen)
            if marker.state not in {phases.HELD, phases.COMPLETE}:
                self._fill(chosen, marker)
                self._swap(chosen, marker)
                self._expect_definitions(manifest, chosen, marker)
                marker.state = phases.HELD if self._for_journal else phases.COMPLETE
                self._store.write(marker)
            if not self._for_journal:
                release(self._database, marker)
        return manifest

    def _chosen(self, manifest: Manifest) -> tuple[Dumped, ...]:
        names = {dumped.name for dumped in manifest.collections}
        unknown = sorted(set(self._asked_for) - names)
        if unknown:
            raise OpsError(f"The dump has no {', '.join(unknown)}. It has: {', '.join(sorted(names))}.", EX_NO_INPUT)
        if not self._asked_for:
            return manifest.collections
        return tuple(dumped for dumped in manifest.collections if dumped.name in self._asked_for)

    def _begin(self, manifest: Manifest, chosen: tuple[Dumped, ...]) -> Marker:
        """The note of this restore: a new one, or that of the run that is to be continued."""
        name = self._database.name
        present = [entry.name for entry in read_catalog(self._database)]
        found = self._store.read()
        wanted = Marker(manifest.id, [dumped.name for dumped in chosen], live=False, scratch=self._scratch)
        wanted.live = found.live if found else bool(present)
        wanted.held = self._for_journal
        if found is None or (found.state == phases.COMPLETE and not self._is_what_is_wanted(found, wanted)):
            wanted.live = bool(present)
            if present and not self._confirmed:
                raise OpsError(
                    f"{name} exists and holds {len(present)} collections, which stay as they are. Restore to a new "
                    f"name and point the application at it, or add --into-live {name} to replace its collections.",
                    EX_EXISTS,
                )
            self._store.write(wanted)
            self._report.event("begin", f"Restoring {len(chosen)} collections to {name}.", database=name)
            return wanted
        if self._supersedes(found, wanted):
            _remove_staged(self._database)
            wanted.live = True
            self._store.write(wanted)
            self._report.event(
                "superseded", f"An unfinished restore of another dump into {name} gives way to this one.", database=name
            )
            return wanted
        if not found.describes_same(wanted):
            raise OpsError(
                f"{name} holds an unfinished restore of another dump or of other collections. Finish that one with the "
                f"command it was begun with, or remove it: codementee-db discard {name}",
                EX_EXISTS,
            )
        if found.applied:
            raise OpsError(
                f"{name} holds this dump and a part of a journal. Go on with codementee-journal apply, or remove it: "
                f"codementee-db discard {name}",
                EX_EXISTS,
            )
        if self._for_journal and (not found.held or found.state == phases.COMPLETE):
            raise OpsError(
                f"{name} was not restored for a journal from the beginning: something in it may have expired. Restore "
                f"to another name, or remove it: codementee-db discard {name}",
                EX_EXISTS,
            )
        if found.live and not self._confirmed:
            raise OpsError(f"This continues a restore into a database in use: add --into-live {name}.", EX_EXISTS)
        done = found.state in {phases.HELD, phases.COMPLETE}
        word = "is complete and verified" if done else "goes on where it was stopped"
        self._report.event("resume", f"The restore to {name} {word}.", database=name, state=found.state)
        return found

    def _supersedes(self, found: Marker, wanted: Marker) -> bool:
        """Whether the unfinished restore into a database in use need not be finished: it has replaced nothing yet, or
        this one replaces everything."""
        if not (found.live and self._confirmed) or found.describes_same(wanted):
            return False
        return found.state == phases.FILLING or not self._asked_for

    def _is_what_is_wanted(self, found: Marker, wanted: Marker) -> bool:
        """Whether a complete restore spares this one: not if what has become of it since is to be replaced."""
        return found.describes_same(wanted) and (found.live or not self._confirmed)

    def _fill(self, chosen: tuple[Dumped, ...], marker: Marker) -> None:
        """Documents and indexes of everything that can wait beside a collection in use."""
        for number, dumped in enumerate(chosen):
            entry = dumped.entry
            if entry.has_data and not (marker.live and _only_in_place(entry)):
                self._restore_collection(number, dumped, _staged(number) if marker.live else entry.name, marker)

    def _swap(self, chosen: tuple[Dumped, ...], marker: Marker) -> None:
        """Give everything its place; in a database in use this is what its users see."""
        if marker.live:
            marker.state = phases.SWAPPING
            self._store.write(marker)
            self._rename(chosen)
            for number, dumped in enumerate(chosen):
                if _only_in_place(dumped.entry):
                    self._restore_collection(number, dumped, dumped.name, marker)
        for dumped in chosen:
            if dumped.kind == "view":
                self._database.drop_collection(dumped.name)
                self._database.command({"create": dumped.name, **dumped.entry.options})
        if marker.live and self._remove_others:
            for name in sorted({entry.name for entry in read_catalog(self._database)} - {d.name for d in chosen}):
                self._report.event("removed", f"  removed {name}, which is not in the dump", collection=name)
                self._database.drop_collection(name)

    def _rename(self, chosen: tuple[Dumped, ...]) -> None:
        staged = set(self._database.list_collection_names())
        kinds = {entry.name: entry.kind for entry in read_catalog(self._database)}
        for number, dumped in enumerate(chosen):
            if _staged(number) not in staged:
                continue
            if kinds.get(dumped.name, "collection") != "collection":
                # Nothing can be renamed over a view or a time series.
                self._database.drop_collection(dumped.name)
            self._client.admin.command(
                "renameCollection",
                f"{self._database.name}.{_staged(number)}",
                to=f"{self._database.name}.{dumped.name}",
                dropTarget=True,
                writeConcern=MAJORITY.document,
            )
            self._report.event("replaced", f"  {dumped.name} is in place", collection=dumped.name)

    def _restore_collection(self, number: int, dumped: Dumped, name: str, marker: Marker) -> None:
        # By number: names may contain what field names should not.
        key, entry = str(number), dumped.entry
        if marker.phases.get(key, "") in {"", phases.LOADING}:
            self._load(key, dumped, name, marker)
            data_name = entry.data_name if entry.kind == "timeseries" else name
            difference = differing_content(self._database, data_name, dumped, self._report)
            if difference:
                # The next run is to load it again rather than to find the same.
                self._note(marker, key, "")
                raise DamagedError(
                    f"After loading, {difference}. Does anything else write to {self._database.name}? If not, run the "
                    "same command again."
                )
            self._note(marker, key, phases.VERIFIED)
        if marker.phases.get(key) == phases.VERIFIED:
            self._build_indexes(entry, name, marker)
            self._note(marker, key, phases.INDEXED)

    def _note(self, marker: Marker, key: str, phase: str) -> None:
        marker.phases[key] = phase
        self._store.note_progress(marker)

    def _load(self, key: str, dumped: Dumped, name: str, marker: Marker) -> None:
        """Load a collection's documents, from where an earlier run had come to if there was one."""
        entry = dumped.entry
        position = marker.loaded_bytes.get(key, 0) if marker.phases.get(key) == phases.LOADING else 0
        resumed = position > 0 and not entry.capped
        if not resumed:
            position = marker.loaded_bytes[key] = 0
            self._note(marker, key, phases.LOADING)
            self._create(entry, name)
        task = self._report.task("loaded", dumped.name, total_bytes=dumped.bytes - position)
        # A capped collection keeps its order, and its oldest documents if it is full.
        inserter = _Inserter(
            self._database.get_collection(entry.data_name if entry.kind == "timeseries" else name),
            ordered=entry.capped,
            may_be_there=resumed,
            has_validator="validator" in entry.options,
        )
        path = self._directory / dumped.file
        with path.open("rb") as file:
            file.seek(position)
            batches = read_batches(file, path, most_bytes=_BATCH_BYTES, most_documents=_BATCH_DOCUMENTS)
            for documents, size in in_order(inserter.insert, batches, workers=1 if entry.capped else _WORKERS):
                position += size
                marker.loaded_bytes[key] = position
                self._store.note_progress(marker)
                task.advance(documents, size)
        task.done()

    def _create(self, entry: Entry, name: str) -> None:
        """An empty collection, whatever an earlier run has left of it."""
        if name == _SERVER_SIDE_SCRIPTS:
            # Cannot be dropped, and comes into being with its first document.
            self._database[name].delete_many({})
            return
        self._database.drop_collection(name)
        options = {key: value for key, value in entry.options.items() if key != "autoIndexId"}
        # What has expired since the dump has to be there when it is verified.
        options.pop("expireAfterSeconds", None)
        self._database.command({"create": name, **options})

    def _build_indexes(self, entry: Entry, name: str, marker: Marker) -> None:
        specifications = [index_specification(index, entry) for index in entry.indexes if not _comes_by_itself(index)]
        if marker.held:
            others = [old for old in marker.expirations if old["collection"] != entry.name]
            marker.expirations = others + expirations(entry)
            # Before the indexes: one that does not expire must not be forgotten.
            self._store.write(marker)
            specifications = [without_expiration(index) for index in specifications]
        if specifications:
            self._report.event(
                "indexes", f"  building {len(specifications)} indexes of {entry.name}", collection=entry.name
            )
            self._database.command(
                {"createIndexes": name, "indexes": specifications, "writeConcern": MAJORITY.document}
            )
        if "expireAfterSeconds" in entry.options and not marker.held:
            self._database.command({"collMod": name, "expireAfterSeconds": entry.options["expireAfterSeconds"]})

    def _expect_definitions(self, manifest: Manifest, chosen: Iterable[Dumped], marker: Marker) -> None:
        """Options and indexes are as they were; a server of another version may keep them in its own way."""
        differences = "; ".join(differing_definitions(self._database, chosen, expiring=not marker.held))
        if not differences:
            return
        version = describe_server(self._client).version
        if version.split(".")[:2] == manifest.server_version.split(".")[:2]:
            raise DamagedError(
                f"The documents are restored and verified, but {differences}. {self._database.name} stays marked as "
                "unfinished. Does anything else change it? If not, run the same command again."
            )
        self._report.event(
            "warning",
            f"MongoDB {version} keeps some things differently than {manifest.server_version}, where the dump is from: "
            f"{differences}. Compare them with the metadata files.",
            differences=differences,
        )


class _Inserter:
    """Inserts batches of one collection. ``may_be_there``: an earlier run may have inserted some without noting it."""

    def __init__(self, collection: Coll, *, ordered: bool, may_be_there: bool, has_validator: bool) -> None:
        self._collection = collection
        self._ordered = ordered
        self._may_be_there = may_be_there
        # Bypassing is a privilege: not asked for without need. Documents older than their validator need it.
        self._bypass = True if has_validator else None

    def insert(self, batch: Sequence[RawBSONDocument]) -> tuple[int, int]:
        """Documents and bytes of the batch, all of which are in the collection now."""
        try:
            self._collection.insert_many(
                batch,
                ordered=self._ordered,
                bypass_document_validation=self._bypass,
            )
        except BulkWriteError as error:
            details: Document = dict(error.details or {})
            failures = details.get("writeErrors", [])
            known = all(failure["code"] == _DUPLICATE_KEY for failure in failures)
            if not (self._may_be_there and failures and known) or details.get("writeConcernErrors"):
                raise
        return len(batch), sum(len(document.raw) for document in batch)


def index_specification(index: Document, entry: Entry) -> Document:
    """The index as ``createIndexes`` takes it: without a collation of its own it must not inherit the collection's."""
    specification = {key: value for key, value in index.items() if key not in {"ns", "background"}}
    if "collation" in entry.options and "collation" not in index:
        specification["collation"] = SIMPLE_COLLATION
    return specification


def expirations(entry: Entry) -> list[Document]:
    """What of a collection expires, as the note of a held database keeps it."""
    found = [
        {"collection": entry.name, "index": index["name"], "seconds": index["expireAfterSeconds"]}
        for index in entry.indexes
        if "expireAfterSeconds" in index
    ]
    if "expireAfterSeconds" in entry.options:
        found.append({"collection": entry.name, "index": "", "seconds": entry.options["expireAfterSeconds"]})
    return found


def without_expiration(index: Document) -> Document:
    return {key: value for key, value in index.items() if key != "expireAfterSeconds"}


def release(database: Db, marker: Marker) -> None:
    """Let a restored database be used: what is to expire begins to, and unless it is ``scratch`` the note goes."""
    for held in marker.expirations:
        change: Document = {"expireAfterSeconds": held["seconds"]}
        if held["index"]:
            change = {"index": {"name": held["index"], **change}}
        database.command({"collMod": held["collection"], **change, "writeConcern": MAJORITY.document})
    store = MarkerStore(database)
    if not marker.scratch:
        store.remove()
    elif marker.state != phases.COMPLETE:
        marker.state = phases.COMPLETE
        store.write(marker)


def _comes_by_itself(index: Document) -> bool:
    return bool(index.get("clustered")) or (list(index["key"]) == ["_id"] and index["name"] == "_id_")


def _only_in_place(entry: Entry) -> bool:
    """Whether it can be neither filled under another name nor renamed."""
    return entry.kind == "timeseries" or entry.name == _SERVER_SIDE_SCRIPTS


def _staged(number: int) -> str:
    return f"{OWN_PREFIX}{number:04}"


def _remove_staged(database: Db) -> None:
    """Collections that were filled beside those in use and have not taken their place; not the note."""
    for name in database.list_collection_names():
        if name.startswith(OWN_PREFIX) and name != phases.NAME:
            database.drop_collection(name)


def state(client: Client, name: str) -> str:
    """What the database is: "empty", an "unfinished" restore (held ones too), or "used"."""
    database = open_database(client, name)
    if not database.list_collection_names():
        return "empty"
    found = MarkerStore(database).read()
    return UNFINISHED if found and not found.live and found.state != phases.COMPLETE else "used"


def discard(client: Client, name: str, report: Reporter) -> None:
    """Remove what a restore made in ``name``: the whole database, or in one in use only what is not in place yet."""
    database = open_database(client, name)
    store = MarkerStore(database)
    found = store.read()
    if found is None:
        raise OpsError(f"{name} holds neither an unfinished nor a scratch restore: it is not removed.", EX_EXISTS)
    if found.live:
        if found.state == phases.SWAPPING:
            raise OpsError(
                f"The restore into {name} has begun to replace collections. Finish it: run its command again.",
                EX_EXISTS,
            )
        _remove_staged(database)
        store.remove()
    else:
        # The note goes last: a run that is stopped here can be repeated.
        for other in [other for other in database.list_collection_names() if not other.startswith("system.")]:
            if other != phases.NAME:
                database.drop_collection(other)
        client.drop_database(name)
    report.event("discarded", f"Removed what the restore had made in {name}.", database=name)
