"""Ways in which ordering and paying fail."""

from codementee.core.errors import ErrorKind

PAYMENT_PROVIDER_UNAVAILABLE = ErrorKind(
    "payment_provider_unavailable",
    503,
    "The payment service does not answer at the moment. Nothing was charged by this request; try again.",
    {"Retry-After": "10"},
)
PLAN_NOT_ON_SALE = ErrorKind("plan_not_on_sale", 409, "This plan is not on sale. Load the plans again.")
BOOKING_NOT_AWAITING_PAYMENT = ErrorKind(
    "booking_not_awaiting_payment", 409, "The booking does not wait for a payment. Load it again to see its state."
)
IDEMPOTENCY_KEY_REUSED = ErrorKind(
    "idempotency_key_reused", 409, "This Idempotency-Key was used for another order. Take a fresh one."
)
ORDER_IN_PROGRESS = ErrorKind(
    "order_in_progress", 409, "The same request is being worked on. Send it again in a moment.", {"Retry-After": "2"}
)
TOO_MANY_OPEN_ORDERS = ErrorKind("too_many_open_orders", 409, "Too many orders wait for a payment. Pay one of them.")
SIGNATURE_INVALID = ErrorKind("signature_invalid", 400, "The payment's signature does not belong to this order.")
PAYMENT_MISMATCH = ErrorKind(
    "payment_mismatch", 409, "The payment is not of the order's amount. Write to support; nothing was booked."
)
WEBHOOK_SIGNATURE_INVALID = ErrorKind("webhook_signature_invalid", 401, "The signature does not fit the body.")
