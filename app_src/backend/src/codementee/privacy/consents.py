"""What somebody agreed to, when, and which text they were shown."""

from datetime import datetime

from bson import ObjectId

from codementee.core.context import request_id
from codementee.core.database import Database, Document, Session
from codementee.core.pagination import Page
from codementee.core.schemas import Pagination
from codementee.privacy.repository import ConsentRepository
from codementee.privacy.schemas import Consent, ConsentPage, ConsentSubject, NewConsent

# Of the terms and the privacy policy that registration asks to accept.
POLICY_VERSION = "2026-11"


class ConsentService:
    def __init__(self, database: Database) -> None:
        self._repository = ConsentRepository(database)

    async def record(
        self, user_id: ObjectId, given: NewConsent, *, client: str, now: datetime, session: Session | None = None
    ) -> Consent:
        """Append what somebody has just agreed to or withdrawn; ``client`` is the address they said it from."""
        entry: Document = given.model_dump(mode="json") | {
            "user_id": user_id,
            "at": now,
            "request_id": request_id.get() or "",
            "client": client,
        }
        await self._repository.append(entry, session=session)
        return _shown(entry)

    async def accept_policies(self, user_id: ObjectId, *, client: str, now: datetime, session: Session) -> None:
        """What registering means: both texts, in the version in force."""
        for subject in (ConsentSubject.TERMS, ConsentSubject.PRIVACY):
            given = NewConsent(subject=subject, version=POLICY_VERSION, granted=True)
            await self.record(user_id, given, client=client, now=now, session=session)

    async def list_of(self, user_id: ObjectId, page: Page) -> ConsentPage:
        found = await self._repository.find_of_user(user_id, after=page.after_id(), limit=page.limit + 1)
        items = found[: page.limit]
        cursor = page.next_cursor(found, str(items[-1]["_id"]) if items else None)
        return ConsentPage(
            items=[_shown(entry) for entry in items], pagination=Pagination(limit=page.limit, next_cursor=cursor)
        )


def _shown(entry: Document) -> Consent:
    return Consent(
        id=str(entry["_id"]),
        subject=ConsentSubject(entry["subject"]),
        version=entry["version"],
        granted=entry["granted"],
        at=entry["at"],
        request_id=entry["request_id"],
    )
