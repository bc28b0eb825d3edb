"""Writes the archive while it is being sent."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import override

from bson import ObjectId

from codementee.audit.service import AuditLog
from codementee.core.database import Database
from codementee.core.errors import AppError
from codementee.notifications.schemas import Message, Template
from codementee.notifications.service import Outbox
from codementee.privacy.errors import TOO_MANY_EXPORTS
from codementee.privacy.export.policy import SECTIONS, Person, Section
from codementee.privacy.export.repository import LIMIT, ExportRepository
from codementee.privacy.repository import ExportLogRepository
from codementee.users.principal import Principal

_WINDOW = timedelta(hours=1)
_PER_WINDOW = 3


class ExportService:
    def __init__(self, database: Database) -> None:
        self._repository = ExportRepository(database)
        self._log = ExportLogRepository(database)
        self._outbox = Outbox(database)
        self._audit = AuditLog(database)

    async def start(self, principal: Principal, *, now: datetime) -> AsyncIterator[bytes]:
        """The archive as it grows. Its owner is told by mail: it is what somebody with a stolen session would take.

        Raises AppError(TOO_MANY_EXPORTS).
        """
        if await self._log.count_since(principal.id, now - _WINDOW, limit=_PER_WINDOW) >= _PER_WINDOW:
            raise AppError(TOO_MANY_EXPORTS)
        await self._log.record(principal.id, now=now)
        await self._audit.record(
            actor=principal.id,
            actor_role=principal.role.value,
            action="account.exported",
            subject="user",
            subject_id=principal.id,
            now=now,
        )
        message = Message(
            key=f"data-export:{principal.id}:{now:%Y%m%d%H}",
            template=Template.DATA_EXPORT,
            user_id=principal.id,
            email=principal.email,
            name=principal.name,
            time_zone=principal.time_zone,
            context={"at": now},
        )
        await self._outbox.enqueue(message, now=now)
        return self._archive(await self._repository.person(principal.id), now=now)

    async def _archive(self, person: Person, *, now: datetime) -> AsyncIterator[bytes]:
        out = _Outlet()
        counts: list[tuple[Section, int]] = []
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for section in SECTIONS:
                count = 0
                with archive.open(_entry(f"{section.file}.json", now), "w") as file:
                    async for batch in self._repository.batches(section, person):
                        lines = [json.dumps(document, default=_plain, ensure_ascii=False) for document in batch]
                        file.write(((",\n" if count else "[\n") + ",\n".join(lines)).encode())
                        count += len(batch)
                        if chunk := out.take():
                            yield chunk
                    file.write(b"\n]\n" if count else b"[]\n")
                counts.append((section, count))
            archive.writestr(_entry("README.txt", now), _readme(counts, now))
        yield out.take()


class _Outlet(io.RawIOBase):
    """Where the archive is written to; what has been written is taken away again and again."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, data: object) -> int:
        assert isinstance(data, bytes | bytearray | memoryview)  # noqa: S101 - what zipfile writes
        self._written += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


def _entry(name: str, now: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, now.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _plain(value: object) -> str:
    match value:
        case ObjectId():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            raise TypeError(f"{type(value).__name__} in an export")


def _readme(counts: list[tuple[Section, int]], now: datetime) -> str:
    lines = [
        "Your data at Codementee",
        f"As of {now:%Y-%m-%d %H:%M} UTC. Each file is a list of entries as JSON, times are UTC, amounts in paise.",
        "",
    ]
    for section, count in counts:
        more = " (the first ones; write to us for the rest)" if count >= LIMIT else ""
        lines.append(f"{section.file}.json: {section.about}, {count} entries{more}")
    lines += ["", "Passwords and keys are not in it, nor is what is about somebody else.", ""]
    return "\n".join(lines)
