"""The outbox as other domains see it: put a mail in, take it back."""

from dataclasses import asdict
from datetime import datetime

from bson import ObjectId

from codementee.core.database import Database, Document, Session
from codementee.notifications.policy import FIELDS
from codementee.notifications.repository import OutboxRepository
from codementee.notifications.schemas import Message

_LONGEST_KEY = 200


class Outbox:
    """Safe inside a transaction: no operation here aborts it because of a mail that is there already."""

    def __init__(self, database: Database) -> None:
        self._repository = OutboxRepository(database)

    async def enqueue(self, message: Message, *, now: datetime, session: Session | None = None) -> bool:
        """Have the mail sent; with ``session`` exactly if the caller's transaction commits.

        False when there already is, or was, a mail with this key. ValueError for an empty or overlong key and for a
        context without everything its template shows: a defect that must be seen here, not when the mail is rendered.
        """
        if not 0 < len(message.key) <= _LONGEST_KEY:
            raise ValueError(f"the key of a mail has 1 to {_LONGEST_KEY} characters, not {len(message.key)}")
        if missing := FIELDS[message.template] - message.context.keys():
            raise ValueError(f"the context of {message.template} lacks {', '.join(sorted(missing))}")
        return await self._repository.add(message.key, _entry(message, now), now=now, session=session)

    async def cancel(self, key_prefix: str, *, session: Session | None = None) -> int:
        """Withdraw what waits under "<prefix>:…" ("reminder-24h:<booking>"); answers how many.

        A mail that is being sent at this moment may still go out, and a withdrawn key is not free again.
        """
        return await self._repository.cancel(key_prefix.rstrip(":") + ":", session=session)

    async def drop_user(self, user_id: ObjectId, *, session: Session | None = None) -> int:
        """Withdraw everything that waits for this person and forget address, name and content of what was sent."""
        return await self._repository.drop_user(user_id, session=session)


def _entry(message: Message, now: datetime) -> Document:
    due_at = message.due_at or now
    return {
        "template": message.template.value,
        "user_id": message.user_id,
        "email": message.email,
        "name": message.name,
        "time_zone": message.time_zone,
        "context": dict(message.context),
        "calendar": asdict(message.calendar) if message.calendar else None,
        "due_at": due_at,
        "next_attempt_at": due_at,
        "valid_until": message.valid_until,
    }
