"""Parts of the platform that an operator can switch off, as during an incident at a vendor; everything else serves on.

What is under way is finished: an order that is being paid for, a link that was mailed. Only beginning anew is refused.
"""

from enum import StrEnum

from codementee.core.errors import ErrorKind


class Feature(StrEnum):
    """Named as settings name them (``CODEMENTEE_FEATURES_OFF``); all are on unless they are listed there."""

    REGISTRATION = "registration"
    ORDERS = "orders"
    WAITLIST = "waitlist"


FEATURE_OFF = ErrorKind("feature_off", 403, "This is switched off at the moment. Everything else works.")
