"""The checkout's script and frame as a shop's page gets them; tests/e2e pays with them in a browser."""

import json
from time import monotonic
from typing import Any

import httpx2
import pytest

from tests.conftest import Receiver

PREFERENCES = "/v1/checkout/preferences"


@pytest.fixture
def order(razorpay: httpx2.Client) -> dict[str, Any]:
    wanted = {"amount": 499900, "currency": "INR", "receipt": "order-1"}
    created: dict[str, Any] = razorpay.post("/orders", json=wanted).json()
    return created


def test_any_page_may_load_the_script(client: httpx2.Client) -> None:
    answer = client.get("/v1/checkout.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "window.Razorpay = Razorpay" in answer.text


def test_the_frame_runs_its_own_files_only(client: httpx2.Client) -> None:
    frame = client.get("/v1/checkout/public")
    assert frame.headers["cross-origin-resource-policy"] == "cross-origin"
    policy = frame.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    # Any shop shows it in a frame.
    assert "frame-ancestors" not in policy
    assert "unsafe" not in policy
    assert "<style" not in frame.text
    for name in ("frame.js", "frame.css"):
        assert f'"/v1/checkout/{name}"' in frame.text
        assert client.get(f"/v1/checkout/{name}").status_code == 200


def test_the_amount_is_the_orders(client: httpx2.Client, razorpay: httpx2.Client, order: dict[str, Any]) -> None:
    asked = {"key_id": "rzp_test_key", "order_id": order["id"]}
    told = client.get(PREFERENCES, params=asked).json()
    assert (told["amount_due"], told["currency"], told["status"]) == (499900, "INR", "created")
    client.post("/_control/razorpay/pay", json={"order_id": order["id"]})
    assert client.get(PREFERENCES, params=asked).json()["status"] == "paid"
    assert client.post("/_control/razorpay/pay", json={"order_id": order["id"]}).status_code == 409
    assert razorpay.get(f"/orders/{order['id']}/payments").json()["count"] == 1


@pytest.mark.parametrize(("change", "status"), [({"key_id": "rzp_test_other"}, 401), ({"order_id": "order_none"}, 400)])
def test_another_key_or_order_is_refused(
    client: httpx2.Client, order: dict[str, Any], change: dict[str, str], status: int
) -> None:
    answer = client.get(PREFERENCES, params={"key_id": "rzp_test_key", "order_id": order["id"]} | change)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, "BAD_REQUEST_ERROR")


def test_the_script_meets_faults_like_the_rest(client: httpx2.Client) -> None:
    fault = {"vendor": "razorpay", "kind": "drop", "path": r"^/v1/checkout\.js$", "times": 1}
    client.post("/_control/faults", json=fault)
    with pytest.raises(httpx2.RemoteProtocolError):
        client.get("/v1/checkout.js")
    assert client.get("/v1/checkout.js").status_code == 200


def test_events_can_be_late(
    client: httpx2.Client, razorpay: httpx2.Client, order: dict[str, Any], receiver: Receiver
) -> None:
    begun = monotonic()
    client.post("/_control/razorpay/pay", json={"order_id": order["id"], "late_seconds": 0.4})
    assert razorpay.get(f"/orders/{order['id']}").json()["status"] == "paid"
    assert receiver.requests == []
    arrived = receiver.wait_for(3)
    assert monotonic() - begun >= 0.4
    assert json.loads(arrived[2][1])["event"] == "order.paid"
