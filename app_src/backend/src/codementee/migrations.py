"""Brings a database to the shape this release needs. The release runs it before its replicas start.

Forward-compatible only: the release that is still running keeps working on what this leaves behind.
"""

from dataclasses import dataclass, field

from pymongo import IndexModel

from codementee.audit import repository as audit
from codementee.auth import repository as auth
from codementee.bookings import repository as bookings
from codementee.calendar_feeds import repository as calendar_feeds
from codementee.claims import repository as claims
from codementee.companies import repository as companies
from codementee.core.database import Database
from codementee.credits import repository as credits_
from codementee.error_tracking import repository as error_tracking
from codementee.feedback import repository as feedback
from codementee.interview_types import repository as interview_types
from codementee.invoices import repository as invoices
from codementee.links import repository as links
from codementee.mentors import repository as mentors
from codementee.mocks import repository as mocks
from codementee.notifications import repository as notifications
from codementee.payments import repository as orders
from codementee.payments.inbox import repository as webhook_inbox
from codementee.pricing import repository as pricing
from codementee.privacy import repository as privacy
from codementee.refunds import repository as refunds
from codementee.slots import repository as slots
from codementee.users import repository as users
from codementee.waitlist import repository as waitlist

INDEXES: dict[str, list[IndexModel]] = (
    {
        repository.COLLECTION: repository.INDEXES
        for repository in (
            audit,
            bookings,
            calendar_feeds,
            claims,
            companies,
            error_tracking,
            feedback,
            interview_types,
            invoices,
            links,
            mocks,
            notifications,
            orders,
            pricing,
            refunds,
            slots,
            users,
            waitlist,
            webhook_inbox,
        )
    }
    | auth.INDEXES
    | credits_.INDEXES
    | mentors.INDEXES
    | privacy.INDEXES
)


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
