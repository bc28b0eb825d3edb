"""Razorpay over HTTPS. See https://razorpay.com/docs/api for the shapes; amounts are integer paise."""

import asyncio
import ssl
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx2

from codementee.core.logging import logger
from codementee.core.secrets import secret_lines
from codementee.core.settings import Settings
from codementee.payments.gateway import (
    GatewayOrder,
    GatewayPayment,
    GatewayRefund,
    GatewayRefusedError,
    GatewayUnavailableError,
    MalformedEntityError,
    entity,
)

# An answer within this or none: the people waiting for it have a page open, and the webhook tells us anyway.
TOTAL_SECONDS = 10.0
_TIMEOUT = httpx2.Timeout(8.0, connect=3.0)
_LIMITS = httpx2.Limits(max_connections=20, max_keepalive_connections=10, keepalive_expiry=30)
_LONGEST_DESCRIPTION = 300
# CONFLICT: the same idempotency key is being worked on.
_TEMPORARY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.CONFLICT, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY)


def create_razorpay_client(settings: Settings) -> httpx2.AsyncClient:
    """Build the client; nothing connects before the first request. Certificates of the operating system's CAs."""
    secrets = secret_lines(settings.razorpay_key_secret.get_secret_value())
    return httpx2.AsyncClient(
        base_url=f"{settings.razorpay_base_url}/v1",
        auth=(settings.razorpay_key_id, secrets[0] if secrets else ""),
        timeout=_TIMEOUT,
        limits=_LIMITS,
        verify=ssl.create_default_context(),
        follow_redirects=False,
    )


class RazorpayGateway:
    def __init__(self, client: httpx2.AsyncClient, key_id: str, *, total_seconds: float = TOTAL_SECONDS) -> None:
        self._client = client
        self._key_id = key_id
        self._total_seconds = total_seconds

    @property
    def key_id(self) -> str:
        return self._key_id

    async def create_order(
        self, *, amount_paise: int, currency: str, receipt: str, notes: Mapping[str, str]
    ) -> GatewayOrder:
        body = {
            "amount": amount_paise,
            "currency": currency,
            "receipt": receipt,
            "notes": dict(notes),
            "partial_payment": False,
            # Whatever the account's own setting is: what is authorised is captured, and let go when it comes late.
            "payment": {
                "capture": "automatic",
                "capture_options": {
                    "automatic_expiry_period": 12,
                    "manual_expiry_period": 7200,
                    "refund_speed": "normal",
                },
            },
        }
        return self._entity(GatewayOrder, await self._call("POST", "/orders", body=body))

    async def find_orders(self, receipt: str) -> list[GatewayOrder]:
        answer = await self._call("GET", "/orders", parameters={"receipt": receipt, "count": "10"})
        found = [self._entity(GatewayOrder, item) for item in _items(answer)]
        # Checked again: one of somebody else's would be paid by the wrong person.
        return sorted((order for order in found if order.receipt == receipt), key=lambda order: order.created_at)

    async def payments_of(self, razorpay_order_id: str) -> list[GatewayPayment]:
        answer = await self._call("GET", f"/orders/{razorpay_order_id}/payments")
        return [self._entity(GatewayPayment, item) for item in _items(answer)]

    async def payment(self, razorpay_payment_id: str) -> GatewayPayment:
        return self._entity(GatewayPayment, await self._call("GET", f"/payments/{razorpay_payment_id}"))

    async def capture(self, payment: GatewayPayment) -> GatewayPayment:
        body = {"amount": payment.amount, "currency": payment.currency}
        return self._entity(GatewayPayment, await self._call("POST", f"/payments/{payment.id}/capture", body=body))

    async def refund(
        self, razorpay_payment_id: str, *, amount_paise: int, key: str, receipt: str, notes: Mapping[str, str]
    ) -> GatewayRefund:
        body = {"amount": amount_paise, "speed": "normal", "receipt": receipt, "notes": dict(notes)}
        path = f"/payments/{razorpay_payment_id}/refund"
        answer = await self._call("POST", path, body=body, headers={"X-Refund-Idempotency": key})
        return self._entity(GatewayRefund, answer)

    async def refunds_of(self, razorpay_payment_id: str) -> list[GatewayRefund]:
        answer = await self._call("GET", f"/payments/{razorpay_payment_id}/refunds", parameters={"count": "100"})
        return [self._entity(GatewayRefund, item) for item in _items(answer)]

    async def refund_status(self, razorpay_refund_id: str) -> GatewayRefund:
        return self._entity(GatewayRefund, await self._call("GET", f"/refunds/{razorpay_refund_id}"))

    async def _call(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        parameters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:  # noqa: ANN401 - parsed JSON
        if not self._key_id:
            raise GatewayUnavailableError("no key configured")
        try:
            # The client's time-outs are per step; this is one for all of them.
            async with asyncio.timeout(self._total_seconds):
                response = await self._client.request(method, path, json=body, params=parameters, headers=headers)
        except (httpx2.HTTPError, TimeoutError, OSError) as error:
            logger.warning("payment_provider_unreachable", method=method, path=path, error=type(error).__name__)
            raise GatewayUnavailableError(type(error).__name__) from error
        return self._answer(response, method, path)

    @staticmethod
    def _answer(response: httpx2.Response, method: str, path: str) -> Any:  # noqa: ANN401 - parsed JSON
        status = response.status_code
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            # Ours to repair, and nobody's fault who is paying right now.
            logger.error("payment_provider_credentials_refused", method=method, path=path, status=status)
            raise GatewayUnavailableError("credentials refused")
        if status in _TEMPORARY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            logger.warning("payment_provider_failed", method=method, path=path, status=status)
            raise GatewayUnavailableError(f"status {status}", retry_after_seconds=_retry_after(response))
        try:
            answer = response.json()
        except ValueError as error:
            logger.error("payment_provider_not_json", method=method, path=path, status=status)
            raise GatewayUnavailableError("not JSON") from error
        if not response.is_success:
            description = _description(answer)
            logger.warning("payment_provider_refused", method=method, path=path, status=status, reason=description)
            raise GatewayRefusedError(description)
        return answer

    @staticmethod
    def _entity[E: (GatewayOrder, GatewayPayment, GatewayRefund)](kind: type[E], value: object) -> E:
        try:
            return entity(kind, value)
        except MalformedEntityError as error:
            logger.error("payment_provider_malformed", problem=str(error))
            raise GatewayUnavailableError("malformed answer") from error


def _items(answer: object) -> list[object]:
    items = answer.get("items") if isinstance(answer, dict) else None
    if not isinstance(items, list):
        logger.error("payment_provider_malformed", problem="no list of items")
        raise GatewayUnavailableError("malformed answer")
    return items


def _description(answer: object) -> str:
    detail = answer.get("error") if isinstance(answer, dict) else None
    text = detail.get("description") if isinstance(detail, dict) else None
    return str(text or "refused without a reason")[:_LONGEST_DESCRIPTION]


def _retry_after(response: httpx2.Response) -> int | None:
    value = response.headers.get("retry-after", "")
    return min(int(value), 3_600) if value.isascii() and value.isdigit() and len(value) < 10 else None  # noqa: PLR2004
