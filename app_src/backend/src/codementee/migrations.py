"""Brings a database to the shape this release needs. The release runs it before its replicas start.

Forward-compatible only: the release that is still running keeps working on what this leaves behind.
"""

from dataclasses import dataclass, field

from pymongo import IndexModel

from codementee.companies import repository as companies
from codementee.core.database import Database
from codementee.interview_types import repository as interview_types
from codementee.pricing import repository as pricing

INDEXES: dict[str, list[IndexModel]] = {
    repository.COLLECTION: repository.INDEXES for repository in (companies, interview_types, pricing)
}


@dataclass(slots=True)
class MigrationSummary:
    """Index names by collection."""

    created: dict[str, list[str]] = field(default_factory=dict)
    present: dict[str, list[str]] = field(default_factory=dict)


async def migrate(database: Database) -> MigrationSummary:
    """Create the indexes that are missing. An existing index with another definition is an error, not replaced:
    rebuilding one on a large collection is a decision, not a side effect."""
    summary = MigrationSummary()
    for collection, indexes in INDEXES.items():
        existing = await database[collection].index_information()
        names = [str(index.document["name"]) for index in indexes]
        await database[collection].create_indexes(indexes)
        summary.created[collection] = [name for name in names if name not in existing]
        summary.present[collection] = [name for name in names if name in existing]
    return summary
