"""Resend's answers, each as what it means, over real HTTP."""

import base64
import socket
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest

from codementee.notifications.errors import MailDeferredError, MailRejectedError
from codementee.notifications.mailer import Attachment, Mail, ResendMailer
from tests.support.processes import free_port
from tests.support.resend import MailService, mail_service

pytestmark = pytest.mark.anyio

MAIL = Mail(
    to="asha@example.com",
    subject="Confirmed: ₹4,999",
    html="<p>Hi</p>",
    text="Hi",
    template="welcome",
    idempotency_key="65a0b1c2d3e4f5a6b7c8d9e0",
    attachments=(Attachment("invite.ics", b"BEGIN:VCALENDAR", "text/calendar; charset=utf-8; method=REQUEST"),),
)


@pytest.fixture
def listening_service() -> Iterator[tuple[MailService, str]]:
    with mail_service() as found:
        yield found


@pytest.fixture
def service(listening_service: tuple[MailService, str]) -> MailService:
    return listening_service[0]


@pytest.fixture
async def mailer(listening_service: tuple[MailService, str]) -> AsyncIterator[ResendMailer]:
    async with httpx2.AsyncClient(base_url=listening_service[1], timeout=1) as client:
        yield ResendMailer(client, sender="Codementee <mail@codementee.example>", reply_to="help@codementee.example")


async def test_hands_over_everything(mailer: ResendMailer, service: MailService) -> None:
    assert await mailer.send(MAIL) == "mail-1"
    (mail,) = service.mails
    assert mail["from"] == "Codementee <mail@codementee.example>"
    assert mail["to"] == ["asha@example.com"]
    assert mail["reply_to"] == "help@codementee.example"
    assert (mail["subject"], mail["html"], mail["text"]) == (MAIL.subject, MAIL.html, MAIL.text)
    (attachment,) = mail["attachments"]
    assert base64.b64decode(attachment["content"]) == b"BEGIN:VCALENDAR"
    assert attachment["content_type"] == "text/calendar; charset=utf-8; method=REQUEST"


async def test_a_repeated_key_is_sent_once(mailer: ResendMailer, service: MailService) -> None:
    assert await mailer.send(MAIL) == await mailer.send(MAIL)
    assert len(service.mails) == 1


async def test_a_known_key_with_other_words_counts_as_sent(mailer: ResendMailer, service: MailService) -> None:
    await mailer.send(MAIL)
    assert await mailer.send(replace(MAIL, text="Reworded by the next release")) is None
    assert len(service.mails) == 1


@pytest.mark.parametrize(
    ("status", "name", "outcome_known", "throttled"),
    [
        (429, "rate_limit_exceeded", True, True),
        (401, "missing_api_key", True, False),
        (403, "invalid_api_key", True, False),
        (404, "not_found", True, False),
        (409, "concurrent_idempotent_requests", False, False),
        (500, "internal_server_error", False, False),
        (503, "service_unavailable", False, False),
    ],
)
async def test_what_may_get_better_is_deferred(
    mailer: ResendMailer, service: MailService, status: int, name: str, *, outcome_known: bool, throttled: bool
) -> None:
    service.before = lambda: (status, {}, {"statusCode": status, "name": name})
    with pytest.raises(MailDeferredError, match=f"{status} {name}") as caught:
        await mailer.send(MAIL)
    assert (caught.value.outcome_known, caught.value.throttled) == (outcome_known, throttled)


@pytest.mark.parametrize("status", [400, 413, 422])
async def test_what_is_wrong_with_the_mail_is_final(mailer: ResendMailer, service: MailService, status: int) -> None:
    service.before = lambda: (status, {}, {"name": "validation_error", "message": "asha@example.com is not valid"})
    with pytest.raises(MailRejectedError, match=f"^{status} validation_error$"):
        await mailer.send(MAIL)


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("7", 7, 7),
        ("0", 0, 0),
        ("999999999", 3_600, 3_600),
        (format_datetime(datetime.now(UTC) + timedelta(minutes=50), usegmt=True), 60, 3_000),
        (format_datetime(datetime(2020, 1, 1, tzinfo=UTC), usegmt=True), 0, 0),
    ],
)
async def test_retry_after_is_honoured_in_both_forms(
    mailer: ResendMailer, service: MailService, header: str, least: float, most: float
) -> None:
    service.before = lambda: (429, {"Retry-After": header}, {})
    with pytest.raises(MailDeferredError) as caught:
        await mailer.send(MAIL)
    assert caught.value.retry_after_seconds is not None
    assert least <= caught.value.retry_after_seconds <= most


@pytest.mark.parametrize("header", ["soon", "-5", "1e9", "٣"])
async def test_nonsense_in_retry_after_is_ignored_or_harmless(
    mailer: ResendMailer, service: MailService, header: str
) -> None:
    service.before = lambda: (503, {"Retry-After": header.encode().decode("latin-1")}, {})
    with pytest.raises(MailDeferredError) as caught:
        await mailer.send(MAIL)
    assert caught.value.retry_after_seconds is None


async def test_a_lost_answer_leaves_the_outcome_open(mailer: ResendMailer, service: MailService) -> None:
    service.before = lambda: time.sleep(2)
    with pytest.raises(MailDeferredError) as caught:
        await mailer.send(MAIL)
    assert caught.value.outcome_known is False


async def test_nobody_listening_is_known_to_have_sent_nothing() -> None:
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{free_port()}", timeout=1) as client:
        with pytest.raises(MailDeferredError) as caught:
            await ResendMailer(client, sender="a <a@b.c>", reply_to="").send(MAIL)
    assert caught.value.outcome_known is True


async def test_an_answer_that_is_not_http_leaves_the_outcome_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{server.getsockname()[1]}", timeout=1) as client:
            with pytest.raises(MailDeferredError) as caught:
                await ResendMailer(client, sender="a <a@b.c>", reply_to="").send(MAIL)
    assert caught.value.outcome_known is False
