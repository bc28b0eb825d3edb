"""The outside services' stand-ins from behind: what arrived there, and what their customers and operators would do."""

from __future__ import annotations

import ssl
from typing import Any

import httpx2


class Vendors:
    """The control endpoints of molecule/sandbox/vendors, reached directly."""

    def __init__(self, url: str, context: ssl.SSLContext) -> None:
        self._client = httpx2.Client(base_url=f"{url}/_control", verify=context, timeout=30, trust_env=False)

    def close(self) -> None:
        self._client.close()

    def pay(self, razorpay_order_id: str, **options: Any) -> dict[str, Any]:
        """A customer at the checkout; answers what the browser would be handed, and the events' ids."""
        return self.do("POST", "razorpay/pay", {"order_id": razorpay_order_id, **options})

    def inbox(self, part: str, **narrowed: Any) -> list[dict[str, Any]]:
        """What arrived, oldest first."""
        answer = self._client.get("inbox", params={"part": part, **narrowed})
        assert answer.status_code == 200, f"the stand-ins' inbox answered {answer.status_code}: {answer.text[:200]}"
        return list(answer.json()[part])

    def newest(self, part: str) -> int:
        """The number of what arrived last."""
        return max((int(item["id"]) for item in self.inbox(part)), default=0)

    def do(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self._client.request(method, path, json=body)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text[:200]}"
        return dict(answer.json())
