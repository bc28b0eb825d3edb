"""What administrators do to slots."""

from datetime import datetime

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.catalogue.dependencies import Workshop
from codementee.catalogue.service import Editor
from codementee.claims.policy import seats
from codementee.claims.repository import ClaimRepository
from codementee.core.database import Document, Session
from codementee.core.errors import AppError
from codementee.core.identifiers import object_id
from codementee.slots.errors import SEATS_TAKEN
from codementee.slots.policy import MAXIMUM_CAPACITY, NAMESPACE
from codementee.slots.repository import COLLECTION, SlotRepository
from codementee.slots.schemas import NewSlot, SlotChange, SlotSeries, SlotSeriesResult
from codementee.slots.service import SlotService, series_result
from codementee.users.principal import Principal


class SlotAdministration:
    def __init__(self, workshop: Workshop, service: SlotService) -> None:
        self._workshop = workshop
        self._service = service
        database = workshop.resources.database
        self._slots = SlotRepository(database)
        self._claims = ClaimRepository(database)
        self._audit = AuditLog(database)

    @property
    def editor(self) -> Editor:
        return self._workshop.editor(COLLECTION, "slot", NAMESPACE)

    async def create(self, actor: Principal, body: NewSlot) -> Document:
        """Raises AppError(SLOT_INVALID | ALREADY_EXISTS)."""
        fields = await self._service.fields_of(body, now=self._workshop.now)
        return await self.editor.create(actor, fields, now=self._workshop.now)

    async def create_series(self, actor: Principal, body: SlotSeries) -> SlotSeriesResult:
        """All of it or nothing, without touching what is there. Raises AppError(SLOT_INVALID)."""
        now = self._workshop.now
        documents, skipped = await self._service.series(body, now=now)

        async def work(session: Session) -> int:
            created = len(await self._slots.add_missing(documents, session=session))
            await self._audit.record(
                actor=actor.id,
                actor_role=actor.role.value,
                action="slot.series_created",
                subject="slot",
                subject_id="series",
                details=body.model_dump(mode="json") | {"created": created},
                now=now,
                session=session,
            )
            return created

        created = await self._workshop.resources.transactions.run(work)
        await self._service.changed()
        return series_result(documents, created, skipped)

    async def change(self, actor: Principal, slot_id: str, body: SlotChange) -> Document:
        """Raises AppError(SLOT_INVALID | SEATS_TAKEN) besides what every change raises."""
        changes = body.model_dump(mode="json", exclude={"version"}, exclude_none=True)
        if "interview_types" in changes:
            changes["interview_types"].sort()

        async def check(_before: Document, document: Document, session: Session) -> None:
            if "interview_types" in changes:
                await self._service.check_types(document["interview_types"], document["minutes"])
            if "capacity" in changes:
                beyond = seats(document["_id"], MAXIMUM_CAPACITY)[document["capacity"] :]
                if await self._claims.holders([key for (key,) in beyond], session=session):
                    raise AppError(SEATS_TAKEN)

        return await self.editor.change(
            actor, object_id(slot_id), changes, version=body.version, now=self._workshop.now, check=check
        )

    async def search(
        self,
        *,
        interview_type: str | None,
        active: bool | None,
        start: tuple[datetime | None, datetime | None],
        after: tuple[datetime, ObjectId] | None,
        limit: int,
    ) -> list[Document]:
        """In order of start."""
        return await self._slots.find_all(
            interview_type=interview_type, active=active, start=start, after=after, limit=limit
        )
