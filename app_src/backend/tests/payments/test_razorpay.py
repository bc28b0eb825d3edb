"""Razorpay's API as HTTP: what is sent, and what each kind of answer becomes."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest

from codementee.core.settings import Settings
from codementee.payments.gateway import (
    GatewayPayment,
    GatewayRefusedError,
    GatewayUnavailableError,
    PaymentStatus,
    RefundStatus,
)
from codementee.payments.razorpay import RazorpayGateway, create_razorpay_client
from tests.support.razorpay import KEY_ID, KEY_SECRET

pytestmark = pytest.mark.anyio

ORDER = {
    "id": "order_1", "entity": "order", "amount": 499900, "currency": "INR", "receipt": "r1", "status": "created",
    "notes": [], "created_at": 1_790_000_000,
}  # fmt: skip
PAYMENT = {
    "id": "pay_1", "entity": "payment", "order_id": "order_1", "amount": 499900, "currency": "INR",
    "status": "captured", "method": "upi", "email": "asha@example.com", "created_at": 1_790_000_000,
}  # fmt: skip
REFUND = {
    "id": "rfnd_1", "entity": "refund", "payment_id": "pay_1", "amount": 100, "currency": "INR", "receipt": "r1",
    "status": "pending", "created_at": 1_790_000_000,
}  # fmt: skip


class Api:
    """Answers with what it is given, remembers what it was asked."""

    def __init__(self, status: int = 200, body: object = None, headers: dict[str, str] | None = None) -> None:
        self.status, self.body, self.headers = status, body, headers or {}
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        content = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        return httpx2.Response(self.status, content=content, headers=self.headers)

    @property
    def sent(self) -> Any:  # noqa: ANN401 - parsed JSON
        return json.loads(self.requests[-1].content)


@asynccontextmanager
async def gateway(api: Callable[[httpx2.Request], httpx2.Response]) -> AsyncIterator[RazorpayGateway]:
    async with httpx2.AsyncClient(
        transport=httpx2.MockTransport(api), base_url="https://razorpay.invalid/v1", auth=(KEY_ID, KEY_SECRET)
    ) as client:
        yield RazorpayGateway(client, KEY_ID)


async def test_order_is_made_with_amount_receipt_and_automatic_capture() -> None:
    api = Api(body=ORDER)
    async with gateway(api) as razorpay:
        order = await razorpay.create_order(amount_paise=499900, currency="INR", receipt="r1", notes={"plan": "growth"})
    assert (order.id, order.amount, order.receipt) == ("order_1", 499900, "r1")
    request = api.requests[0]
    assert (request.method, request.url.path) == ("POST", "/v1/orders")
    assert base64.b64decode(request.headers["authorization"].split()[1]).decode() == f"{KEY_ID}:{KEY_SECRET}"
    assert (api.sent["amount"], api.sent["currency"], api.sent["receipt"]) == (499900, "INR", "r1")
    assert api.sent["payment"]["capture"] == "automatic"


async def test_orders_are_found_by_their_exact_receipt_oldest_first() -> None:
    items = [ORDER | {"id": "order_3", "created_at": 1_790_000_009}, ORDER | {"receipt": "r10", "id": "order_2"}, ORDER]
    api = Api(body={"entity": "collection", "count": 3, "items": items})
    async with gateway(api) as razorpay:
        assert [order.id for order in await razorpay.find_orders("r1")] == ["order_1", "order_3"]
    assert api.requests[0].url.params["receipt"] == "r1"


async def test_refund_carries_its_key() -> None:
    api = Api(body=REFUND)
    async with gateway(api) as razorpay:
        refund = await razorpay.refund("pay_1", amount_paise=100, key="refund-abc", receipt="r1", notes={})
    assert (refund.status, refund.amount) == (RefundStatus.PENDING, 100)
    assert api.requests[0].headers["x-refund-idempotency"] == "refund-abc"
    assert (api.requests[0].url.path, api.sent["amount"]) == ("/v1/payments/pay_1/refund", 100)


async def test_payments_are_read_and_captured() -> None:
    async with gateway(Api(body={"items": [PAYMENT]})) as razorpay:
        (payment,) = await razorpay.payments_of("order_1")
    assert (payment.status, payment.is_captured) == (PaymentStatus.CAPTURED, True)
    api = Api(body=PAYMENT)
    async with gateway(api) as razorpay:
        await razorpay.capture(payment)
    assert api.sent == {"amount": 499900, "currency": "INR"}


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 401, 403])
async def test_temporary_answers_are_unavailable(status: int) -> None:
    api = Api(status, {"error": {"description": "later"}}, {"Retry-After": "7"})
    async with gateway(api) as razorpay:
        with pytest.raises(GatewayUnavailableError) as error:
            await razorpay.payment("pay_1")
    assert error.value.retry_after_seconds == (None if status in (401, 403) else 7)


@pytest.mark.parametrize("status", [400, 404, 422])
async def test_final_answers_are_refusals_with_the_reason(status: int) -> None:
    async with gateway(Api(status, {"error": {"code": "BAD_REQUEST_ERROR", "description": "No such id"}})) as razorpay:
        with pytest.raises(GatewayRefusedError, match="No such id"):
            await razorpay.payment("pay_1")


@pytest.mark.parametrize(
    "body",
    [b"<html>", b"\xff", b"", [], {}, {"id": "pay_1"}, PAYMENT | {"amount": "499900"}, PAYMENT | {"amount": 4999.0},
     PAYMENT | {"status": "surprising"}, PAYMENT | {"created_at": 10**30}, PAYMENT | {"created_at": True}],
)  # fmt: skip
async def test_malformed_answers_are_unavailable(body: object) -> None:
    async with gateway(Api(200, body)) as razorpay:
        with pytest.raises(GatewayUnavailableError):
            await razorpay.payment("pay_1")
        with pytest.raises(GatewayUnavailableError):
            await razorpay.payments_of("order_1")


async def test_hanging_service_is_given_up_in_time() -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1_024):
            pass
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}/v1") as client:
        razorpay = RazorpayGateway(client, KEY_ID, total_seconds=0.2)
        with pytest.raises(GatewayUnavailableError):
            await asyncio.wait_for(razorpay.payment("pay_1"), 5)


@pytest.mark.parametrize(
    "error", [httpx2.ConnectError("no"), httpx2.ReadTimeout("no"), httpx2.RemoteProtocolError("no")]
)
async def test_broken_connections_are_unavailable(error: httpx2.HTTPError) -> None:
    def broken(_request: httpx2.Request) -> httpx2.Response:
        raise error

    async with gateway(broken) as razorpay:
        with pytest.raises(GatewayUnavailableError):
            await razorpay.payment("pay_1")


async def test_without_keys_nothing_is_asked() -> None:
    api = Api(body=PAYMENT)
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(api), base_url="https://razorpay.invalid") as client:
        with pytest.raises(GatewayUnavailableError):
            await RazorpayGateway(client, "").payment("pay_1")
    assert api.requests == []


async def test_client_uses_the_newest_secret_and_follows_nobody() -> None:
    settings = Settings.model_construct(
        razorpay_base_url="https://razorpay.invalid",
        razorpay_key_id=KEY_ID,
        razorpay_key_secret=Settings.model_fields["razorpay_key_secret"].default.__class__("newest\nolder\n"),
    )
    async with create_razorpay_client(settings) as client:
        assert str(client.base_url) == "https://razorpay.invalid/v1/"
        assert not client.follow_redirects
        request = client.build_request("GET", "/orders")
        auth = client.auth
        assert auth is not None
        signed = next(auth.sync_auth_flow(request))
    assert base64.b64decode(signed.headers["authorization"].split()[1]).decode() == f"{KEY_ID}:newest"


def test_only_what_is_needed_of_a_payment_is_kept() -> None:
    payment = GatewayPayment.model_validate(PAYMENT)
    assert "asha" not in payment.model_dump_json()
