"""What of a report is kept, and how often it is tried."""

import re
from datetime import timedelta
from typing import Any

# Reports are repeated for a day by their sender and looked into for weeks by ours.
KEPT = timedelta(days=90)
# The one who stores a report applies it at once; if that process dies, another may try after this.
FIRST_TRY = timedelta(seconds=10)
# With pauses of up to 15 minutes: about ten hours.
MAXIMUM_ATTEMPTS = 45
# A payment of an order that we do not know may be of an order that is being recorded; after this it is somebody else's.
MAXIMUM_DEFERRALS = 20

_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{4,64}")
_EVENT = re.compile(r"[a-z_]{1,40}(\.[a-z_]{1,40}){1,4}")
_LONGEST_NESTING = 12

# Whom a payment came from is Razorpay's to keep. What is applied needs none of it.
_PERSONAL = frozenset(
    {
        "account_holder_name", "acquirer_data", "bank_account", "billing_address", "card", "card_id", "contact",
        "customer", "customer_details", "customer_id", "email", "ip", "name", "shipping_address", "token", "token_id",
        "upi", "vpa", "wallet",
    }
)  # fmt: skip


def well_formed_identifier(value: str | None) -> str | None:
    return value if value is not None and _IDENTIFIER.fullmatch(value) else None


def event_name(value: object) -> str:
    """The event's name, fit for a log and an index; "unknown" for anything else."""
    return value if isinstance(value, str) and _EVENT.fullmatch(value) else "unknown"


def entities_of(payload: object) -> dict[str, Any]:
    """``{"payment": {…}}`` out of ``{"payment": {"entity": {…}}}``, without personal data."""
    if not isinstance(payload, dict):
        return {}
    found = {kind: part.get("entity") for kind, part in payload.items() if isinstance(part, dict)}
    return {kind: _impersonal(part, _LONGEST_NESTING) for kind, part in found.items() if isinstance(part, dict)}


def _impersonal(value: Any, depth: int) -> Any:  # noqa: ANN401 - parsed JSON
    if depth == 0:
        return None
    match value:
        case dict():
            return {key: _impersonal(part, depth - 1) for key, part in value.items() if key not in _PERSONAL}
        case list():
            return [_impersonal(part, depth - 1) for part in value]
        case _:
            return value
