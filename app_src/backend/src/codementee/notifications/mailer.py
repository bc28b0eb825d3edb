"""Handing a mail to the mail service: Resend for real, a recorder for tests, the log where there is no service."""

import base64
import json
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

import httpx2

from codementee.core.logging import logger
from codementee.core.settings import Settings
from codementee.notifications.errors import MailDeferredError, MailRejectedError

# The whole exchange; the lease on a mail outlives it.
SEND_SECONDS = 15.0
_CONNECT_SECONDS = 5.0
_LONGEST_ANSWER = 65_536
_LONGEST_RETRY_AFTER_SECONDS = 3_600.0
_OK = range(200, 300)
_CONFLICT, _TOO_MANY, _SERVER_ERROR = 409, 429, 500
# What is wrong with the mail itself. Everything else under 500 is wrong with our account or address, which somebody
# will mend: those mails wait.
_INVALID = frozenset({400, 413, 422})


@dataclass(frozen=True, slots=True)
class Attachment:
    filename: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Mail:
    """``idempotency_key``: the service sends one mail per key within 24 hours, however often it is asked."""

    to: str
    subject: str
    html: str
    text: str
    template: str
    idempotency_key: str
    attachments: tuple[Attachment, ...] = ()


class Mailer(Protocol):
    async def send(self, mail: Mail) -> str | None:
        """The service's id of the mail, None when it only says that it has it. MailRejectedError, MailDeferredError."""


class ResendMailer:
    def __init__(self, client: httpx2.AsyncClient, *, sender: str, reply_to: str) -> None:
        self._client = client
        self._sender = sender
        self._reply_to = reply_to

    async def send(self, mail: Mail) -> str | None:
        try:
            status, headers, body = await self._post(mail)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise MailDeferredError(type(error).__name__, outcome_known=True) from error
        except (httpx2.HTTPError, TimeoutError) as error:
            # The request may have arrived; only the answer is known to be missing.
            raise MailDeferredError(type(error).__name__, outcome_known=False) from error
        return _outcome(status, headers, body)

    async def _post(self, mail: Mail) -> tuple[int, httpx2.Headers, bytes]:
        content = json.dumps(self._payload(mail), ensure_ascii=False).encode()
        headers = {"Idempotency-Key": mail.idempotency_key, "Content-Type": "application/json"}
        async with self._client.stream("POST", "/emails", content=content, headers=headers) as response:
            body = b""
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _LONGEST_ANSWER:
                    break
            return response.status_code, response.headers, body

    def _payload(self, mail: Mail) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "from": self._sender,
            "to": [mail.to],
            "subject": mail.subject,
            "html": mail.html,
            "text": mail.text,
            "tags": [{"name": "template", "value": mail.template}],
        }
        if self._reply_to:
            payload["reply_to"] = self._reply_to
        if mail.attachments:
            payload["attachments"] = [
                {
                    "filename": attachment.filename,
                    "content": base64.b64encode(attachment.content).decode(),
                    "content_type": attachment.content_type,
                }
                for attachment in mail.attachments
            ]
        return payload


def resend_client(settings: Settings) -> httpx2.AsyncClient:
    """To be closed by whoever asked for it. Trusts what the operating system trusts."""
    return httpx2.AsyncClient(
        base_url=settings.resend_base_url,
        headers={"Authorization": f"Bearer {settings.resend_api_key.get_secret_value()}"},
        timeout=httpx2.Timeout(SEND_SECONDS, connect=_CONNECT_SECONDS),
        limits=httpx2.Limits(max_connections=settings.mail_concurrency + 1),
        verify=ssl.create_default_context(),
    )


@dataclass(slots=True)
class RecordingMailer:
    """Keeps what it was given. ``failures`` are raised first, one per mail."""

    sent: list[Mail] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    async def send(self, mail: Mail) -> str | None:
        if self.failures:
            raise self.failures.pop(0)
        if all(mail.idempotency_key != earlier.idempotency_key for earlier in self.sent):
            self.sent.append(mail)
        return f"recorded-{mail.idempotency_key}"


class LoggingMailer:
    """Development without a mail service: says what would have been sent."""

    async def send(self, mail: Mail) -> str | None:
        logger.info("mail_not_sent", to=mail.to, subject=mail.subject, body=mail.text)
        return None


def _outcome(status: int, headers: httpx2.Headers, body: bytes) -> str | None:
    answer = _json(body)
    if status in _OK:
        return str(answer["id"]) if "id" in answer else None
    reason = f"{status} {str(answer.get('name', 'unknown'))[:60]}"
    if status == _CONFLICT and answer.get("name") == "invalid_idempotent_request":
        # It has a mail under this key, only worded differently: an earlier release wrote it and then lost the answer.
        return None
    if status in _INVALID:
        raise MailRejectedError(reason)
    raise MailDeferredError(
        reason,
        # A refusal of the request is certain; a failing server, or one still busy with the same key, is not.
        outcome_known=status < _SERVER_ERROR and status != _CONFLICT,
        retry_after_seconds=_retry_after(headers.get("retry-after")),
        throttled=status == _TOO_MANY,
    )


def _json(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _retry_after(value: str | None) -> float | None:
    """Seconds, from either form of the header; bounded, because it is somebody else's figure."""
    if value is None:
        return None
    try:
        seconds = float(value) if value.isascii() and value.strip().isdigit() else _until(value)
    except ValueError:
        return None
    return min(max(seconds, 0.0), _LONGEST_RETRY_AFTER_SECONDS)


def _until(date: str) -> float:
    at = parsedate_to_datetime(date)
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
