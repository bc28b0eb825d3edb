"""The payment service as the rest of the application sees it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, ValidationError


class GatewayUnavailableError(Exception):
    """No usable answer: the request may or may not have taken effect."""

    def __init__(self, reason: str, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(reason)
        self.retry_after_seconds = retry_after_seconds


class GatewayRefusedError(Exception):
    """The service said no, for a reason that will be the same next time; nothing took effect."""


class MalformedEntityError(Exception):
    """What should describe an order, payment or refund does not."""


class PaymentStatus(StrEnum):
    CREATED = "created"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    REFUNDED = "refunded"
    FAILED = "failed"


class RefundStatus(StrEnum):
    PENDING = "pending"
    PROCESSED = "processed"
    FAILED = "failed"


def _instant(value: object) -> object:
    # Seconds since 1970, within what a date can hold.
    in_range = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 34
    return datetime.fromtimestamp(value, UTC) if in_range else value  # type: ignore[arg-type]


Instant = Annotated[datetime, BeforeValidator(_instant)]
Text = Annotated[str, Field(max_length=500)]


class _Entity(BaseModel):
    # Much more is sent than is needed, personal data among it; only what is named here is looked at.
    model_config = ConfigDict(extra="ignore", frozen=True)


class GatewayOrder(_Entity):
    id: str
    amount: StrictInt
    currency: str
    receipt: str | None = None
    created_at: Instant


class GatewayPayment(_Entity):
    """Amounts in the currency's smallest unit."""

    id: str
    order_id: str | None = None
    amount: StrictInt
    currency: str
    status: PaymentStatus
    method: Text = "unknown"
    error_code: Text | None = None
    error_description: Text | None = None
    created_at: Instant

    @property
    def is_captured(self) -> bool:
        """The money arrived, even if it went back since."""
        return self.status in (PaymentStatus.CAPTURED, PaymentStatus.REFUNDED)


class GatewayRefund(_Entity):
    id: str
    payment_id: str
    amount: StrictInt
    currency: str = "INR"
    status: RefundStatus
    receipt: str | None = None
    created_at: Instant


class PaymentGateway(Protocol):
    """Every method raises GatewayUnavailableError or GatewayRefusedError and answers within a bounded time."""

    @property
    def key_id(self) -> str:
        """Public; the checkout needs it."""
        ...

    async def create_order(
        self, *, amount_paise: int, currency: str, receipt: str, notes: Mapping[str, str]
    ) -> GatewayOrder: ...

    async def find_orders(self, receipt: str) -> list[GatewayOrder]:
        """Oldest first."""
        ...

    async def payments_of(self, razorpay_order_id: str) -> list[GatewayPayment]: ...

    async def payment(self, razorpay_payment_id: str) -> GatewayPayment: ...

    async def capture(self, payment: GatewayPayment) -> GatewayPayment:
        """Take an authorised payment's whole amount."""
        ...

    async def refund(
        self, razorpay_payment_id: str, *, amount_paise: int, key: str, receipt: str, notes: Mapping[str, str]
    ) -> GatewayRefund:
        """Asked again with the same ``key`` and the same arguments it answers with the same refund."""
        ...

    async def refunds_of(self, razorpay_payment_id: str) -> list[GatewayRefund]: ...

    async def refund_status(self, razorpay_refund_id: str) -> GatewayRefund: ...


def entity[E: BaseModel](kind: type[E], value: Any) -> E:  # noqa: ANN401 - parsed JSON
    """``value`` as an entity. Raises MalformedEntityError, without repeating what was in it."""
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, problem["loc"])) for problem in error.errors()[:5])
        raise MalformedEntityError(f"{kind.__name__}: {places}") from None
