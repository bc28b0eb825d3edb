"""Mails about money, put into the outbox in the transaction they speak of."""

from collections.abc import Mapping
from datetime import datetime

from bson import ObjectId

from codementee.core.database import Database, Session
from codementee.notifications.schemas import ContextValue, Message, Template
from codementee.notifications.service import Outbox
from codementee.users.repository import UserRepository
from codementee.users.schemas import UserStatus


class MoneyMails:
    def __init__(self, database: Database) -> None:
        self._users = UserRepository(database)
        self._outbox = Outbox(database)

    async def send(
        self,
        template: Template,
        about: ObjectId,
        user_id: ObjectId,
        context: Mapping[str, ContextValue],
        *,
        now: datetime,
        session: Session,
    ) -> None:
        """One mail per template and thing it is ``about``; none to an account that is gone."""
        user = await self._users.find(user_id, session=session)
        if user is None or user.status is UserStatus.DELETED:
            return
        message = Message(
            key=f"{template.value}:{about}",
            template=template,
            user_id=user.id,
            email=user.email,
            name=user.name,
            time_zone=user.time_zone,
            context=context,
        )
        await self._outbox.enqueue(message, now=now, session=session)
