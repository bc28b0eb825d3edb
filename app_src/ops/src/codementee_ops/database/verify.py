"""Does a database hold what a dump holds? Counts, checksums, options and indexes, read from the server."""

from collections.abc import Iterable
from pathlib import Path

from pymongo.read_concern import ReadConcern

from codementee_ops.database.catalog import Entry, read_catalog
from codementee_ops.database.connection import Db, raw_batches
from codementee_ops.database.content import Content
from codementee_ops.database.errors import DamagedError
from codementee_ops.database.manifest import Dumped, Manifest, check_file
from codementee_ops.database.pipeline import read_ahead
from codementee_ops.database.progress import Reporter


def check_files(directory: Path, collections: Iterable[Dumped], report: Reporter) -> None:
    """Refuse a dump with a file that is missing, cut short or changed."""
    for dumped in collections:
        metadata = directory / dumped.metadata_file
        size = metadata.stat().st_size if metadata.exists() else 0
        check_file(metadata, size=size, sha256=dumped.metadata_sha256)
        if dumped.file:
            check_file(directory / dumped.file, size=dumped.bytes, sha256=dumped.sha256)
    report.event("files", "The dump's files are whole: every checksum is the manifest's.")


def differing_content(database: Db, name: str, dumped: Dumped, report: Reporter) -> str:
    """What is different about the documents of the collection ``name``; empty when nothing is."""
    task = report.task("verified", dumped.name, total_bytes=dumped.bytes)
    content = Content()
    collection = database.get_collection(name, read_concern=ReadConcern("majority"))
    for batch in read_ahead(raw_batches(collection)):
        documents = content.documents
        content.add(batch)
        task.advance(content.documents - documents, len(batch))
    task.done()
    if content.documents != dumped.documents:
        return f"{dumped.name} has {content.documents:,} documents, the dump {dumped.documents:,}"
    if content.digest != dumped.content:
        return f"{dumped.name} has other documents than the dump ({content.bytes:,} bytes against {dumped.bytes:,})"
    return ""


def differing_definitions(database: Db, collections: Iterable[Dumped], *, expiring: bool = True) -> list[str]:
    """Collections whose options or indexes are not the dump's, each with what is different.

    Without ``expiring`` when they are to expire does not count.
    """
    found = {entry.name: entry for entry in read_catalog(database)}
    differences = []
    for dumped in collections:
        expected, actual = dumped.entry, found.get(dumped.name)
        if actual and not expiring:
            expected, actual = expected.without_expiration, actual.without_expiration
        if actual is None:
            differences.append(f"{dumped.name} is missing")
        elif actual.comparable != expected.comparable:
            differences.append(f"{dumped.name} has other {_what_differs(expected, actual)}")
    return differences


def _what_differs(expected: Entry, actual: Entry) -> str:
    if expected.kind != actual.kind:
        return f"kind: {actual.kind}, in the dump {expected.kind}"
    keys = {*expected.options, *actual.options}
    options = sorted(key for key in keys if expected.options.get(key) != actual.options.get(key))
    if options:
        return f"options: {', '.join(options)}"
    names = [{str(index["name"]): index for index in entry.indexes} for entry in (expected, actual)]
    indexes = sorted(name for name in {*names[0], *names[1]} if names[0].get(name) != names[1].get(name))
    return f"indexes: {', '.join(indexes) or 'types of their values'}"


def compare(database: Db, manifest: Manifest, report: Reporter) -> None:
    """Refuse, naming every difference, a database that does not hold exactly the dump's collections."""
    differences = differing_definitions(database, manifest.collections)
    missing = {difference.partition(" is missing")[0] for difference in differences}
    for dumped in manifest.collections:
        if dumped.file and dumped.name not in missing:
            difference = differing_content(database, dumped.entry.data_name, dumped, report)
            if difference:
                differences.append(difference)
    extra = {entry.name for entry in read_catalog(database)} - {dumped.name for dumped in manifest.collections}
    differences += [f"{name} is not in the dump" for name in sorted(extra)]
    if differences:
        raise DamagedError(
            f"{database.name} is not what the dump holds: {'; '.join(differences)}. Expected if it was written to "
            "since, or if a TTL index or a capped collection removed documents."
        )
