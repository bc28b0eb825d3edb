"""Sends what is due, each mail once, whatever dies in between.

A mail is claimed for longer than sending it can take, handed over under its own id as idempotency key, and marked as
sent. A worker that is killed leaves a claim that runs out; whoever claims next repeats the request, and the mail
service, which knows the key, answers without sending again. Only if nobody came round while the service remembers keys
is the mail given up: better reported as failed than sent twice.
"""

import asyncio
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bson import ObjectId
from jinja2 import TemplateError
from prometheus_client import CollectorRegistry, Counter
from pymongo.errors import PyMongoError

from codementee.audit.service import AuditLog
from codementee.core.clock import Clock
from codementee.core.database import Document
from codementee.core.logging import logger
from codementee.notifications.calendar import invitation
from codementee.notifications.errors import MailDeferredError, MailRejectedError
from codementee.notifications.mailer import SEND_SECONDS, Attachment, Mail, Mailer
from codementee.notifications.policy import AFTER_DELETION, GIVE_UP_AFTER, RECOGNISED, retry_delay
from codementee.notifications.rendering import Renderer
from codementee.notifications.repository import OutboxRepository
from codementee.notifications.schemas import CalendarEvent, CalendarMethod, State, Template
from codementee.users.repository import UserRepository
from codementee.users.schemas import UserStatus

LEASE_SECONDS = int(3 * SEND_SECONDS)


class Recipients(Protocol):
    """Whether mail may still go to somebody."""

    async def has_left(self, user_id: ObjectId) -> bool: ...


class RegisteredRecipients:
    def __init__(self, users: UserRepository) -> None:
        self._users = users

    async def has_left(self, user_id: ObjectId) -> bool:
        user = await self._users.find(user_id)
        return user is None or user.status is UserStatus.DELETED


class DeliveryMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.mails = Counter(
            "codementee_mails",
            "Mails by template and what became of this attempt: sent, deferred, failed, dropped",
            ["template", "result"],
            registry=registry,
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    repository: OutboxRepository
    recipients: Recipients
    audit: AuditLog
    mailer: Mailer
    renderer: Renderer
    metrics: DeliveryMetrics
    clock: Clock

    async def drain(self, *, concurrency: int, limit: int, seconds: float) -> int:
        """Send up to ``limit`` due mails, a few at a time, starting none after ``seconds``; how many were handled."""
        round_ = _Round(remaining=limit, deadline=time.monotonic() + seconds)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(concurrency):
                    group.create_task(self._work(round_))
        except* PyMongoError as group:
            # One says it all, and it is what the loop knows as a database that is away.
            raise _first(group) from None
        return limit - round_.remaining

    async def _work(self, round_: "_Round") -> None:
        while round_.take():
            token = secrets.token_hex(8)
            entry = await self.repository.claim(token=token, seconds=LEASE_SECONDS, now=self.clock())
            if entry is None:
                round_.remaining += 1
                return
            if await self._deliver(entry, token):
                # The service asks for fewer requests: the next round is soon enough for the others.
                round_.stopped = True

    async def _deliver(self, entry: Document, token: str) -> bool:
        """Bring one claimed mail to an end or put it back. True when the mail service wants to be left alone."""
        if reason := await self._obsolete(entry):
            await self._end(entry, token, State.DROPPED, reason=reason)
            return False
        if entry["claimed_at"] - entry["unknown_since"] > RECOGNISED:
            await self._fail(entry, token, "outcome unknown for too long")
            return False
        try:
            async with asyncio.timeout(2 * SEND_SECONDS):
                provider_id = await self.mailer.send(self._mail(entry))
        except MailDeferredError as error:
            await self._defer(entry, token, error)
            return error.throttled
        except TimeoutError:
            await self._defer(entry, token, MailDeferredError("timeout", outcome_known=False))
        except MailRejectedError as error:
            await self._fail(entry, token, str(error))
        except (TemplateError, ValueError, KeyError, TypeError) as error:
            # A defect of ours in this one mail: it must neither stop the others nor be lost without a trace.
            logger.exception("mail_not_rendered", template=entry["template"], outbox_id=str(entry["_id"]))
            await self._fail(entry, token, f"not rendered: {type(error).__name__}")
        else:
            await self._end(entry, token, State.SENT, provider_id=provider_id)
        return False

    async def _obsolete(self, entry: Document) -> str | None:
        if entry["valid_until"] is not None and self.clock() > entry["valid_until"]:
            return "too late"
        if entry["template"] not in AFTER_DELETION and await self.recipients.has_left(entry["user_id"]):
            return "account deleted"
        return None

    def _mail(self, entry: Document) -> Mail:
        rendered = self.renderer.render(
            Template(entry["template"]), entry["context"], name=entry["name"], time_zone=entry["time_zone"]
        )
        return Mail(
            to=entry["email"],
            subject=rendered.subject,
            html=rendered.html,
            text=rendered.text,
            template=entry["template"],
            idempotency_key=str(entry["_id"]),
            attachments=_attachments(entry["calendar"], stamp=entry["created_at"]),
        )

    async def _defer(self, entry: Document, token: str, error: MailDeferredError) -> None:
        now = self.clock()
        if now - entry["due_at"] > GIVE_UP_AFTER:
            await self._fail(entry, token, f"given up: {error}")
            return
        delay = retry_delay(entry["attempts"], retry_after_seconds=error.retry_after_seconds)
        await self.repository.put_back(
            entry["_id"], token, next_attempt_at=now + delay, reason=str(error), outcome_known=error.outcome_known
        )
        self._report("deferred", entry, reason=str(error), retry_seconds=round(delay.total_seconds(), 1))

    async def _fail(self, entry: Document, token: str, reason: str) -> None:
        now = self.clock()
        if not await self.repository.fail(entry["_id"], token, now=now, reason=reason):
            return
        await self.audit.record(
            actor=None,
            actor_role="worker",
            action="mail.failed",
            subject="outbox",
            subject_id=entry["_id"],
            details={"template": entry["template"], "reason": reason, "user_id": entry["user_id"]},
            now=now,
        )
        self._report("failed", entry, reason=reason)

    async def _end(
        self,
        entry: Document,
        token: str,
        state: State,
        *,
        reason: str | None = None,
        provider_id: str | None = None,
    ) -> None:
        finished = await self.repository.finish(
            entry["_id"], token, state, now=self.clock(), reason=reason, provider_id=provider_id
        )
        if finished:
            self._report(state.value, entry, reason=reason)

    def _report(self, result: str, entry: Document, **facts: str | float | None) -> None:
        self.metrics.mails.labels(entry["template"], result).inc()
        log = logger.warning if result in {"deferred", "failed"} else logger.info
        log(f"mail_{result}", template=entry["template"], outbox_id=str(entry["_id"]), **facts)


def _first(group: BaseExceptionGroup[PyMongoError]) -> PyMongoError:
    found = group.exceptions[0]
    return _first(found) if isinstance(found, BaseExceptionGroup) else found


@dataclass(slots=True)
class _Round:
    remaining: int
    deadline: float
    stopped: bool = False

    def take(self) -> bool:
        if self.stopped or self.remaining <= 0 or time.monotonic() >= self.deadline:
            return False
        self.remaining -= 1
        return True


def _attachments(calendar: Mapping[str, Any] | None, *, stamp: datetime) -> tuple[Attachment, ...]:
    if calendar is None:
        return ()
    method = CalendarMethod(calendar["method"])
    event = CalendarEvent(
        **{**calendar, "method": method, "attendee_emails": tuple(calendar["attendee_emails"])},
    )
    content_type = f"text/calendar; charset=utf-8; method={method.value.upper()}"
    return (Attachment("invite.ics", invitation(event, stamp=stamp), content_type),)
