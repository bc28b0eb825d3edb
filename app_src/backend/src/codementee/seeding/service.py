"""Seeds the catalogue and tells the cache. Running it again changes nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from codementee.companies.repository import COLLECTION as COMPANIES_COLLECTION
from codementee.companies.service import NAMESPACE as COMPANIES_NAMESPACE
from codementee.core.cache import Cache
from codementee.core.database import Database, Document
from codementee.interview_types.repository import COLLECTION as INTERVIEW_TYPES_COLLECTION
from codementee.interview_types.service import NAMESPACE as INTERVIEW_TYPES_NAMESPACE
from codementee.pricing.repository import COLLECTION as PRICING_PLANS_COLLECTION
from codementee.pricing.service import NAMESPACE as PRICING_PLANS_NAMESPACE
from codementee.seeding.catalogue import COMPANIES, INTERVIEW_TYPES, PRICING_PLANS
from codementee.seeding.repository import Outcome, SeedRepository


@dataclass(frozen=True, slots=True)
class SeedSummary:
    collections: dict[str, Counter[Outcome]]
    # False: replicas may show the old catalogue for up to the cache's time to live.
    cache_invalidated: bool

    @property
    def changes(self) -> int:
        return sum(counts[Outcome.INSERTED] + counts[Outcome.UPDATED] for counts in self.collections.values())


async def seed_catalogue(database: Database, cache: Cache, *, now: datetime) -> SeedSummary:
    sources: list[tuple[str, str, Sequence[Document]]] = [
        (COMPANIES_COLLECTION, "slug", COMPANIES),
        (INTERVIEW_TYPES_COLLECTION, "code", INTERVIEW_TYPES),
        (PRICING_PLANS_COLLECTION, "code", PRICING_PLANS),
    ]
    collections = {}
    for collection, key, entries in sources:
        repository = SeedRepository(database, collection, key)
        collections[collection] = Counter([await repository.put(entry, now=now) for entry in entries])
    # Even without changes: a run whose invalidation failed is repaired by running it again.
    namespaces = (COMPANIES_NAMESPACE, INTERVIEW_TYPES_NAMESPACE, PRICING_PLANS_NAMESPACE)
    told = [await cache.invalidate(namespace) for namespace in namespaces]
    return SeedSummary(collections, all(told))
