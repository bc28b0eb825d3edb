"""Misbehaviour on request, seen from a client's side."""

from time import monotonic
from typing import Any

import httpx2
import pytest

from tests.conftest import Clock
from tests.test_hostinger import MACHINES, PURCHASE
from tests.test_resend import MAIL


def misbehave(client: httpx2.Client, **fault: Any) -> None:
    answer = client.post("/_control/faults", json=fault)
    assert answer.status_code == 201, answer.text


def test_the_next_requests_fail_and_then_it_is_over(hostinger: httpx2.Client, client: httpx2.Client) -> None:
    misbehave(client, vendor="hostinger", kind="status", status=429, retry_after_seconds=7, times=2)
    for _ in range(2):
        answer = hostinger.get(MACHINES)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
        assert set(answer.json()) == {"message", "correlation_id"}
    assert hostinger.get(MACHINES).status_code == 200


def test_a_fault_keeps_to_its_method_and_path(resend: httpx2.Client, client: httpx2.Client) -> None:
    misbehave(client, vendor="resend", kind="status", status=500, method="post", path="^/emails$")
    assert resend.post("/emails", json=MAIL).json()["name"] == "application_error"
    assert resend.get("/emails").status_code == 200
    client.delete("/_control/faults")
    assert resend.post("/emails", json=MAIL).status_code == 200


def test_a_dropped_connection_has_no_answer(cloudflare: httpx2.Client, client: httpx2.Client) -> None:
    misbehave(client, vendor="cloudflare", kind="drop", times=1)
    with pytest.raises(httpx2.TransportError):
        cloudflare.get("/zones")
    (call,) = client.get("/_control/inbox", params={"vendor": "cloudflare"}).json()["calls"]
    assert (call["status"], call["fault"]) == (None, "drop")
    assert cloudflare.get("/zones").status_code == 200


def test_a_purchase_can_time_out_and_still_take_place(hostinger: httpx2.Client, client: httpx2.Client) -> None:
    misbehave(client, vendor="hostinger", kind="timeout", after_effect=True, method="POST", delay_seconds=30)
    with pytest.raises(httpx2.ReadTimeout):
        hostinger.post(MACHINES, json=PURCHASE, timeout=0.5)
    assert len(hostinger.get(MACHINES).json()) == 1


def test_a_time_out_without_effect_leaves_nothing(hostinger: httpx2.Client, client: httpx2.Client) -> None:
    misbehave(client, vendor="hostinger", kind="timeout", method="POST", delay_seconds=0.1)
    with pytest.raises(httpx2.TransportError):
        hostinger.post(MACHINES, json=PURCHASE)
    assert hostinger.get(MACHINES).json() == []


def test_a_delay_answers_late(client: httpx2.Client, razorpay: httpx2.Client) -> None:
    misbehave(client, vendor="razorpay", kind="delay", delay_seconds=0.3)
    begun = monotonic()
    assert razorpay.get("/orders").status_code == 200
    assert monotonic() - begun >= 0.3


def test_a_rate_lets_only_so_many_through(resend: httpx2.Client, client: httpx2.Client, clock: Clock) -> None:
    misbehave(client, vendor="resend", kind="rate", limit=2, window_seconds=1)
    answers = [resend.get("/emails") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["retry-after"] == "1"
    clock.advance(1.1)
    assert resend.get("/emails").status_code == 200


def test_chat_fails_in_plain_text(client: httpx2.Client) -> None:
    misbehave(client, vendor="chat", kind="status", status=429, retry_after_seconds=1)
    answer = client.post("/services/T1/B1/chat-secret", json={"text": "x"})
    assert (answer.status_code, answer.text) == (429, "rate_limited")


@pytest.mark.parametrize(
    "fault",
    [
        {"vendor": "nobody", "kind": "drop"},
        {"vendor": "chat", "kind": "explode"},
        {"vendor": "chat", "kind": "drop", "path": "("},
        {"vendor": "chat", "kind": "status", "status": 200},
        {"vendor": "chat", "kind": "drop", "tims": 1},
    ],
)
def test_a_mistaken_fault_is_refused(client: httpx2.Client, fault: dict[str, Any]) -> None:
    assert client.post("/_control/faults", json=fault).status_code == 422
