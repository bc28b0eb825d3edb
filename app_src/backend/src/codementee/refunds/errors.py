"""Ways in which a refund is refused."""

from codementee.core.errors import ErrorKind

NOTHING_TO_REFUND = ErrorKind(
    "nothing_to_refund", 409, "The order is not paid, is refunded, or has no unused mock interviews left."
)
REFUND_TOO_HIGH = ErrorKind("refund_too_high", 409, "More than is left of the payment would go back.")
REFUND_OPEN = ErrorKind("refund_open", 409, "A refund of this order waits for a decision already.")
REFUND_DECIDED = ErrorKind("refund_decided", 409, "The refund was approved or rejected already. Load it again.")
SECOND_ADMIN_REQUIRED = ErrorKind(
    "second_admin_required", 403, "Another administrator has to approve a refund that you asked for."
)
