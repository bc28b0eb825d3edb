"""What a request may ask for about money, typed."""

from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import StringConstraints

from codementee.payments.composition import Money
from codementee.payments.inbox.service import InboxService
from codementee.payments.reconciliation import Reconciliation
from codementee.payments.service import PaymentService
from codementee.refunds.service import RefundService


async def _money(request: Request) -> Money:
    found = request.app.state.money
    assert isinstance(found, Money)  # noqa: S101 - a request before the lifespan is a programming error
    return found


_Money = Annotated[Money, Depends(_money)]


async def _payments(money: _Money) -> PaymentService:
    return money.orders


async def _inbox(money: _Money) -> InboxService:
    return money.inbox


async def _reconciliation(money: _Money) -> Reconciliation:
    return money.reconciliation


async def _refunds(money: _Money) -> RefundService:
    return money.refunds


async def _key_id(money: _Money) -> str:
    return money.gateway.key_id


CurrentPayments = Annotated[PaymentService, Depends(_payments)]
CurrentInbox = Annotated[InboxService, Depends(_inbox)]
CurrentReconciliation = Annotated[Reconciliation, Depends(_reconciliation)]
CurrentRefunds = Annotated[RefundService, Depends(_refunds)]
RazorpayKeyId = Annotated[str, Depends(_key_id)]

IdempotencyKey = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,64}$"),
    Header(
        alias="Idempotency-Key",
        description="Made by the client, once per intention: the same key never does the same thing twice",
        examples=["0b6e9c1e-8a52-4b21-9b6e-3f9f6f1f6a10"],
    ),
]
