"""Misbehaviour on request.

A fault is {"vendor", "kind", …}; the first one that matches a request and has times left is used:
  status    answer `status` in the vendor's error form, with Retry-After when `retry_after_seconds` is given
  delay     answer normally after `delay_seconds`
  timeout   never answer: hold the connection for `delay_seconds`, then drop it
  drop      drop the connection
  pending   accept without finishing (Hostinger's purchase answers 202, Razorpay's refund stays pending)
  rate      answer 429 to what exceeds `limit` requests per `window_seconds`
`method` and `path` (a regular expression) narrow it down, `times` limits it to the next requests. With
`after_effect` the request takes effect first, which is what makes a time-out dangerous for a buyer.
"""

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator

from .store import Store
from .types import Json

KINDS = ("status", "delay", "timeout", "drop", "pending", "rate")
VENDORS = ("hostinger", "cloudflare", "razorpay", "resend", "chat")


class Fault(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: int = 0
    vendor: str
    kind: str
    method: str | None = None
    path: str | None = None
    times: int | None = Field(default=None, ge=1)
    status: int = Field(default=503, ge=400, le=599)
    retry_after_seconds: int | None = Field(default=None, ge=0)
    delay_seconds: float = Field(default=30, ge=0, le=600)
    after_effect: bool = False
    limit: int = Field(default=1, ge=1)
    window_seconds: float = Field(default=1, gt=0)
    used: int = 0
    recent: list[float] = []

    @field_validator("vendor")
    @classmethod
    def _known_vendor(cls, value: str) -> str:
        if value not in VENDORS:
            raise ValueError(f"vendor must be one of {', '.join(VENDORS)}")
        return value

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, value: str) -> str:
        if value not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        return value

    @field_validator("path")
    @classmethod
    def _valid_expression(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                re.compile(value)
            except re.error as error:
                raise ValueError(f"path is not a regular expression: {error}") from error
        return value

    def matches(self, vendor: str, method: str, path: str) -> bool:
        return (
            self.vendor == vendor
            and (self.method is None or self.method.upper() == method)
            and (self.path is None or re.search(self.path, path) is not None)
            and (self.times is None or self.used < self.times)
        )

    def exceeds(self, now: float) -> bool:
        """Count this request; whether it is one too many of a rate."""
        self.recent = [moment for moment in self.recent if moment > now - self.window_seconds]
        if len(self.recent) >= self.limit:
            return True
        self.recent.append(now)
        return False


def take(store: Store, vendor: str, method: str, path: str) -> Fault | None:
    """The fault this request meets, counted as used."""
    for stored in store.items("faults"):
        fault = Fault.model_validate(stored)
        if not fault.matches(vendor, method, path):
            continue
        met = fault.kind != "rate" or fault.exceeds(store.now())
        if met:
            fault.used += 1
        stored.update(fault.model_dump())
        return fault if met else None
    return None


def add(store: Store, fault: Fault) -> Json:
    fault.id = store.next_id("faults")
    stored: Json = fault.model_dump()
    store.items("faults").append(stored)
    return stored
