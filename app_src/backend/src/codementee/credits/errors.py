"""Ways in which credits cannot be used or changed."""

from codementee.auth.errors import PLAN_REQUIRED
from codementee.core.errors import ErrorKind

# One code for everything a plan opens: the page shows the plans, whichever door was closed.
NO_CREDIT = PLAN_REQUIRED
CREDITS_TOO_FEW = ErrorKind("credits_too_few", 409, "There are fewer unused credits than would be taken away.")
NOT_A_MENTEE = ErrorKind("not_a_mentee", 409, "Only mentees have credits.")
