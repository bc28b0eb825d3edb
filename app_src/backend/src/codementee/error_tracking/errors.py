"""How a report can be turned away."""

from codementee.core.errors import ErrorKind

TOO_MANY_REPORTS = ErrorKind(
    "too_many_reports", 429, "There are more reports than are taken at the moment.", {"Retry-After": "60"}
)
