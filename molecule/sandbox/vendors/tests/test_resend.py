import base64
from typing import Any

import httpx2
import pytest

from tests.conftest import Clock

MAIL = {
    "from": "Codementee <hello@codementee.test>",
    "to": ["ada@example.com"],
    "subject": "Your interview",
    "html": "<p>Tomorrow</p>",
    "text": "Tomorrow",
}


def name_of(answer: httpx2.Response) -> tuple[int, str]:
    body = answer.json()
    assert set(body) == {"statusCode", "name", "message"}
    assert body["statusCode"] == answer.status_code
    return answer.status_code, body["name"]


def test_the_key_is_checked(client: httpx2.Client) -> None:
    assert name_of(client.post("/emails", json=MAIL)) == (401, "missing_api_key")
    wrong = client.post("/emails", json=MAIL, headers={"Authorization": "Bearer re_other"})
    assert name_of(wrong) == (403, "invalid_api_key")


def test_a_mail_arrives_in_the_inbox(resend: httpx2.Client) -> None:
    calendar = {"filename": "invite.ics", "content": base64.b64encode(b"BEGIN:VCALENDAR").decode()}
    identifier = resend.post("/emails", json=MAIL | {"attachments": [calendar]}).json()["id"]
    (mail,) = resend.get("/_control/inbox", params={"to": "ADA@example.com", "subject": "interview"}).json()["mails"]
    assert (mail["message_id"], mail["attachments"]) == (identifier, [calendar])
    shown = resend.get(f"/emails/{identifier}").json()
    assert (shown["object"], shown["last_event"], shown["to"]) == ("email", "delivered", ["ada@example.com"])


def test_a_key_sends_once_a_day(resend: httpx2.Client, clock: Clock) -> None:
    headers = {"Idempotency-Key": "booking-confirmed/1"}
    first = resend.post("/emails", json=MAIL, headers=headers).json()
    assert resend.post("/emails", json=MAIL, headers=headers).json() == first
    other = resend.post("/emails", json=MAIL | {"subject": "Other"}, headers=headers)
    assert name_of(other) == (409, "invalid_idempotent_request")
    assert len(resend.get("/_control/inbox").json()["mails"]) == 1
    clock.advance(24 * 3600)
    assert resend.post("/emails", json=MAIL, headers=headers).json() != first
    long = resend.post("/emails", json=MAIL, headers={"Idempotency-Key": "x" * 257})
    assert name_of(long) == (400, "invalid_idempotency_key")


def test_a_refused_mail_leaves_its_key_free(resend: httpx2.Client) -> None:
    headers = {"Idempotency-Key": "booking-confirmed/2"}
    assert resend.post("/emails", json=MAIL | {"to": "nobody"}, headers=headers).status_code == 422
    assert resend.post("/emails", json=MAIL, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"from": None}, "missing_required_field"),
        ({"subject": ""}, "missing_required_field"),
        ({"html": None, "text": None}, "missing_required_field"),
        ({"from": "nobody"}, "invalid_from_address"),
        ({"cc": ["x"]}, "validation_error"),
        ({"to": ["a@example.com"] * 51}, "validation_error"),
        ({"tags": [{"name": "a b", "value": "c"}]}, "validation_error"),
        ({"attachments": [{"filename": "x"}]}, "invalid_attachment"),
        ({"attachments": [{"filename": "x", "content": "?"}]}, "invalid_attachment"),
    ],
)
def test_a_wrong_mail_is_refused(resend: httpx2.Client, change: dict[str, Any], name: str) -> None:
    assert name_of(resend.post("/emails", json=MAIL | change)) == (422, name)


def test_a_batch_is_all_or_nothing(resend: httpx2.Client) -> None:
    assert resend.post("/emails/batch", json=[MAIL, MAIL | {"to": "x"}]).status_code == 422
    assert resend.get("/_control/inbox").json()["mails"] == []
    assert len(resend.post("/emails/batch", json=[MAIL, MAIL]).json()["data"]) == 2


def test_a_scheduled_mail_can_be_moved_and_cancelled(resend: httpx2.Client) -> None:
    later = {"scheduled_at": "2026-11-23T09:00:00Z"}
    identifier = resend.post("/emails", json=MAIL | later).json()["id"]
    assert resend.get(f"/emails/{identifier}").json()["last_event"] == "scheduled"
    moved = {"scheduled_at": "2026-11-24T09:00:00Z"}
    assert resend.patch(f"/emails/{identifier}", json=moved).json()["id"] == identifier
    resend.post(f"/emails/{identifier}/cancel")
    assert resend.get(f"/emails/{identifier}").json()["last_event"] == "canceled"
    assert resend.post(f"/emails/{identifier}/cancel").status_code == 422
    assert name_of(resend.get("/emails/unknown")) == (404, "not_found")


def test_mails_are_listed_newest_first(resend: httpx2.Client) -> None:
    sent = [resend.post("/emails", json=MAIL).json()["id"] for _ in range(3)]
    listed = resend.get("/emails", params={"limit": 2}).json()
    assert ([mail["id"] for mail in listed["data"]], listed["has_more"]) == ([sent[2], sent[1]], True)
    rest = resend.get("/emails", params={"after": sent[1]}).json()
    assert ([mail["id"] for mail in rest["data"]], rest["has_more"]) == ([sent[0]], False)
